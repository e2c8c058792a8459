// The @connections management API (reference 3.6) without sockets: paths, answers, errors, signatures and policies.
#include "core/json/text.h"
#include "gateway-engine/access.h"
#include "gateway-engine/access/callers.h"
#include "gateway-engine/crypto/sigv4.h"
#include "gateway-engine/websocket/connections.h"
#include "gateway-engine/websocket/management.h"
#include "tests/support/engine_world.h"

#include <QTest>

using namespace gw;
using namespace gw::engine;
using namespace std::chrono_literals;
using gw::engine::test::FakeServices;

namespace {

constexpr char openId[] = "R1kmxc2VNjMCFIA=";
constexpr char otherApisId[] = "S1kmxc2VNjMCFIA=";
constexpr char goneId[] = "T1kmxc2VNjMCFIA=";
constexpr char keyId[] = "AKIDEXAMPLEANA00";
constexpr char secretKey[] = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
const std::chrono::system_clock::time_point now{std::chrono::seconds(1'700'000'000)}; // of FakeServices

// Of the open connection.
constexpr char described[] = R"({"connectedAt":"2023-11-14T22:11:50.000Z","identity":{"sourceIp":"203.0.113.9",)"
                             R"("userAgent":"wscat/1 \"x\""},"lastActiveAt":"2023-11-14T22:13:18.500Z"})";

class FakeConnection final : public OpenConnection
{
public:
    FakeConnection(std::string id, std::string apiId)
    {
        m_facts.connectionId = std::move(id);
        m_facts.apiId = std::move(apiId);
        m_facts.stageName = "dev";
        m_facts.sourceIp = "203.0.113.9";
        m_facts.userAgent = "wscat/1 \"x\"";
        m_facts.connectedAt = now - 90s;
    }
    [[nodiscard]] const ConnectionFacts& facts() const override { return m_facts; }
    [[nodiscard]] std::chrono::system_clock::time_point lastActiveAt() const override { return now - 1'500ms; }
    [[nodiscard]] ConnectionTraffic traffic() const override { return {}; }
    Sending send(std::shared_ptr<const Frame> frame) override
    {
        if (outcome == Sending::Taken)
            sent.push_back(frame->bytes);
        return outcome;
    }
    Sending post(std::shared_ptr<const Frame> frame) override { return send(std::move(frame)); }
    void close(CloseCode code, std::string_view) override { closed = code; }

    Sending outcome = Sending::Taken;
    std::vector<std::string> sent;
    CloseCode closed = CloseCode::NoStatus;

private:
    ConnectionFacts m_facts;
};

std::string allowing(const char* actionName, const char* resource, const char* effect = "Allow")
{
    return std::string(R"({"Version":"2012-10-17","Statement":[{"Effect":")") + effect + R"(","Action":")" +
           actionName + R"(","Resource":")" + resource + R"("}]})";
}

// A project with one identity, its access key, and this policy.
struct World
{
    explicit World(const std::string& policy = allowing("execute-api:ManageConnections", "*"))
        : clock(services), callers(std::make_shared<Callers>(services, clock))
    {
        Project project;
        Identity ana;
        ana.id = IdentityId{1};
        ana.name = "ana";
        ana.accessKeyId = keyId;
        if (!policy.empty())
            ana.policies.push_back({"own", json::readJson(policy).value()});
        project.identities.emplace_back(ana);
        Secrets secrets;
        secrets.set(SecretKind::AccessKey, keyId, Secret(secretKey));
        (void)callers->follow(project, secrets);
        access.callers = std::shared_ptr<CallerTables>(callers, &callers->tables());
        access.region = "us-east-1";
        access.arnPrefix = "arn:aws:execute-api:us-east-1:000000000000:abcdefghij/dev/";
        connections.add(open);
        connections.add(std::make_shared<FakeConnection>(otherApisId, "klmnopqrst"));
    }
    Response ask(const Request& request, std::string_view id = openId)
    {
        return manageConnection(request, id, {"abcdefghij", "dev", access}, connections, services);
    }

