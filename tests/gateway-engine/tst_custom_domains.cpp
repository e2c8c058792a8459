// Custom domains as clients meet them (reference 1.33): a project's ports with and without TLS, what events, $context
// and access logs tell, mutual TLS, and everything that leads to 403.
#include "gateway-engine/crypto/local_authority.h"
#include "gateway-engine/engine.h"
#include "gateway-engine/integrations/lambda_event.h"
#include "gateway-engine/pipeline/gateway_response.h"
#include "gateway-engine/pipeline/variables.h"
#include "gateway-engine/trace/access_log.h"
#include "gateway-engine/trace/trace_ring.h"
#include "tests/gateway-engine/transport/raw_client.h"
#include "tests/gateway-engine/transport/tls_client.h"
#include "tests/support/openssl_program.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace gw;
using namespace gw::engine;
using namespace gw::test;

namespace {

// Answers with what the API sees of the request.
class Echo final : public gw::engine::Stage
{
public:
    const char* name() const override { return "example"; }
    Card card() const override { return Card::Integration; }
    std::optional<Fault> run(Exchange& x) const override
    {
        const auto line = [&](const std::string& name, const std::string& value) {
            x.response.body += name + "=" + value + "\n";
        };
        line("api", x.program->apiId + "/" + x.program->stageName);
        line("below", std::string(x.path));
        for (const char* name :
             {"path", "domainName", "domainPrefix", "identity.clientCert.subjectDN", "identity.clientCert.issuerDN",
              "identity.clientCert.serialNumber", "identity.clientCert.validity.notBefore",
              "identity.clientCert.validity.notAfter", "identity.clientCert.clientCertPem"})
            line(name, contextVariable(x, name).value_or("-"));
        for (const HeaderField field : x.request.headers)
            line("header", std::string(field.name));
        return std::nullopt;
    }
};

// Answers with the event a function would get.
class Event final : public gw::engine::Stage
{
public:
    const char* name() const override { return "example"; }
    Card card() const override { return Card::Integration; }
    std::optional<Fault> run(Exchange& x) const override
    {
        LambdaProxyDesign design;
        design.isPost = true;
        auto fault = MapLambdaEvent(design).run(x);
        x.response.body = x.endpointRequest.body;
        return fault;
    }
};

std::shared_ptr<Program> programOf(const std::string& id, const std::string& stage)
{
    auto program = std::make_shared<Program>();
    program->apiId = id;
    program->apiName = id;
    program->stageName = stage;
    program->gatewayResponses = std::make_shared<const GatewayResponses>();
    for (const char* path : {"/event", "/{proxy+}", "/"}) {
        program->routes.add("ANY", path, static_cast<int>(program->methods.size()));
        CompiledMethod method;
        method.verb = "ANY";
        method.resourcePath = path;
        if (std::string(path) == "/event")
            method.stages.push_back(std::make_unique<Event>());
        else
            method.stages.push_back(std::make_unique<Echo>());
        program->methods.push_back(std::move(method));
    }
    return program;
}

CustomDomain domainOf(const std::string& name, std::vector<DomainMapping> mappings)
{
    CustomDomain domain;
    domain.name = name;
    domain.mappings = std::move(mappings);
    return domain;
}

std::string lineOf(const std::string& body, const std::string& name)
{
    const auto at = ("\n" + body).find("\n" + name + "=");
    if (at == std::string::npos)
        return {};
    const auto begin = at + name.size() + 1;
    return body.substr(begin, body.find('\n', begin) - begin);
}

const std::string forbidden = R"({"message":"Forbidden"})";

int freePort()
{
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    ::bind(socket, reinterpret_cast<sockaddr*>(&address), size);
    ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
    ::close(socket);
    return ntohs(address.sin_port);
}

} // namespace

class CustomDomainsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void servesByCurl();
    void curlFailsAsItShould();
    void routes_data();
    void routes();
    void plainPortServesDomainsToo();
    void anApisOwnPortKnowsNoDomains();
    void multiLevelMappingsLowerHeaderNames();
    void eventsKeepTheBasePath();
    void accessLogsTellTheDomain();
    void strictDomains();
    void mutualTls();
    void mutualTlsLeavesNoWayAround();
    void aDisabledDefaultEndpoint();
    void failedHandshakesAreTraced();
    void everythingFollowsTheTable();
    void domainsHavePortsOfTheirOwn();
    void callsItselfByItsOwnAuthority();

private:
    [[nodiscard]] TlsSite site(const std::string& name, const std::string& truststore = {}) const;
    [[nodiscard]] ListenTable table() const;
    [[nodiscard]] std::string get(Engine& engine, const std::string& host, const std::string& target,
                                  const TlsWishes& wishes) const;
    [[nodiscard]] std::string get(Engine& engine, const std::string& host, const std::string& target) const
    {
        TlsWishes wishes;
        wishes.serverName = host;
        return get(engine, host, target, wishes);
    }

    QTemporaryDir m_folder;
    std::optional<LocalAuthority> m_authority;
    OpensslFolder m_files;
};

void CustomDomainsTest::initTestCase()
{
    m_authority = LocalAuthority::open(m_folder.path().toStdString(), std::chrono::system_clock::now()).value();
    QVERIFY(m_files.root("ca") && m_files.root("other"));
    const QByteArray client = "extendedKeyUsage=clientAuth\n";
    QVERIFY(m_files.issue("good", "ca", client) && m_files.issue("stranger", "other", client));
}

TlsSite CustomDomainsTest::site(const std::string& name, const std::string& truststore) const
{
    const auto issued = m_authority->serverCertificate({name}, std::chrono::system_clock::now()).value();
    return {name, issued.certificatePem, issued.privateKeyPem, "TLS_1_2", truststore};
}

ListenTable CustomDomainsTest::table() const
{
    ListenTable table;
    table.project = {"127.0.0.1", 0};
    table.secure = ListenAddress{"127.0.0.1", 0};
    table.defaultApiId = "pets";
    table.sites = {site("localhost"), site("pets.localhost"), site("*.shop.test"), site("deep.localhost")};
    table.domains = {
        domainOf("pets.localhost", {{"v1", "pets", "prod"}, {"v2", "pets", "dev"}, {"gone", "cats", "prod"}}),
        domainOf("*.shop.test", {{"", "pets", "prod"}}), domainOf("deep.localhost", {{"a/b", "pets", "prod"}})};
    return table;
}

std::string CustomDomainsTest::get(Engine& engine, const std::string& host, const std::string& target,
                                   const TlsWishes& wishes) const
{
    TlsClient client(engine.listeningSecurely().value_or(ListenAddress{}).port, wishes);
    return client.isOpen() ? client.get(target, host, "X-Two: 2\r\n") : client.problem();
}

void CustomDomainsTest::servesByCurl()
{
    Engine engine;
    engine.deploy(programOf("pets", "prod"));
    QVERIFY(engine.listen(table()).empty());
    const QString port = QString::number(engine.listeningSecurely()->port);
    QProcess curl;
    curl.start("curl", {"-sS", "--cacert", QString::fromStdString(m_authority->rootFile().string()), "--resolve",
                        "pets.localhost:" + port + ":127.0.0.1", "https://pets.localhost:" + port + "/v1/dogs/7?x=1"});
    if (!curl.waitForStarted())
        QSKIP("curl is not installed");
    QVERIFY(curl.waitForFinished());
    QVERIFY2(curl.exitCode() == 0, curl.readAllStandardError().constData());
    const std::string body = curl.readAllStandardOutput().toStdString();
    QCOMPARE(lineOf(body, "api"), std::string("pets/prod"));
    QCOMPARE(lineOf(body, "below"), std::string("/dogs/7"));
    QCOMPARE(lineOf(body, "path"), std::string("/v1/dogs/7"));
    QCOMPARE(lineOf(body, "domainName"), std::string("pets.localhost"));
    QCOMPARE(lineOf(body, "domainPrefix"), std::string("pets"));
}

