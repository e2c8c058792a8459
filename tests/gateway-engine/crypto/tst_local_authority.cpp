// The local certificate authority: what it makes, what it vouches for, when it renews, and how it keeps its keys.
#include "gateway-engine/crypto/local_authority.h"

#include "gateway-engine/crypto/certificate.h"
#include "gateway-engine/crypto/certificate_maker.h"
#include "gateway-engine/crypto/trust_steps.h"

#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <openssl/x509_vfy.h>

#include <sys/stat.h>

#include <thread>

using namespace gw;
using namespace gw::engine;
using namespace std::chrono_literals;

namespace {

const LocalAuthority::Time now = std::chrono::system_clock::now();
constexpr auto day = 24h;

class Folder
{
public:
    [[nodiscard]] std::filesystem::path path() const { return (m_folder.path() + "/data/authority").toStdString(); }
    [[nodiscard]] QString file(const QString& name) const { return m_folder.path() + "/data/authority/" + name; }
    [[nodiscard]] LocalAuthority authority() const { return LocalAuthority::open(path(), now).value(); }

private:
    QTemporaryDir m_folder;
};

mode_t modeOf(const QString& path)
{
    struct stat status
    {
    };
    return ::stat(qPrintable(path), &status) == 0 ? status.st_mode & 0777U : 0;
}

bool write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

// What OpenSSL says of a leaf below a root: X509_V_OK, or why not.
int verdict(const std::string& rootPem, const std::string& leafPem, const char* purpose)
{
    const auto root = readCertificates(rootPem, 1).value();
    const auto leaf = readCertificates(leafPem, 1).value();
    X509_STORE* store = X509_STORE_new();
    X509_STORE_add_cert(store, root.front().get());
    X509_STORE_CTX* context = X509_STORE_CTX_new();
    X509_STORE_CTX_init(context, store, leaf.front().get(), nullptr);
    X509_STORE_CTX_set_default(context, purpose);
    X509_VERIFY_PARAM_set_flags(X509_STORE_CTX_get0_param(context), X509_V_FLAG_X509_STRICT);
    X509_verify_cert(context);
    const int error = X509_STORE_CTX_get_error(context);
    X509_STORE_CTX_free(context);
    X509_STORE_free(store);
    return error;
}

X509Ptr parsed(const std::string& pem)
{
    return std::move(readCertificates(pem, 10).value().front());
}

} // namespace

class LocalAuthorityTest : public QObject
{
    Q_OBJECT

private slots:
    void makesARoot();
    void isSharedBetweenRuns();
    void manyAtOnceMakeOne();
    void keepsItsKeysToItself();
    void issuesForNames_data();
    void issuesForNames();
    void refusesNames_data();
    void refusesNames();
    void vouchesForAddedDomains();
    void aRootCannotStandInForOtherSites();
    void givesAgainUntilATimeBeforeTheEnd();
    void aNewRootIssuesAnew();
    void clientCertificates();
    void refusesIdsOfClientCertificates_data();
    void refusesIdsOfClientCertificates();
    void tellsWhatIsWrongWithItsFolder_data();
    void tellsWhatIsWrongWithItsFolder();
    void theCopyOfTheRootFollows();
    void standsWhereDataStands();
    void opensslAgrees();
    void tellsHowItIsTrusted();
};

void LocalAuthorityTest::makesARoot()
{
    const Folder folder;
    const LocalAuthority authority = folder.authority();
    const X509Ptr root = parsed(authority.rootPem());
    QCOMPARE(X509_get_version(root.get()), 2L);
    QCOMPARE(X509_check_ca(root.get()), 1);
    QCOMPARE(X509_get_pathlen(root.get()), 0L);
    QCOMPARE(X509_get_key_usage(root.get()), std::uint32_t{X509v3_KU_KEY_CERT_SIGN | X509v3_KU_CRL_SIGN});
    QCOMPARE(X509_get_signature_nid(root.get()), NID_ecdsa_with_SHA256);
    QCOMPARE(EVP_PKEY_get_bits(X509_get0_pubkey(root.get())), 256);
    QVERIFY(commonName(*root).starts_with("Gatewright local authority "));
    QCOMPARE(authority.domains().front(), std::string("localhost"));
    QVERIFY(authority.notAfter() > now + 3'600 * day && authority.notAfter() < now + 3'651 * day);
    const auto facts = factsOf(*root);
    QCOMPARE(facts.subjectDN, facts.issuerDN);
    QVERIFY(facts.subjectDN.ends_with(",O=Gatewright"));
    QCOMPARE(facts.serialNumber.size(), std::size_t{16 * 3 - 1});
}

