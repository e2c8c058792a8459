// Who may call an HTTP API, end to end on real sockets (reference 2.6, 2.7): issuers that are good, slow, huge,
// rotating or gone, the project's own issuer without any network, preflights of pages, and signed requests.
#include "core/format/openapi_read.h"
#include "gateway-engine/access.h"
#include "gateway-engine/access/issuer/issuer_design.h"
#include "gateway-engine/compile/compile.h"
#include "gateway-engine/engine.h"
#include "gateway-engine/transport/asio_types.h"
#include "tests/support/http_caller.h"
#include "tests/support/token_fixture.h"

#include <boost/asio/this_coro.hpp>

#include <QTest>

#include <atomic>
#include <future>
#include <mutex>

using namespace gw;
using namespace gw::engine;
using namespace std::chrono_literals;
using test::HttpCaller;

namespace {

QString text(std::string_view view)
{
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

Response answer(std::string body, int status = 200)
{
    Response response;
    response.status = status;
    response.body = std::move(body);
    return response;
}

// An issuer found by discovery; its one key has a name that may change.
struct IssuerStandIn
{
    std::mutex mutex; // guards what follows
    std::string keyId = "RS256";
    std::size_t padding = 0;
    std::atomic<bool> isSilent{false};
    std::atomic<bool> isHeld{false};
    test::HttpStandIn server{[this](Request request) { return reply(std::move(request)); }};

    Task<Response> reply(Request request)
    {
        if (isSilent) { // longer than anybody waits, unless the test ends it
            isHeld = true;
            Timer timer(co_await boost::asio::this_coro::executor, 10s);
            co_await timer.async_wait(asTask);
        }
        const std::lock_guard lock(mutex);
        if (request.path() == "/keys") {
            json::Value document = test::keySetDocument({test::publicJwk(JoseAlgorithm::RS256, keyId)});
            document.set("padding", std::string(padding, 'x'));
            co_return answer(json::writeJson(document));
        }
        json::Value document = json::Value::object();
        document.set("issuer", server.url());
        document.set("jwks_uri", server.url() + "/keys");
        co_return answer(json::writeJson(document));
    }
    [[nodiscard]] std::string url() const { return server.url(); }
};

std::string tokenOf(const std::string& issuer, const std::string& keyId = "RS256", const std::string& more = {})
{
    const auto now = std::chrono::system_clock::now().time_since_epoch() / 1s;
    return test::keyFor(JoseAlgorithm::RS256)
        .sign(R"({"sub":"u-1","aud":"shop","iss":")" + issuer + R"(","iat":)" + std::to_string(now - 10) +
                  R"(,"exp":)" + std::to_string(now + 600) + more + "}",
              JoseAlgorithm::RS256, keyId, "JWT")
        .value();
}

std::string bearer(const std::string& token)
{
    return "Bearer " + token;
}

// GET /{name} of each issuer asks for its tokens, GET /open for nothing; all lead to one endpoint.
class ServedRoutes
{
public:
    explicit ServedRoutes(const std::vector<std::pair<std::string, std::string>>& issuers, Project project = {},
                          const std::string& more = {}, const Secrets& secrets = {})
        : m_project(std::move(project)), m_access(AccessOptions{})
    {
        (void)m_access.follow(m_project, secrets);
        m_access.joinTo(m_engine);
        port = m_engine.listenProject("127.0.0.1", 0, "abcdefghij").value_or(0);
        m_access.issuer().setUrl(issuerUrl(port));
        deploy(issuers, more);
        caller = std::make_unique<HttpCaller>(port);
    }
    ~ServedRoutes() { m_engine.stop(); }

    void deploy(const std::vector<std::pair<std::string, std::string>>& issuers, const std::string& more)
    {
        std::string paths = route("open", {});
        std::string schemes;
        for (const auto& [name, url] : issuers) {
            paths += route(name, "      security: [ { " + name + ": [] } ]\n");
            schemes += "    " + name + ": { type: oauth2, x-amazon-apigateway-authorizer: { type: jwt, " +
                       "identitySource: $request.header.Authorization, jwtConfiguration: { issuer: \"" + url +
                       "\", audience: [ shop, publicclient00000000000000 ] } } }\n";
        }
        const std::string document = more + "openapi: 3.0.1\ninfo: { title: t, version: \"1\" }\npaths:\n" + paths +
                                     "components:\n  securitySchemes:\n    none: { type: oauth2 }\n" + schemes;
        deploy(document);
    }

    void deploy(const std::string& document)
    {
        Api api;
        api.id = ApiId{7};
        api.apiId = "abcdefghij";
        api.name = "pets";
        api.definition = HttpApi{readOpenApi(document, "api.yaml", api.id).source->definition};
        gw::Stage stage;
        stage.name = "$default";
        Surroundings surroundings;
        m_access.surround(surroundings);
        Compilation compilation = compile(api, stage, {}, surroundings);
        diagnostics = compilation.diagnostics;
        m_engine.deploy(std::move(compilation.program));
    }

    [[nodiscard]] std::string route(const std::string& name, const std::string& security) const
    {
        return "  /" + name + ":\n    get:\n" + security + "      responses: { \"200\": { description: ok } }\n" +
               "      x-amazon-apigateway-integration: { type: http_proxy, httpMethod: GET, uri: \"" + endpoint.url() +
               "/x\" }\n";
    }
    [[nodiscard]] Access& access() { return m_access; }

    test::HttpStandIn endpoint{[](Request) -> Task<Response> {
        Response response = answer("pets");
        response.headers.add("Access-Control-Allow-Origin", "*");
        co_return response;
    }};
    Diagnostics diagnostics;
    int port = 0;

private:
    Project m_project;
    Access m_access;
    Engine m_engine;

public:
    std::unique_ptr<HttpCaller> caller;
};

const QString noKeys =
    "Bearer scope=\"\" error=\"invalid_token\" error_description=\"OIDC discovery endpoint communication error\"";

} // namespace

class TestRoutesServed : public QObject
{
    Q_OBJECT

private slots:
    void takesTokensOfADiscoveredIssuer();
    void aSilentIssuerHoldsUpNobodyElse();
    void aHugeKeySetIsRefused();
    void keysMayRotate();
    void theProjectsOwnIssuer();
    void preflights_data();
    void preflights();
    void pagesReadAnswersAndErrors();
    void aRouteThatAsksWhoCallsAnswersPreflightsItself();
};

void TestRoutesServed::takesTokensOfADiscoveredIssuer()
{
    IssuerStandIn issuer;
    ServedRoutes routes({{"people", issuer.url()}});
    QVERIFY(routes.diagnostics.empty());
    HttpCaller& caller = *routes.caller;
    QCOMPARE(caller.get("/open").status, 200);
    QCOMPARE(caller.get("/people").status, 401);
    const std::string token = tokenOf(issuer.url());
    for (int i = 0; i < 3; ++i)
        QCOMPARE(caller.get("/people", {{"Authorization", bearer(token)}}).status, 200);
    QCOMPARE(issuer.server.calls("/keys"), 1); // fetched once
    const Response other = caller.get("/people", {{"Authorization", tokenOf("https://other.example")}});
    QCOMPARE(other.status, 401);
    QCOMPARE(text(other.body), R"({"message":"Unauthorized"})");
    QVERIFY(other.headers.has("www-authenticate") && other.headers.has("apigw-requestid"));
}

void TestRoutesServed::aSilentIssuerHoldsUpNobodyElse()
{
    IssuerStandIn silent;
    silent.isSilent = true;
    IssuerStandIn good;
    ServedRoutes routes({{"silent", silent.url()}, {"good", good.url()}});
    const std::string token = tokenOf(silent.url());
    auto waiting = std::async(std::launch::async, [&] {
        return HttpCaller(routes.port).get("/silent", {{"Authorization", bearer(token)}});
    });
    QTRY_VERIFY(silent.isHeld.load());
    QCOMPARE(routes.caller->get("/open").status, 200);
    QCOMPARE(routes.caller->get("/good", {{"Authorization", bearer(tokenOf(good.url()))}}).status, 200);
    const Response refused = waiting.get();
    QCOMPARE(refused.status, 401);
    QCOMPARE(text(refused.headers.get("www-authenticate")), noKeys);
    QCOMPARE(routes.caller->get("/silent", {{"Authorization", bearer(token)}}).status, 401); // remembered: at once
}

void TestRoutesServed::aHugeKeySetIsRefused()
{
    IssuerStandIn issuer;
    {
        const std::lock_guard lock(issuer.mutex);
        issuer.padding = 150'001;
    }
    ServedRoutes routes({{"people", issuer.url()}});
    const Response refused = routes.caller->get("/people", {{"Authorization", bearer(tokenOf(issuer.url()))}});
    QCOMPARE(refused.status, 401);
    QCOMPARE(text(refused.headers.get("www-authenticate")), noKeys);
    QCOMPARE(routes.caller->get("/open").status, 200);
}

// A token with a key nobody has seen makes the gateway look again, but not for each such token.
void TestRoutesServed::keysMayRotate()
{
    IssuerStandIn issuer;
    ServedRoutes routes({{"people", issuer.url()}});
    const auto status = [&](const std::string& keyId) {
        return routes.caller->get("/people", {{"Authorization", bearer(tokenOf(issuer.url(), keyId))}}).status;
    };
    QCOMPARE(status("RS256"), 200);
    {
        const std::lock_guard lock(issuer.mutex);
        issuer.keyId = "next";
    }
    QVERIFY(routes.access().clock().advance(11s));
    QCOMPARE(status("next"), 200);
    QCOMPARE(status("RS256"), 401);
    QCOMPARE(status("made-up-1"), 401);
    QCOMPARE(status("made-up-2"), 401);
    QCOMPARE(issuer.server.calls("/keys"), 2);
}

void TestRoutesServed::theProjectsOwnIssuer()
{
    Project project;
    LocalIssuer issuer;
    issuer.enabled = true;
    IssuerUser anna;
    anna.name = "anna";
    anna.sub = "5d1c2b3a-0000-5000-8000-000000000001";
    issuer.users = {anna};
    IssuerClient shop;
    shop.name = "shop";
    shop.clientId = "publicclient00000000000000";
    shop.redirectUris = {"http://localhost:3000/back"};
    shop.scopes = {"openid", "pets/read"};
    issuer.clients = {shop};
    project.localIssuer = issuer;
    ServedRoutes routes({}, project);
    routes.deploy({{"own", routes.access().issuer().url()}}, {});
    const auto status = [&](const std::string& token) {
        return routes.caller->get("/own", {{"Authorization", bearer(token)}}).status;
    };
    QCOMPARE(status(routes.access().issuer().mintAccessToken("anna", "shop").value()), 200); // client_id
    QCOMPARE(status(routes.access().issuer().mintIdToken("anna", "shop").value()), 200);     // aud
    QCOMPARE(status(tokenOf(routes.access().issuer().url())), 401);                          // of somebody else's key
    QCOMPARE(routes.caller->get("/own").status, 401);
}

void TestRoutesServed::preflights_data()
{
    QTest::addColumn<QString>("cors");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("origin");
    QTest::addColumn<QStringList>("lines");
    const QString full =
        "{ allowOrigins: [ 'https://a.example', 'http://*' ], allowMethods: [ GET, PUT ], allowHeaders: "
        "[ x-one, authorization ], exposeHeaders: [ x-two ], maxAge: 60, allowCredentials: true }";
    const auto lines = [](const char* origin) {
        return QStringList{"access-control-allow-credentials: true",
                           "access-control-allow-headers: x-one,authorization", "access-control-allow-methods: GET,PUT",
                           QString("access-control-allow-origin: ") + origin, "access-control-max-age: 60"};
    };
    QTest::newRow("an origin") << full << "/open"
                               << "https://a.example" << lines("https://a.example");
    QTest::newRow("any of http") << full << "/open"
                                 << "http://localhost:3000" << lines("http://localhost:3000");
    QTest::newRow("no route needed") << full << "/nowhere/at/all"
                                     << "https://a.example" << lines("https://a.example");
    QTest::newRow("a foreign origin") << full << "/open"
                                      << "https://b.example" << QStringList();
    QTest::newRow("everybody") << "{ allowOrigins: [ '*' ], allowMethods: [ '*' ], maxAge: -1 }"
                               << "/open"
                               << "https://a.example"
                               << QStringList{"access-control-allow-methods: *", "access-control-allow-origin: *",
                                              "access-control-max-age: -1"};
    QTest::newRow("nothing but an origin")
        << "{ allowOrigins: [ 'https://a.example' ] }"
        << "/open"
        << "https://a.example" << QStringList{"access-control-allow-origin: https://a.example"};
}

void TestRoutesServed::preflights()
{
    QFETCH(QString, cors);
    QFETCH(QString, path);
    QFETCH(QString, origin);
    ServedRoutes routes({}, {}, "x-amazon-apigateway-cors: " + cors.toStdString() + "\n");
    const Response response = routes.caller->send(
        "OPTIONS", path.toStdString(), {{"Origin", origin.toStdString()}, {"Access-Control-Request-Method", "PUT"}});
    QCOMPARE(response.status, 204);
    QVERIFY(response.body.empty());
    QStringList lines;
    for (const HeaderField field : response.headers)
        if (text(field.name).startsWith("access-control-"))
            lines << text(field.name) + ": " + text(field.value);
    lines.sort();
    QTEST(lines, "lines");
    QCOMPARE(routes.endpoint.calls("/x"), 0);
}

void TestRoutesServed::pagesReadAnswersAndErrors()
{
    IssuerStandIn issuer;
    ServedRoutes routes(
        {{"people", issuer.url()}}, {},
        "x-amazon-apigateway-cors: { allowOrigins: [ 'https://a.example' ], exposeHeaders: [ x-two ] }\n");
    const auto origin = [&](const char* path, const char* of) {
        return text(routes.caller->get(path, {{"Origin", of}}).headers.get("access-control-allow-origin"));
    };
    QCOMPARE(origin("/open", "https://a.example"), "https://a.example"); // the endpoint said *
    QCOMPARE(origin("/open", "https://b.example"), "");
    QCOMPARE(origin("/people", "https://a.example"), "https://a.example"); // 401
    QCOMPARE(origin("/people", "https://b.example"), "");
    QCOMPARE(origin("/nowhere", "https://a.example"), "https://a.example"); // 404
    QVERIFY(!routes.caller->get("/open").headers.has("access-control-allow-origin"));
    // Without a preflight's headers OPTIONS is a request as any other.
    QCOMPARE(routes.caller->send("OPTIONS", "/open").status, 404);
    QCOMPARE(routes.caller->send("OPTIONS", "/open", {{"Origin", "https://a.example"}}).status, 404);
    // And without a configuration everything is the endpoint's.
    ServedRoutes plain({});
    QCOMPARE(
        text(plain.caller->get("/open", {{"Origin", "https://b.example"}}).headers.get("access-control-allow-origin")),
        "*");
    QCOMPARE(plain.caller
                 ->send("OPTIONS", "/open", {{"Origin", "https://a.example"}, {"Access-Control-Request-Method", "PUT"}})
                 .status,
             404);
}

// $default with an authorizer catches OPTIONS; an OPTIONS route without one is the cure.
void TestRoutesServed::aRouteThatAsksWhoCallsAnswersPreflightsItself()
{
    const std::string cors = "x-amazon-apigateway-cors: { allowOrigins: [ 'https://a.example' ] }\n";
    const std::string iam = "      x-amazon-apigateway-auth: { type: AWS_IAM }\n";
    ServedRoutes routes({});
    const auto document = [&](const std::string& more) {
        return cors + "openapi: 3.0.1\ninfo: { title: t, version: \"1\" }\npaths:\n  /$default:\n" +
               "    x-amazon-apigateway-any-method:\n      isDefaultRoute: true\n" + iam +
               "      x-amazon-apigateway-integration: { type: http_proxy, httpMethod: ANY, uri: \"" +
               routes.endpoint.url() + "/x\" }\n" + more;
    };
    const auto preflight = [&](const std::string& text) {
        routes.deploy(text);
        return routes.caller->send("OPTIONS", "/a",
                                   {{"Origin", "https://a.example"}, {"Access-Control-Request-Method", "PUT"}});
    };
    const Response refused = preflight(document({}));
    QCOMPARE(refused.status, 403);
    QCOMPARE(text(refused.body), R"({"message":"Forbidden"})");
    const std::string cure = "  /{proxy+}:\n    options:\n      x-amazon-apigateway-integration: { type: http_proxy, "
                             "httpMethod: ANY, uri: \"" +
                             routes.endpoint.url() + "/x\" }\n";
    const Response answered = preflight(document(cure));
    QCOMPARE(answered.status, 204);
    QCOMPARE(text(answered.headers.get("access-control-allow-origin")), "https://a.example");
    QCOMPARE(routes.endpoint.calls("/x"), 0);
}

QTEST_GUILESS_MAIN(TestRoutesServed)
#include "tst_routes_served.moc"
