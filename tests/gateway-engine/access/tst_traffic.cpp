// Traffic follows the design: what plans, stages and the account come to, what is told of what cannot work, and what
// the studio sees of buckets, usage and caches.
#include "core/api/stage.h"
#include "gateway-engine/access/traffic_design.h"
#include "tests/gateway-engine/pipeline/traffic_world.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace gw;
using namespace gw::engine;
using namespace gw::engine::test;
using namespace std::chrono_literals;

namespace {

TrafficLimits limitsOf(const TrafficWorld& world)
{
    Diagnostics told;
    return trafficLimits(world.project, world.secrets, {}, told);
}

void addPets(Project& project)
{
    TrafficWorld::add(project, "/pets").apiKeyRequired = true;
}

} // namespace

class TestTraffic : public QObject
{
    Q_OBJECT

private slots:
    void halvesThatAreUnsetAreTheAccounts_data();
    void halvesThatAreUnsetAreTheAccounts();
    void plansNameStagesAndKeysByTheirIds();
    void keysWithoutAValueAreNobodys();
    void plansThatLeadNowhereAreTold();
    void gaugesShowEveryBucket();
    void bucketsKeepTheirTokensThroughEdits();
    void methodsOfADeploymentAreLimited();
    void usageIsReportedAndExtended();
    void projectsWithoutPlansHaveNoFile();
    void aDamagedFileIsTold();
    void cachesFollowTheirStages();
    void cachesAreBoundedByThisMachine();
    void anotherSizeIsAnotherCache();
    void clientCertificatesAreRead();
};

void TestTraffic::halvesThatAreUnsetAreTheAccounts_data()
{
    QTest::addColumn<double>("rate"); // below 0: unset
    QTest::addColumn<int>("burst");
    QTest::addColumn<double>("expectedRate");
    QTest::addColumn<int>("expectedBurst");
    QTest::newRow("both") << 1.5 << 2 << 1.5 << 2;
    QTest::newRow("rate") << 1.5 << -1 << 1.5 << 5'000;
    QTest::newRow("burst") << -1.0 << 2 << 10'000.0 << 2;
    QTest::newRow("none passes") << 0.0 << 0 << 0.0 << 0;
}

void TestTraffic::halvesThatAreUnsetAreTheAccounts()
{
    QFETCH(double, rate);
    QFETCH(int, burst);
    QFETCH(double, expectedRate);
    QFETCH(int, expectedBurst);
    ThrottleSettings settings;
    if (rate >= 0)
        settings.rateLimit = rate;
    if (burst >= 0)
        settings.burstLimit = burst;
    const ThrottleLimit expected{expectedRate, expectedBurst};
    TrafficWorld world(addPets);
    world.addPlan("basic", {}).throttle = settings;
    QVERIFY(limitsOf(world).plans[0].throttle == expected);
    QVERIFY(!limitsOf(world).account); // nothing is said of the account
    gw::Stage stage;
    MethodSettings all;
    all.throttling = settings;
    stage.methodSettings.push_back(all);
    QVERIFY(stageThrottle(stage, "/pets", HttpVerb::Get, accountThrottle) == expected);
    world.project.accountThrottle = settings;
    QVERIFY(limitsOf(world).account == expected);
}

void TestTraffic::plansNameStagesAndKeysByTheirIds()
{
    TrafficWorld world(addPets);
    world.addKey("partner", partnerKey);
    gw::UsagePlan& plan = world.addPlan("basic", {"partner"});
    plan.quota = gw::Quota{7, 2, gw::QuotaPeriod::Week};
    plan.apiStages[0].throttle = {{"/pets/{id}/GET", {1.0, 2}}, {"//GET", {3.0, 4}}, {"/unset/GET", {}}};
    const TrafficLimits limits = limitsOf(world);
    QCOMPARE(limits.keys.size(), std::size_t(1));
    QCOMPARE(limits.keys[0].id, std::string("id-partner"));
    const auto& made = limits.plans[0];
    QCOMPARE(made.id, std::string("plan-basic"));
    QCOMPARE(made.keyIds, std::vector<std::string>{"id-partner"});
    QVERIFY((made.quota == engine::Quota{7, 2, engine::QuotaPeriod::Week}));
    QCOMPARE(made.apiStages[0].apiId, std::string("petsapi123"));
    QCOMPARE(made.apiStages[0].methods.size(), std::size_t(2)); // one says nothing
    QCOMPARE(made.apiStages[0].methods[0].resourcePath, std::string("/pets/{id}"));
    QCOMPARE(made.apiStages[0].methods[0].httpMethod, std::string("GET"));
    QCOMPARE(made.apiStages[0].methods[1].resourcePath, std::string("/"));
}