void LocalAuthorityTest::isSharedBetweenRuns()
{
    const Folder folder;
    const LocalAuthority first = folder.authority();
    const LocalAuthority second = folder.authority();
    QCOMPARE(first.rootPem(), second.rootPem());
    const auto ofFirst = first.serverCertificate({"pets.localhost"}, now);
    const auto ofSecond = second.serverCertificate({"pets.localhost"}, now);
    QVERIFY(ofFirst && ofSecond);
    QCOMPARE(ofFirst->certificatePem, ofSecond->certificatePem);
}

void LocalAuthorityTest::manyAtOnceMakeOne()
{
    const Folder folder;
    std::vector<std::string> roots(8);
    std::vector<std::string> leaves(8);
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < roots.size(); ++i)
        threads.emplace_back([&, i] {
            const auto authority = LocalAuthority::open(folder.path(), now);
            if (!authority)
                return;
            roots[i] = authority->rootPem();
            leaves[i] = authority->serverCertificate({"a.localhost"}, now).value_or(IssuedCertificate{}).certificatePem;
        });
    for (std::thread& thread : threads)
        thread.join();
    QVERIFY(!roots.front().empty() && !leaves.front().empty());
    QCOMPARE(std::count(roots.begin(), roots.end(), roots.front()), 8);
    QCOMPARE(std::count(leaves.begin(), leaves.end(), leaves.front()), 8);
}

void LocalAuthorityTest::keepsItsKeysToItself()
{
    const Folder folder;
    const LocalAuthority authority = folder.authority();
    QVERIFY(authority.serverCertificate({"*.shop.test"}, now));
    QVERIFY(authority.clientCertificate("abc123", now));
    QCOMPARE(modeOf(folder.file("")), mode_t{0700});
    QCOMPARE(modeOf(folder.file("authority.pem")), mode_t{0600});
    QCOMPARE(modeOf(folder.file("clients/abc123.pem")), mode_t{0600});
    QCOMPARE(modeOf(folder.file("root.pem")), mode_t{0644});
    const QStringList servers = QDir(folder.file("servers")).entryList(QDir::Files);
    QCOMPARE(servers.size(), 1);
    QVERIFY(servers.front().startsWith("_.shop.test-"));
    QCOMPARE(modeOf(folder.file("servers/" + servers.front())), mode_t{0600});
    QFile root(QString::fromStdString(authority.rootFile().string()));
    QVERIFY(root.open(QIODevice::ReadOnly));
    const QByteArray text = root.readAll();
    QVERIFY(text.startsWith("-----BEGIN CERTIFICATE-----") && !text.contains("KEY"));
    // What somebody opened to others is closed again.
    QVERIFY(::chmod(qPrintable(folder.file("authority.pem")), 0644) == 0);
    (void)folder.authority();
    QCOMPARE(modeOf(folder.file("authority.pem")), mode_t{0600});
}

void LocalAuthorityTest::issuesForNames_data()
{
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<QString>("host"); // that it is good for
    const auto row = [](const char* name, const QStringList& names, const char* host) {
        QTest::newRow(name) << names << host;
    };
    row("a name", {"pets.localhost"}, "pets.localhost");
    row("letter case", {"Pets.LocalHost"}, "pets.localhost");
    row("localhost itself", {"localhost"}, "localhost");
    row("wildcard", {"*.pets.localhost"}, "a.pets.localhost");
    row("another reserved domain", {"api.shop.test"}, "api.shop.test");
    row("several", {"a.localhost", "b.localhost"}, "b.localhost");
    row("IPv4", {"localhost", "127.0.0.1"}, "127.0.0.1");
    row("IPv6", {"localhost", "::1"}, "::1");
    row("a private network", {"192.168.1.20"}, "192.168.1.20");
    row("a long name", {QString("a.").repeated(50) + "localhost"}, "");
}