void CustomDomainsTest::curlFailsAsItShould()
{
    Engine engine;
    engine.deploy(programOf("pets", "prod"));
    QVERIFY(engine.listen(table()).empty());
    const QString port = QString::number(engine.listeningSecurely()->port);
    const auto codeOf = [&](const QStringList& arguments) {
        QProcess curl;
        curl.start("curl", QStringList{"-sS", "-o", "/dev/null"} + arguments);
        return curl.waitForStarted() && curl.waitForFinished() ? curl.exitCode() : -1;
    };
    if (codeOf({"--version"}) < 0)
        QSKIP("curl is not installed");
    const QString root = QString::fromStdString(m_authority->rootFile().string());
    const auto to = [&](const QString& host) {
        return QStringList{"--resolve", host + ":" + port + ":127.0.0.1", "https://" + host + ":" + port + "/v1"};
    };
    QCOMPARE(codeOf(QStringList{"--cacert", root} + to("pets.localhost")), 0);
    QCOMPARE(codeOf(QStringList{"--cacert", root, "--tlsv1.2", "--tls-max", "1.2"} + to("pets.localhost")), 0);
    QCOMPARE(codeOf(QStringList{"--cacert", m_files.path("other.pem")} + to("pets.localhost")), 60); // authority
    QCOMPARE(codeOf(QStringList{"--cacert", root} + to("cats.localhost")), 60);                      // name
    QCOMPARE(codeOf(QStringList{"--cacert", root, "--tls-max", "1.1"} + to("pets.localhost")), 35);  // version
    QCOMPARE(codeOf({"http://127.0.0.1:" + port + "/v1"}), 0);                                       // an answer: 400
}

void CustomDomainsTest::routes_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("api"); // and what it sees below; empty: 403
    QTest::addColumn<QString>("path");
    const auto row = [](const char* name, const char* host, const char* target, const char* api, const char* path) {
        QTest::newRow(name) << host << target << api << path;
    };
    row("mapping", "pets.localhost", "/v1/dogs", "pets/prod /dogs", "/v1/dogs");
    row("mapping alone", "pets.localhost", "/v1", "pets/prod ", "/v1");
    row("another stage", "pets.localhost", "/v2/dogs", "pets/dev /dogs", "/v2/dogs");
    row("host in other letters, with a port", "PETS.localhost:443", "/v1/x", "pets/prod /x", "/v1/x");
    row("no mapping", "pets.localhost", "/v3/dogs", "", "");
    row("no mapping for the root", "pets.localhost", "/", "", "");
    row("a stage is no mapping", "pets.localhost", "/prod/dogs", "", "");
    row("a mapping to what is not deployed", "pets.localhost", "/gone/x", "", "");
    row("wildcard", "a.shop.test", "/dogs", "pets/prod /dogs", "/dogs");
    row("a raw prefix", "deep.localhost", "/a/bc/d", "pets/prod c/d", "/a/bc/d");
    row("a user request address is a path there", "a.shop.test", "/restapis/pets/dev/_user_request_/x",
        "pets/prod /restapis/pets/dev/_user_request_/x", "/restapis/pets/dev/_user_request_/x");
    row("the default endpoint's host, by TLS", "pets.execute-api.localhost", "/prod/x", "pets/prod /x", "/prod/x");
    row("an unknown host: the default API", "localhost", "/prod/x", "pets/prod /x", "/prod/x");
}

void CustomDomainsTest::routes()
{
    QFETCH(QString, host);
    QFETCH(QString, target);
    QFETCH(QString, api);
    QFETCH(QString, path);
    Engine engine;
    engine.deploy(programOf("pets", "prod"));
    engine.deploy(programOf("pets", "dev"));
    QVERIFY(engine.listen(table()).empty());
    const std::string response = get(engine, host.toStdString(), target.toStdString(), {});
    const std::string body = bodyOf(response);
    if (api.isEmpty()) {
        QCOMPARE(statusOf(response), 403);
        QCOMPARE(body, forbidden);
        return;
    }
    QCOMPARE(statusOf(response), 200);
    QCOMPARE(QString::fromStdString(lineOf(body, "api") + " " + lineOf(body, "below")), api);
    QCOMPARE(QString::fromStdString(lineOf(body, "path")), path);
}