void TestTraffic::keysWithoutAValueAreNobodys()
{
    TrafficWorld world(addPets);
    world.addKey("partner", partnerKey);
    world.addPlan("basic", {"partner"});
    world.secrets = {};
    world.serve();
    QCOMPARE(world.send("/pets", {{"x-api-key", partnerKey}}).status(), 403);
    QCOMPARE(world.send("/pets", {{"x-api-key", ""}}).status(), 403);
    world.secrets.set(SecretKind::ApiKey, "id-partner", Secret(partnerKey)); // the secrets have been read
    world.follow();
    QCOMPARE(world.send("/pets", {{"x-api-key", partnerKey}}).status(), 200);
}

void TestTraffic::plansThatLeadNowhereAreTold()
{
    TrafficWorld world(addPets);
    gw::UsagePlan& plan = world.addPlan("basic", {"nobody"});
    plan.apiStages.push_back({"cats", "dev", {}});
    const Diagnostics told = world.follow();
    QCOMPARE(told.size(), std::size_t(2));
    for (const Diagnostic& each : told) {
        QVERIFY(each.node == nodeOf(world.project.usagePlans[0]->id));
        QVERIFY(!each.hint.empty());
    }
    QCOMPARE(world.follow(), told); // as long as it is so
}

void TestTraffic::gaugesShowEveryBucket()
{
    TrafficWorld world(addPets);
    world.addKey("partner", partnerKey);
    gw::UsagePlan& plan = world.addPlan("basic", {"partner"});
    plan.throttle = {10.0, 20};
    plan.apiStages[0].throttle = {{"/pets/GET", {1.0, 2}}};
    MethodSettings settings;
    settings.throttling = {5.0, 6};
    TrafficWorld::stage(world.project).methodSettings.push_back(settings);
    world.project.accountThrottle = {100.0, 200};
    world.serve();
    QCOMPARE(world.send("/pets", {{"x-api-key", partnerKey}}).status(), 200);
    std::vector<std::pair<int, double>> levels;
    for (const BucketGauge& gauge : world.access.traffic().gauges())
        levels.emplace_back(gauge.limit.burstLimit, gauge.tokens);
    std::sort(levels.begin(), levels.end());
    QCOMPARE(levels, (std::vector<std::pair<int, double>>{{2, 1}, {6, 5}, {20, 19}, {200, 199}}));
}

void TestTraffic::bucketsKeepTheirTokensThroughEdits()
{
    TrafficWorld world(addPets);
    world.addKey("partner", partnerKey);
    world.addPlan("basic", {"partner"}).throttle = {0.001, 2};
    world.serve();
    const auto status = [&] { return world.send("/pets", {{"x-api-key", partnerKey}}).status(); };
    QCOMPARE(status(), 200);
    QCOMPARE(status(), 200);
    QCOMPARE(status(), 429);
    world.project.usagePlans[0].edit().description = "edited";
    world.project.apis.front().edit().stages[0].description = "edited";
    world.serve();
    QCOMPARE(status(), 429);
}

