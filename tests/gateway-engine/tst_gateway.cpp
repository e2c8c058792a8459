// The addresses of a gateway (reference 0.1, 1.2), and what is deployed behind them.
#include "gateway-engine/gateway.h"
#include "gateway-engine/http/content_coding.h"
#include "gateway-engine/pipeline/gateway_response.h"
#include "gateway-engine/trace/trace_ring.h"
#include "tests/support/engine_world.h"

#include <QTest>
#include <QUuid>

using namespace gw::engine;

namespace {

// Answers with the stage's name and the path the method saw.
class Echo final : public Stage
{
public:
    explicit Echo(std::string text) : m_text(std::move(text)) {}
    const char* name() const override { return "example"; }
    Card card() const override { return Card::Integration; }
    std::optional<Fault> run(Exchange& x) const override
    {
        x.response.body = m_text + " " + std::string(x.path);
        return std::nullopt;
    }

private:
    std::string m_text;
};

std::shared_ptr<const Program> programOf(const std::string& id, const std::string& name, const std::string& stage,
                                         bool isHttpApi = false)
{
    auto program = std::make_shared<Program>();
    program->isHttpApi = isHttpApi;
    program->apiId = id;
    program->apiName = name;
    program->stageName = stage;
    program->gatewayResponses = std::make_shared<const GatewayResponses>();
    for (const char* path : {"/", "/{proxy+}"}) {
        program->routes.add("ANY", path, static_cast<int>(program->methods.size()));
        CompiledMethod method;
        method.verb = "ANY";
        method.resourcePath = path;
        method.stages.push_back(std::make_unique<Echo>(name + "/" + stage));
        program->methods.push_back(std::move(method));
    }
    return program;
}

} // namespace

class TestGateway : public QObject
{
    Q_OBJECT

private slots:
    void addresses_data();
    void addresses();
    void addressesOfHttpApis_data();
    void addressesOfHttpApis();
    void deploymentsReplaceEachOther();
    void requestsKeepTheirProgram();
    void idsOfARequest_data();
    void idsOfARequest();
    void everyRequestIsTraced();
    void aRefusalLeavesTheBodyAlone();
    void aBombIsTooLarge();
};

void TestGateway::addresses_data()
{
    QTest::addColumn<bool>("project");
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("body"); // empty: 403 Forbidden
    const auto own = [](const char* name, const char* target, const char* body) {
        QTest::newRow(name) << false << target << "127.0.0.1:4780" << body;
    };
    own("own port: root", "/dev", "pets/dev ");
    own("own port: root with slash", "/dev/", "pets/dev /");
    own("own port: path", "/dev/a/b?x=/y", "pets/dev /a/b");
    own("own port: double slash", "/dev//a", "pets/dev //a");
    own("own port: other stage", "/prod/a", "pets/prod /a");
    own("own port: unknown stage", "/beta/a", "");
    own("own port: stage in another case", "/Dev/a", "");
    own("own port: no stage", "/", "");
    own("own port: nothing", "", "");
    own("own port: another API's address is a path", "/restapis/dogs567890/dev/_user_request_/a", "");
    const auto project = [](const char* name, const char* target, const char* host, const char* body) {
        QTest::newRow(name) << true << target << host << body;
    };
    project("default API", "/dev/a", "127.0.0.1:4780", "pets/dev /a");
    project("by host", "/dev/a", "dogs567890.execute-api.localhost:4780", "dogs/dev /a");
    project("by host, name and case", "/dev/a", "Dogs.Execute-API.localhost", "dogs/dev /a");
    project("by host, unknown API", "/dev/a", "cats.execute-api.localhost", "");
    project("another host", "/dev/a", "dogs567890.example.com", "pets/dev /a");
    project("user request by id", "/restapis/dogs567890/dev/_user_request_/a/b", "x", "dogs/dev /a/b");
    project("user request by name", "/restapis/dogs/dev/_user_request_", "x", "dogs/dev ");
    project("user request, unknown API", "/restapis/cats/dev/_user_request_/a", "x", "");
    project("user request, unknown stage", "/restapis/dogs/prod/_user_request_/a", "x", "");
    project("not quite a user request", "/restapis/dogs/dev/a", "x", "");
}

