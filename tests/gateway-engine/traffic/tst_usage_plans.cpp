// API keys, usage plans and throttles together (reference 1.27): who is refused, by what, in which order, what it
// costs, and what logs and traces say.
#include "gateway-engine/traffic/clock.h"
#include "gateway-engine/traffic/usage.h"
#include "gateway-engine/traffic/usage_plan_log.h"
#include "gateway-engine/traffic/usage_plans.h"

#include "tests/gateway-engine/traffic/test_world.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace gw::engine;
using namespace std::chrono;

namespace {

const std::string mobile = "mobile-0123456789-abcdef";
const std::string web = "web-0123456789-012345678";
const std::string disabled = "disabled-0123456789-0123";
const std::string lonely = "lonely-0123456789-012345";

TrafficLimits limits()
{
    TrafficLimits given;
    given.keys = {{"k1", "mobile", mobile, true},
                  {"k2", "web", web, true},
                  {"k3", "old", disabled, false},
                  {"k4", "lonely", lonely, true}};
    UsagePlan gold;
    gold.id = "p1";
    gold.name = "gold";
    gold.throttle = ThrottleLimit{10, 20};
    gold.quota = Quota{100, 0, QuotaPeriod::Day};
    gold.apiStages = {{"pets", "dev", {{"/pets", "GET", {1, 5}}}}, {"pets", "prod", {}}};
    gold.keyIds = {"k1", "k2", "k3", "gone"};
    UsagePlan other;
    other.id = "p2";
    other.name = "other";
    other.apiStages = {{"pets", "dev", {}}, {"orders", "dev", {}}};
    other.keyIds = {"k1"};
    given.plans = {gold, other};
    given.stages = {{"pets", "dev", {{"/pets", "POST", {1, 3}}}}};
    given.account = ThrottleLimit{100, 50};
    return given;
}

TrafficRequest request(std::string_view path, std::string_view verb, std::string_view key, bool needsKey = true)
{
    return {"pets", "dev", path, verb, needsKey, key};
}

struct Gateway
{
    explicit Gateway(const TrafficLimits& given = limits()) { plans.apply(given); }

    int passing(const TrafficRequest& what, int most = 1000) const
    {
        int passed = 0;
        while (passed < most && plans.check(what).isAllowed())
            ++passed;
        return passed;
    }

    test::TestWorld world;
    Clock clock{world};
    Usage usage{clock, {}, nullptr};
    UsagePlans plans{clock, usage};
};

QString levels(const TrafficDecision& decision)
{
    QStringList words;
    for (const auto& level : decision.levels)
        words << (level ? QString::number(level->tokens) : QString("-"));
    return words.join(' ');
}

} // namespace

class TestUsagePlans : public QObject
{
    Q_OBJECT

private slots:
    void masks_data()
    {
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("masked");
        QTest::newRow("a key") << "0123456789012345abcdef"
                               << "******abcdef";
        QTest::newRow("the shortest key") << "01234567890123abcdef"
                                          << "******abcdef";
        QTest::newRow("too short to show a part") << "0123456789012abcdef"
                                                  << "******";
        QTest::newRow("one character") << "x"
                                       << "******";
        QTest::newRow("none") << ""
                              << "";
    }
    void masks()
    {
        QFETCH(QString, value);
        QFETCH(QString, masked);
        QCOMPARE(QString::fromStdString(maskedApiKey(value.toStdString())), masked);
    }

