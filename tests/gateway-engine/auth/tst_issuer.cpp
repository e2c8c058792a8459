// The local issuer: what it signs is verified with what it publishes, former keys stay published as long as their
// tokens live, and nothing secret is published.
#include "core/json/text.h"
#include "gateway-engine/auth/issuer.h"
#include "gateway-engine/auth/token_verifier.h"

#include <QTest>

using namespace gw;
using namespace gw::engine;
using namespace gw::engine::auth;
using namespace std::chrono_literals;

namespace {

const IssuerKeys::Time start{std::chrono::seconds(1'772'619'072)};
constexpr const char* url = "http://127.0.0.1:9000/pool";

json::Value claims(const char* text = R"({"sub": "u1", "aud": "app", "iss": "https://elsewhere", "exp": 1})")
{
    return json::readJson(text).value();
}

bool isVerified(const std::string& token, const json::Value& jwks, IssuerKeys::Time now)
{
    TokenRules rules;
    rules.issuer = url;
    rules.audiences = {"app"};
    return verifyToken(token, JwkSet::fromJson(jwks).value(), rules, now).has_value();
}

} // namespace

class TestIssuer : public QObject
{
    Q_OBJECT

private slots:
    void signsWithEveryAlgorithm_data();
    void signsWithEveryAlgorithm();
    void setsItsOwnClaims();
    void rotates();
    void keepsNoMoreThanTwentyKeys();
    void isReadAgain();
    void refusesFiles_data();
    void refusesFiles();
    void publishesNothingSecret();
    void thumbprint();
    void refusesTokensTooLong();
    void aPublicKeySignsNothing();
};

void TestIssuer::signsWithEveryAlgorithm_data()
{
    QTest::addColumn<QString>("name");
    for (const char* name : {"RS256", "RS512", "PS384", "ES256", "ES384", "ES512"})
        QTest::newRow(name) << QString(name);
}

void TestIssuer::signsWithEveryAlgorithm()
{
    QFETCH(QString, name);
    const Issuer issuer(url, IssuerKeys::create(*joseAlgorithm(name.toStdString()), start).value());
    const auto token = issuer.sign(claims(), start, 1h);
    QVERIFY2(token, token ? "" : token.error().message.c_str());
    const json::Value jwks = issuer.keys().jwks(start);
    QCOMPARE(jwks["keys"].asArray().at(0)["alg"].asString(), name.toStdString());
    QCOMPARE(jwks["keys"].asArray().at(0)["kid"].asString(), issuer.keys().signingKey().keyId);
    QVERIFY(isVerified(*token, jwks, start));
    QVERIFY(isVerified(*token, jwks, start + 59min));
    QVERIFY(!isVerified(*token, jwks, start + 1h));
}

void TestIssuer::setsItsOwnClaims()
{
    const Issuer issuer(url, IssuerKeys::create(JoseAlgorithm::ES256, start).value());
    const auto read = JsonWebToken::read(issuer.sign(claims(), start + 500ms, 1h, "at+jwt").value());
    QVERIFY(read);
    QCOMPARE(read->claims["iss"].asString(), std::string(url));
    QCOMPARE(read->claims["iat"].toInt(), std::int64_t(1'772'619'072));
    QCOMPARE(read->claims["exp"].toInt(), std::int64_t(1'772'622'672));
    QCOMPARE(read->claims["sub"].asString(), std::string("u1"));
    QCOMPARE(read->header["typ"].asString(), std::string("at+jwt"));
    QCOMPARE(std::string(read->keyId()), issuer.keys().signingKey().keyId);
}

void TestIssuer::rotates()
{
    const IssuerKeys first = IssuerKeys::create(JoseAlgorithm::ES256, start).value();
    const std::string former = Issuer(url, first).sign(claims(), start, 1h).value();
    const IssuerKeys second = first.rotated(JoseAlgorithm::ES384, start + 10min, 1h).value();
    QCOMPARE(first.keys().size(), std::size_t(1)); // is what it was
    QCOMPARE(second.keys().size(), std::size_t(2));
    QVERIFY(second.signingKey().keyId != first.signingKey().keyId);
    QCOMPARE(second.signingKey().algorithm, JoseAlgorithm::ES384);
    const std::string latest = Issuer(url, second).sign(claims(), start + 10min, 1h).value();
    const json::Value jwks = second.jwks(start + 50min);
    QVERIFY(isVerified(former, jwks, start + 50min));
    QVERIFY(isVerified(latest, jwks, start + 50min));
    QVERIFY(!isVerified(latest, first.jwks(start + 50min), start + 50min));
    // The last token of the former key may have been signed when it was rotated.
    QCOMPARE(second.jwks(start + 70min - 1s)["keys"].asArray().size(), std::size_t(2));
    QCOMPARE(second.jwks(start + 70min)["keys"].asArray().size(), std::size_t(1));
    const IssuerKeys third = second.rotated(JoseAlgorithm::ES256, start + 80min, 1h).value();
    QCOMPARE(third.keys().size(), std::size_t(2)); // the first one's time has passed
}

void TestIssuer::keepsNoMoreThanTwentyKeys()
{
    IssuerKeys keys = IssuerKeys::create(JoseAlgorithm::ES256, start).value();
    const std::string oldest = keys.signingKey().keyId;
    for (int i = 0; i < 25; ++i)
        keys = keys.rotated(JoseAlgorithm::ES256, start, 1h).value();
    QCOMPARE(keys.keys().size(), std::size_t(20));
    QVERIFY(keys.keys().back().keyId != oldest);
    QVERIFY(!keys.keys().front().publishedUntil);
}

void TestIssuer::isReadAgain()
{
    for (const JoseAlgorithm algorithm : {JoseAlgorithm::RS256, JoseAlgorithm::ES512}) {
        const IssuerKeys keys = IssuerKeys::create(algorithm, start)->rotated(algorithm, start + 1min, 1h).value();
        const std::string file = json::writeJson(keys.toJson());
        const auto again = IssuerKeys::fromJson(json::readJson(file).value());
        QVERIFY2(again, again ? "" : again.error().message.c_str());
        QCOMPARE(json::writeJson(again->toJson()), file);
        QCOMPARE(again->keys().at(0).createdAt, keys.keys().at(0).createdAt);
        QCOMPARE(again->keys().at(1).publishedUntil, keys.keys().at(1).publishedUntil);
        const std::string token = Issuer(url, *again).sign(claims(), start, 1h).value();
        QVERIFY(isVerified(token, keys.jwks(start), start));
    }
}

void TestIssuer::refusesFiles_data()
{
    QTest::addColumn<QString>("text");
    const IssuerKeys keys = IssuerKeys::create(JoseAlgorithm::ES256, start).value();
    const auto changed = [&](auto change) {
        json::Value file = keys.toJson();
        change(file.find("keys")->asArray().front());
        return QString::fromStdString(json::writeJson(file));
    };
    QTest::newRow("nothing") << "{}";
    QTest::newRow("no keys") << R"({"keys": []})";
    QTest::newRow("keys that are none") << R"({"keys": [1]})";
    QTest::newRow("no alg") << changed([](json::Value& key) { key.remove("alg"); });
    QTest::newRow("alg of another curve") << changed([](json::Value& key) { key.set("alg", "ES384"); });
    QTest::newRow("alg of RSA") << changed([](json::Value& key) { key.set("alg", "RS256"); });
    QTest::newRow("a public key") << changed([](json::Value& key) { key.find("jwk")->remove("d"); });
    QTest::newRow("no key") << changed([](json::Value& key) { key.remove("jwk"); });
    QTest::newRow("a key that signs no more") << changed([](json::Value& key) { key.set("publishedUntil", 5); });
    QTest::newRow("no time") << changed([](json::Value& key) { key.remove("createdAt"); });
    QTest::newRow("a time beyond clocks")
        << changed([](json::Value& key) { key.set("publishedUntil", json::Number{"9223372036854775807"}); });
    QTest::newRow("too many") << "{\"keys\": [" + QString("{},").repeated(20) + "{}]}";
}

void TestIssuer::refusesFiles()
{
    QFETCH(QString, text);
    const auto keys = IssuerKeys::fromJson(json::readJson(text.toStdString()).value());
    QVERIFY(!keys);
    QVERIFY(!keys.error().message.empty());
}

void TestIssuer::publishesNothingSecret()
{
    for (const JoseAlgorithm algorithm : {JoseAlgorithm::RS256, JoseAlgorithm::ES256}) {
        const IssuerKeys keys = IssuerKeys::create(algorithm, start).value();
        const std::string published = json::writeJson(keys.jwks(start));
        const json::Value secret = keys.toJson()["keys"].asArray().front()["jwk"];
        QVERIFY(secret["d"].isString());
        for (const char* member : {"d", "p", "q", "dp", "dq", "qi"})
            if (secret.find(member))
                QCOMPARE(published.find(secret[member].asString()), std::string::npos);
    }
}

// RFC 7638 3.1.
void TestIssuer::thumbprint()
{
    const auto jwk = json::readJson(
        R"({"kty": "RSA", "n": "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw",
            "e": "AQAB", "alg": "RS256", "kid": "2011-04-29"})");
    QCOMPARE(jwkThumbprint(*jwk), std::string("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"));
}

void TestIssuer::refusesTokensTooLong()
{
    const Issuer issuer(url, IssuerKeys::create(JoseAlgorithm::ES256, start).value());
    json::Value large = claims();
    large.set("note", std::string(13'000, 'x'));
    const auto token = issuer.sign(large, start, 1h);
    QVERIFY(!token);
    QVERIFY(!token.error().hint.empty());
}

void TestIssuer::aPublicKeySignsNothing()
{
    for (const JoseAlgorithm algorithm : {JoseAlgorithm::RS256, JoseAlgorithm::PS256, JoseAlgorithm::ES256}) {
        const JoseKey pair = JoseKey::create(algorithm).value();
        const JoseKey half = JoseKey::fromJwk(pair.publicJwk()).value();
        QVERIFY(!half.sign("{}", algorithm, "k", "JWT"));
        QVERIFY(half.verify(pair.sign("{}", algorithm, "k", "JWT").value(), algorithm));
    }
    QVERIFY(!JoseKey::fromJwk("{}"));
    QVERIFY(!JoseKey::fromJwk("no JSON"));
}

QTEST_GUILESS_MAIN(TestIssuer)
#include "tst_issuer.moc"
