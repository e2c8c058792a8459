// API keys, usage plans and throttles on the way of a request (reference 1.27): what clients get, what traces and logs
// tell, and that no key stands there.
#include "tests/gateway-engine/pipeline/traffic_world.h"

#include <QTest>

using namespace gw;
using namespace gw::engine;
using namespace gw::engine::test;
using namespace std::chrono_literals;

namespace {

Method& addWithKey(Project& project, const std::string& path, HttpVerb verb = HttpVerb::Get)
{
    Method& method = TrafficWorld::add(project, path, verb);
    method.apiKeyRequired = true;
    return method;
}

// GET /pets needs a key; "partner" has the plan "basic", "idle" none, "off" is disabled.
struct KeyedWorld : TrafficWorld
{
    explicit KeyedWorld(const ThrottleSettings& throttle = {}, std::optional<gw::Quota> quota = std::nullopt)
        : TrafficWorld([](Project& p) {
              addWithKey(p, "/pets");
              add(p, "/open");
          })
    {
        addKey("partner", partnerKey);
        addKey("idle", otherKey);
        addKey("off", "disabled-0123456789abcdef", false);
        gw::UsagePlan& plan = addPlan("basic", {"partner", "off"});
        plan.throttle = throttle;
        plan.quota = quota;
        serve();
    }
};

} // namespace

class TestUsagePlanStage : public QObject
{
    Q_OBJECT

private slots:
    void keys_data();
    void keys();
    void throttlesExactly();
    void throttlesMethodsOfAPlan();
    void quotasEndWithTheirPeriod();
    void stageThrottlesNeedNoKey();
    void theAccountIsLimitedWhereTheDesignSaysSo();
    void keysComeFromAuthorizers();
    void editsOfPlansTakeEffectAtOnce();
    void noTraceHoldsAKey();
    void executionLog_data();
    void executionLog();
    void accessLogs();
    void idleFeaturesCostNothing();
    void testsSkipIt();
};

void TestUsagePlanStage::keys_data()
{
    QTest::addColumn<QString>("header");
    QTest::addColumn<QString>("key");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("reason");
    QTest::newRow("good") << "x-api-key" << partnerKey << 200 << "";
    QTest::newRow("any letter case of the name") << "X-API-Key" << partnerKey << 200 << "";
    QTest::newRow("none") << "X-Other" << partnerKey << 403
                          << "The method requires an API key, and the request brought none.";
    QTest::newRow("empty") << "x-api-key"
                           << "" << 403 << "The method requires an API key, and the request brought none.";
    QTest::newRow("unknown") << "x-api-key"
                             << "unknown-0123456789abcdef" << 403
                             << "The request's API key (******abcdef) is none of this project's.";
    QTest::newRow("too long") << "x-api-key" << QString(4000, 'x') << 403
                              << "The request's API key (******xxxxxx) is none of this project's.";
    QTest::newRow("disabled") << "x-api-key"
                              << "disabled-0123456789abcdef" << 403 << "The API key \"off\" is disabled.";
    QTest::newRow("in no plan") << "x-api-key" << otherKey << 403
                                << "The API key \"idle\" is in no usage plan that holds this stage.";
}

void TestUsagePlanStage::keys()
{
    QFETCH(QString, header);
    QFETCH(QString, key);
    QFETCH(int, status);
    QFETCH(QString, reason);
    KeyedWorld world;
    const std::string name = header.toStdString();
    const std::string value = key.toStdString();
    const Answer answer = world.send("/pets", {{name.c_str(), value.c_str()}});
    QCOMPARE(answer.status(), status);
    QCOMPARE(QString::fromStdString(answer.trace->fault.reason), reason);
    QCOMPARE(world.calls(), std::size_t(status == 200));
    if (status == 200)
        return;
    QCOMPARE(answer.body(), std::string(R"({"message":"Forbidden"})"));
    QCOMPARE(answer.response.headers.get("x-amzn-ErrorType"), std::string_view("ForbiddenException"));
    QCOMPARE(answer.trace->fault.responseType, std::string("INVALID_API_KEY"));
    const bool isKnown = key.startsWith("disabled") || key == otherKey;
    QCOMPARE(bool(answer.trace->fault.setting.apiKey), isKnown); // "Go to setting" leads to the key
}

