// Client certificates as the openssl program sees them, and what is told of one.
#include "gateway-engine/crypto/client_certificate.h"
#include "tests/support/openssl_program.h"

#include <QTest>

using namespace gw;
using namespace gw::engine;
using namespace gw::test;

class TestClientCertificate : public QObject
{
    Q_OBJECT

    static constexpr auto day = std::chrono::hours(24);

private slots:
    void oneIsTrustedByItself()
    {
        const auto made = makeClientCertificate("backend", std::chrono::system_clock::now());
        QVERIFY(made);
        OpensslFolder folder;
        QVERIFY(folder.write("it.pem", made->certificatePem));
        QProcess openssl;
        openssl.start("openssl", {"verify", "-x509_strict", "-purpose", "sslclient", "-CAfile", folder.path("it.pem"),
                                  folder.path("it.pem")});
        QVERIFY(openssl.waitForFinished());
        QVERIFY2(openssl.exitCode() == 0, openssl.readAllStandardError().constData());
    }

    void itIsGoodForAYearAndNoPurposeButClients()
    {
        const auto now = std::chrono::system_clock::now();
        const auto made = makeClientCertificate("backend", now);
        QVERIFY(made);
        const auto facts = readCertificateFacts(made->certificatePem);
        QVERIFY(facts);
        QCOMPARE(facts->commonName, std::string("backend"));
        QCOMPARE(facts->peer.subjectDN, facts->peer.issuerDN);
        QVERIFY(facts->notBefore <= now && facts->notAfter > now + 364 * day && facts->notAfter <= now + 365 * day);
        QCOMPARE(facts->sha256.size(), std::size_t{32 * 3 - 1});
        OpensslFolder folder;
        QVERIFY(folder.write("it.pem", made->certificatePem));
        QProcess openssl;
        openssl.start("openssl",
                      {"verify", "-purpose", "sslserver", "-CAfile", folder.path("it.pem"), folder.path("it.pem")});
        QVERIFY(openssl.waitForFinished());
        QVERIFY(openssl.exitCode() != 0);
    }

    void keysBelongToTheirCertificateAlone()
    {
        const auto now = std::chrono::system_clock::now();
        const auto one = makeClientCertificate("one", now);
        const auto two = makeClientCertificate("two", now);
        QVERIFY(one && two);
        QVERIFY(checkKeyPair(one->certificatePem, one->privateKeyPem));
        const auto other = checkKeyPair(one->certificatePem, two->privateKeyPem);
        QVERIFY(!other);
        QCOMPARE(other.error().message, std::string("The private key is not the certificate's."));
        QVERIFY(!checkKeyPair(one->certificatePem, Secret("no key")));
    }

    void whatIsNoCertificateIsSaid()
    {
        for (const char* text :
             {"", "no certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"})
            QVERIFY2(!readCertificateFacts(text), text);
    }
};

QTEST_GUILESS_MAIN(TestClientCertificate)
#include "tst_client_certificate.moc"