// Which may have other methods than the draft.
void TestTraffic::methodsOfADeploymentAreLimited()
{
    TrafficWorld world([](Project& p) {
        TrafficWorld::add(p, "/pets");
        MethodSettings settings;
        settings.throttling = {0.001, 1};
        TrafficWorld::stage(p).methodSettings.push_back(settings);
    });
    world.serve();
    world.project.apis.front().edit().openApi()->resources.clear(); // of the draft
    TrafficWorld::add(world.project, "/toys");
    world.follow();
    QCOMPARE(world.send("/pets").status(), 200);
    QCOMPARE(world.send("/pets").status(), 429);
    world.program = world.compiled(); // the draft is deployed
    QCOMPARE(world.send("/toys").status(), 200);
    QCOMPARE(world.send("/toys").status(), 429);
}

void TestTraffic::usageIsReportedAndExtended()
{
    TrafficWorld world(addPets);
    world.addKey("partner", partnerKey);
    world.addPlan("basic", {"partner"}).quota = gw::Quota{2, 0, gw::QuotaPeriod::Day};
    world.serve();
    Traffic& traffic = world.access.traffic();
    const auto status = [&] { return world.send("/pets", {{"x-api-key", partnerKey}}).status(); };
    QCOMPARE(status(), 200);
    QCOMPARE(traffic.quota("plan-basic", "id-partner")->remaining, std::optional<std::int64_t>(1));
    QVERIFY(!traffic.quota("plan-basic", "id-other") && !traffic.quota("plan-other", "id-partner"));
    QVERIFY(!traffic.setRemaining("plan-basic", "id-other", 5));
    QVERIFY(traffic.setRemaining("plan-basic", "id-partner", 0));
    QCOMPARE(status(), 429);
    const auto first = traffic.today();
    QVERIFY(world.access.clock().advance(24h));
    QCOMPARE(status(), 200);
    const auto usage = traffic.usage("plan-basic", "id-partner", first, first + std::chrono::days(1));
    QVERIFY(usage);
    QCOMPARE(usage->size(), std::size_t(1));
    QCOMPARE(usage->front().days.size(), std::size_t(2));
    QCOMPARE(usage->front().days[0].used, std::int64_t(1));
    QCOMPARE(usage->front().days[0].remaining, std::optional<std::int64_t>(0));
    QCOMPARE(usage->front().days[1].remaining, std::optional<std::int64_t>(1));
    world.project.usagePlans[0].edit().quota.reset();
    world.follow();
    QVERIFY(!traffic.setRemaining("plan-basic", "id-partner", 5)); // there is no quota
}

void TestTraffic::projectsWithoutPlansHaveNoFile()
{
    const QTemporaryDir folder;
    TrafficWorld world(addPets);
    TestWorld time;
    {
        Access access({folder.path().toStdString(), folder.path().toStdString()}, time);
        access.follow(world.project, world.secrets);
        QVERIFY(!QFile::exists(folder.filePath("usage.sqlite")));
        world.addKey("partner", partnerKey);
        world.addPlan("basic", {"partner"});
        access.follow(world.project, world.secrets);
        QVERIFY(QFile::exists(folder.filePath("usage.sqlite")));
    }
}

void TestTraffic::aDamagedFileIsTold()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath("usage.sqlite"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(5000, 'x'));
    file.close();
    TrafficWorld world(addPets);
    world.addKey("partner", partnerKey);
    world.addPlan("basic", {"partner"});
    TestWorld time;
    Access access({folder.path().toStdString(), folder.path().toStdString()}, time);
    QCOMPARE(access.follow(world.project, world.secrets).size(), std::size_t(1));
    QVERIFY(access.follow(world.project, world.secrets).empty()); // once
}

void TestTraffic::cachesFollowTheirStages()
{
    TrafficWorld world(addPets);
    const auto caches = [&] { return world.access.traffic().caches(); };
    world.follow();
    QVERIFY(caches().empty());
    TrafficWorld::stage(world.project).cacheClusterEnabled = true;
    world.follow();
    QCOMPARE(caches().size(), std::size_t(1));
    QCOMPARE(caches()[0].clusterSize, std::string("0.5"));
    QCOMPARE(caches()[0].name.stage, std::string("dev"));
    TrafficWorld::stage(world.project).cacheClusterEnabled = false;
    world.follow();
    QVERIFY(caches().empty());
    QCOMPARE(world.access.traffic().flushCache({"petsapi123", "dev", false}), std::size_t(0)); // there is none
    QVERIFY(world.access.traffic().cacheEntries({"petsapi123", "dev", false}).empty());
}