    FakeServices services;
    Clock clock;
    std::shared_ptr<Callers> callers;
    ManagementAccess access;
    Connections connections;
    std::shared_ptr<FakeConnection> open = std::make_shared<FakeConnection>(openId, "abcdefghij");
};

Request request(const std::string& method, const std::string& id = openId, const std::string& body = {})
{
    Request request;
    request.method = method;
    request.target = "/dev/%40connections/" + id;
    request.headers.add("Host", "127.0.0.1:4780");
    request.remoteAddress = "127.0.0.1";
    request.body = body;
    return request;
}

Request withSignature(Request request, const std::string& key = keyId, const std::string& secret = secretKey,
                      const std::string& region = "us-east-1")
{
    signHeaders({request.method, request.target, request.body}, request.headers, AwsCredentials{key, secret, ""},
                SigningScope::of("execute-api", region, now));
    return request;
}

Request from(Request request, const std::string& address)
{
    request.remoteAddress = address;
    return request;
}

std::string textFrameOf(const std::string& payload)
{
    return textFrame(payload)->bytes;
}

} // namespace

class TestManagement : public QObject
{
    Q_OBJECT

private slots:
    void paths_data();
    void paths();
    void postSendsATextFrame_data();
    void postSendsATextFrame();
    void getTells();
    void deleteCloses();
    void refuses_data();
    void refuses();
    void demandsSignatures_data();
    void demandsSignatures();
    void asksPolicies_data();
    void asksPolicies();
    void saysGoneWhenNothingIsTaken_data();
    void saysGoneWhenNothingIsTaken();
};

void TestManagement::paths_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("id"); // "-": it is none
    const auto row = [](const char* path, const char* id) { QTest::newRow(path) << path << id; };
    row("/@connections/R1kmxc2VNjMCFIA=", openId);
    row("/%40connections/R1kmxc2VNjMCFIA%3D", openId);
    row("/%40connections/R1kmxc2VNjMCFIA%3d", openId);
    row("/@connections/a%2Fb", "a/b");
    row("/@connections/", "");
    row("/@connections", "-");
    row("/@connections/a/b", "-");
    row("/connections/a", "-");
    row("/x/@connections/a", "-");
    row("@connections/a", "-");
    row("/", "-");
    row("", "-");
}

void TestManagement::paths()
{
    QFETCH(QString, path);
    QFETCH(QString, id);
    const auto found = managedConnection(path.toStdString());
    QCOMPARE(QString::fromStdString(found.value_or("-")), id);
}

void TestManagement::postSendsATextFrame_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("sent");
    QTest::newRow("text") << QByteArray("hello") << QByteArray("hello");
    QTest::newRow("nothing") << QByteArray("") << QByteArray("");
    QTest::newRow("no UTF-8") << QByteArray("a\xFF"
                                            "b")
                              << QByteArray("a\xEF\xBF\xBD"
                                            "b");
    QTest::newRow("as much as may be") << QByteArray(131'072, 'x') << QByteArray(131'072, 'x');
}

void TestManagement::postSendsATextFrame()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, sent);
    World world;
    const Response response = world.ask(request("POST", openId, body.toStdString()));
    QCOMPARE(response.status, 200);
    QVERIFY(response.body.empty());
    QVERIFY(response.headers.has("x-amzn-RequestId"));
    QCOMPARE(world.open->sent.size(), std::size_t(1));
    QVERIFY(world.open->sent[0] == textFrameOf(sent.toStdString()));
}

void TestManagement::getTells()
{
    World world;
    const Response response = world.ask(request("GET"));
    QCOMPARE(response.status, 200);
    QCOMPARE(std::string(response.headers.get("Content-Type")), std::string("application/json"));
    QCOMPARE(response.body, std::string(described));
}