void TestGateway::addresses()
{
    QFETCH(bool, project);
    QFETCH(QString, target);
    QFETCH(QString, host);
    QFETCH(QString, body);
    test::FakeServices services;
    test::FakeUpstream upstream;
    Gateway gateway(services, {});
    gateway.deploy(programOf("pets123456", "pets", "dev"));
    gateway.deploy(programOf("pets123456", "pets", "prod"));
    gateway.deploy(programOf("dogs567890", "dogs", "dev"));
    Request request;
    request.method = "GET";
    request.target = target.toStdString();
    request.headers.add("Host", host.toStdString());
    const ListenerScope scope{"pets123456", project};
    const Response response = test::runTask(gateway.handle(std::move(request), scope, upstream));
    if (!body.isEmpty()) {
        QCOMPARE(QString::fromStdString(response.bodyText()), body);
        return;
    }
    QCOMPARE(response.status, 403);
    QCOMPARE(response.bodyText(), std::string(R"({"message":"Forbidden"})"));
    QCOMPARE(response.bodyText().size(), std::size_t{23});
    QCOMPARE(response.headers.get("x-amzn-ErrorType"), std::string_view("ForbiddenException"));
    QVERIFY(response.headers.has("x-amzn-RequestId") && response.headers.has("x-amz-apigw-id"));
}

void TestGateway::addressesOfHttpApis_data()
{
    QTest::addColumn<bool>("hasDefault");
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("body"); // empty: 404 Not Found
    const auto row = [](const char* name, bool hasDefault, const char* target, const char* host, const char* body) {
        QTest::newRow(name) << hasDefault << target << host << body;
    };
    row("named", true, "/dev/a", "x", "web/dev /a");
    row("named, its root", true, "/dev", "x", "web/dev ");
    row("default", true, "/a/b?x=y", "x", "web/$default /a/b");
    row("default, its root", true, "/", "x", "web/$default /");
    row("default, double slash", true, "//dev/a", "x", "web/$default //dev/a");
    row("default by name is a path", true, "/$default/a", "x", "web/$default /$default/a");
    row("by host", true, "/a", "web.execute-api.localhost", "web/$default /a");
    row("user request to it", true, "/restapis/web/$default/_user_request_/a", "x", "web/$default /a");
    row("user request to no stage", true, "/restapis/web/beta/_user_request_/a", "x", "");
    row("no default: named", false, "/dev/a", "x", "web/dev /a");
    row("no default: none", false, "/a", "x", "");
    row("no default: root", false, "/", "x", "");
}

void TestGateway::addressesOfHttpApis()
{
    QFETCH(bool, hasDefault);
    QFETCH(QString, target);
    QFETCH(QString, host);
    QFETCH(QString, body);
    test::FakeServices services;
    test::FakeUpstream upstream;
    Gateway gateway(services, {});
    gateway.deploy(programOf("webapi1234", "web", "dev", true));
    if (hasDefault)
        gateway.deploy(programOf("webapi1234", "web", "$default", true));
    Request request;
    request.method = "GET";
    request.target = target.toStdString();
    request.headers.add("Host", host.toStdString());
    const Response response = test::runTask(gateway.handle(std::move(request), {"webapi1234", true}, upstream));
    QVERIFY(response.headers.has("apigw-requestid"));
    QVERIFY(!response.headers.has("x-amzn-RequestId"));
    if (!body.isEmpty()) {
        QCOMPARE(QString::fromStdString(response.bodyText()), body);
        return;
    }
    QCOMPARE(response.status, 404);
    QCOMPARE(response.bodyText(), std::string(R"({"message":"Not Found"})"));
    QVERIFY(!response.headers.has("x-amzn-ErrorType"));
}