    void keys_data()
    {
        QTest::addColumn<QByteArray>("presented");
        QTest::addColumn<QString>("stage");
        QTest::addColumn<int>("problem");
        const auto row = [](const char* name, const std::string& key, const char* stage, ApiKeyProblem problem) {
            QTest::newRow(name) << QByteArray::fromStdString(key) << stage << int(problem);
        };
        row("known", mobile, "dev", ApiKeyProblem::None);
        row("missing", "", "dev", ApiKeyProblem::Missing);
        row("unknown", "mobile-0123456789-abcdeg", "dev", ApiKeyProblem::Unknown);
        row("other letter case", "MOBILE-0123456789-abcdef", "dev", ApiKeyProblem::Unknown);
        row("with a blank", mobile + " ", "dev", ApiKeyProblem::Unknown);
        row("part of one", mobile.substr(0, 20), "dev", ApiKeyProblem::Unknown);
        row("too long", std::string(129, 'x'), "dev", ApiKeyProblem::Unknown);
        row("a megabyte", std::string(1 << 20, 'x'), "dev", ApiKeyProblem::Unknown);
        row("disabled", disabled, "dev", ApiKeyProblem::Disabled);
        row("in no plan", lonely, "dev", ApiKeyProblem::NoUsagePlan);
        row("in no plan with this stage", web, "test", ApiKeyProblem::NoUsagePlan);
    }
    void keys()
    {
        QFETCH(QByteArray, presented);
        QFETCH(QString, stage);
        QFETCH(int, problem);
        const Gateway gateway;
        const std::string stageName = stage.toStdString();
        TrafficRequest asked = request("/pets", "GET", {presented.constData(), std::size_t(presented.size())});
        asked.stage = stageName;
        const TrafficDecision decision = gateway.plans.check(asked);
        QCOMPARE(int(decision.keyProblem), problem);
        QCOMPARE(decision.isAllowed(), problem == 0);
        QCOMPARE(int(decision.refusal), int(problem == 0 ? TrafficRefusal::None : TrafficRefusal::InvalidApiKey));
        if (problem == 0) {
            QCOMPARE(decision.key->id, "k1");
            QCOMPARE(decision.plan->id, "p1");
        } else {
            QCOMPARE(refusalReason(decision).empty(), false);
            QCOMPARE(gateway.plans.gauges().front().tokens, 50.0); // it cost nothing
        }
    }

    void methodsWithoutKeySkipThePlan()
    {
        const Gateway gateway;
        QCOMPARE(gateway.passing(request("/pets", "GET", mobile, false)), 50); // the account's
        const TrafficDecision decision = gateway.plans.check(request("/pets", "GET", mobile, false));
        QVERIFY(decision.refusedBy == TrafficLevel::Account);
        QVERIFY(!decision.plan && !decision.key && !decision.quota);
        QCOMPARE(levels(decision), "- - - 0");
        QCOMPARE(gateway.plans.check(request("/pets", "GET", "nobody's key", false)).keyProblem, ApiKeyProblem::None);
    }

    void firstExhaustedWins()
    {
        Gateway gateway;
        QCOMPARE(gateway.passing(request("/pets", "GET", mobile)), 5);
        TrafficDecision decision = gateway.plans.check(request("/pets", "GET", mobile));
        QVERIFY(decision.refusal == TrafficRefusal::Throttled && decision.refusedBy == TrafficLevel::ClientMethod);
        QCOMPARE(levels(decision), "0 15 - 45");
        QCOMPARE(*decision.quota->remaining, 95);

        QCOMPARE(gateway.passing(request("/pets", "POST", mobile)), 3);
        decision = gateway.plans.check(request("/pets", "POST", mobile));
        QVERIFY(decision.refusedBy == TrafficLevel::StageMethod);
        QCOMPARE(levels(decision), "- 12 0 42");
        QCOMPARE(*decision.quota->remaining, 92); // a throttled request costs no quota

        QCOMPARE(gateway.passing(request("/pets/{id}", "GET", mobile)), 12);
        decision = gateway.plans.check(request("/pets/{id}", "GET", mobile));
        QVERIFY(decision.refusedBy == TrafficLevel::Client);
        QVERIFY(gateway.plans.check(request("/pets", "POST", mobile)).refusedBy == TrafficLevel::Client);
        QVERIFY(gateway.plans.check(request("/pets", "GET", mobile)).refusedBy == TrafficLevel::ClientMethod);

        QCOMPARE(gateway.passing(request("/pets", "GET", web)), 5); // another client has buckets of its own
        QCOMPARE(gateway.passing(request("/pets/{id}", "GET", web)), 15);
        QVERIFY(gateway.plans.check(request("/pets", "POST", web)).refusedBy == TrafficLevel::Client);

        QCOMPARE(gateway.passing(request("/open", "GET", {}, false)), 10); // what the account has left
        gateway.world.pass(1s);
        QVERIFY(gateway.plans.check(request("/pets", "POST", mobile)).isAllowed());
    }

    void planThrottlesSpanStages()
    {
        const Gateway gateway;
        QCOMPARE(gateway.passing(request("/x", "GET", mobile), 15), 15);
        TrafficRequest prod = request("/x", "GET", mobile);
        prod.stage = "prod";
        QCOMPARE(gateway.passing(prod), 5);
    }

