// Parts of the local issuer by themselves: parameters, scopes, attempts, handles, keys among secrets.
#include "gateway-engine/access/issuer/form_fields.h"
#include "gateway-engine/access/issuer/handle_store.h"
#include "gateway-engine/access/issuer/issuer_design.h"
#include "gateway-engine/access/issuer/sign_in_attempts.h"
#include "gateway-engine/access/issuer/sign_in_page.h"
#include "gateway-engine/access/issuer/signing_keys.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace gw;
using namespace gw::engine;
using namespace std::chrono_literals;

namespace {

const HandleStore<int>::Time start{1h};

Secrets withChanges(Secrets secrets, const std::vector<SigningKeyChange>& changes)
{
    for (const SigningKeyChange& change : changes)
        if (change.text.isEmpty())
            secrets.remove(SecretKind::SigningKey, change.keyId);
        else
            secrets.set(SecretKind::SigningKey, change.keyId, change.text);
    return secrets;
}

} // namespace

class TestIssuerParts : public QObject
{
    Q_OBJECT

private slots:
    void parametersAreRead()
    {
        const auto fields = FormFields::parse("a=1&b=x%20y+z&c=&=d&%65=%C3%A9&f");
        QVERIFY(fields.has_value());
        QCOMPARE(fields->get("a"), std::string("1"));
        QCOMPARE(fields->get("b"), std::string("x y z"));
        QVERIFY(!fields->has("c") && !fields->has("f") && !fields->has("g"));
        QCOMPARE(fields->get("e"), std::string("\xC3\xA9"));
    }

