// Tokens: what is believed and what is refused, with its reason; algorithms that are confused on purpose; reports step
// by step; the signatures of RFC 7520.
#include "core/json/text.h"
#include "gateway-engine/auth/token_verifier.h"
#include "tests/support/token_fixture.h"

#include <QCryptographicHash>
#include <QFile>
#include <QMessageAuthenticationCode>
#include <QTest>

#include <atomic>
#include <set>
#include <thread>
#include <vector>

using namespace gw;
using namespace gw::engine;
using namespace gw::engine::auth;
using namespace std::chrono_literals;
using test::allKeys;
using test::forgedToken;
using test::signedToken;

namespace {

const std::chrono::system_clock::time_point now{std::chrono::seconds(1'772'619'072)};
constexpr const char* goodClaims =
    R"({"iss": "https://issuer.example", "aud": "app", "exp": 1772619372, "iat": 1772619072,
    "token_use": "access", "scope": "read write", "sub": "u1"})";

TokenRules rules()
{
    TokenRules rules;
    rules.issuer = "https://issuer.example";
    rules.audiences = {"other", "app"};
    rules.tokenUse = "access";
    rules.scopes = {"admin", "write"};
    return rules;
}

std::string with(const char* member, json::Value value)
{
    json::Value claims = json::readJson(goodClaims).value();
    claims.set(member, std::move(value));
    return json::writeJson(claims);
}

std::string without(const char* member)
{
    json::Value claims = json::readJson(goodClaims).value();
    claims.remove(member);
    return json::writeJson(claims);
}

const TokenStep& step(const TokenReport& report, const char* name)
{
    for (const TokenStep& one : report.steps)
        if (one.name == name)
            return one;
    qFatal("no step %s", name);
}

json::Value cookbook(const char* id)
{
    QFile file(qEnvironmentVariable("GATEWRIGHT_CASES") + "/jwt/rfc7520_cookbook.json");
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const json::Value all = json::readJson(file.readAll().toStdString()).value();
    for (const json::Value& one : all.asArray())
        if (one["id"].toString() == std::string("rfc7520:") + id)
            return one["data"];
    return {};
}

} // namespace

Q_DECLARE_METATYPE(TokenFault)

class TestTokenVerifier : public QObject
{
    Q_OBJECT

private slots:
    void everyAlgorithm_data();
    void everyAlgorithm();
    void claims_data();
    void claims();
    void malformed_data();
    void malformed();
    void confusedAlgorithms_data();
    void confusedAlgorithms();
    void hmacWithThePublicKey();
    void signaturesOfOtherSizes();
    void flippedBits();
    void acceptedAlgorithms();
    void leeway();
    void bearer();
    void reports();
    void reportsOfTheUnreadable();
    void cookbookSignatures_data();
    void cookbookSignatures();
    void cookbookOfWhatIsNotVerified();
    void manyThreadsShareAKey();
    void everyFaultHasWords();
};

