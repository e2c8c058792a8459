// The tables of who may call, as the project changes, and the cache of what authorizers decided: bounded, timed,
// flushed, and without a token in it.
#include "core/json/text.h"
#include "gateway-engine/access.h"
#include "tests/support/engine_world.h"

#include <QTest>

using namespace gw;
using namespace gw::engine;
using namespace std::chrono_literals;

namespace {

QString text(std::string_view view)
{
    return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
}

Project projectOf(const std::vector<std::string>& names)
{
    Project project;
    std::uint64_t id = 0;
    for (const std::string& name : names) {
        Identity identity;
        identity.id = IdentityId{++id};
        identity.name = name;
        identity.accessKeyId = "AKIDEXAMPLE" + name;
        project.identities.emplace_back(identity);
    }
    return project;
}

Secrets secretsOf(const Project& project)
{
    Secrets secrets;
    for (const Cow<Identity>& identity : project.identities)
        secrets.set(SecretKind::AccessKey, identity->accessKeyId, Secret("secret"));
    return secrets;
}

using Cache = auth::AuthorizerCache;

std::shared_ptr<const auth::AuthorizerScope> scope(const char* stage = "dev", const char* authorizer = "a")
{
    return std::make_shared<const auth::AuthorizerScope>(auth::AuthorizerScope{"api", stage, authorizer, ""});
}

std::shared_ptr<const auth::AuthorizerResult> result()
{
    static const auto made = std::make_shared<const auth::AuthorizerResult>(
        auth::readAuthorizerResult(
            R"({"principalId":"u","policyDocument":{"Version":"2012-10-17","Statement":[{"Action":"*","Effect":"Allow","Resource":"*"}]}})")
            .value());
    return made;
}

} // namespace

class TestCallers : public QObject
{
    Q_OBJECT

private slots:
    void followsIdentities();
    void keepsWhatRequestsHold();
    void asksWhoeverFindsKeys();
    void endsInTime();
    void makesRoomForTheLatest();
    void isBounded();
    void flushes();
    void tellsScopesAndValuesApart();
    void holdsNoTokens();

private:
    test::FakeServices m_services;
};

void TestCallers::followsIdentities()
{
    Access access({}, m_services);
    Project project = projectOf({"ana", "eva"});
    QVERIFY(access.follow(project, secretsOf(project)).empty());
    auto known = access.callers().tables().identities.now();
    QVERIFY(known->keys().find("AKIDEXAMPLEana") && known->find("AKIDEXAMPLEeva"));
    QCOMPARE(text(known->keys().find("AKIDEXAMPLEana")->principal.arn), "arn:aws:iam::000000000000:user/ana");
    QVERIFY(!known->find("AKIDEXAMPLEmax"));

    project = projectOf({"eva"});
    Secrets none;
    const Diagnostics told = access.follow(project, none);
    QCOMPARE(told.size(), 1u);
    QVERIFY(text(told.front().message).contains("\"eva\""));
    QCOMPARE(told.front().node, nodeOf(IdentityId{1}));
    known = access.callers().tables().identities.now();
    QVERIFY(!known->keys().find("AKIDEXAMPLEana") && !known->keys().find("AKIDEXAMPLEeva"));
}

void TestCallers::keepsWhatRequestsHold()
{
    Access access({}, m_services);
    const Project project = projectOf({"ana"});
    access.follow(project, secretsOf(project));
    const auto held = access.callers().tables().identities.now();
    access.follow({}, {});
    QVERIFY(held->keys().find("AKIDEXAMPLEana"));
    QVERIFY(!access.callers().tables().identities.now()->keys().find("AKIDEXAMPLEana"));
}

void TestCallers::asksWhoeverFindsKeys()
{
    struct NoKeys final : KeySource
    {
        Task<gw::Result<std::shared_ptr<const auth::JwkSet>>> keys(std::string_view) override
        {
            co_return gw::fail("none");
        }
    };
    Access access({}, m_services);
    Project project;
    UserPool pool;
    pool.id = UserPoolId{3};
    pool.name = "people";
    pool.arn = "arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_people";
    project.userPools.emplace_back(pool);
    QCOMPARE(access.follow(project, {}).size(), 1u); // nobody fetches keys
    QVERIFY(!access.callers().tables().pools.now()->front().keys);
    access.callers().setTokenIssuers([](const UserPool& asked) -> gw::Result<TokenIssuer> {
        return TokenIssuer{"https://issuer.example/" + asked.name, std::make_shared<NoKeys>()};
    });
    QVERIFY(access.follow(project, {}).empty());
    const auto pools = access.callers().tables().pools.now();
    QCOMPARE(text(pools->front().issuer), "https://issuer.example/people");
    QVERIFY(pools->front().keys);
}