void CustomDomainsTest::plainPortServesDomainsToo()
{
    Engine engine;
    engine.deploy(programOf("pets", "prod"));
    QVERIFY(engine.listen(table()).empty());
    RawClient client(engine.listening()->port);
    QVERIFY(client.send("GET /v1/dogs HTTP/1.1\r\nHost: pets.localhost\r\n\r\n"));
    QCOMPARE(lineOf(bodyOf(client.receiveResponse()), "below"), std::string("/dogs"));
    QVERIFY(client.send("GET /prod/dogs HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"));
    QCOMPARE(lineOf(bodyOf(client.receiveResponse()), "domainName"), std::string("pets.execute-api.localhost"));
}

void CustomDomainsTest::anApisOwnPortKnowsNoDomains()
{
    Engine engine;
    engine.deploy(programOf("pets", "prod"));
    ListenTable wanted = table();
    wanted.apis["pets"] = {"127.0.0.1", 0};
    QVERIFY(engine.listen(wanted).empty());
    RawClient client(engine.listening("pets")->port);
    QVERIFY(client.send("GET /v1/dogs HTTP/1.1\r\nHost: pets.localhost\r\n\r\n"));
    QCOMPARE(statusOf(client.receiveResponse()), 403);
    QVERIFY(client.send("GET /prod/dogs HTTP/1.1\r\nHost: pets.localhost\r\n\r\n"));
    QCOMPARE(statusOf(client.receiveResponse()), 200);
}

void CustomDomainsTest::multiLevelMappingsLowerHeaderNames()
{
    Engine engine;
    engine.deploy(programOf("pets", "prod"));
    QVERIFY(engine.listen(table()).empty());
    const std::string single = get(engine, "pets.localhost", "/v1/x");
    QVERIFY(single.find("header=X-Two\n") != std::string::npos);
    const std::string multi = get(engine, "deep.localhost", "/a/b/x");
    QVERIFY(multi.find("header=x-two\n") != std::string::npos && multi.find("header=host\n") != std::string::npos);
}

void CustomDomainsTest::eventsKeepTheBasePath()
{
    Engine engine;
    engine.deploy(programOf("pets", "prod"));
    ListenTable wanted = table();
    wanted.sites.push_back(site("mtls.localhost", m_files.text({"ca.pem"})));
    wanted.domains.push_back(domainOf("mtls.localhost", {{"v1", "pets", "prod"}}));
    wanted.domains.back().requiresClientCertificate = true;
    QVERIFY(engine.listen(wanted).empty());
    const auto demand = [](const std::string& event, const std::vector<const char*>& parts) {
        for (const char* part : parts)
            if (event.find(part) == std::string::npos)
                return QString(part) + " is not in " + QString::fromStdString(event);
        return QString();
    };
    const std::vector<const char*> ofDomain{R"("path":"/v1/event")",    R"("path":"/v1/event","accountId")",
                                            R"("resource":"/event")",   R"("domainName":"pets.localhost")",
                                            R"("domainPrefix":"pets")", R"("X-Forwarded-Proto":"https")"};
    const std::string event = bodyOf(get(engine, "pets.localhost", "/v1/event"));
    QCOMPARE(demand(event, ofDomain), QString());
    QVERIFY(event.find("clientCert") == std::string::npos);
    TlsWishes wishes;
    wishes.serverName = "mtls.localhost";
    wishes.certificatePem = m_files.text({"good.pem"});
    wishes.privateKeyPem = m_files.text({"good.key"});
    const std::vector<const char*> ofClient{
        R"("clientCert":{"clientCertPem":"-----BEGIN CERTIFICATE-----\n)",
        R"("subjectDN":"CN=good,O=Example","issuerDN":"CN=ca,O=Example","serialNumber":")",
        R"("validity":{"notBefore":")"};
    QCOMPARE(demand(bodyOf(get(engine, "mtls.localhost", "/v1/event", wishes)), ofClient), QString());
}

