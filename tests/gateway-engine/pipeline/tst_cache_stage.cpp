// The stage cache on the way of a request (reference 1.30): hits and misses, what varies, what is kept and for how
// long, and clients that ask for a fresh answer.
#include "tests/gateway-engine/pipeline/traffic_world.h"

#include <QTest>

#include <algorithm>

using namespace gw;
using namespace gw::engine;
using namespace gw::engine::test;
using namespace std::chrono_literals;

namespace {

const StageCacheName devCache{"petsapi123", "dev", false};

// GET and POST /pets, GET /pets/{petId}, on a stage with a cache.
struct CachedWorld : TrafficWorld
{
    explicit CachedWorld(const std::function<void(Project&)>& more = {})
        : TrafficWorld([&more](Project& p) {
              Method& list = add(p, "/pets");
              list.integration->cacheKeyParameters = {"method.request.querystring.type",
                                                      "method.request.header.Accept"};
              add(p, "/pets", HttpVerb::Post);
              Method& one = add(p, "/pets/{petId}");
              one.requestParameters.push_back({});
              one.requestParameters.back().name = "petId";
              one.requestParameters.back().location = ParameterLocation::Path;
              one.integration->cacheKeyParameters = {"integration.request.path.petId"};
              setIn(one.integration->requestParameters, "integration.request.path.petId", "method.request.path.petId");
              stage(p).cacheClusterEnabled = true;
              stage(p).cacheClusterSize = "0.5";
              if (more)
                  more(p);
          })
    {
        serve();
    }
    // How often the endpoint was called for them.
    std::size_t callsFor(const std::function<void()>& requests)
    {
        const std::size_t before = calls();
        requests();
        return calls() - before;
    }
    static void set(Project& p, const MethodCacheSettings& caching, const std::string& path = "*/*")
    {
        MethodSettings settings;
        settings.methodPath = path;
        settings.caching = caching;
        stage(p).methodSettings.push_back(settings);
    }
};

} // namespace

class TestCacheStage : public QObject
{
    Q_OBJECT

private slots:
    void aHitIsTheAnswerItself();
    void varies_data();
    void varies();
    void methods_data();
    void methods();
    void entriesGoWithTheirTime();
    void whatIsKept_data();
    void whatIsKept();
    void gatewayErrorsAreNotKept();
    void sharedNamespaces();
    void invalidation_data();
    void invalidation();
    void whoMayInvalidateRefreshes();
    void limitsApplyToHits();
    void aHitNeedsNoValidation();
    void canaries_data();
    void canaries();
    void pathParametersThatDoNotVaryAreTold();
    void keyParametersThatLeadNowhereAreTold();
    void logsTellOfHits();
    void testsSkipIt();
};

void TestCacheStage::aHitIsTheAnswerItself()
{
    CachedWorld world;
    UpstreamResponse answer = TrafficWorld::answerOf(201, "first");
    answer.response.headers.add("X-Twice", "a");
    answer.response.headers.add("X-Twice", "b");
    world.upstream.outcome = answer;
    const Answer miss = world.send("/pets");
    world.upstream.outcome = TrafficWorld::answerOf(200, "second");
    world.world.pass(90s);
    const Answer hit = world.send("/pets");
    QCOMPARE(world.calls(), std::size_t(1));
    QCOMPARE(hit.status(), 201);
    QCOMPARE(hit.body(), std::string("first"));
    const auto listed = [](const Answer& a) {
        std::vector<std::string> fields;
        for (const HeaderField field : a.response.headers)
            if (!field.name.starts_with("x-amz")) // each request has ids of its own
                fields.push_back(std::string(field.name) + "=" + std::string(field.value));
        return fields;
    };
    QCOMPARE(listed(hit), listed(miss));
    QVERIFY(hit.response.headers.get("x-amzn-RequestId") != miss.response.headers.get("x-amzn-RequestId"));
    QCOMPARE(miss.note("cache", "cache"), std::string("miss"));
    QCOMPARE(miss.note("cache_store", "stored"), std::string("yes"));
    QCOMPARE(hit.note("cache", "cache"), std::string("hit"));
    QCOMPARE(hit.note("cache", "age"), std::string("90.0 s"));
    QVERIFY(hit.note("cache", "key").starts_with("localhost:4780 "));
    QVERIFY(!hit.hasSpan("integrate") && !hit.hasSpan("map_request"));
    QVERIFY(!hit.trace->hasFault);
    const auto caches = world.access.traffic().caches();
    QCOMPARE(caches.size(), std::size_t(1));
    QCOMPARE(caches[0].statistics.hits, std::uint64_t(1)); // CacheHitCount
    QCOMPARE(caches[0].statistics.misses, std::uint64_t(1));
}

