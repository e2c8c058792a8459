// The report on a signature: it agrees with the verdict, each step says what it found, and no secret stands in it.
#include "gateway-engine/auth/sigv4_inspect.h"

#include <QTest>

using namespace gw;
using namespace gw::engine;
using namespace gw::engine::auth;

namespace {

constexpr char keyId[] = "AKIDEXAMPLE";
constexpr char secretKey[] = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
const std::chrono::system_clock::time_point now{std::chrono::seconds(1'772'619'072)};

AccessKeys keys(const char* secret = secretKey)
{
    AccessKey key;
    key.id = keyId;
    key.secretAccessKey = secret;
    key.principal.arn = "arn:aws:iam::000000000000:user/ana";
    return AccessKeys({key});
}

struct Sent
{
    std::string method = "POST";
    std::string target = "/dev/pets?b=2&a=1";
    std::string body = R"({"a":1})";
    Headers headers;
};

Sent signedRequest(const char* region = "us-east-1")
{
    Sent sent;
    sent.headers.add("Host", "localhost:4780");
    signHeaders({sent.method, sent.target, sent.body}, sent.headers, {keyId, secretKey, {}},
                SigningScope::of("execute-api", region, now));
    return sent;
}

SignatureReport reportOf(const Sent& sent, const AccessKeys& known, std::chrono::system_clock::time_point at = now)
{
    SignatureRules rules;
    rules.region = "us-east-1";
    const SignedParts parts{sent.method, sent.target, sent.body};
    const SignatureReport report = inspectSignature(parts, sent.headers, known, rules, at);
    const bool isValid = verifySignature(parts, sent.headers, known, rules, at).has_value();
    if (report.isValid != isValid)
        qFatal("The report does not agree with the verdict.");
    return report;
}

std::string outcomes(const SignatureReport& report)
{
    std::string text;
    for (const VerificationStep& step : report.steps)
        text += step.outcome == StepOutcome::Passed ? 'p' : step.outcome == StepOutcome::Failed ? 'f' : '-';
    return text;
}

} // namespace

class TestSigv4Inspect : public QObject
{
    Q_OBJECT

private slots:
    void showsHowASignatureIsMade();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void showsNoSecret();
};

void TestSigv4Inspect::showsHowASignatureIsMade()
{
    const SignatureReport report = reportOf(signedRequest(), keys());
    QCOMPARE(outcomes(report), std::string("ppppp"));
    QVERIFY(report.canonicalRequest.starts_with("POST\n/dev/pets\na=1&b=2\nhost:localhost:4780\nx-amz-date:"));
    QVERIFY(report.stringToSign.starts_with("AWS4-HMAC-SHA256\n20260304T"));
    QVERIFY(report.stringToSign.find("/us-east-1/execute-api/aws4_request\n") != std::string::npos);
    QCOMPARE(report.given, report.calculated);
    QCOMPARE(report.given.size(), std::size_t(64));
    QCOMPARE(report.accessKeyId, std::string(keyId));
}

void TestSigv4Inspect::saysWhatIsWrong_data()
{
    QTest::addColumn<QString>("fault");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<int>("step");
    QTest::addColumn<QString>("words");
    QTest::newRow("no signature") << "none"
                                  << "f----" << 0 << "Missing Authentication Token";
    QTest::newRow("another region") << "region"
                                    << "pfppp" << 1 << "valid region";
    QTest::newRow("long ago") << "time"
                              << "ppfpp" << 2 << "Signature expired";
    QTest::newRow("nobody's key") << "key"
                                  << "pppf-" << 3 << "security token";
    QTest::newRow("another secret") << "secret"
                                    << "ppppf" << 4 << "another secret access key";
    QTest::newRow("changed body") << "body"
                                  << "ppppf" << 4 << "changed after it was signed";
}

void TestSigv4Inspect::saysWhatIsWrong()
{
    QFETCH(QString, fault);
    QFETCH(QString, expected);
    QFETCH(int, step);
    QFETCH(QString, words);
    Sent sent = signedRequest(fault == "region" ? "eu-west-1" : "us-east-1");
    AccessKeys known = keys(fault == "secret" ? "another" : secretKey);
    if (fault == "key")
        known = AccessKeys();
    if (fault == "none")
        sent.headers.remove("Authorization");
    if (fault == "body")
        sent.body += ' ';
    const SignatureReport report = reportOf(sent, known, fault == "time" ? now + std::chrono::hours(1) : now);
    QCOMPARE(QString::fromStdString(outcomes(report)), expected);
    const std::string& text = report.steps.at(std::size_t(step)).text;
    QVERIFY2(QString::fromStdString(text).contains(words), text.c_str());
    QVERIFY(!report.isValid);
    QCOMPARE(report.canonicalRequest.empty(), fault == "none");
}

void TestSigv4Inspect::showsNoSecret()
{
    const SignatureReport report = reportOf(signedRequest(), keys());
    std::string all = report.canonicalRequest + report.stringToSign + report.given + report.calculated;
    for (const VerificationStep& step : report.steps)
        all += step.name + step.text;
    QVERIFY(all.find(secretKey) == std::string::npos);
}

QTEST_GUILESS_MAIN(TestSigv4Inspect)
#include "tst_sigv4_inspect.moc"