void CustomDomainsTest::accessLogsTellTheDomain()
{
    Engine engine;
    const auto ring = std::make_shared<TraceRing>();
    engine.addTraceSink(ring);
    engine.deploy(programOf("pets", "prod"));
    ListenTable wanted = table();
    wanted.domains.front().mode = DomainRouting::RoutingRuleThenApiMapping;
    wanted.domains.front().rules = {{"rule7", 1, {{"x-two", "2"}}, "ruled", "pets", "prod", true}};
    QVERIFY(engine.listen(wanted).empty());
    (void)get(engine, "pets.localhost", "/v1/x");
    (void)get(engine, "pets.localhost", "/ruled/y");
    RawClient plain(engine.listening()->port);
    QVERIFY(plain.send("GET /prod/z HTTP/1.1\r\nHost: x\r\n\r\n"));
    (void)plain.receiveResponse();
    engine.flushTraces();
    const StageLogging logging;
    const auto traces = ring->all();
    const auto value = [&](std::size_t trace, const char* name) {
        return accessLogValue(logging, *traces.at(trace), name).value_or("-");
    };
    QCOMPARE(traces.size(), std::size_t{3});
    QCOMPARE(value(0, "customDomain.basePathMatched"), std::string("v1"));
    QCOMPARE(value(0, "customDomain.routingRuleIdMatched"), std::string("-"));
    QCOMPARE(value(0, "domainName"), std::string("pets.localhost"));
    QCOMPARE(value(0, "domainPrefix"), std::string("pets"));
    QCOMPARE(value(0, "path"), std::string("/v1/x"));
    QCOMPARE(value(0, "tlsVersion"), std::string("TLSv1.3"));
    QCOMPARE(value(0, "cipherSuite"), std::string("TLS_AES_128_GCM_SHA256"));
    QCOMPARE(value(0, "identity.clientCert.subjectDN"), std::string("-"));
    QCOMPARE(value(1, "customDomain.basePathMatched"), std::string("-"));
    QCOMPARE(value(1, "customDomain.routingRuleIdMatched"), std::string("rule7"));
    QCOMPARE(traces[1]->path, std::string("/y"));
    QCOMPARE(value(2, "domainName"), std::string("pets.execute-api.localhost"));
    QCOMPARE(value(2, "tlsVersion"), std::string("-"));
    QCOMPARE(value(2, "customDomain.basePathMatched"), std::string("-"));
    QCOMPARE(value(2, "path"), std::string("/prod/z"));
}

void CustomDomainsTest::strictDomains()
{
    Engine engine;
    const auto ring = std::make_shared<TraceRing>();
    engine.addTraceSink(ring);
    engine.deploy(programOf("pets", "prod"));
    ListenTable wanted = table();
    for (CustomDomain& domain : wanted.domains)
        domain.isStrict = true;
    QVERIFY(engine.listen(wanted).empty());
    QCOMPARE(statusOf(get(engine, "pets.localhost", "/v1/x")), 200);
    QCOMPARE(statusOf(get(engine, "a.shop.test", "/x")), 200);
    TlsWishes wishes;
    for (const char* asked : {"", "localhost", "b.shop.test"}) {
        wishes.serverName = asked;
        QCOMPARE(statusOf(get(engine, "pets.localhost", "/v1/x", wishes)), 403);
        QCOMPARE(statusOf(get(engine, "a.shop.test", "/x", wishes)), 403);
    }
    RawClient plain(engine.listening()->port);
    QVERIFY(plain.send("GET /v1/x HTTP/1.1\r\nHost: pets.localhost\r\n\r\n"));
    QCOMPARE(statusOf(plain.receiveResponse()), 403);
    engine.flushTraces();
    const std::string reason = ring->all().back()->fault.reason;
    QVERIFY2(reason.find("STRICT") != std::string::npos && reason.find("without TLS") != std::string::npos,
             reason.c_str());
}