void TestManagement::deleteCloses()
{
    World world;
    const Response response = world.ask(request("DELETE"));
    QCOMPARE(response.status, 204);
    QCOMPARE(world.open->closed, CloseCode::Normal);
}

void TestManagement::refuses_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<QString>("id");
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("errorType");
    QTest::addColumn<QString>("body");
    const auto row = [](const char* name, const char* method, const char* id, int size, int status, const char* type,
                        const char* body) { QTest::newRow(name) << method << id << size << status << type << body; };
    row("gone", "POST", goneId, 1, 410, "GoneException", "");
    row("gone, asked", "GET", goneId, 0, 410, "GoneException", "");
    row("gone, closed", "DELETE", goneId, 0, 410, "GoneException", "");
    row("of another API", "POST", otherApisId, 1, 403, "ForbiddenException", R"({"message":"Forbidden"})");
    row("malformed", "POST", "abc", 1, 400, "BadRequestException", R"({"message":"Invalid connectionId: abc"})");
    row("without padding", "GET", "R1kmxc2VNjMCFIA", 0, 400, "BadRequestException",
        R"({"message":"Invalid connectionId: R1kmxc2VNjMCFIA"})");
    row("empty", "GET", "", 0, 400, "BadRequestException", R"({"message":"Invalid connectionId: "})");
    row("one byte too many", "POST", openId, 131'073, 413, "PayloadTooLargeException",
        R"({"message":"The message is larger than 131072 bytes"})");
    row("another method", "PUT", openId, 0, 403, "MissingAuthenticationTokenException",
        R"({"message":"Missing Authentication Token"})");
}

void TestManagement::refuses()
{
    QFETCH(QString, method);
    QFETCH(QString, id);
    QFETCH(int, size);
    QFETCH(int, status);
    QFETCH(QString, errorType);
    QFETCH(QString, body);
    World world;
    const Response response =
        world.ask(request(method.toStdString(), id.toStdString(), std::string(static_cast<std::size_t>(size), 'x')),
                  id.toStdString());
    QCOMPARE(response.status, status);
    QCOMPARE(std::string(response.headers.get("x-amzn-ErrorType")), errorType.toStdString());
    QCOMPARE(response.body, body.toStdString());
    QVERIFY(world.open->sent.empty());
}

void TestManagement::demandsSignatures_data()
{
    QTest::addColumn<Request>("given");
    QTest::addColumn<bool>("isDemanded");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("errorType");
    const auto row = [](const char* name, Request given, bool isDemanded, int status, const char* errorType) {
        QTest::newRow(name) << std::move(given) << isDemanded << status << QString(errorType);
    };
    const Request plain = request("POST", openId, "hi");
    row("unsigned, from here", plain, false, 200, "");
    row("unsigned, from here, IPv6", from(plain, "::1"), false, 200, "");
    row("unsigned, from elsewhere", from(plain, "192.0.2.7"), false, 403, "MissingAuthenticationTokenException");
    row("unsigned, demanded", plain, true, 403, "MissingAuthenticationTokenException");
    row("signed", withSignature(plain), false, 200, "");
    row("signed, demanded", withSignature(plain), true, 200, "");
    row("signed, from elsewhere", from(withSignature(plain), "192.0.2.7"), true, 200, "");
    row("wrongly signed", withSignature(plain, keyId, "wrong"), false, 403, "InvalidSignatureException");
    row("wrong region", withSignature(plain, keyId, secretKey, "eu-west-1"), false, 403, "InvalidSignatureException");
    row("a stranger's key, from here", withSignature(plain, "test", "test"), false, 200, "");
    row("a stranger's key, of another Region", withSignature(plain, "test", "test", "eu-west-1"), false, 200, "");
    row("a stranger's key, demanded", withSignature(plain, "test", "test"), true, 403, "UnrecognizedClientException");
    row("a stranger's key, from elsewhere", from(withSignature(plain, "test", "test"), "192.0.2.7"), false, 403,
        "UnrecognizedClientException");
    Request changed = withSignature(plain);
    changed.body = "ho";
    row("another body than was signed", changed, false, 403, "InvalidSignatureException");
    Request broken = plain;
    broken.headers.add("Authorization", "AWS4-HMAC-SHA256 Credential=x");
    row("half a signature", broken, false, 403, "IncompleteSignatureException");
}