void TestGateway::deploymentsReplaceEachOther()
{
    test::FakeServices services;
    Gateway gateway(services, {});
    const auto first = programOf("pets123456", "pets", "dev");
    const auto second = programOf("pets123456", "pets", "dev");
    gateway.deploy(first);
    gateway.deploy(second);
    QVERIFY(gateway.deployed("pets123456", "dev") == second);
    QVERIFY(!gateway.deployed("pets123456", "prod"));
    QVERIFY(!gateway.deployed("cats", "dev"));
    gateway.undeploy("pets123456", "dev");
    QVERIFY(!gateway.deployed("pets123456", "dev"));
    QCOMPARE(second.use_count(), 1L);
    gateway.undeploy("pets123456", "dev"); // once more is no harm
}

void TestGateway::requestsKeepTheirProgram()
{
    class Redeploy final : public UpstreamClient
    {
    public:
        explicit Redeploy(Gateway& gateway) : m_gateway(gateway) {}
        Task<std::optional<UpstreamFailure>> send(const UpstreamRequest&, UpstreamResponse&) override
        {
            m_gateway.undeploy("pets123456", "dev");
            co_return std::nullopt;
        }

    private:
        Gateway& m_gateway;
    };
    class Call final : public WaitingStage
    {
    public:
        const char* name() const override { return "integrate"; }
        Card card() const override { return Card::Integration; }
        Task<std::optional<Fault>> wait(Exchange& x) const override
        {
            UpstreamRequest request;
            UpstreamResponse answer;
            (void)co_await x.upstream.send(request, answer);
            co_return std::nullopt;
        }
    };
    test::FakeServices services;
    Gateway gateway(services, {});
    auto program = std::make_shared<Program>();
    program->apiId = "pets123456";
    program->stageName = "dev";
    program->gatewayResponses = std::make_shared<const GatewayResponses>();
    program->routes.add("GET", "/", 0);
    program->methods.emplace_back();
    program->methods[0].stages.push_back(std::make_unique<Call>());
    program->methods[0].stages.push_back(std::make_unique<Echo>("still here"));
    gateway.deploy(std::move(program));
    Redeploy upstream(gateway);
    const ListenerScope scope{"pets123456", false};
    Request request;
    request.method = "GET";
    request.target = "/dev/";
    QCOMPARE(test::runTask(gateway.handle(Request(request), scope, upstream)).bodyText(), std::string("still here /"));
    QCOMPARE(test::runTask(gateway.handle(Request(request), scope, upstream)).status, 403);
}

void TestGateway::idsOfARequest_data()
{
    QTest::addColumn<QString>("supplied");
    QTest::addColumn<bool>("taken");
    QTest::newRow("none") << "" << false;
    QTest::newRow("a UUID") << "0A1b2c3d-0000-4000-8000-00000000000f" << true;
    QTest::newRow("no UUID") << "my-request" << false;
    QTest::newRow("too long") << "0a1b2c3d-0000-4000-8000-00000000000f0" << false;
    QTest::newRow("dash missing") << "0a1b2c3d-0000-4000-80000-0000000000f" << false;
    QTest::newRow("no hexadecimal") << "0a1b2c3d-0000-4000-8000-00000000000g" << false;
}

void TestGateway::idsOfARequest()
{
    QFETCH(QString, supplied);
    QFETCH(bool, taken);
    test::FakeServices services;
    test::FakeUpstream upstream;
    Gateway gateway(services, {});
    gateway.deploy(programOf("pets123456", "pets", "dev"));
    Request request;
    request.method = "GET";
    request.target = "/dev/a";
    if (!supplied.isEmpty())
        request.headers.add("X-Amzn-RequestId", supplied.toStdString());
    const ListenerScope scope{"pets123456", false};
    const Response response = test::runTask(gateway.handle(std::move(request), scope, upstream));
    const QString id = QString::fromStdString(std::string(response.headers.get("x-amzn-RequestId")));
    QCOMPARE(id == supplied, taken);
    QVERIFY(!QUuid::fromString(id).isNull());
    if (!taken)
        QCOMPARE(QUuid::fromString(id).version(), QUuid::Random);
    QCOMPARE(response.headers.get("x-amz-apigw-id").size(), std::size_t{16});
    QCOMPARE(response.headers.get("x-amz-apigw-id").back(), '=');
}

