// Web ACLs on the way of a request (reference 1.36): before routing, at once after an edit, closed when they cannot be
// used, and what $context and logs tell of them.
#include "tests/gateway-engine/pipeline/traffic_world.h"

#include <QTest>

using namespace gw;
using namespace gw::engine;
using namespace gw::engine::test;

namespace {

gw::WebAclRule blockBots()
{
    gw::HeaderMatch match;
    match.header = "User-Agent";
    match.value = "badbot";
    return {"bots", gw::WebAclAction::Block, match};
}

struct FilteredWorld : TrafficWorld
{
    explicit FilteredWorld(std::vector<gw::WebAclRule> rules, gw::WebAclAction otherwise = gw::WebAclAction::Allow)
        : TrafficWorld([&](Project& p) {
              add(p, "/pets").apiKeyRequired = true;
              add(p, "/open");
              gw::WebAcl acl;
              acl.id = WebAclId{77};
              acl.name = "edge";
              acl.rules = std::move(rules);
              acl.defaultAction = otherwise;
              p.webAcls.emplace_back(std::move(acl));
              stage(p).webAcl = "edge";
          })
    {
        told = follow();
        program = compiled();
    }
    Diagnostics told;
};

} // namespace

class TestWebAclStage : public QObject
{
    Q_OBJECT

private slots:
    void blocksBeforeEverythingElse_data();
    void blocksBeforeEverythingElse();
    void editsTakeEffectAtOnce();
    void failsClosed_data();
    void failsClosed();
    void conditions_data();
    void conditions();
    void ratesAreCountedThroughEdits();
    void whatContextTells();
    void testsSkipIt();
};

void TestWebAclStage::blocksBeforeEverythingElse_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("a method") << "/open";
    QTest::newRow("a method that needs a key") << "/pets";
    QTest::newRow("no method") << "/nowhere";
}

void TestWebAclStage::blocksBeforeEverythingElse()
{
    QFETCH(QString, path);
    FilteredWorld world({blockBots()});
    QVERIFY(world.told.empty());
    const Answer answer = world.send(path.toStdString(), {{"User-Agent", "BadBot/1.0"}});
    QCOMPARE(answer.status(), 403);
    QCOMPARE(answer.body(), std::string(R"({"message":"Forbidden"})"));
    QCOMPARE(answer.response.headers.get("x-amzn-ErrorType"), std::string_view("ForbiddenException"));
    QCOMPARE(answer.trace->fault.responseType, std::string("WAF_FILTERED"));
    QCOMPARE(answer.trace->fault.reason,
             std::string("The web ACL's rule \"bots\" blocks the request: the header \"User-Agent\" matches."));
    QVERIFY(answer.trace->fault.setting == nodeOf(WebAclId{77}));
    QCOMPARE(answer.note("web_acl", "rule"), std::string("bots"));
    QVERIFY(!answer.hasSpan("route"));
    const Answer other = world.send("/open", {{"User-Agent", "curl"}});
    QCOMPARE(other.status(), 200);
    QCOMPARE(other.note("web_acl", "rule"), std::string("the default action"));
}

void TestWebAclStage::editsTakeEffectAtOnce()
{
    FilteredWorld world({});
    QCOMPARE(world.send("/open", {{"User-Agent", "badbot"}}).status(), 200);
    world.project.webAcls[0].edit().rules = {blockBots()};
    world.follow(); // the program is the same
    QCOMPARE(world.send("/open", {{"User-Agent", "badbot"}}).status(), 403);
    world.project.webAcls[0].edit().rules[0].action = gw::WebAclAction::Count;
    world.follow();
    const Answer counted = world.send("/open", {{"User-Agent", "badbot"}});
    QCOMPARE(counted.status(), 200);
    QCOMPARE(counted.note("web_acl", "counted"), std::string("bots"));
    world.project.webAcls.clear();
    QVERIFY(hasErrors(world.follow()));
    QCOMPARE(world.send("/open").status(), 403);
}

void TestWebAclStage::failsClosed_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("reason");
    QTest::newRow("no such web ACL") << "gone"
                                     << "127.0.0.1"
                                     << "The stage's web ACL \"gone\" is none of the project's.";
    QTest::newRow("a rule that cannot be read") << "edge"
                                                << "10.0.0.0/99"
                                                << "The web ACL \"edge\" cannot be used.";
}

void TestWebAclStage::failsClosed()
{
    QFETCH(QString, name);
    QFETCH(QString, address);
    QFETCH(QString, reason);
    FilteredWorld world({{"office", gw::WebAclAction::Allow, gw::AddressMatch{{address.toStdString()}}}});
    TrafficWorld::stage(world.project).webAcl = name.toStdString();
    const Diagnostics told = world.follow();
    QCOMPARE(told.size(), std::size_t(1));
    QVERIFY(hasErrors(told) && !told[0].hint.empty() && !told[0].node.isEmpty());
    world.program = world.compiled();
    const Answer answer = world.send("/open");
    QCOMPARE(answer.status(), 403);
    QCOMPARE(answer.trace->fault.responseType, std::string("WAF_FILTERED"));
    QVERIFY2(answer.trace->fault.reason.starts_with(reason.toStdString()), answer.trace->fault.reason.c_str());
}