void TestManagement::demandsSignatures()
{
    QFETCH(Request, given);
    QFETCH(bool, isDemanded);
    QFETCH(int, status);
    QFETCH(QString, errorType);
    World world;
    world.access.requiresSignature = isDemanded;
    const Response response = world.ask(given);
    QCOMPARE(QString::fromStdString(std::string(response.headers.get("x-amzn-ErrorType"))), errorType);
    QCOMPARE(response.status, status);
    QCOMPARE(world.open->sent.size(), std::size_t(status == 200 ? 1 : 0));
    if (status == 200)
        return;
    world.access.callers = nullptr; // a project without identities lets nobody in who must sign
    QCOMPARE(world.ask(from(given, "192.0.2.7")).status, 403);
}

void TestManagement::asksPolicies_data()
{
    QTest::addColumn<QString>("policy");
    QTest::addColumn<QString>("method");
    QTest::addColumn<int>("status");
    const auto row = [](const char* name, const std::string& policy, const char* method, int status) {
        QTest::newRow(name) << QString::fromStdString(policy) << method << status;
    };
    const char* action = "execute-api:ManageConnections";
    const char* posts = "arn:aws:execute-api:us-east-1:000000000000:abcdefghij/dev/POST/@connections/*";
    row("no policy", "", "GET", 403);
    row("another action", allowing("execute-api:Invoke", "*"), "GET", 403);
    row("all of it", allowing("execute-api:*", "*"), "GET", 200);
    row("posting", allowing(action, posts), "POST", 200);
    row("posting alone", allowing(action, posts), "GET", 403);
    row("one connection", allowing(action, "arn:aws:execute-api:*:*:abcdefghij/*/*/@connections/R1kmxc2VNjMCFIA="),
        "DELETE", 204);
    row("another stage", allowing(action, "arn:aws:execute-api:*:*:abcdefghij/prod/*"), "GET", 403);
    row("denied", allowing(action, "*", "Deny"), "GET", 403);
}

void TestManagement::asksPolicies()
{
    QFETCH(QString, policy);
    QFETCH(QString, method);
    QFETCH(int, status);
    World world(policy.toStdString());
    const Response response = world.ask(withSignature(request(method.toStdString())));
    QCOMPARE(response.status, status);
    if (status != 403)
        return;
    QCOMPARE(std::string(response.headers.get("x-amzn-ErrorType")), std::string("ForbiddenException"));
    QVERIFY2(response.body.find("is not authorized to perform: execute-api:ManageConnections on resource: "
                                "arn:aws:execute-api:us-east-1:000000000000:abcdefghij/dev/" +
                                method.toStdString() + "/@connections/R1kmxc2VNjMCFIA=") != std::string::npos,
             response.body.c_str());
}

void TestManagement::saysGoneWhenNothingIsTaken_data()
{
    QTest::addColumn<int>("outcome");
    QTest::newRow("closing") << static_cast<int>(Sending::Gone);
    QTest::newRow("reads too slowly") << static_cast<int>(Sending::Overflowing);
}

void TestManagement::saysGoneWhenNothingIsTaken()
{
    QFETCH(int, outcome);
    World world;
    world.open->outcome = static_cast<Sending>(outcome);
    const Response response = world.ask(request("POST", openId, "hi"));
    QCOMPARE(response.status, 410);
    QCOMPARE(std::string(response.headers.get("x-amzn-ErrorType")), std::string("GoneException"));
}

QTEST_GUILESS_MAIN(TestManagement)
#include "tst_management.moc"