void TestCacheStage::varies_data()
{
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("second");
    QTest::addColumn<bool>("shares");
    QTest::newRow("the same") << "/pets?type=dog"
                              << "/pets?type=dog" << true;
    QTest::newRow("a parameter of the key") << "/pets?type=dog"
                                            << "/pets?type=cat" << false;
    QTest::newRow("not given") << "/pets?type="
                               << "/pets" << false;
    QTest::newRow("another parameter") << "/pets?type=dog&x=1"
                                       << "/pets?type=dog&x=2" << true;
    QTest::newRow("encoded otherwise") << "/pets?type=d%6Fg"
                                       << "/pets?type=dog" << true;
    QTest::newRow("twice") << "/pets?type=dog&type=cat"
                           << "/pets?type=cat" << false;
    QTest::newRow("two and one that looks like two") << "/pets?type=dog&type=cat"
                                                     << "/pets?type=dog%2Ccat" << false;
    QTest::newRow("a mapped path parameter") << "/pets/1"
                                             << "/pets/2" << false;
    QTest::newRow("the same path") << "/pets/1"
                                   << "/pets/1" << true;
    QTest::newRow("another resource") << "/pets"
                                      << "/pets/1" << false;
}

void TestCacheStage::varies()
{
    QFETCH(QString, first);
    QFETCH(QString, second);
    QFETCH(bool, shares);
    CachedWorld world;
    QCOMPARE(world.send(first.toStdString()).status(), 200);
    QCOMPARE(world.send(second.toStdString()).status(), 200);
    QCOMPARE(world.calls(), std::size_t(shares ? 1 : 2));
    // Headers and hosts, whatever the letters of their names are.
    QCOMPARE(world.callsFor([&] {
        world.send("/pets?type=h", {{"Accept", "a/b"}});
        world.send("/pets?type=h", {{"accept", "a/b"}});
        world.send("/pets?type=h", {{"accept", "c/d"}});
    }),
             std::size_t(2));
}

void TestCacheStage::methods_data()
{
    QTest::addColumn<QString>("verb");
    QTest::addColumn<QString>("setting"); // the method path that is enabled, "-" before it: disabled
    QTest::addColumn<bool>("isCached");
    QTest::newRow("GET") << "GET"
                         << "" << true;
    QTest::newRow("POST") << "POST"
                          << "" << false;
    QTest::newRow("all are for GET only") << "POST"
                                          << "*/*" << false;
    QTest::newRow("POST by its own setting") << "POST"
                                             << "pets/POST" << true;
    QTest::newRow("GET off") << "GET"
                             << "-pets/GET" << false;
    QTest::newRow("all off") << "GET"
                             << "-*/*" << false;
}

void TestCacheStage::methods()
{
    QFETCH(QString, verb);
    QFETCH(QString, setting);
    QFETCH(bool, isCached);
    CachedWorld world([&](Project& p) {
        MethodCacheSettings caching;
        caching.enabled = !setting.startsWith('-');
        if (!setting.isEmpty())
            CachedWorld::set(p, caching, QString(setting).remove('-').toStdString());
    });
    world.send("/pets", {}, verb.toStdString());
    const Answer again = world.send("/pets", {}, verb.toStdString());
    QCOMPARE(again.status(), 200);
    QCOMPARE(world.calls(), std::size_t(isCached ? 1 : 2));
    QCOMPARE(again.hasSpan("cache"), isCached);
}