void LocalAuthorityTest::issuesForNames()
{
    QFETCH(QStringList, names);
    QFETCH(QString, host);
    const Folder folder;
    const LocalAuthority authority = folder.authority();
    std::vector<std::string> wanted;
    for (const QString& name : names)
        wanted.push_back(name.toStdString());
    const auto issued = authority.serverCertificate(wanted, now);
    QVERIFY2(issued, issued ? "" : issued.error().message.c_str());
    const X509Ptr leaf = parsed(issued->certificatePem);
    QCOMPARE(verdict(authority.rootPem(), issued->certificatePem, "ssl_server"), X509_V_OK);
    QVERIFY(readKeyPair(issued->certificatePem, issued->privateKeyPem));
    QVERIFY(issued->notAfter - now <= 397 * day && issued->notAfter - now > 30 * day);
    QCOMPARE(X509_check_ca(leaf.get()), 0);
    QCOMPARE(X509_get_extended_key_usage(leaf.get()), std::uint32_t{XKU_SSL_SERVER});
    if (!host.isEmpty())
        QVERIFY(isMadeOutFor(*leaf, host.toStdString()));
    QVERIFY(!isMadeOutFor(*leaf, "dogs.localhost"));
}

void LocalAuthorityTest::refusesNames_data()
{
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* name, const QStringList& names, const char* words) {
        QTest::newRow(name) << names << words;
    };
    row("none", {}, "1 to 100 names");
    row("a site of the Internet", {"www.example.com"}, "does not vouch for \"www.example.com\"");
    row("ends like a reserved one", {"xlocalhost"}, "does not vouch");
    row("one of several", {"a.localhost", "example.com"}, "does not vouch for \"example.com\"");
    row("a wildcard below everything", {"*.com"}, "does not vouch");
    row("empty", {""}, "it is no host name");
    row("a list in one", {"a.localhost,DNS:b.com"}, "it is no host name");
    row("a line break", {"a.localhost\nb.com"}, "it is no host name");
    row("a path", {"../../a.localhost"}, "it is no host name");
    row("a star inside", {"a.*.localhost"}, "it is no host name");
    QStringList many;
    for (int i = 0; i < 101; ++i)
        many << QString("a%1.localhost").arg(i);
    row("too many", many, "not for 101");
}

void LocalAuthorityTest::refusesNames()
{
    QFETCH(QStringList, names);
    QFETCH(QString, words);
    const Folder folder;
    std::vector<std::string> wanted;
    for (const QString& name : names)
        wanted.push_back(name.toStdString());
    const auto issued = folder.authority().serverCertificate(wanted, now);
    QVERIFY(!issued);
    QVERIFY2(QString::fromStdString(issued.error().message).contains(words), issued.error().message.c_str());
}

void LocalAuthorityTest::vouchesForAddedDomains()
{
    const Folder folder;
    const std::string former = folder.authority().rootPem();
    const auto renewed = LocalAuthority::renew(folder.path(), now, {"Shop.example.com"});
    QVERIFY2(renewed, renewed ? "" : renewed.error().message.c_str());
    QVERIFY(renewed->rootPem() != former);
    QCOMPARE(folder.authority().rootPem(), renewed->rootPem());
    QCOMPARE(folder.authority().domains().back(), std::string("shop.example.com"));
    const auto issued = renewed->serverCertificate({"api.shop.example.com", "shop.example.com"}, now);
    QVERIFY2(issued, issued ? "" : issued.error().message.c_str());
    QCOMPARE(verdict(renewed->rootPem(), issued->certificatePem, "ssl_server"), X509_V_OK);
    QVERIFY(!renewed->serverCertificate({"example.com"}, now));
    QVERIFY(!LocalAuthority::renew(folder.path(), now, {"*.com"}));
    QVERIFY(!LocalAuthority::renew(folder.path(), now, {"a b"}));
    QCOMPARE(folder.authority().rootPem(), renewed->rootPem());
}

// The key alone is not enough to stand in for a bank.
void LocalAuthorityTest::aRootCannotStandInForOtherSites()
{
    const auto root = makeRoot({now - 1h, now + day}, {"localhost"}).value();
    const auto leafFor = [&](const std::string& name) {
        const auto leaf =
            makeLeaf({LeafUse::Server, "on " + name, {name}, {now - 1h, now + day}}, *root.certificate, *root.key);
        return verdict(pemOf(*root.certificate), pemOf(*leaf->certificate), "ssl_server");
    };
    QCOMPARE(leafFor("a.localhost"), X509_V_OK);
    QCOMPARE(leafFor("127.0.0.1"), X509_V_OK);
    QCOMPARE(leafFor("::1"), X509_V_OK);
    QCOMPARE(leafFor("bank.com"), X509_V_ERR_PERMITTED_VIOLATION);
    QCOMPARE(leafFor("8.8.8.8"), X509_V_ERR_PERMITTED_VIOLATION);
    QCOMPARE(leafFor("2001:db8::1"), X509_V_ERR_PERMITTED_VIOLATION);
}