void CustomDomainsTest::mutualTls()
{
    Engine engine;
    const auto ring = std::make_shared<TraceRing>();
    engine.addTraceSink(ring);
    engine.deploy(programOf("pets", "prod"));
    ListenTable wanted = table();
    wanted.sites[1] = site("pets.localhost", m_files.text({"ca.pem"}));
    wanted.domains[0].requiresClientCertificate = true;
    QVERIFY(engine.listen(wanted).empty());
    TlsWishes wishes;
    wishes.serverName = "pets.localhost";
    wishes.certificatePem = m_files.text({"good.pem"});
    wishes.privateKeyPem = m_files.text({"good.key"});
    const std::string good = bodyOf(get(engine, "pets.localhost", "/v1/x", wishes));
    QCOMPARE(lineOf(good, "identity.clientCert.subjectDN"), std::string("CN=good,O=Example"));
    QCOMPARE(lineOf(good, "identity.clientCert.issuerDN"), std::string("CN=ca,O=Example"));
    QCOMPARE(lineOf(good, "identity.clientCert.clientCertPem"), std::string("-----BEGIN CERTIFICATE-----"));
    QVERIFY(lineOf(good, "identity.clientCert.serialNumber").find(':') != std::string::npos);
    QVERIFY(lineOf(good, "identity.clientCert.validity.notAfter").ends_with(" GMT"));
    wishes.certificatePem = m_files.text({"stranger.pem"});
    wishes.privateKeyPem = m_files.text({"stranger.key"});
    const std::string stranger = get(engine, "pets.localhost", "/v1/x", wishes);
    QCOMPARE(statusOf(stranger), 403);
    QCOMPARE(bodyOf(stranger), forbidden);
    engine.flushTraces();
    const TracePtr trace = ring->all().back();
    QCOMPARE(
        trace->fault.reason,
        std::string("The client's certificate comes from an authority that is not in the truststore of the domain."));
    QCOMPARE(accessLogValue(StageLogging(), *trace, "identity.clientCert.subjectDN").value_or("-"),
             std::string("CN=stranger,O=Example"));
    wishes = {};
    wishes.serverName = "pets.localhost";
    QCOMPARE(statusOf(get(engine, "pets.localhost", "/v1/x", wishes)), 0);
}

void CustomDomainsTest::mutualTlsLeavesNoWayAround()
{
    Engine engine;
    engine.deploy(programOf("pets", "prod"));
    ListenTable wanted = table();
    wanted.sites[1] = site("pets.localhost", m_files.text({"ca.pem"}));
    wanted.sites[3] = site("deep.localhost", m_files.text({"other.pem"}));
    wanted.domains[0].requiresClientCertificate = true;
    QVERIFY(engine.listen(wanted).empty());
    // Without TLS, by a handshake for another site, by one for another site whose truststore knows the client.
    RawClient plain(engine.listening()->port);
    QVERIFY(plain.send("GET /v1/x HTTP/1.1\r\nHost: pets.localhost\r\n\r\n"));
    QCOMPARE(statusOf(plain.receiveResponse()), 403);
    TlsWishes wishes;
    wishes.serverName = "localhost";
    QCOMPARE(statusOf(get(engine, "pets.localhost", "/v1/x", wishes)), 403);
    wishes.serverName = "deep.localhost";
    wishes.certificatePem = m_files.text({"stranger.pem"});
    wishes.privateKeyPem = m_files.text({"stranger.key"});
    QCOMPARE(statusOf(get(engine, "pets.localhost", "/v1/x", wishes)), 403);
    QCOMPARE(statusOf(get(engine, "deep.localhost", "/a/b/x", wishes)), 200);
    // Nor where the site lost its truststore.
    wanted.sites[1] = site("pets.localhost");
    QVERIFY(engine.listen(wanted).empty());
    QCOMPARE(statusOf(get(engine, "pets.localhost", "/v1/x")), 403);
}