void TestCacheStage::entriesGoWithTheirTime()
{
    CachedWorld world; // 300 seconds
    world.send("/pets");
    world.world.pass(299s);
    world.send("/pets");
    QCOMPARE(world.calls(), std::size_t(1));
    world.world.pass(1s);
    world.send("/pets");
    QCOMPARE(world.calls(), std::size_t(2));
    QVERIFY(world.access.clock().advance(1h)); // the user does not wait
    world.send("/pets");
    QCOMPARE(world.calls(), std::size_t(3));
    QCOMPARE(world.access.traffic().flushCache(devCache), std::size_t(1));
    world.send("/pets");
    QCOMPARE(world.calls(), std::size_t(4));
    const auto entries = world.access.traffic().cacheEntries(devCache);
    QCOMPARE(entries.size(), std::size_t(1));
    QVERIFY(world.access.traffic().invalidate(devCache, entries[0].id));
    QVERIFY(!world.access.traffic().invalidate(devCache, entries[0].id));
    world.send("/pets");
    QCOMPARE(world.calls(), std::size_t(5));

    CachedWorld off([](Project& p) {
        MethodCacheSettings caching;
        caching.ttlInSeconds = 0;
        CachedWorld::set(p, caching);
    });
    QVERIFY(!off.send("/pets").hasSpan("cache"));
}

void TestCacheStage::whatIsKept_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("size");
    QTest::addColumn<bool>("isKept");
    QTest::newRow("ok") << 200 << 10 << true;
    QTest::newRow("no body") << 204 << 0 << true;
    QTest::newRow("an endpoint's own 404") << 404 << 10 << true;
    QTest::newRow("an endpoint's own 429") << 429 << 10 << true;
    QTest::newRow("the largest") << 200 << 1'048'576 << true;
    QTest::newRow("too large") << 200 << 1'048'577 << false;
    QTest::newRow("a part of the whole") << 206 << 10 << false;
    QTest::newRow("not modified") << 304 << 0 << false;
}

void TestCacheStage::whatIsKept()
{
    QFETCH(int, status);
    QFETCH(int, size);
    QFETCH(bool, isKept);
    CachedWorld world;
    world.upstream.outcome = TrafficWorld::answerOf(status, std::string(std::size_t(size), 'x'));
    const Answer first = world.send("/pets");
    const Answer second = world.send("/pets");
    QCOMPARE(first.status(), status);
    QCOMPARE(second.status(), status);
    QCOMPARE(first.body().size(), std::size_t(size));
    QCOMPARE(second.body(), first.body());
    QCOMPARE(world.calls(), std::size_t(isKept ? 1 : 2));
    QCOMPARE(first.note("cache_store", "stored") == "yes", isKept);
}

void TestCacheStage::gatewayErrorsAreNotKept()
{
    CachedWorld world;
    world.upstream.outcome = tl::make_unexpected(UpstreamFailure{UpstreamFailure::Kind::Connect, "refused"});
    QCOMPARE(world.send("/pets").status(), 504);
    world.upstream.outcome = TrafficWorld::answerOf(200, "one");
    QCOMPARE(world.send("/pets").status(), 200);
    QCOMPARE(world.calls(), std::size_t(2));
}

void TestCacheStage::sharedNamespaces()
{
    CachedWorld world([](Project& p) {
        for (const char* path : {"/a", "/b"})
            TrafficWorld::add(p, path).integration->cacheNamespace = "shared";
        TrafficWorld::add(p, "/c");
        Method& head = TrafficWorld::add(p, "/a", HttpVerb::Head);
        head.integration->cacheNamespace = "shared";
        MethodCacheSettings caching;
        caching.enabled = true;
        CachedWorld::set(p, caching, "a/HEAD");
    });
    world.send("/a");
    world.send("/b");
    QCOMPARE(world.calls(), std::size_t(1));
    world.send("/c");
    QCOMPARE(world.calls(), std::size_t(2));
    world.send("/a", {}, "HEAD"); // has no body to share
    QCOMPARE(world.calls(), std::size_t(3));
}

