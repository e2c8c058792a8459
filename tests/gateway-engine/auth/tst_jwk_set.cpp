// Key sets of issuers: what is kept, what is left out and why, what is refused; the keys of RFC 7520.
#include "core/json/text.h"
#include "gateway-engine/auth/jwk_set.h"
#include "tests/support/token_fixture.h"

#include <QFile>
#include <QTest>

using namespace gw;
using namespace gw::engine;
using namespace gw::engine::auth;
using test::keySetDocument;
using test::publicJwk;

namespace {

json::Value changed(json::Value jwk, const char* member, json::Value value)
{
    jwk.set(member, std::move(value));
    return jwk;
}

std::string number(std::size_t bytes, char last)
{
    std::string text(bytes, '\x80');
    text.back() = last;
    return base64UrlEncoded(text);
}

json::Value object(std::initializer_list<std::pair<const char*, json::Value>> members)
{
    json::Value value = json::Value::object();
    for (const auto& [key, member] : members)
        value.set(key, member);
    return value;
}

// A point of the curve, x and y swapped: on no curve but by chance.
json::Value swapped(json::Value jwk)
{
    const json::Value x = jwk["x"];
    jwk.set("x", jwk["y"]);
    jwk.set("y", x);
    return jwk;
}

} // namespace

class TestJwkSet : public QObject
{
    Q_OBJECT

private slots:
    void keeps();
    void pinsAlgorithms();
    void leavesOut_data();
    void leavesOut();
    void refuses_data();
    void refuses();
    void aKeyIdTwice();
    void cookbook();
    void secretsAreNotKept();
};