void CustomDomainsTest::aDisabledDefaultEndpoint()
{
    Engine engine;
    const auto ring = std::make_shared<TraceRing>();
    engine.addTraceSink(ring);
    auto program = programOf("pets", "prod");
    program->isDefaultEndpointDisabled = true;
    engine.deploy(std::move(program));
    ListenTable wanted = table();
    wanted.apis["pets"] = {"127.0.0.1", 0};
    QVERIFY(engine.listen(wanted).empty());
    QCOMPARE(statusOf(get(engine, "pets.localhost", "/v1/x")), 200);
    QCOMPARE(bodyOf(get(engine, "pets.execute-api.localhost", "/prod/x")), forbidden);
    QCOMPARE(bodyOf(get(engine, "localhost", "/restapis/pets/prod/_user_request_/x")), forbidden);
    RawClient own(engine.listening("pets")->port);
    QVERIFY(own.send("GET /prod/x HTTP/1.1\r\nHost: x\r\n\r\n"));
    QCOMPARE(statusOf(own.receiveResponse()), 403);
    engine.flushTraces();
    QCOMPARE(ring->all().back()->fault.reason,
             std::string("The default endpoint of \"pets\" is disabled: its custom domains lead to it."));
}

void CustomDomainsTest::failedHandshakesAreTraced()
{
    Engine engine;
    const auto ring = std::make_shared<TraceRing>();
    engine.addTraceSink(ring);
    QVERIFY(engine.listen(table()).empty());
    TlsWishes wishes;
    wishes.serverName = "pets.localhost";
    wishes.rootPem = m_files.text({"other.pem"});
    TlsClient distrusting(engine.listeningSecurely()->port, wishes);
    QVERIFY(!distrusting.isOpen());
    RawClient plain(engine.listeningSecurely()->port);
    QVERIFY(plain.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n"));
    QCOMPARE(statusOf(plain.receiveAll()), 400); // on one thread, after the other's failure was seen
    engine.flushTraces();
    const auto traces = ring->all();
    QCOMPARE(traces.size(), std::size_t{2});
    QCOMPARE(traces[0]->fault.responseType, std::string("TLS"));
    QVERIFY(traces[0]->fault.reason.find("must be told to trust the local certificate authority") != std::string::npos);
    QCOMPARE(traces[0]->status, 0);
    QCOMPARE(traces[0]->remoteAddress, std::string("127.0.0.1"));
    QVERIFY(!traces[0]->requestId.empty() && traces[0]->apiId.empty());
    QCOMPARE(traces[1]->status, 400);
    QVERIFY(traces[1]->sequence > traces[0]->sequence);
}

void CustomDomainsTest::everythingFollowsTheTable()
{
    Engine engine;
    engine.deploy(programOf("pets", "prod"));
    ListenTable wanted = table();
    wanted.sites.clear();
    wanted.domains.clear();
    wanted.secure.reset();
    QVERIFY(engine.listen(wanted).empty());
    QVERIFY(!engine.listeningSecurely());
    wanted = table();
    QVERIFY(engine.listen(wanted).empty());
    const int port = engine.listeningSecurely()->port;
    QCOMPARE(statusOf(get(engine, "pets.localhost", "/v1/x")), 200);
    // Mappings and certificates change, the port does not.
    wanted.domains[0].mappings = {{"v9", "pets", "prod"}};
    const auto renewed =
        m_authority->serverCertificate({"pets.localhost", "more.localhost"}, std::chrono::system_clock::now()).value();
    wanted.sites[1].certificatePem = renewed.certificatePem;
    wanted.sites[1].privateKeyPem = renewed.privateKeyPem;
    QVERIFY(engine.listen(wanted).empty());
    QCOMPARE(engine.listeningSecurely()->port, port);
    QCOMPARE(statusOf(get(engine, "pets.localhost", "/v1/x")), 403);
    QCOMPARE(statusOf(get(engine, "pets.localhost", "/v9/x")), 200);
    TlsWishes wishes;
    wishes.serverName = "pets.localhost";
    TlsClient client(port, wishes);
    QVERIFY(isMadeOutFor(*SSL_get0_peer_certificate(client.tls()), "more.localhost"));
    // What is wrong is told, and the rest goes on.
    wanted.domains[0].mappings.push_back({"/bad/", "pets", "prod"});
    wanted.sites[2].privateKeyPem = "none";
    QCOMPARE(engine.listen(wanted).size(), std::size_t{2});
    QCOMPARE(statusOf(get(engine, "pets.localhost", "/v9/x")), 200);
    wanted.secure.reset();
    (void)engine.listen(wanted);
    QVERIFY(!engine.listeningSecurely());
    QVERIFY(!RawClient(port).isConnected());
}

// All domains of a kind answer at each of their ports; a port nobody asks for any more is closed.
void CustomDomainsTest::domainsHavePortsOfTheirOwn()
{
    Engine engine;
    engine.deploy(programOf("pets", "prod"));
    ListenTable wanted = table();
    const int secure = freePort();
    wanted.domainPorts.push_back({true, {"127.0.0.1", secure}});
    QVERIFY(engine.listen(wanted).empty());
    const int plain = freePort();
    wanted.domainPorts.push_back({false, {"127.0.0.1", plain}});
    QVERIFY(engine.listen(wanted).empty());
    QCOMPARE(engine.listeningForDomain(true, secure)->port, secure);
    QCOMPARE(engine.listeningForDomain(false, plain)->port, plain);
    QCOMPARE(engine.listeningForDomain(true, 0)->port, engine.listeningSecurely()->port);
    QVERIFY(engine.listeningSecurely()->port != secure);
    QCOMPARE(statusOf(get(engine, "pets.localhost", "/v1/x")), 200);
    TlsWishes wishes;
    wishes.serverName = "pets.localhost";
    TlsClient client(secure, wishes);
    QCOMPARE(statusOf(client.get("/v1/x", "pets.localhost", {})), 200);
    RawClient bare(plain);
    QVERIFY(bare.send("GET /v1/x HTTP/1.1\r\nHost: pets.localhost\r\n\r\n"));
    QCOMPARE(statusOf(bare.receiveResponse()), 200);
    wanted.domainPorts.clear();
    QVERIFY(engine.listen(wanted).empty());
    QVERIFY(!RawClient(secure).isConnected());
    QCOMPARE(engine.listeningForDomain(true, secure)->port, engine.listeningSecurely()->port);
}

// Endpoints with certificates of the local authority, other domains of the project among them.
void CustomDomainsTest::callsItselfByItsOwnAuthority()
{
    class Forward final : public WaitingStage
    {
    public:
        explicit Forward(int port) : m_port(port) {}
        const char* name() const override { return "integrate"; }
        Card card() const override { return Card::Integration; }
        Task<std::optional<Fault>> wait(Exchange& x) const override
        {
            UpstreamRequest request;
            request.endpoint.isTls = true;
            request.endpoint.host = "pets.localhost";
            request.endpoint.port = static_cast<std::uint16_t>(m_port);
            request.method = "GET";
            request.target = "/v1/behind";
            request.headers.add("Host", "pets.localhost");
            UpstreamResponse answer;
            const auto failure = co_await x.upstream.send(request, answer);
            x.response.body = failure ? failure->detail : answer.response.body;
            co_return std::nullopt;
        }

    private:
        int m_port;
    };
    for (const bool trusts : {true, false}) {
        EngineOptions options;
        options.trustedRoots = trusts ? m_authority->rootPem() : std::string();
        Engine engine(options);
        engine.deploy(programOf("pets", "prod"));
        QVERIFY(engine.listen(table()).empty());
        auto front = std::make_shared<Program>();
        front->apiId = "front";
        front->stageName = "s";
        front->gatewayResponses = std::make_shared<const GatewayResponses>();
        front->routes.add("GET", "/", 0);
        front->methods.emplace_back();
        front->methods[0].stages.push_back(std::make_unique<Forward>(engine.listeningSecurely()->port));
        engine.deploy(std::move(front));
        RawClient client(engine.listening()->port);
        QVERIFY(client.send("GET /s/ HTTP/1.1\r\nHost: front.execute-api.localhost\r\n\r\n"));
        const std::string body = bodyOf(client.receiveResponse());
        if (trusts)
            QCOMPARE(lineOf(body, "below"), std::string("/behind"));
        else
            QVERIFY2(body.find("an authority that this machine does not trust") != std::string::npos, body.c_str());
    }
}

QTEST_GUILESS_MAIN(CustomDomainsTest)
#include "tst_custom_domains.moc"