void LocalAuthorityTest::givesAgainUntilATimeBeforeTheEnd()
{
    const Folder folder;
    const LocalAuthority authority = folder.authority();
    const auto first = authority.serverCertificate({"a.localhost"}, now).value();
    const auto renewal = LocalAuthority::renewalTime(first);
    QVERIFY(renewal > now + 30 * day && renewal < first.notAfter - 20 * day);
    QCOMPARE(authority.serverCertificate({"a.localhost"}, renewal - 1h).value().certificatePem, first.certificatePem);
    const auto second = authority.serverCertificate({"a.localhost"}, renewal + 1h).value();
    QVERIFY(second.certificatePem != first.certificatePem);
    QVERIFY(second.privateKeyPem != first.privateKeyPem);
    QVERIFY(second.notAfter > first.notAfter);
    QCOMPARE(authority.serverCertificate({"a.localhost"}, renewal + 2h).value().certificatePem, second.certificatePem);
    // Other names, and the same in another order, have their own.
    QVERIFY(authority.serverCertificate({"b.localhost"}, now).value().certificatePem != first.certificatePem);
    // No leaf lives longer than the root.
    const auto last = authority.serverCertificate({"c.localhost"}, authority.notAfter() - 10 * day).value();
    QCOMPARE(last.notAfter, authority.notAfter());
}

void LocalAuthorityTest::aNewRootIssuesAnew()
{
    const Folder folder;
    const auto before = folder.authority().serverCertificate({"a.localhost"}, now).value();
    const LocalAuthority renewed = LocalAuthority::renew(folder.path(), now).value();
    const auto after = renewed.serverCertificate({"a.localhost"}, now).value();
    QVERIFY(after.certificatePem != before.certificatePem);
    QCOMPARE(verdict(renewed.rootPem(), after.certificatePem, "ssl_server"), X509_V_OK);
    QVERIFY(verdict(renewed.rootPem(), before.certificatePem, "ssl_server") != X509_V_OK);
}

void LocalAuthorityTest::clientCertificates()
{
    const Folder folder;
    const LocalAuthority authority = folder.authority();
    const auto first = authority.clientCertificate("a1b2c3", now).value();
    QCOMPARE(verdict(authority.rootPem(), first.certificatePem, "ssl_client"), X509_V_OK);
    QCOMPARE(verdict(authority.rootPem(), first.certificatePem, "ssl_server"), X509_V_ERR_INVALID_PURPOSE);
    QVERIFY(first.notAfter > now + 364 * day && first.notAfter <= now + 365 * day);
    QCOMPARE(commonName(*parsed(first.certificatePem)), std::string("Gatewright client certificate a1b2c3"));
    QCOMPARE(authority.clientCertificate("a1b2c3", now).value().certificatePem, first.certificatePem);
    const auto second = authority.renewClientCertificate("a1b2c3", now).value();
    QVERIFY(second.certificatePem != first.certificatePem);
    QCOMPARE(authority.clientCertificate("a1b2c3", now).value().certificatePem, second.certificatePem);
}

void LocalAuthorityTest::refusesIdsOfClientCertificates_data()
{
    QTest::addColumn<QString>("id");
    QTest::newRow("empty") << "";
    QTest::newRow("a path") << "../authority";
    QTest::newRow("a dot") << "a.b";
    QTest::newRow("too long") << QString(129, 'a');
}

void LocalAuthorityTest::refusesIdsOfClientCertificates()
{
    QFETCH(QString, id);
    const Folder folder;
    const LocalAuthority authority = folder.authority();
    QVERIFY(!authority.clientCertificate(id.toStdString(), now));
    QVERIFY(!authority.renewClientCertificate(id.toStdString(), now));
}

void LocalAuthorityTest::tellsWhatIsWrongWithItsFolder_data()
{
    QTest::addColumn<QByteArray>("content"); // of authority.pem; "key", "leaf": see below
    QTest::addColumn<int>("days");           // from now
    QTest::addColumn<QString>("words");
    QTest::newRow("nothing in it") << QByteArray() << 0 << "holds no certificate";
    QTest::newRow("something else") << QByteArray("hello") << 0 << "holds no certificate";
    QTest::newRow("another's key") << QByteArray("key") << 0 << "The private key is not the certificate's";
    QTest::newRow("no authority's") << QByteArray("leaf") << 0 << "is no authority's";
    QTest::newRow("cut off") << QByteArray("cut") << 0 << "cannot be read";
    QTest::newRow("expired") << QByteArray("as it is") << 3'651 << "has expired";
    QTest::newRow("not yet valid") << QByteArray("as it is") << -2 << "has expired, or this machine's clock is wrong";
}