void TestUsagePlanStage::throttlesExactly()
{
    KeyedWorld world({2.0, 5});
    for (int i = 0; i < 5; ++i)
        QCOMPARE(world.send("/pets", {{"x-api-key", partnerKey}}).status(), 200);
    const Answer answer = world.send("/pets", {{"x-api-key", partnerKey}});
    QCOMPARE(answer.status(), 429);
    QCOMPARE(answer.body(), std::string(R"({"message":"Too Many Requests"})"));
    QCOMPARE(answer.response.headers.get("x-amzn-ErrorType"), std::string_view("TooManyRequestsException"));
    QCOMPARE(answer.trace->fault.reason, std::string("The API key \"partner\" has exhausted what the plan \"basic\" "
                                                     "allows each client: 2.00 requests a second, burst 5."));
    QVERIFY(answer.trace->fault.setting == nodeOf(world.project.usagePlans[0]->id));
    QCOMPARE(answer.note("usage_plan", "client throttle"),
             std::string("0.00 of 5 tokens, 2.00 a second; the next is there in 0.50 s"));
    world.world.pass(499ms);
    QCOMPARE(world.send("/pets", {{"x-api-key", partnerKey}}).status(), 429);
    world.world.pass(1ms);
    QCOMPARE(world.send("/pets", {{"x-api-key", partnerKey}}).status(), 200);
    QCOMPARE(world.send("/pets", {{"x-api-key", partnerKey}}).status(), 429);
    QCOMPARE(world.calls(), std::size_t(6));
}

void TestUsagePlanStage::throttlesMethodsOfAPlan()
{
    KeyedWorld world({100.0, 100});
    world.project.usagePlans[0].edit().apiStages[0].throttle.push_back({"/pets/GET", {1.0, 1}});
    addWithKey(world.project, "/toys");
    world.serve();
    QCOMPARE(world.send("/pets", {{"x-api-key", partnerKey}}).status(), 200);
    const Answer answer = world.send("/pets", {{"x-api-key", partnerKey}});
    QCOMPARE(answer.status(), 429);
    QVERIFY(answer.trace->fault.reason.find("for this method: 1.00 requests a second, burst 1.") != std::string::npos);
    QVERIFY(answer.trace->fault.setting == nodeOf(world.project.usagePlans[0]->id));
    QCOMPARE(world.send("/toys", {{"x-api-key", partnerKey}}).status(), 200);
}

void TestUsagePlanStage::quotasEndWithTheirPeriod()
{
    KeyedWorld world({}, gw::Quota{3, 0, gw::QuotaPeriod::Day});
    for (int i = 0; i < 3; ++i)
        QCOMPARE(world.send("/pets", {{"x-api-key", partnerKey}}).status(), 200);
    const Answer answer = world.send("/pets", {{"x-api-key", partnerKey}});
    QCOMPARE(answer.status(), 429);
    QCOMPARE(answer.body(), std::string(R"({"message":"Limit Exceeded"})"));
    QCOMPARE(answer.trace->fault.responseType, std::string("QUOTA_EXCEEDED"));
    QCOMPARE(answer.note("usage_plan", "quota"), std::string("3 used, 0 left until 2026-03-11"));
    QVERIFY(answer.trace->fault.reason.find("(3 per DAY); it is reset on 2026-03-11 at 00:00 UTC.") !=
            std::string::npos);
    QVERIFY(world.access.clock().advance(24h)); // the user does not wait
    QCOMPARE(world.send("/pets", {{"x-api-key", partnerKey}}).status(), 200);
}

