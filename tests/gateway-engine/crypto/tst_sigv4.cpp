// Signatures of requests against the recorded cases of AWS's own signer (GATEWRIGHT_CASES/sigv4), in headers and in the
// query; and what must change a signature.
#include "core/json/text.h"
#include "gateway-engine/crypto/sha256.h"
#include "gateway-engine/crypto/sigv4.h"
#include "tests/support/signed_request.h"

#include <QFile>
#include <QTest>

using namespace gw;
using namespace gw::engine;

namespace {

using Case = test::SignedRequest;
using test::after;

Case example()
{
    Case given;
    given.method = "POST";
    given.target = "/a/b?x=1&y=2";
    given.headers.add("Host", "sqs.us-east-1.amazonaws.com");
    given.headers.add("X-Amz-Target", "AmazonSQS.SendMessage");
    given.body = "{}";
    given.credentials = {"AKIDEXAMPLE", "secret", ""};
    given.scope = SigningScope::of("sqs", "us-east-1", std::chrono::system_clock::time_point{});
    return given;
}

std::string signatureOf(Case given)
{
    signHeaders({given.method, given.target, given.body}, given.headers, given.credentials, given.scope);
    return after(given.headers.get("Authorization"), "Signature=");
}

} // namespace

class TestSigV4 : public QObject
{
    Q_OBJECT

private slots:
    void recordedCases();
    void everyPartCounts_data();
    void everyPartCounts();
    void whatProxiesChangeDoesNotCount();
    void anOldSignatureIsReplaced();
    void digests();
};

void TestSigV4::recordedCases()
{
    QFile file(qEnvironmentVariable("GATEWRIGHT_CASES") + "/sigv4/cases.json");
    if (!file.open(QIODevice::ReadOnly))
        QSKIP("GATEWRIGHT_CASES does not name the folder of conformance cases");
    const auto all = json::readJson(file.readAll().toStdString());
    QVERIFY(all);
    int met = 0;
    QStringList unmet;
    for (const json::Value& value : all->asArray()) {
        Case given = test::signedRequest(value, "request");
        const auto validity = std::chrono::seconds(value["context"]["expiration_in_seconds"].toInt());
        const std::string target = signedTarget({given.method, given.target, given.body}, given.headers,
                                                given.credentials, given.scope, validity);
        const bool isQueryRight =
            after(target, "X-Amz-Signature=").substr(0, 64) == value["query_signature"].scalarText();
        const bool isHeaderRight = signatureOf(given) == value["header_signature"].scalarText();
        if (isQueryRight && isHeaderRight)
            ++met;
        else
            unmet << QString::fromStdString(value["id"].scalarText()) + (isQueryRight ? "" : " (query)") +
                         (isHeaderRight ? "" : " (headers)");
    }
    qInfo("%d of %d", met, static_cast<int>(all->asArray().size()));
    QVERIFY2(unmet.isEmpty(), qPrintable(unmet.join(", ")));
}

void TestSigV4::everyPartCounts_data()
{
    QTest::addColumn<int>("part");
    QTest::newRow("method") << 0;
    QTest::newRow("path") << 1;
    QTest::newRow("query") << 2;
    QTest::newRow("header") << 3;
    QTest::newRow("body") << 4;
    QTest::newRow("secret") << 5;
    QTest::newRow("Region") << 6;
    QTest::newRow("service") << 7;
    QTest::newRow("time") << 8;
    QTest::newRow("session token") << 9;
}

void TestSigV4::everyPartCounts()
{
    QFETCH(int, part);
    Case changed = example();
    switch (part) {
    case 0:
        changed.method = "PUT";
        break;
    case 1:
        changed.target = "/a/c?x=1&y=2";
        break;
    case 2:
        changed.target = "/a/b?x=1&y=3";
        break;
    case 3:
        changed.headers.set("X-Amz-Target", "AmazonSQS.DeleteMessage");
        break;
    case 4:
        changed.body = "{ }";
        break;
    case 5:
        changed.credentials.secretAccessKey = "Secret";
        break;
    case 6:
        changed.scope.region = "us-east-2";
        break;
    case 7:
        changed.scope.service = "sns";
        break;
    case 8:
        changed.scope.time += std::chrono::seconds(1);
        break;
    case 9:
        changed.credentials.sessionToken = "token";
        break;
    }
    QVERIFY(signatureOf(changed) != signatureOf(example()));
}

void TestSigV4::whatProxiesChangeDoesNotCount()
{
    Case changed = example();
    changed.headers.add("User-Agent", "curl/8");
    changed.headers.add("Connection", "close");
    changed.target = "/a/b?y=2&x=1"; // nor does the order of a query
    QCOMPARE(signatureOf(changed), signatureOf(example()));
}

void TestSigV4::anOldSignatureIsReplaced()
{
    Case given = example();
    given.headers.add("Authorization", "Bearer of-the-client");
    signHeaders({given.method, given.target, given.body}, given.headers, given.credentials, given.scope);
    QVERIFY(given.headers.get("Authorization").starts_with("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/19700101/"));
    QCOMPARE(QString::fromStdString(std::string(given.headers.get("X-Amz-Date"))), QString("19700101T000000Z"));
}

// RFC 4231, test case 2; FIPS 180-4's "abc".
void TestSigV4::digests()
{
    QCOMPARE(hex(sha256("abc")), std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    QCOMPARE(hex(hmacSha256("Jefe", "what do ya want for nothing?")),
             std::string("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"));
}

QTEST_GUILESS_MAIN(TestSigV4)
#include "tst_sigv4.moc"