void TestCacheStage::invalidation_data()
{
    QTest::addColumn<QString>("header");
    QTest::addColumn<bool>("requiresAuthorization");
    QTest::addColumn<int>("strategy");
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("refreshes");
    QTest::addColumn<bool>("warns");
    using Strategy = gw::UnauthorizedCacheControl;
    const auto row = [](const char* name, const char* header, bool requires_, Strategy strategy, int status,
                        bool refreshes, bool warns) {
        QTest::newRow(name) << header << requires_ << int(strategy) << status << refreshes << warns;
    };
    row("nobody asks", "max-age=10", true, Strategy::FailWith403, 200, false, false);
    row("anyone may", "max-age=0", false, Strategy::FailWith403, 200, true, false);
    row("anyone may, no-cache", "no-cache", false, Strategy::FailWith403, 200, true, false);
    row("fails", "max-age=0", true, Strategy::FailWith403, 403, false, false);
    row("warns", "max-age=0", true, Strategy::SucceedWithResponseHeader, 200, false, true);
    row("says nothing", "max-age=0", true, Strategy::SucceedWithoutResponseHeader, 200, false, false);
}

void TestCacheStage::invalidation()
{
    QFETCH(QString, header);
    QFETCH(bool, requiresAuthorization);
    QFETCH(int, strategy);
    QFETCH(int, status);
    QFETCH(bool, refreshes);
    QFETCH(bool, warns);
    CachedWorld world([&](Project& p) {
        MethodCacheSettings caching;
        caching.requireAuthorizationForCacheControl = requiresAuthorization;
        caching.unauthorizedCacheControlHeaderStrategy = gw::UnauthorizedCacheControl(strategy);
        CachedWorld::set(p, caching);
    });
    const std::string control = header.toStdString();
    world.send("/pets");
    world.upstream.outcome = TrafficWorld::answerOf(200, "fresh");
    const Answer answer = world.send("/pets", {{"Cache-Control", control.c_str()}});
    QCOMPARE(answer.status(), status);
    QCOMPARE(
        answer.response.headers.get("Warning"),
        std::string_view(warns ? "199 Cache-control headers were ignored because the caller was unauthorized." : ""));
    if (status == 403) {
        QCOMPARE(answer.trace->fault.responseType, std::string("ACCESS_DENIED"));
        QCOMPARE(answer.body(), std::string(R"({"Message":"User: anonymous is not authorized to perform: )"
                                            R"(execute-api:InvalidateCache on resource: arn:aws:execute-api:us-east-1:)"
                                            R"(000000000000:petsapi123/dev/GET/pets"})"));
    } else {
        QCOMPARE(answer.body(), std::string(refreshes ? "fresh" : "one"));
    }
    const Answer next = world.send("/pets"); // a permitted invalidation is for all
    QCOMPARE(next.body(), std::string(refreshes ? "fresh" : "one"));
    QVERIFY(!next.response.headers.has("Warning"));
    if (warns) { // of a miss, too; and what is kept has no warning
        const Answer miss = world.send("/pets?type=new", {{"Cache-Control", control.c_str()}});
        QVERIFY(miss.response.headers.has("Warning"));
        QVERIFY(!world.send("/pets?type=new").response.headers.has("Warning"));
    }
}

void TestCacheStage::whoMayInvalidateRefreshes()
{
    CachedWorld world;
    world.send("/pets");
    world.upstream.outcome = TrafficWorld::answerOf(200, "fresh");
    const auto signedBy = [](bool may) {
        return [may](Exchange& x) {
            x.caller = std::make_unique<Caller>();
            x.caller->identity.emplace();
            x.caller->identity->userArn = "arn:aws:iam::000000000000:user/ann";
            x.caller->identity->mayInvalidateCache = may;
        };
    };
    QCOMPARE(world.send("/pets", {{"Cache-Control", "max-age=0"}}, "GET", signedBy(false)).body(), std::string("one"));
    const Answer fresh = world.send("/pets", {{"Cache-Control", "max-age=0"}}, "GET", signedBy(true));
    QCOMPARE(fresh.body(), std::string("fresh"));
    QCOMPARE(fresh.note("cache", "cache"), std::string("invalidated by the client"));
    QCOMPARE(world.send("/pets").body(), std::string("fresh"));
}

void TestCacheStage::limitsApplyToHits()
{
    CachedWorld world([](Project& p) {
        MethodSettings settings;
        settings.throttling = {1.0, 2};
        TrafficWorld::stage(p).methodSettings.push_back(settings);
    });
    QCOMPARE(world.send("/pets").status(), 200);
    QCOMPARE(world.send("/pets").status(), 200);
    QCOMPARE(world.send("/pets").status(), 429);
    QCOMPARE(world.calls(), std::size_t(1));
}