    void quotaComesAfterThePlansThrottlesAndBeforeTheStages()
    {
        TrafficLimits given = limits();
        given.plans[0].quota = Quota{4, 0, QuotaPeriod::Week};
        given.plans[0].throttle = ThrottleLimit{1, 6};
        given.stages[0].methods[0].limit = {0, 0};
        Gateway gateway(given);
        QCOMPARE(gateway.passing(request("/pets", "GET", mobile)), 4);
        TrafficDecision decision = gateway.plans.check(request("/pets", "GET", mobile));
        QVERIFY(decision.refusal == TrafficRefusal::QuotaExceeded);
        QVERIFY(!decision.refusedBy);
        QCOMPARE(levels(decision), "1 2 - 46"); // tokens stay
        QVERIFY(gateway.plans.check(request("/pets", "POST", mobile)).refusal == TrafficRefusal::QuotaExceeded);
        QVERIFY(gateway.plans.check(request("/pets", "POST", web)).refusedBy == TrafficLevel::StageMethod);
        given.plans[0].throttle = ThrottleLimit{0, 0};
        gateway.plans.apply(given);
        decision = gateway.plans.check(request("/pets", "GET", mobile));
        QVERIFY(decision.refusal == TrafficRefusal::Throttled && decision.refusedBy == TrafficLevel::Client);
        given.plans[0].throttle.reset();
        gateway.plans.apply(given);
        QVERIFY(gateway.clock.advance(24h * 5)); // Sunday
        QVERIFY(gateway.plans.check(request("/pets", "GET", mobile)).isAllowed());
    }

    void refusedRequestsCountForNobody()
    {
        TrafficLimits given = limits();
        given.account = ThrottleLimit{0, 0};
        Gateway gateway(given);
        for (int i = 0; i < 100; ++i)
            QVERIFY(gateway.plans.check(request("/pets", "GET", mobile)).refusedBy == TrafficLevel::Account);
        const TrafficDecision decision = gateway.plans.check(request("/pets", "GET", mobile));
        QCOMPARE(levels(decision), "5 20 - 0");
        QCOMPARE(decision.quota->used, 0);
    }

    void changesKeepWhatWasUsed()
    {
        Gateway gateway;
        QCOMPARE(gateway.passing(request("/pets", "GET", mobile)), 5);
        gateway.plans.apply(limits());
        QVERIFY(!gateway.plans.check(request("/pets", "GET", mobile)).isAllowed());
        TrafficLimits given = limits();
        given.plans[0].apiStages[0].methods[0].limit = {1, 50};
        given.plans[0].quota->limit = 7;
        gateway.plans.apply(given);
        gateway.world.pass(10s);
        QCOMPARE(gateway.passing(request("/pets", "GET", mobile)), 2); // seven a day in all
        QVERIFY(gateway.plans.check(request("/pets", "GET", mobile)).refusal == TrafficRefusal::QuotaExceeded);
        gateway.plans.apply({});
        QVERIFY(gateway.plans.check(request("/pets", "GET", mobile)).keyProblem == ApiKeyProblem::Unknown);
    }

    void decisionsOutliveTheirTable()
    {
        Gateway gateway;
        const TrafficDecision decision = gateway.plans.check(request("/pets", "GET", mobile));
        gateway.plans.apply({});
        QCOMPARE(decision.key->name, "mobile");
        QCOMPARE(decision.plan->name, "gold");
        QVERIFY(decision.plan->keyIds.empty());
    }

    void gaugesShowAllBuckets()
    {
        const Gateway gateway;
        (void)gateway.plans.check(request("/pets", "GET", web));
        const auto gauges = gateway.plans.gauges();
        QCOMPARE(gauges.size(), 1u + 1u + 3u + 3u); // account, stage method, three keys: each a client, each a method
        QVERIFY(gauges[0].level == TrafficLevel::Account);
        QCOMPARE(gauges[0].tokens, 49.0);
        int found = 0;
        for (const BucketGauge& gauge : gauges)
            if (gauge.level == TrafficLevel::ClientMethod && gauge.keyId == "k2") {
                QCOMPARE(gauge.resourcePath, "/pets");
                QCOMPARE(gauge.tokens, 4.0);
                ++found;
            }
        QCOMPARE(found, 1);
    }