void LocalAuthorityTest::tellsWhatIsWrongWithItsFolder()
{
    QFETCH(QByteArray, content);
    QFETCH(int, days);
    QFETCH(QString, words);
    const Folder folder;
    const LocalAuthority authority = folder.authority();
    const auto leaf = authority.serverCertificate({"a.localhost"}, now).value();
    if (content == "key")
        content = QByteArray::fromStdString(authority.rootPem() + leaf.privateKeyPem);
    else if (content == "leaf")
        content = QByteArray::fromStdString(leaf.certificatePem + leaf.privateKeyPem);
    else if (content == "cut")
        content = QByteArray::fromStdString(authority.rootPem() + leaf.privateKeyPem.substr(0, 60));
    if (content != "as it is")
        QVERIFY(write(folder.file("authority.pem"), content));
    const auto opened = LocalAuthority::open(folder.path(), now + days * day);
    QVERIFY(!opened);
    QVERIFY2(QString::fromStdString(opened.error().message).contains(words), opened.error().message.c_str());
    QVERIFY(!opened.error().hint.empty());
    const auto renewed = LocalAuthority::renew(folder.path(), now + days * day);
    QVERIFY(renewed);
    QVERIFY(LocalAuthority::open(folder.path(), now + days * day));
}

void LocalAuthorityTest::theCopyOfTheRootFollows()
{
    const Folder folder;
    const std::string root = folder.authority().rootPem();
    QVERIFY(write(folder.file("root.pem"), "something else"));
    const LocalAuthority authority = folder.authority();
    QFile copy(folder.file("root.pem"));
    QVERIFY(copy.open(QIODevice::ReadOnly));
    QCOMPARE(copy.readAll().toStdString(), root);
    QVERIFY(!LocalAuthority::open("/proc/version/authority", now)); // no folder can be there
}

void LocalAuthorityTest::standsWhereDataStands()
{
    const QByteArray before = qgetenv("XDG_DATA_HOME");
    qputenv("XDG_DATA_HOME", "/somewhere/data");
    QCOMPARE(LocalAuthority::defaultFolder(), std::filesystem::path("/somewhere/data/gatewright/authority"));
    qputenv("XDG_DATA_HOME", "not/absolute");
    QCOMPARE(LocalAuthority::defaultFolder(),
             std::filesystem::path(qgetenv("HOME").toStdString()) / ".local/share/gatewright/authority");
    before.isNull() ? qunsetenv("XDG_DATA_HOME") : qputenv("XDG_DATA_HOME", before);
}

void LocalAuthorityTest::opensslAgrees()
{
    const Folder folder;
    const LocalAuthority authority = folder.authority();
    const auto issued = authority.serverCertificate({"pets.localhost"}, now).value();
    QVERIFY(write(folder.file("leaf.pem"), QByteArray::fromStdString(issued.certificatePem)));
    QProcess openssl;
    openssl.start("openssl", {"verify", "-x509_strict", "-purpose", "sslserver", "-verify_hostname", "pets.localhost",
                              "-CAfile", folder.file("root.pem"), folder.file("leaf.pem")});
    if (!openssl.waitForStarted())
        QSKIP("openssl is not installed");
    QVERIFY(openssl.waitForFinished());
    QVERIFY2(openssl.exitCode() == 0, openssl.readAllStandardError().constData());
}

void LocalAuthorityTest::tellsHowItIsTrusted()
{
    const auto steps = trustSteps("/home/o'brien/root.pem", "https://pets.localhost:8443/v1");
    QCOMPARE(steps.front().program, std::string("curl"));
    QCOMPARE(steps.front().command,
             std::string(R"(curl --cacert '/home/o'\''brien/root.pem' 'https://pets.localhost:8443/v1')"));
    for (const TrustStep& step : steps)
        QVERIFY(!step.program.empty() && !step.words.empty());
    const bool hasSystem = std::any_of(steps.begin(), steps.end(), [](const TrustStep& step) {
        return step.command.find("update-ca-certificates") != std::string::npos;
    });
    QVERIFY(hasSystem);
}

QTEST_GUILESS_MAIN(LocalAuthorityTest)
#include "tst_local_authority.moc"