void TestWebAclStage::conditions_data()
{
    QTest::addColumn<int>("rule");
    QTest::addColumn<QString>("target");
    QTest::addColumn<bool>("isBlocked");
    QTest::newRow("address") << 0 << "/open" << true;
    QTest::newRow("another address") << 1 << "/open" << false;
    QTest::newRow("short query") << 2 << "/open?a=1" << false;
    QTest::newRow("long query") << 2 << "/open?a=123456789" << true;
    QTest::newRow("short path") << 3 << "/open?a=123456789" << false;
    QTest::newRow("long path") << 3 << "/open/and/more" << true;
}

void TestWebAclStage::conditions()
{
    QFETCH(int, rule);
    QFETCH(QString, target);
    QFETCH(bool, isBlocked);
    const std::vector<gw::WebAclRule> rules{
        {"inside", gw::WebAclAction::Block, gw::AddressMatch{{"10.0.0.0/8", "127.0.0.0/8"}}},
        {"outside", gw::WebAclAction::Block, gw::AddressMatch{{"10.0.0.0/8", "2001:db8::/32"}}},
        {"query", gw::WebAclAction::Block, gw::SizeMatch{SizedPart::QueryString, 10}},
        {"path", gw::WebAclAction::Block, gw::SizeMatch{SizedPart::UriPath, 10}}};
    FilteredWorld world({rules[std::size_t(rule)]});
    const Answer answer = world.send(target.toStdString());
    QCOMPARE(answer.trace->fault.responseType == "WAF_FILTERED", isBlocked);
}

void TestWebAclStage::ratesAreCountedThroughEdits()
{
    gw::RateMatch rate;
    rate.limit = 10;
    rate.evaluationWindowSec = 60;
    FilteredWorld world({{"rate", gw::WebAclAction::Block, rate}});
    for (int i = 0; i < 10; ++i)
        QCOMPARE(world.send("/open").status(), 200);
    world.project.webAcls[0].edit().description = "edited";
    world.follow();
    const Answer answer = world.send("/open");
    QCOMPARE(answer.status(), 403);
    QVERIFY(answer.trace->fault.reason.find("more than 10 requests in 60 seconds") != std::string::npos);
    QVERIFY(world.access.clock().advance(std::chrono::minutes(1)));
    QCOMPARE(world.send("/open").status(), 200);
}

void TestWebAclStage::whatContextTells()
{
    FilteredWorld world({blockBots()});
    GatewayResponseDefinition blocked;
    blocked.responseType = "WAF_FILTERED";
    blocked.responseTemplates = {{"application/json", "$context.wafResponseCode $context.webaclArn"}};
    world.project.apis.front().edit().openApi()->gatewayResponses.push_back(blocked);
    Method& method = TrafficWorld::add(world.project, "/told");
    setIn(method.integration->requestParameters, "integration.request.header.X-Waf", "context.wafResponseCode");
    world.serve();
    const Answer answer = world.send("/open", {{"User-Agent", "badbot"}});
    QVERIFY2(answer.body().starts_with("WAF_BLOCK arn:aws:wafv2:us-east-1:000000000000:regional/webacl/edge/"),
             answer.body().c_str());
    QCOMPARE(world.send("/told").status(), 200);
    QCOMPARE(world.upstream.sent.back().headers.get("X-Waf"), std::string_view("WAF_ALLOW"));

    const StageLogging logging;
    const auto logged = [&](const Answer& a, const char* name) {
        return accessLogValue(logging, *a.trace, name).value_or("-");
    };
    QCOMPARE(logged(answer, "wafResponseCode"), std::string("WAF_BLOCK"));
    QVERIFY(logged(answer, "webaclArn").starts_with("arn:aws:wafv2:"));
    QCOMPARE(logged(answer, "waf.status"), std::string("200"));
    QCOMPARE(logged(answer, "waf.latency"), std::string("0"));
    QCOMPARE(logged(answer, "waf.error"), std::string("-"));
    QCOMPARE(logged(world.send("/told"), "wafResponseCode"), std::string("WAF_ALLOW"));
    TrafficWorld::stage(world.project).webAcl.clear();
    world.serve();
    QCOMPARE(logged(world.send("/told"), "wafResponseCode"), std::string("-"));
    QVERIFY(!world.upstream.sent.back().headers.has("X-Waf"));
}

void TestWebAclStage::testsSkipIt()
{
    FilteredWorld world({}, gw::WebAclAction::Block);
    QCOMPARE(world.send("/open").status(), 403);
    world.program = world.compiled(std::string(testStageName));
    QCOMPARE(world.send("/open").status(), 200);
}

QTEST_GUILESS_MAIN(TestWebAclStage)
#include "tst_web_acl_stage.moc"