void TestTokenVerifier::everyAlgorithm_data()
{
    QTest::addColumn<QString>("name");
    for (const char* name : {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"})
        QTest::newRow(name) << QString(name);
}

void TestTokenVerifier::everyAlgorithm()
{
    QFETCH(QString, name);
    const JoseAlgorithm algorithm = *joseAlgorithm(name.toStdString());
    const std::string token = signedToken(goodClaims, algorithm);
    const auto verified = verifyToken(token, allKeys(), rules(), now);
    QVERIFY2(verified, verified ? "" : verified.error().reason.c_str());
    QCOMPARE(verified->claims["sub"].asString(), std::string("u1"));
    QCOMPARE(verified->header["alg"].asString(), name.toStdString());
    // The same under the name of any other algorithm is none.
    for (const char* other : {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"}) {
        if (name == other)
            continue;
        json::Value header = verified->header;
        header.set("alg", other);
        const std::string renamed = base64UrlEncoded(json::writeJson(header)) + token.substr(token.find('.'));
        QVERIFY2(!verifyToken(renamed, allKeys(), rules(), now), other);
        QVERIFY(!test::keyFor(algorithm).verify(token, *joseAlgorithm(other)));
    }
}

void TestTokenVerifier::claims_data()
{
    QTest::addColumn<QString>("claims");
    QTest::addColumn<bool>("isGood");
    QTest::addColumn<TokenFault>("fault");
    QTest::addColumn<QString>("reason");
    const auto good = [](const char* name, const std::string& claims) {
        QTest::newRow(name) << QString::fromStdString(claims) << true << TokenFault::Malformed << QString();
    };
    const auto bad = [](const char* name, const std::string& claims, TokenFault fault, const char* reason) {
        QTest::newRow(name) << QString::fromStdString(claims) << false << fault << QString(reason);
    };
    using json::Array;
    good("all", goodClaims);
    good("aud as a list", with("aud", Array{"x", "app"}));
    good("client_id without aud", [] {
        json::Value claims = json::readJson(without("aud")).value();
        claims.set("client_id", "app");
        return json::writeJson(claims);
    }());
    good("scp as a list", [] {
        json::Value claims = json::readJson(without("scope")).value();
        claims.set("scp", Array{"write"});
        return json::writeJson(claims);
    }());
    good("no iat", without("iat"));
    good("nbf now", with("nbf", json::Number{"1772619072"}));
    good("exp with a fraction", with("exp", json::Number{"1772619072.5"}));
    good("exp with an exponent", with("exp", json::Number{"1.8e9"}));
    bad("no iss", without("iss"), TokenFault::WrongIssuer, "no text \"iss\"");
    bad("another iss", with("iss", "https://issuer.example/"), TokenFault::WrongIssuer, "\"https://issuer.example/\"");
    bad("iss in capitals", with("iss", "https://ISSUER.example"), TokenFault::WrongIssuer, "ISSUER");
    bad("iss as a list", with("iss", Array{"https://issuer.example"}), TokenFault::WrongIssuer, "no text");
    bad("no aud", without("aud"), TokenFault::WrongAudience, "neither \"aud\" nor \"client_id\"");
    bad("another aud", with("aud", "apps"), TokenFault::WrongAudience, "\"aud\" is one of");
    bad("aud as an empty list", with("aud", Array{}), TokenFault::WrongAudience, "\"aud\" is one of");
    bad("aud a number", with("aud", 1), TokenFault::Malformed, "\"aud\"");
    bad("aud null", with("aud", nullptr), TokenFault::Malformed, "\"aud\"");
    bad("aud a mixed list", with("aud", Array{"app", 1}), TokenFault::Malformed, "\"aud\"");
    bad(
        "client_id beside a wrong aud",
        [] {
            json::Value claims = json::readJson(with("aud", "x")).value();
            claims.set("client_id", "app");
            return json::writeJson(claims);
        }(),
        TokenFault::WrongAudience, "\"aud\"");
    bad("no exp", without("exp"), TokenFault::Malformed, "no \"exp\"");
    bad("exp now", with("exp", json::Number{"1772619072"}), TokenFault::Expired, "expired 0 s ago");
    bad("exp past", with("exp", json::Number{"1772619000"}), TokenFault::Expired, "expired 72 s ago");
    bad("exp negative", with("exp", -1), TokenFault::Expired, "expired");
    bad("exp a text", with("exp", "1772619372"), TokenFault::Malformed, "\"exp\"");
    bad("exp true", with("exp", true), TokenFault::Malformed, "\"exp\"");
    bad("exp beyond numbers", with("exp", json::Number{"1e999"}), TokenFault::Malformed, "\"exp\"");
    bad("nbf ahead", with("nbf", json::Number{"1772619082"}), TokenFault::NotYetValid,
        "\"nbf\" of the token is 10 s from now");
    bad("nbf null", with("nbf", nullptr), TokenFault::Malformed, "\"nbf\"");
    bad("iat ahead", with("iat", json::Number{"1772619073"}), TokenFault::NotYetValid,
        "\"iat\" of the token is 1 s from now");
    bad("ID token", with("token_use", "id"), TokenFault::WrongUse, "\"id\"");
    bad("no use", without("token_use"), TokenFault::WrongUse, "\"token_use\" is \"\"");
    bad("no scope", without("scope"), TokenFault::InsufficientScope, "no scope");
    bad("another scope", with("scope", "read  writes"), TokenFault::InsufficientScope, "\"read\", \"writes\"");
    bad("scope a number", with("scope", 1), TokenFault::InsufficientScope, "no scope");
}

void TestTokenVerifier::claims()
{
    QFETCH(QString, claims);
    QFETCH(bool, isGood);
    QFETCH(QString, reason);
    const std::string token = signedToken(claims.toStdString());
    const auto verified = verifyToken(token, allKeys(), rules(), now);
    QVERIFY2(verified.has_value() == isGood, verified ? "" : verified.error().reason.c_str());
    const TokenReport report = inspectToken(token, allKeys(), rules(), now);
    QCOMPARE(report.isValid, isGood);
    QCOMPARE(step(report, "Signature").outcome, StepOutcome::Passed);
    if (isGood)
        return;
    QTEST(verified.error().fault, "fault");
    QVERIFY2(verified.error().reason.find(reason.toStdString()) != std::string::npos, verified.error().reason.c_str());
}

void TestTokenVerifier::malformed_data()
{
    QTest::addColumn<QString>("token");
    QTest::addColumn<TokenFault>("fault");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* name, const std::string& token, const char* reason,
                        TokenFault fault = TokenFault::Malformed) {
        QTest::newRow(name) << QString::fromLatin1(token.data(), static_cast<qsizetype>(token.size())) << fault
                            << reason;
    };
    const std::string good = signedToken(goodClaims);
    const auto firstDot = good.find('.');
    const auto lastDot = good.rfind('.');
    const std::string header = R"({"alg":"ES256","kid":"ES256"})";
    row("nothing", "", "There is no token");
    row("a word", "token", "has 1 parts");
    row("two parts", good.substr(0, lastDot), "has 2 parts");
    row("four parts", good + ".a", "has 4 parts");
    row("encrypted", "a.b.c.d.e", "encrypted");
    row("too long", std::string(16'385, 'a'), "has 16385 bytes");
    row("padding", good + "=", "signature is no base64url");
    row("a blank", good.substr(0, firstDot + 3) + " " + good.substr(firstDot + 3), "payload is no base64url");
    row("a line break behind", good + "\n", "signature is no base64url");
    row("plain base64", "+" + good.substr(1), "header is no base64url");
    row("spare bits", base64UrlEncoded(header).substr(0, 38) + "R" + good.substr(firstDot), "header is no base64url");
    row("a bad length", "a" + good.substr(firstDot), "header is no base64url");
    row("an empty header", good.substr(firstDot), "header is no JSON");
    row("an empty payload", good.substr(0, firstDot) + ".." + good.substr(lastDot + 1), "payload is no JSON");
    row("a header that is no JSON", forgedToken("{", goodClaims, "s"), "header is no JSON");
    row("a header that is a list", forgedToken("[]", goodClaims, "s"), "header is no JSON object");
    row("more behind the header", forgedToken(header + "{}", goodClaims, "s"), "header is no JSON");
    row("bytes that are no text", forgedToken("{\"alg\":\"\xff\"}", goodClaims, "s"), "header is no JSON");
    row("a payload that is a text", forgedToken(header, "\"x\"", "s"), "payload is no JSON object");
    row("a payload too deep", forgedToken(header, "{\"a\":" + std::string(20, '[') + std::string(20, ']') + "}", "s"),
        "payload is no JSON");
    row("alg twice", forgedToken(R"({"alg":"ES256","alg":"none"})", goodClaims, "s"), "header says \"alg\" twice");
    row("alg twice, escaped", forgedToken(R"({"alg":"ES256","\u0061lg":"none"})", goodClaims, "s"), "\"alg\" twice");
    row("a claim twice", forgedToken(header, R"({"sub":"a","sub":"b"})", "s"), "payload says \"sub\" twice");
    row("a claim twice, within", forgedToken(header, R"({"a":{"b":1,"b":2}})", "s"), "payload says \"b\" twice");
    row("no alg", forgedToken("{}", goodClaims, "s"), "no text \"alg\"");
    row("alg a list", forgedToken(R"({"alg":["ES256"]})", goodClaims, "s"), "no text \"alg\"");
    row("kid a number", forgedToken(R"({"alg":"ES256","kid":1})", goodClaims, "s"), "\"kid\" of the header is no text");
    row("crit", forgedToken(R"({"alg":"ES256","kid":"ES256","crit":["exp"]})", goodClaims, "s"), "\"crit\"",
        TokenFault::UnsupportedAlgorithm);
    row("an empty crit", forgedToken(R"({"alg":"ES256","kid":"ES256","crit":[]})", goodClaims, "s"), "\"crit\"",
        TokenFault::UnsupportedAlgorithm);
    row("b64", forgedToken(R"({"alg":"ES256","kid":"ES256","b64":false})", goodClaims, "s"), "\"b64\"",
        TokenFault::UnsupportedAlgorithm);
}

void TestTokenVerifier::malformed()
{
    QFETCH(QString, token);
    QFETCH(QString, reason);
    const auto verified = verifyToken(token.toLatin1().toStdString(), allKeys(), {}, now);
    QVERIFY(!verified);
    QVERIFY2(verified.error().reason.find(reason.toStdString()) != std::string::npos, verified.error().reason.c_str());
    QTEST(verified.error().fault, "fault");
}

void TestTokenVerifier::confusedAlgorithms_data()
{
    QTest::addColumn<QString>("header");
    QTest::addColumn<TokenFault>("fault");
    const auto row = [](const char* header, TokenFault fault) { QTest::newRow(header) << QString(header) << fault; };
    for (const char* none :
         {"none", "None", "NONE", "", "HS256", "HS384", "HS512", "EdDSA", "ES256K", "RS1", "dir", "RS256 "})
        QTest::newRow(*none ? none : "nothing")
            << QString(R"({"alg":"%1","kid":"RS256"})").arg(none) << TokenFault::UnsupportedAlgorithm;
    row(R"({"alg":"RS256","kid":"ES256"})", TokenFault::UnknownKey);
    row(R"({"alg":"ES256","kid":"RS256"})", TokenFault::UnknownKey);
    row(R"({"alg":"ES384","kid":"ES256"})", TokenFault::UnknownKey);
    row(R"({"alg":"ES256","kid":"ES384"})", TokenFault::UnknownKey);
    row(R"({"alg":"ES256","kid":"nobody"})", TokenFault::UnknownKey);
    row(R"({"alg":"ES256","kid":""})", TokenFault::UnknownKey);
    row(R"({"alg":"ES256"})", TokenFault::UnknownKey);
    row(R"({"alg":"ES256","jwk":{"kty":"EC"}})", TokenFault::UnknownKey);
    row(R"({"alg":"RS256","kid":"RS256"})", TokenFault::BadSignature);
}

void TestTokenVerifier::confusedAlgorithms()
{
    QFETCH(QString, header);
    for (const std::string& signature : {std::string(), std::string(64, 'x'), std::string(256, 'x')}) {
        const std::string token = forgedToken(header.toStdString(), goodClaims, signature);
        const auto verified = verifyToken(token, allKeys(), rules(), now);
        QVERIFY(!verified);
        QTEST(verified.error().fault, "fault");
        QVERIFY(!verified.error().reason.empty());
    }
}

// The attack that gave such libraries their name: a public key is known to all, so its text signs as an HMAC's secret.
void TestTokenVerifier::hmacWithThePublicKey()
{
    const JoseKey& rsa = test::keyFor(JoseAlgorithm::RS256);
    const std::string head = base64UrlEncoded(R"({"alg":"HS256","kid":"RS256"})") + "." + base64UrlEncoded(goodClaims);
    const QByteArray mac = QMessageAuthenticationCode::hash(
        QByteArray::fromStdString(head), QByteArray::fromStdString(rsa.publicJwk()), QCryptographicHash::Sha256);
    const std::string token = head + "." + base64UrlEncoded(mac.toStdString());
    const auto verified = verifyToken(token, allKeys(), rules(), now);
    QVERIFY(!verified);
    QCOMPARE(verified.error().fault, TokenFault::UnsupportedAlgorithm);
    for (const JoseAlgorithm algorithm : {JoseAlgorithm::RS256, JoseAlgorithm::ES256})
        QVERIFY(!rsa.verify(token, algorithm));
}

// A signature of ECDSA in ASN.1, cut, with zeros before its numbers, or of zeros alone.
void TestTokenVerifier::signaturesOfOtherSizes()
{
    const std::string token = signedToken(goodClaims);
    const std::string head = token.substr(0, token.rfind('.') + 1);
    const std::string signature = *base64UrlDecoded(token.substr(head.size()));
    QCOMPARE(signature.size(), std::size_t(64));
    const std::string zero(1, '\0');
    for (const std::string& other : {std::string(), signature.substr(0, 63), signature + zero,
                                     zero + signature.substr(0, 32) + zero + signature.substr(32),
                                     std::string(64, '\0'), std::string(64, '\xff'), std::string(2, '\0')}) {
        const auto verified = verifyToken(head + base64UrlEncoded(other), allKeys(), rules(), now);
        QVERIFY(!verified);
        QCOMPARE(verified.error().fault, TokenFault::BadSignature);
    }
    for (const JoseAlgorithm algorithm : {JoseAlgorithm::RS256, JoseAlgorithm::PS256}) {
        const std::string rsa = signedToken(goodClaims, algorithm);
        const std::string rsaHead = rsa.substr(0, rsa.rfind('.') + 1);
        for (const std::size_t size : {0UL, 1UL, 255UL, 257UL, 512UL})
            QVERIFY(!verifyToken(rsaHead + base64UrlEncoded(std::string(size, '\x01')), allKeys(), rules(), now));
    }
}

void TestTokenVerifier::flippedBits()
{
    for (const JoseAlgorithm algorithm : {JoseAlgorithm::RS256, JoseAlgorithm::PS512, JoseAlgorithm::ES256}) {
        const std::string token = signedToken(goodClaims, algorithm);
        QVERIFY(verifyToken(token, allKeys(), rules(), now));
        for (std::size_t i = 0; i < token.size(); i += 3) {
            std::string flipped = token;
            flipped[i] = static_cast<char>(flipped[i] ^ 1);
            QVERIFY2(!verifyToken(flipped, allKeys(), rules(), now), flipped.c_str());
        }
    }
}

void TestTokenVerifier::acceptedAlgorithms()
{
    TokenRules onlyRsa = rules();
    onlyRsa.algorithms = {JoseAlgorithm::RS256, JoseAlgorithm::RS384};
    QVERIFY(verifyToken(signedToken(goodClaims, JoseAlgorithm::RS384), allKeys(), onlyRsa, now));
    const auto refused = verifyToken(signedToken(goodClaims, JoseAlgorithm::ES256), allKeys(), onlyRsa, now);
    QVERIFY(!refused);
    QCOMPARE(refused.error().reason, std::string("\"ES256\" is not accepted here."));
}

void TestTokenVerifier::leeway()
{
    TokenRules lenient = rules();
    lenient.leeway = 60s;
    const std::string token = signedToken(with("nbf", json::Number{"1772619072"}));
    const auto at = [&](std::chrono::seconds shift) {
        return verifyToken(token, allKeys(), lenient, now + shift).has_value();
    };
    QVERIFY(at(-60s) && !at(-61s));
    QVERIFY(at(359s) && !at(360s));
    lenient.leeway = 0s;
    QVERIFY(at(0s) && !at(-1s));
    QVERIFY(at(299s) && !at(300s));
}

void TestTokenVerifier::bearer()
{
    for (const char* value : {"abc", "Bearer abc", "bearer abc", "BEARER   abc", "  abc "})
        QCOMPARE(std::string(bareToken(value)), std::string("abc"));
    for (const char* value : {"Bearer", "Bearerabc", "Basic abc"})
        QCOMPARE(std::string(bareToken(value)), std::string(value));
    QCOMPARE(std::string(bareToken("Bearer ")), std::string());
}

void TestTokenVerifier::reports()
{
    std::string token = signedToken(with("exp", json::Number{"1772619000"}));
    token.replace(token.rfind('.') + 5, 1, token[token.rfind('.') + 5] == 'A' ? "B" : "A");
    const TokenReport report = inspectToken(token, allKeys(), rules(), now);
    QVERIFY(!report.isValid);
    QCOMPARE(report.steps.size(), std::size_t(11));
    for (const char* passed : {"Form", "Algorithm", "Key", "iss", "aud", "nbf", "iat", "token_use", "scope"})
        QCOMPARE(step(report, passed).outcome, StepOutcome::Passed);
    for (const char* failed : {"Signature", "exp"})
        QCOMPARE(step(report, failed).outcome, StepOutcome::Failed);
    for (const TokenStep& one : report.steps)
        QVERIFY2(!one.text.empty(), one.name.c_str());
    QCOMPARE(report.claims["sub"].asString(), std::string("u1"));
    QCOMPARE(step(report, "exp").text, std::string("The token has expired 72 s ago."));
}

void TestTokenVerifier::reportsOfTheUnreadable()
{
    const TokenReport report = inspectToken("a.b", allKeys(), rules(), now);
    QVERIFY(!report.isValid && report.claims.isNull());
    QCOMPARE(report.steps.size(), std::size_t(11));
    QCOMPARE(report.steps.front().outcome, StepOutcome::Failed);
    for (std::size_t i = 1; i < report.steps.size(); ++i)
        QCOMPARE(report.steps[i].outcome, StepOutcome::NotReached);
}

void TestTokenVerifier::cookbookSignatures_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("algorithm");
    QTest::newRow("4.1") << "jws/4_1.rsa_v15_signature.json"
                         << "RS256";
    QTest::newRow("4.2") << "jws/4_2.rsa-pss_signature.json"
                         << "PS384";
    QTest::newRow("4.3") << "jws/4_3.ecdsa_signature.json"
                         << "ES512";
}

// Their payloads are no claims, so it is the signature alone that is verified.
void TestTokenVerifier::cookbookSignatures()
{
    QFETCH(QString, id);
    QFETCH(QString, algorithm);
    const json::Value one = cookbook(id.toUtf8().constData());
    if (one.isNull())
        QSKIP("GATEWRIGHT_CASES does not name the folder of conformance cases");
    const auto jwk = readJwk(one["input"]["key"], {});
    QVERIFY2(jwk, jwk ? "" : jwk.error().message.c_str());
    const JoseAlgorithm wanted = *joseAlgorithm(algorithm.toStdString());
    std::string compact = one["output"]["compact"].asString();
    QVERIFY(jwk->serves(wanted));
    QVERIFY(jwk->key.verify(compact, wanted));
    for (std::size_t i = 0; i < compact.size(); i += 5) {
        compact[i] = static_cast<char>(compact[i] ^ 1);
        const bool isVerified = jwk->key.verify(compact, wanted);
        compact[i] = static_cast<char>(compact[i] ^ 1);
        const bool isSpare = i + 1 == compact.size(); // its last bits may stand for nothing
        QVERIFY(!isVerified || isSpare);
    }
}

void TestTokenVerifier::cookbookOfWhatIsNotVerified()
{
    const json::Value hmac = cookbook("jws/4_4.hmac-sha2_integrity_protection.json");
    if (hmac.isNull())
        QSKIP("GATEWRIGHT_CASES does not name the folder of conformance cases");
    QVERIFY(!readJwk(hmac["input"]["key"], {}));
    const json::Value edwards = cookbook("curve25519/jws.json");
    QVERIFY(!readJwk(edwards["input"]["key"], {}));
    for (const json::Value& one :
         {hmac, edwards, cookbook("curve25519/ecdh-es.json"), cookbook("rfc7797/hmac-sha2_b64_false.json")})
        QVERIFY(!verifyToken(one["output"]["compact"].toString(), allKeys(), {}, now));
}

void TestTokenVerifier::manyThreadsShareAKey()
{
    const std::vector<std::string> tokens{signedToken(goodClaims, JoseAlgorithm::RS256),
                                          signedToken(goodClaims, JoseAlgorithm::PS256),
                                          signedToken(goodClaims, JoseAlgorithm::ES512)};
    std::atomic<int> verified{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            for (int turn = 0; turn < 20; ++turn)
                for (const std::string& token : tokens)
                    verified += verifyToken(token, allKeys(), rules(), now).has_value();
        });
    for (std::thread& thread : threads)
        thread.join();
    QCOMPARE(verified.load(), 4 * 20 * 3);
}

void TestTokenVerifier::everyFaultHasWords()
{
    QCOMPARE(std::string(errorDescription(TokenFault::WrongAudience)),
             std::string("the token does not have a valid audience"));
    QCOMPARE(std::string(errorDescription(TokenFault::Expired)), std::string("the token has expired"));
    std::set<std::string> all;
    for (const TokenFault fault :
         {TokenFault::Malformed, TokenFault::UnsupportedAlgorithm, TokenFault::UnknownKey, TokenFault::BadSignature,
          TokenFault::WrongIssuer, TokenFault::WrongAudience, TokenFault::Expired, TokenFault::NotYetValid,
          TokenFault::WrongUse, TokenFault::InsufficientScope})
        all.insert(errorDescription(fault));
    QCOMPARE(all.size(), std::size_t(10));
}

QTEST_GUILESS_MAIN(TestTokenVerifier)
#include "tst_token_verifier.moc"