void TestJwkSet::keeps()
{
    const JwkSet& set = test::allKeys();
    QCOMPARE(set.keys().size(), std::size_t(4));
    QVERIFY(set.skipped().empty());
    QVERIFY(set.has("ES384") && !set.has("es384") && !set.has(""));
    QCOMPARE(set.keys().at(0).key.bits(), std::size_t(2'048));
    QCOMPARE(set.keys().at(3).key.bits(), std::size_t(521));
    QVERIFY(JwkSet::read(R"({"keys": []})")->keys().empty());
}

void TestJwkSet::pinsAlgorithms()
{
    const JwkSet& set = test::allKeys();
    for (const char* name : {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512"}) {
        QVERIFY(set.find("RS256", *joseAlgorithm(name)));
        QVERIFY(!set.find("ES256", *joseAlgorithm(name)));
    }
    for (const char* key : {"ES256", "ES384", "ES512"})
        for (const char* name : {"ES256", "ES384", "ES512"})
            QCOMPARE(set.find(key, *joseAlgorithm(name)) != nullptr, std::string(key) == name);
    const auto pinned =
        JwkSet::fromJson(keySetDocument({changed(publicJwk(JoseAlgorithm::RS256, "a"), "alg", "PS384")}));
    QVERIFY(pinned->find("a", JoseAlgorithm::PS384));
    QVERIFY(!pinned->find("a", JoseAlgorithm::RS256) && !pinned->find("a", JoseAlgorithm::PS256));
    for (const char* none : {"none", "HS256", "EdDSA", "ES256K", "rs256", "RS256 ", ""})
        QVERIFY(!joseAlgorithm(none));
}

void TestJwkSet::leavesOut_data()
{
    QTest::addColumn<QString>("jwk");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* name, const json::Value& jwk, const char* reason) {
        QTest::newRow(name) << QString::fromStdString(json::writeJson(jwk)) << reason;
    };
    const json::Value rsa = publicJwk(JoseAlgorithm::RS256, "k");
    const json::Value ec = publicJwk(JoseAlgorithm::ES256, "k");
    row("no object", json::Value(1), "no object");
    row("no kty", object({{"kid", "k"}}), "keys of type \"\"");
    row("symmetric", object({{"kty", "oct"}, {"k", "AAAA"}, {"alg", "HS256"}}), "\"HS256\" is none of");
    row("symmetric without alg", object({{"kty", "oct"}, {"k", "AAAA"}}), "keys of type \"oct\"");
    row("Ed25519", object({{"kty", "OKP"}, {"crv", "Ed25519"}, {"x", "AAAA"}}), "keys of type \"OKP\"");
    row("kid that is no text", changed(rsa, "kid", 1), "\"kid\"");
    row("kid too long", changed(rsa, "kid", std::string(513, 'k')), "\"kid\"");
    row("for encryption", changed(rsa, "use", "enc"), "not for signatures");
    row("use that is no text", changed(rsa, "use", json::Value::array()), "not for signatures");
    row("operations of encryption", changed(rsa, "key_ops", json::Array{"encrypt"}), "not for signatures");
    row("operations that are no list", changed(rsa, "key_ops", "verify"), "not for signatures");
    row("alg of another type", changed(rsa, "alg", "ES256"), "not for keys of its type");
    row("alg of another curve", changed(ec, "alg", "ES384"), "not for keys of its type");
    row("alg of encryption", changed(rsa, "alg", "RSA-OAEP"), "is none of RS*");
    row("512 bits", changed(rsa, "n", number(64, '\x81')), "has 512 bits");
    row("2047 bits", changed(rsa, "n", "f" + rsa["n"].asString().substr(1)), "has 2047 bits");
    row("16384 bits", changed(rsa, "n", number(2'048, '\x81')), "has 16384 bits");
    row("exponent 1", changed(rsa, "e", "AQ"), "exponent");
    row("exponent 0", changed(rsa, "e", "AA"), "exponent");
    row("exponent even", changed(rsa, "e", "AQAA"), "exponent");
    row("exponent of 65 bits", changed(rsa, "e", number(9, '\x81')), "exponent");
    row("no modulus", object({{"kty", "RSA"}, {"e", "AQAB"}}), "\"n\" is no number");
    row("modulus with padding", changed(rsa, "n", rsa["n"].asString() + "=="), "\"n\" is no number");
    row("modulus in base64", changed(rsa, "n", "+" + rsa["n"].asString().substr(1)), "\"n\" is no number");
    row("modulus a number", changed(rsa, "n", 5), "\"n\" is no number");
    row("curve of bitcoin", changed(ec, "crv", "secp256k1"), "curve \"secp256k1\"");
    row("no curve", object({{"kty", "EC"}, {"x", "AA"}, {"y", "AA"}}), "curve \"\"");
    row("coordinate too short", changed(ec, "x", number(31, 'a')), "\"x\" is not of 32 bytes");
    row("coordinate too long", changed(ec, "y", number(33, 'a')), "\"y\" is not of 32 bytes");
    row("curve of another size", changed(ec, "crv", "P-384"), "not of 48 bytes");
    row("no coordinate", object({{"kty", "EC"}, {"crv", "P-256"}, {"x", ec["x"]}}), "\"y\" is no number");
    row("beside the curve", swapped(ec), "no valid key");
    row("beyond the field", changed(ec, "x", number(32, '\xff').replace(0, 1, "_")), "no valid key");
}

void TestJwkSet::leavesOut()
{
    QFETCH(QString, jwk);
    QFETCH(QString, reason);
    const auto set = JwkSet::read("{\"keys\": [" + jwk.toStdString() + "]}");
    QVERIFY(set);
    QVERIFY(set->keys().empty());
    QCOMPARE(set->skipped().size(), std::size_t(1));
    const QString said = QString::fromStdString(set->skipped().front().reason);
    QVERIFY2(said.contains(reason), qPrintable(said));
}

void TestJwkSet::refuses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("message");
    QTest::newRow("nothing") << ""
                             << "";
    QTest::newRow("HTML") << "<html>"
                          << "";
    QTest::newRow("a list") << "[]"
                            << "no list \"keys\"";
    QTest::newRow("no keys") << "{}"
                             << "no list \"keys\"";
    QTest::newRow("keys that are none") << R"({"keys": {}})"
                                        << "no list \"keys\"";
    QTest::newRow("keys twice") << R"({"keys": [], "keys": []})"
                                << "\"keys\" is there twice";
    QTest::newRow("a member twice") << R"({"keys": [{"kty": "RSA", "kty": "EC"}]})"
                                    << "\"kty\" is there twice";
    QTest::newRow("too many") << "{\"keys\": [" + QString("1,").repeated(100) + "1]}"
                              << "has 101 keys";
    QTest::newRow("too large") << "{\"keys\": []}" + QString(150'000, ' ') << "has 150012 bytes";
    QTest::newRow("too deep") << "{\"keys\": " + QString(20, '[') + QString(20, ']') + "}"
                              << "";
}

void TestJwkSet::refuses()
{
    QFETCH(QString, text);
    QFETCH(QString, message);
    const auto set = JwkSet::read(text.toStdString());
    QVERIFY(!set);
    QVERIFY2(set.error().message.find(message.toStdString()) != std::string::npos, set.error().message.c_str());
    QVERIFY(!set.error().message.empty());
}

void TestJwkSet::aKeyIdTwice()
{
    const auto set =
        JwkSet::fromJson(keySetDocument({publicJwk(JoseAlgorithm::RS256, "k"), publicJwk(JoseAlgorithm::ES256, "k")}));
    QVERIFY(set->find("k", JoseAlgorithm::RS256)->key.isRsa());
    QVERIFY(!set->find("k", JoseAlgorithm::ES256)->key.isRsa());
}

void TestJwkSet::cookbook()
{
    QFile file(qEnvironmentVariable("GATEWRIGHT_CASES") + "/jwt/rfc7520_cookbook.json");
    if (!file.open(QIODevice::ReadOnly))
        QSKIP("GATEWRIGHT_CASES does not name the folder of conformance cases");
    const json::Value all = json::readJson(file.readAll().toStdString()).value();
    int read = 0;
    for (const json::Value& one : all.asArray()) {
        if (!one["data"].find("kty"))
            continue;
        const bool isPair = one["data"]["kty"].toString() != "oct";
        const auto jwk = readJwk(one["data"], {});
        QVERIFY2(jwk.has_value() == isPair, one["id"].scalarText().c_str());
        ++read;
    }
    QCOMPARE(read, 6);
}

void TestJwkSet::secretsAreNotKept()
{
    const JoseKey& pair = test::keyFor(JoseAlgorithm::RS256);
    QVERIFY(pair.privateJwk().find("\"d\"") != std::string::npos);
    const auto set = JwkSet::read("{\"keys\": [" + pair.privateJwk() + "]}");
    QCOMPARE(set->keys().size(), std::size_t(1));
    QCOMPARE(set->keys().front().key.privateJwk().find("\"d\""), std::string::npos);
}

QTEST_GUILESS_MAIN(TestJwkSet)
#include "tst_jwk_set.moc"