    void exactOnManyThreads()
    {
        TrafficLimits given = limits();
        given.account = ThrottleLimit{1, 33};
        given.plans[0].throttle = ThrottleLimit{1, 1000};
        given.plans[0].quota = Quota{20, 0, QuotaPeriod::Day};
        Gateway gateway(given);
        std::atomic<int> byMobile{0}, byWeb{0};
        std::vector<std::thread> threads;
        for (int i = 0; i < 8; ++i)
            threads.emplace_back([&, i] {
                for (int n = 0; n < 500; ++n)
                    (i % 2 ? byMobile : byWeb) +=
                        gateway.plans.check(request("/x", "GET", i % 2 ? mobile : web)).isAllowed();
            });
        for (int i = 0; i < 50; ++i)
            gateway.plans.apply(given);
        for (std::thread& thread : threads)
            thread.join();
        QCOMPARE(byMobile + byWeb, 33);
        QVERIFY(byMobile <= 20 && byWeb <= 20);
        const sys_days day = gateway.clock.today();
        QCOMPARE(gateway.usage.counter({"p1", "k1"}).state(day).used, byMobile.load());
        QCOMPARE(gateway.usage.counter({"p1", "k2"}).state(day).used, byWeb.load());
    }

    void log_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QStringList>("lines");
        const QString begin = "Verifying Usage Plan for request: r1. API Key: %1 API Stage: pets/dev";
        QTest::newRow("passes") << "passes"
                                << QStringList{begin.arg("******abcdef"), "Usage Plan check succeeded for API Key "
                                                                          "******abcdef and API Stage pets/dev"};
        QTest::newRow("needs none")
            << "needs none"
            << QStringList{begin.arg(""),
                           "API Key  authorized because method 'GET /pets' does not require API Key. Request will not "
                           "contribute to throttle or quota limits",
                           "Usage Plan check succeeded for API Key  and API Stage pets/dev"};
        QTest::newRow("no plan") << "no plan"
                                 << QStringList{begin.arg("******012345"),
                                                "API Key ******012345 not authorized because method 'GET /pets' "
                                                "requires API Key and API Key is not associated with a Usage Plan for "
                                                "API Stage pets/dev: No Usage Plan found for key and API Stage"};
        QTest::newRow("throttled") << "throttled"
                                   << QStringList{begin.arg("******abcdef"),
                                                  "Key throttle limit exceeded for RestApi pets, Stage dev, "
                                                  "Resource abc123, HttpMethod GET. Limit: 1.00 Burst: 5"};
        QTest::newRow("throttled without a key")
            << "account"
            << QStringList{begin.arg(""), "Key throttle limit exceeded for RestApi pets, Stage dev, Resource abc123, "
                                          "HttpMethod GET. Limit: 100.00 Burst: 50"};
        QTest::newRow("quota") << "quota"
                               << QStringList{begin.arg("******abcdef"),
                                              "Key quota limit exceeded for RestApi pets, Stage dev, Resource abc123, "
                                              "HttpMethod GET. Limit: 3 Period: DAY"};
    }
    void log()
    {
        QFETCH(QString, what);
        QFETCH(QStringList, lines);
        TrafficLimits given = limits();
        if (what == "quota")
            given.plans[0].quota->limit = 3;
        const Gateway gateway(given);
        const bool needsKey = what != "needs none" && what != "account";
        const TrafficRequest asked = request("/pets", "GET",
                                             !needsKey           ? std::string_view()
                                             : what == "no plan" ? lonely
                                                                 : mobile,
                                             needsKey);
        if (what != "passes" && what != "needs none")
            gateway.passing(asked);
        const TrafficDecision decision = gateway.plans.check(asked);
        QStringList written;
        for (const std::string& line : usagePlanLog(decision, asked, "r1", "abc123"))
            written << QString::fromStdString(line);
        QCOMPARE(written, lines);
    }

    void reasonsAreForPeopleAndHoldNoKey()
    {
        TrafficLimits given = limits();
        given.plans[0].quota->limit = 3;
        Gateway gateway(given);
        const TrafficRequest asked = request("/pets", "GET", mobile);
        QCOMPARE(refusalReason(gateway.plans.check(asked)), "");
        gateway.passing(asked);
        const std::string quota = refusalReason(gateway.plans.check(asked));
        QCOMPARE(quota, "The API key \"mobile\" has used up its quota under the plan \"gold\" (3 per DAY); it is reset "
                        "on 2026-03-11 at 00:00 UTC.");
        given.plans[0].quota.reset();
        gateway.plans.apply(given);
        gateway.passing(asked);
        QCOMPARE(refusalReason(gateway.plans.check(asked)),
                 "The API key \"mobile\" has exhausted what the plan \"gold\" allows each client for this method: 1.00 "
                 "requests a second, burst 5.");
        const std::string unknown = refusalReason(gateway.plans.check(request("/pets", "GET", mobile + "x")));
        QVERIFY(unknown.find("******bcdefx") != std::string::npos);
        QVERIFY(unknown.find("0123456789") == std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestUsagePlans)
#include "tst_usage_plans.moc"