    void parametersThatAreNone_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("twice") << QByteArray("a=1&a=1");
        QTest::newRow("twice, once encoded") << QByteArray("a=1&%61=2");
        QTest::newRow("no text") << QByteArray("a=%ff");
        QTest::newRow("no text in a name") << QByteArray("%ff=a");
        QTest::newRow("zero") << QByteArray("a=%00");
        QTest::newRow("long") << QByteArray(16385, 'a');
        QByteArray many;
        for (int i = 0; i < 65; ++i)
            many += QByteArray::number(i) + "=1&";
        QTest::newRow("many") << many;
    }
    void parametersThatAreNone()
    {
        QFETCH(QByteArray, text);
        const auto fields = FormFields::parse(text.toStdString());
        QVERIFY(!fields && !fields.error().message.empty());
    }

    void parametersAreAddedToAnAddress()
    {
        QCOMPARE(withParameters("app:/x", {{"a", "1 &=#\r\n"}}), std::string("app:/x?a=1%20%26%3D%23%0D%0A"));
        QCOMPARE(withParameters("app:/x?y", {{"a", "1"}, {"b", "2"}}), std::string("app:/x?y&a=1&b=2"));
    }

    void scopesAreThoseOfTheClient()
    {
        IssuerClient client;
        client.scopes = {"openid", "pets/read"};
        QCOMPARE(grantedScopes(client, {}), client.scopes);
        QCOMPARE(grantedScopes(client, "pets/read  pets/read"), (std::vector<std::string>{"pets/read"}));
        QVERIFY(grantedScopes(client, "openid admin").empty());
        QCOMPARE(scopeText({"a", "b"}), std::string("a b"));
    }

    void triesAreSlowedDown()
    {
        SignInAttempts attempts;
        const SignInAttempts::Time now{1h};
        for (int i = 0; i < 4; ++i)
            attempts.failed("anna", now);
        QCOMPARE(attempts.waitFor("anna", now), 0s);
        attempts.failed("anna", now);
        QCOMPARE(attempts.waitFor("anna", now), 1s);
        QCOMPARE(attempts.waitFor("anna", now + 1s), 0s);
        QCOMPARE(attempts.waitFor("bert", now), 0s);
        attempts.failed("anna", now + 1s);
        QCOMPARE(attempts.waitFor("anna", now + 1s), 2s);
        for (int i = 0; i < 100; ++i)
            attempts.failed("anna", now);
        QCOMPARE(attempts.waitFor("anna", now), 900s);
        for (int i = 0; i < 2000; ++i) // only so many names are remembered, the newest of them
            attempts.failed(std::to_string(i), now + 1s);
        QCOMPARE(attempts.waitFor("anna", now), 0s);
        attempts.succeeded("1999");
    }

    void handlesLastTheirTime()
    {
        HandleStore<int> store(2);
        const std::string one = store.add(1, start + 1s);
        QCOMPARE(one.size(), std::size_t(43));
        QVERIFY(store.find(one, start) && *store.find(one, start) == 1);
        QVERIFY(!store.find(one, start + 1s) && !store.find("", start));
        const std::string two = store.add(2, start + 1s);
        store.remove(one);
        const std::string three = store.add(3, start + 1s);
        const std::string four = store.add(4, start + 1s);
        QVERIFY(!store.find(two, start) && store.find(three, start) && store.find(four, start));
        for (int i = 0; i < 100; ++i) // what is removed leaves nothing behind
            store.remove(store.add(5, start + 1s));
        QVERIFY(store.size() <= 2);
    }

    void textIsEscaped()
    {
        QCOMPARE(htmlEscaped("<a href=\"x\">'&'"), std::string("&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;"));
    }

    void keysStandAmongTheSecrets()
    {
        Secrets secrets;
        SigningKeys keys;
        keys.onChange([&](const std::vector<SigningKeyChange>& changes) { secrets = withChanges(secrets, changes); });
        const SigningKeys::Time now{std::chrono::seconds(1'700'000'000)};
        QVERIFY(!keys.now() && !signingKeysIn(secrets));
        const auto first = keys.ensure(now);
        QVERIFY(first.has_value());
        QCOMPARE(*keys.ensure(now + 1h), *first);
        const auto second = keys.rotate(now + 1h, 60s);
        QVERIFY(second.has_value());
        QCOMPARE(secrets.owners(SecretKind::SigningKey).size(), std::size_t(2));
        QCOMPARE(signingKeysIn(secrets)->signingKey().keyId, (*second)->signingKey().keyId);
        QVERIFY(keys.rotate(now + 2h, 60s).has_value()); // the first one's tokens have expired
        QCOMPARE(secrets.owners(SecretKind::SigningKey).size(), std::size_t(2));
        QVERIFY(!secrets.find(SecretKind::SigningKey, (*first)->signingKey().keyId));
    }

    void twoProgramsAtOneProjectKeepEachOthersKeys()
    {
        const SigningKeys::Time now{std::chrono::seconds(1'700'000'000)};
        Secrets secrets;
        SigningKeys one;
        SigningKeys other;
        for (SigningKeys* keys : {&one, &other})
            keys->onChange(
                [&](const std::vector<SigningKeyChange>& changes) { secrets = withChanges(secrets, changes); });
        QVERIFY(one.ensure(now).has_value());
        QVERIFY(other.ensure(now + 1s).has_value());
        Diagnostics told;
        one.adopt(secrets, told);
        other.adopt(secrets, told);
        QVERIFY(told.empty());
        QCOMPARE(one.now()->keys().size(), std::size_t(2));
        QCOMPARE(one.now()->signingKey().keyId, other.now()->signingKey().keyId);
        const auto before = one.now();
        one.adopt(secrets, told);
        QCOMPARE(one.now(), before); // nothing was read anew
        one.adopt({}, told);
        QCOMPARE(one.now()->keys().size(), std::size_t(2)); // what is in use stays
    }

    void manyWhoNeedAKeyGetOne()
    {
        SigningKeys keys;
        std::atomic<int> told{0};
        keys.onChange([&](const std::vector<SigningKeyChange>&) { ++told; });
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([&] { (void)keys.ensure(SigningKeys::Time(1h)); });
        for (std::thread& thread : threads)
            thread.join();
        QCOMPARE(told.load(), 1);
        QCOMPARE(keys.published()->keys().size(), std::size_t(1));
    }
};

QTEST_APPLESS_MAIN(TestIssuerParts)
#include "tst_issuer_parts.moc"