void TestCallers::endsInTime()
{
    Cache cache("key");
    const Cache::Time start{};
    const auto key = cache.keyOf(*scope(), {"t"});
    cache.keep(key, scope(), result(), start + 60s);
    QVERIFY(cache.find(key, start + 59s).result);
    QCOMPARE(cache.find(key, start + 59s).left, std::chrono::nanoseconds(1s));
    QVERIFY(!cache.find(key, start + 60s).result);
    QCOMPARE(cache.size(), 0u);
}

void TestCallers::makesRoomForTheLatest()
{
    Cache cache("key", 3);
    const Cache::Time start{};
    const auto keyOf = [&](const char* token) { return cache.keyOf(*scope(), {token}); };
    for (const char* token : {"a", "b", "c"})
        cache.keep(keyOf(token), scope(), result(), start + 60s);
    QVERIFY(cache.find(keyOf("a"), start).result); // used: "b" is the one used least lately
    cache.keep(keyOf("d"), scope(), result(), start + 60s);
    QVERIFY(!cache.find(keyOf("b"), start).result);
    for (const char* token : {"a", "c", "d"})
        QVERIFY(cache.find(keyOf(token), start).result);
    cache.keep(keyOf("d"), scope(), result(), start + 90s); // anew, in its own place
    QCOMPARE(cache.size(), 3u);
}

void TestCallers::isBounded()
{
    Cache cache("key");
    for (int i = 0; i < 30'000; ++i)
        cache.keep(cache.keyOf(*scope(), {std::to_string(i)}), scope(), result(), Cache::Time{} + 60s);
    QVERIFY(cache.size() <= Cache::usualCapacity);
    QVERIFY(cache.size() > Cache::usualCapacity * 9 / 10);
    QVERIFY(cache.find(cache.keyOf(*scope(), {"29999"}), {}).result);
}

void TestCallers::flushes()
{
    Cache cache("key");
    int n = 0;
    for (const char* stage : {"dev", "prod"})
        for (const char* authorizer : {"a", "b"})
            cache.keep(cache.keyOf(*scope(stage, authorizer), {std::to_string(++n)}), scope(stage, authorizer),
                       result(), Cache::Time{} + 60s);
    QCOMPARE(cache.flushStage("api", "none"), 0u);
    QCOMPARE(cache.flushStage("api", "dev"), 2u);
    QCOMPARE(cache.flushAuthorizer("other", "a"), 0u);
    QCOMPARE(cache.flushAuthorizer("api", "a"), 1u);
    QCOMPARE(cache.size(), 1u);
}

void TestCallers::tellsScopesAndValuesApart()
{
    const Cache cache("key");
    const auto key = cache.keyOf(*scope(), {"ab", "c"});
    QVERIFY(key == cache.keyOf(*scope(), {"ab", "c"}));
    QVERIFY(key != cache.keyOf(*scope(), {"a", "bc"}));
    QVERIFY(key != cache.keyOf(*scope(), {"c", "ab"}));
    QVERIFY(key != cache.keyOf(*scope("prod"), {"ab", "c"}));
    QVERIFY(key != cache.keyOf(*scope("dev", "b"), {"ab", "c"}));
    QVERIFY(key != cache.keyOf({"api", "dev", "a", "changed"}, {"ab", "c"}));
    QVERIFY(key != Cache("another").keyOf(*scope(), {"ab", "c"}));
}

void TestCallers::holdsNoTokens()
{
    const Cache cache("key");
    const auto key = cache.keyOf(*scope(), {"a-very-secret-token"});
    const std::string bytes(reinterpret_cast<const char*>(key.data()), key.size());
    QVERIFY(bytes.find("secret") == std::string::npos);
    QVERIFY(key != sha256("a-very-secret-token"));
}

QTEST_GUILESS_MAIN(TestCallers)
#include "tst_callers.moc"