void TestCacheStage::aHitNeedsNoValidation()
{
    CachedWorld world([](Project& p) {
        OpenApiDefinition& definition = *p.apis.front().edit().openApi();
        definition.requestValidators.push_back({"parameters", false, true});
        Method& method = TrafficWorld::add(p, "/strict");
        method.requestValidator = "parameters";
        method.requestParameters.push_back({});
        method.requestParameters.back().name = "q";
        method.requestParameters.back().required = true;
    });
    QCOMPARE(world.send("/strict").status(), 400); // and is not kept
    QCOMPARE(world.send("/strict?q=1").status(), 200);
    QCOMPARE(world.send("/strict").status(), 200); // the lookup comes before validation
}

void TestCacheStage::canaries_data()
{
    QTest::addColumn<bool>("usesStageCache");
    QTest::newRow("its own") << false;
    QTest::newRow("the stage's") << true;
}

void TestCacheStage::canaries()
{
    QFETCH(bool, usesStageCache);
    CachedWorld world([&](Project& p) {
        CanarySettings canary;
        canary.percentTraffic = 50;
        canary.useStageCache = usesStageCache;
        TrafficWorld::stage(p).canary = canary;
    });
    const auto stable = world.program;
    world.send("/pets");
    world.program = stable->canary;
    QVERIFY(world.program);
    world.upstream.outcome = TrafficWorld::answerOf(200, "canary");
    QCOMPARE(world.send("/pets").body(), std::string(usesStageCache ? "one" : "canary"));
    world.program = stable;
    QCOMPARE(world.send("/pets").body(), std::string("one"));
    QCOMPARE(world.access.traffic().caches().size(), std::size_t(usesStageCache ? 1 : 2));
}

void TestCacheStage::pathParametersThatDoNotVaryAreTold()
{
    CachedWorld world([](Project& p) {
        Method& method = TrafficWorld::add(p, "/toys/{toyId}");
        method.requestParameters.push_back({});
        method.requestParameters.back().name = "toyId";
        method.requestParameters.back().location = ParameterLocation::Path;
    });
    QCOMPARE(std::count_if(world.warnings.begin(), world.warnings.end(),
                           [](const Diagnostic& each) { return each.rule == "cache-key-path"; }),
             std::ptrdiff_t(1));
    world.send("/toys/1");
    world.send("/toys/2");
    QCOMPARE(world.calls(), std::size_t(1)); // as the service does it
}

void TestCacheStage::keyParametersThatLeadNowhereAreTold()
{
    CachedWorld world([](Project& p) {
        Method& method = TrafficWorld::add(p, "/toys");
        method.integration->cacheKeyParameters = {"integration.request.querystring.none", "context.requestId",
                                                  "method.request.querystring.q"};
    });
    QCOMPARE(world.warnings.size(), std::size_t(2));
    QCOMPARE(world.warnings[0].rule, std::string("cache-key-parameter"));
    world.send("/toys?q=1");
    world.send("/toys?q=2");
    QCOMPARE(world.calls(), std::size_t(2));
}

void TestCacheStage::logsTellOfHits()
{
    CachedWorld world;
    const std::string miss = executionLog(*world.send("/pets").trace);
    world.world.pass(2s);
    const std::string hit = executionLog(*world.send("/pets").trace);
    QVERIFY(miss.find("Sending request to") != std::string::npos);
    QVERIFY(miss.find("from the cache") == std::string::npos);
    QVERIFY(hit.find("Serving the response from the cache. Age: 2.0 s") != std::string::npos);
    QVERIFY(hit.find("Sending request to") == std::string::npos);
    QVERIFY(hit.find("Method completed with status: 200") != std::string::npos);
}

void TestCacheStage::testsSkipIt()
{
    CachedWorld world;
    world.program = world.compiled(std::string(testStageName));
    world.send("/pets");
    QVERIFY(!world.send("/pets").hasSpan("cache"));
    QCOMPARE(world.calls(), std::size_t(2));
}

QTEST_GUILESS_MAIN(TestCacheStage)
#include "tst_cache_stage.moc"