void TestGateway::everyRequestIsTraced()
{
    test::FakeServices services;
    test::FakeUpstream upstream;
    Gateway gateway(services, {});
    auto ring = std::make_shared<TraceRing>();
    gateway.traces().addSink(ring);
    gateway.deploy(programOf("pets123456", "pets", "dev"));
    const ListenerScope scope{"pets123456", true};
    for (const char* target : {"/dev/a?x=1", "/beta/a", "/restapis/cats/dev/_user_request_/", "/", "*"}) {
        Request request;
        request.method = "GET";
        request.target = target;
        request.body = "12345";
        request.remoteAddress = "127.0.0.1";
        (void)test::runTask(gateway.handle(std::move(request), scope, upstream));
    }
    gateway.traces().flush();
    const auto traces = ring->all();
    QCOMPARE(traces.size(), std::size_t{5});
    QCOMPARE(gateway.requestCount(), std::uint64_t{5});
    QCOMPARE(traces[0]->sequence, std::uint64_t{1});
    QCOMPARE(traces[0]->apiName, std::string("pets"));
    QCOMPARE(traces[0]->path, std::string("/a?x=1"));
    QCOMPARE(traces[0]->resourcePath, std::string("/{proxy+}"));
    QCOMPARE(traces[0]->requestBytes, std::uint64_t{5});
    QCOMPARE(traces[0]->status, 200);
    QVERIFY(!traces[0]->hasFault);
    QCOMPARE(traces[1]->fault.reason, std::string("The API has no stage \"beta\" that is served."));
    QCOMPARE(traces[2]->fault.reason, std::string("No API \"cats\" is served here."));
    QCOMPARE(traces[3]->fault.reason, std::string("The address names no stage; write /{stage}/ before the path."));
    for (const TracePtr& trace : traces)
        QVERIFY(trace->status == 200 || trace->status == 403);
}

// Nobody reads the body of a request that no API answers; where a stage is found, one that cannot be read is refused
// before any method is looked for (reference 1.1).
void TestGateway::aRefusalLeavesTheBodyAlone()
{
    const auto ring = std::make_shared<TraceRing>(10);
    test::FakeServices services;
    test::FakeUpstream upstream;
    Gateway gateway(services, {});
    gateway.traces().addSink(ring);
    gateway.deploy(programOf("pets123456", "pets", "dev"));
    const auto statusOf = [&](const char* target) {
        Request request;
        request.method = "POST";
        request.target = target;
        request.headers.add("Content-Encoding", "gzip");
        request.body = "no gzip";
        return test::runTask(gateway.handle(std::move(request), {"pets123456", false}, upstream)).status;
    };
    QCOMPARE(statusOf("/prod/a"), 403);
    QCOMPARE(statusOf("/dev/a"), 415);
    gateway.traces().flush();
    QCOMPARE(ring->all().front()->messages.front().body, std::string("no gzip"));
}

void TestGateway::aBombIsTooLarge()
{
    test::FakeServices services;
    test::FakeUpstream upstream;
    Gateway gateway(services, {});
    gateway.deploy(programOf("pets123456", "pets", "dev"));
    const auto answerTo = [&](std::size_t bytes) {
        Request request;
        request.method = "POST";
        request.target = "/dev/a";
        request.headers.add("Content-Encoding", "gzip");
        request.body = compressed(std::string(bytes, 'x'), ContentCoding::Gzip);
        return test::runTask(gateway.handle(std::move(request), {"pets123456", false}, upstream));
    };
    QCOMPARE(answerTo(10'485'760).status, 200);
    const Response refused = answerTo(10'485'761);
    QCOMPARE(refused.status, 413);
    QCOMPARE(refused.bodyText(), std::string(R"({"message":"HTTP content length exceeded 10485760 bytes"})"));
    QCOMPARE(refused.headers.get("x-amzn-ErrorType"), std::string_view("RequestTooLargeException"));
}

QTEST_GUILESS_MAIN(TestGateway)
#include "tst_gateway.moc"