void TestTraffic::cachesAreBoundedByThisMachine()
{
    TestWorld time;
    Clock clock(time);
    Traffic traffic(clock, {}, {1u << 20});
    TrafficWorld world(addPets);
    TrafficWorld::stage(world.project).cacheClusterEnabled = true;
    TrafficWorld::stage(world.project).cacheClusterSize = "1.6";
    const Diagnostics told = traffic.follow(world.project, {});
    QCOMPARE(told.size(), std::size_t(1));
    QVERIFY(told[0].severity == Severity::Info);
    QVERIFY(told[0].message.find("has 1.6 GB; this machine keeps 1 MiB of it.") != std::string::npos);
    QCOMPARE(traffic.caches()[0].statistics.maxBytes, std::size_t(1u << 20));
}

void TestTraffic::anotherSizeIsAnotherCache()
{
    TrafficWorld world([](Project& p) {
        TrafficWorld::add(p, "/pets");
        TrafficWorld::stage(p).cacheClusterEnabled = true;
    });
    world.serve();
    world.send("/pets");
    QCOMPARE(world.access.traffic().caches()[0].statistics.entries, std::size_t(1));
    world.serve(); // a deployment keeps it
    QCOMPARE(world.access.traffic().caches()[0].statistics.entries, std::size_t(1));
    TrafficWorld::stage(world.project).cacheClusterSize = "6.1";
    world.serve();
    QCOMPARE(world.access.traffic().caches()[0].statistics.entries, std::size_t(0));
}

void TestTraffic::clientCertificatesAreRead()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath("backend.pem"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("CERTIFICATE");
    file.close();
    TrafficWorld world([](Project& p) {
        TrafficWorld::add(p, "/pets");
        ClientCertificate certificate;
        certificate.id = ClientCertificateId{5};
        certificate.name = "backend";
        certificate.certificateId = "certid";
        certificate.certificate = "backend.pem";
        p.clientCertificates.emplace_back(std::move(certificate));
        TrafficWorld::stage(p).clientCertificate = "backend";
    });
    Access access({folder.path().toStdString(), {}}, world.world);
    const auto sentWith = [&] {
        Surroundings surroundings;
        access.surround(surroundings);
        world.program = compile(*world.project.apis[0], world.project.apis[0]->stages[0], {}, surroundings).program;
        world.send("/pets");
        return world.upstream.sent.back().endpoint.identity;
    };
    Diagnostics told = access.follow(world.project, world.secrets);
    QCOMPARE(told.size(), std::size_t(1)); // its private key is not here
    QVERIFY(told[0].node == nodeOf(ClientCertificateId{5}));
    QVERIFY(!sentWith());
    const int version = access.version();
    world.secrets.set(SecretKind::PrivateKey, "certid", Secret("KEY"));
    QVERIFY(access.follow(world.project, world.secrets).empty());
    QVERIFY(access.version() != version);
    const auto identity = sentWith();
    QVERIFY(identity && identity->certificatePem == "CERTIFICATE" && identity->privateKeyPem == "KEY");
    world.secrets.set(SecretKind::ApiKey, "other", Secret(otherKey));
    access.follow(world.project, world.secrets);
    QCOMPARE(sentWith(), identity); // the same object: its connections are kept
    world.project.clientCertificates[0].edit().certificate = "gone.pem";
    told = access.follow(world.project, world.secrets);
    QCOMPARE(told.size(), std::size_t(1));
    QVERIFY(!sentWith());
}

QTEST_GUILESS_MAIN(TestTraffic)
#include "tst_traffic.moc"