void TestUsagePlanStage::stageThrottlesNeedNoKey()
{
    TrafficWorld world([](Project& p) {
        TrafficWorld::add(p, "/pets");
        TrafficWorld::add(p, "/toys");
        MethodSettings settings;
        settings.methodPath = "pets/GET";
        settings.throttling = {1.0, 2};
        TrafficWorld::stage(p).methodSettings.push_back(settings);
    });
    world.serve();
    QCOMPARE(world.send("/pets").status(), 200);
    QCOMPARE(world.send("/pets").status(), 200);
    const Answer answer = world.send("/pets");
    QCOMPARE(answer.status(), 429);
    QCOMPARE(answer.trace->fault.setting.stage, world.project.apis[0]->stages[0].id);
    QVERIFY(answer.trace->fault.reason.starts_with("The throttle the stage sets for this method is exhausted"));
    QCOMPARE(world.send("/toys").status(), 200);
    TrafficWorld::stage(world.project).methodSettings[0].throttling = {1.0, 10}; // the stage's settings act at once
    world.follow();
    world.world.pass(1s);
    QCOMPARE(world.send("/pets").status(), 200);
    TrafficWorld::stage(world.project).methodSettings[0].throttling = {0.0, 0};
    world.follow();
    const Answer closed = world.send("/pets");
    QCOMPARE(closed.status(), 429);
    QCOMPARE(closed.note("usage_plan", "stage method throttle"),
             std::string("0.00 of 0 tokens, 0.00 a second; none ever comes"));
}

void TestUsagePlanStage::theAccountIsLimitedWhereTheDesignSaysSo()
{
    TrafficWorld world([](Project& p) {
        TrafficWorld::add(p, "/pets");
        TrafficWorld::add(p, "/toys");
    });
    world.serve();
    const int version = world.access.version();
    QVERIFY(!world.send("/pets").hasSpan("usage_plan"));
    world.project.accountThrottle = {1.0, 2};
    world.serve();
    QVERIFY(world.access.version() != version); // what is compiled has to be compiled anew
    QCOMPARE(world.send("/pets").status(), 200);
    QCOMPARE(world.send("/toys").status(), 200);
    const Answer answer = world.send("/pets");
    QCOMPARE(answer.status(), 429);
    QVERIFY(answer.trace->fault.reason.starts_with("The account's throttle, which all APIs share, is exhausted"));
}

void TestUsagePlanStage::keysComeFromAuthorizers()
{
    KeyedWorld world;
    world.project.apis.front().edit().openApi()->apiKeySource = ApiKeySource::Authorizer;
    world.serve();
    QCOMPARE(world.send("/pets", {{"x-api-key", partnerKey}}).status(), 403); // the header counts for nothing
    const auto withKey = [](const char* key) {
        return [key](Exchange& x) {
            x.caller = std::make_unique<Caller>();
            x.caller->usageIdentifierKey = key;
        };
    };
    QCOMPARE(world.send("/pets", {}, "GET", withKey(partnerKey)).status(), 200);
    QCOMPARE(world.send("/pets", {}, "GET", withKey("")).status(), 403);
    const Answer answer = world.send("/pets", {}, "GET", withKey("unknown-0123456789abcdef"));
    QCOMPARE(answer.status(), 403);
    QVERIFY(answer.everything().find("unknown-0123456789abcdef") == std::string::npos);
}

void TestUsagePlanStage::editsOfPlansTakeEffectAtOnce()
{
    KeyedWorld world;
    const auto status = [&] { return world.send("/pets", {{"x-api-key", partnerKey}}).status(); };
    QCOMPARE(status(), 200);
    world.project.apiKeys[0].edit().enabled = false;
    world.follow(); // the program is the same
    QCOMPARE(status(), 403);
    world.project.apiKeys[0].edit().enabled = true;
    world.follow();
    QCOMPARE(status(), 200);
    world.secrets.set(SecretKind::ApiKey, "id-partner", Secret("rotated-0123456789abcdef"));
    world.follow();
    QCOMPARE(status(), 403);
    QCOMPARE(world.send("/pets", {{"x-api-key", "rotated-0123456789abcdef"}}).status(), 200);
    world.project.usagePlans[0].edit().apiStages[0].stage = "prod";
    QCOMPARE(world.follow().size(), std::size_t(1)); // the project has no such stage
    QCOMPARE(world.send("/pets", {{"x-api-key", "rotated-0123456789abcdef"}}).status(), 403);
}

void TestUsagePlanStage::noTraceHoldsAKey()
{
    KeyedWorld world;
    Method& method = addWithKey(world.project, "/mapped", HttpVerb::Post);
    setIn(method.integration->requestParameters, "integration.request.header.X-Client", "context.identity.apiKey");
    setIn(method.integration->requestParameters, "integration.request.header.X-Client-Id", "context.identity.apiKeyId");
    world.serve();
    const Answer answer = world.send("/mapped?again=partner-0123456789abcdef", {{"x-api-key", partnerKey}}, "POST");
    QCOMPARE(answer.status(), 200);
    const UpstreamRequest& sent = world.upstream.sent.back();
    QCOMPARE(sent.headers.get("X-Client"), std::string_view(partnerKey)); // the endpoint gets it
    QCOMPARE(sent.headers.get("X-Client-Id"), std::string_view("id-partner"));
    QVERIFY(answer.everything().find(partnerKey) == std::string::npos);
    QVERIFY(answer.everything().find("0123456789") == std::string::npos);
    QCOMPARE(answer.note("usage_plan", "apiKey"), std::string("******abcdef"));
    QCOMPARE(answer.note("usage_plan", "apiKeyId"), std::string("id-partner"));
}

void TestUsagePlanStage::executionLog_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QStringList>("lines");
    QTest::newRow("passes") << partnerKey
                            << QStringList{"Verifying Usage Plan for request: ID. API Key: ******abcdef API Stage: "
                                           "petsapi123/dev",
                                           "Usage Plan check succeeded for API Key ******abcdef and API Stage "
                                           "petsapi123/dev",
                                           "Starting execution for request: ID",
                                           "HTTP Method: GET, Resource Path: /pets", "API Key: ******abcdef"};
    QTest::newRow("unknown") << "unknown-0123456789abcdef"
                             << QStringList{"Verifying Usage Plan for request: ID. API Key: ******abcdef API Stage: "
                                            "petsapi123/dev",
                                            "API Key ******abcdef not authorized because method 'GET /pets' requires "
                                            "API Key and API Key is not associated with a Usage Plan for API Stage "
                                            "petsapi123/dev: API Key was not found"};
}

void TestUsagePlanStage::executionLog()
{
    QFETCH(QString, key);
    QFETCH(QStringList, lines);
    KeyedWorld world;
    const std::string value = key.toStdString();
    const Answer answer = world.send("/pets", {{"x-api-key", value.c_str()}});
    QStringList written;
    for (const QString& line : QString::fromStdString(engine::executionLog(*answer.trace)).split('\n').mid(1))
        written << line.mid(line.indexOf(" : ") + 3).replace(QString::fromStdString(answer.trace->requestId), "ID");
    QCOMPARE(written.mid(0, lines.size()), lines);
}

void TestUsagePlanStage::accessLogs()
{
    KeyedWorld world;
    const StageLogging logging;
    const Answer keyed = world.send("/pets", {{"x-api-key", partnerKey}});
    QCOMPARE(accessLogValue(logging, *keyed.trace, "identity.apiKey"), std::optional<std::string>("******abcdef"));
    QCOMPARE(accessLogValue(logging, *keyed.trace, "identity.apiKeyId"), std::optional<std::string>("id-partner"));
    const Answer open = world.send("/open", {{"x-api-key", partnerKey}});
    QVERIFY(!accessLogValue(logging, *open.trace, "identity.apiKey"));
}

void TestUsagePlanStage::idleFeaturesCostNothing()
{
    KeyedWorld world;
    const Answer answer = world.send("/open", {{"x-api-key", "nonsense"}});
    QCOMPARE(answer.status(), 200);
    QVERIFY(!answer.hasSpan("usage_plan") && !answer.hasSpan("cache") && !answer.hasSpan("web_acl"));
}

void TestUsagePlanStage::testsSkipIt()
{
    KeyedWorld world({0.0, 0});
    world.program = world.compiled(std::string(testStageName));
    const Answer answer = world.send("/pets");
    QCOMPARE(answer.status(), 200);
    QVERIFY(!answer.hasSpan("usage_plan"));
}

QTEST_GUILESS_MAIN(TestUsagePlanStage)
#include "tst_usage_plan_stage.moc"
