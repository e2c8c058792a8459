// TLS on a listener: certificates by name, security policies, protocols, resumption, mutual TLS, swapping while it
// runs, and everything that is no TLS.
#include "gateway-engine/crypto/local_authority.h"
#include "gateway-engine/crypto/security_policy.h"
#include "gateway-engine/transport/http_server.h"
#include "gateway-engine/transport/tls_server_name.h"
#include "raw_client.h"
#include "tests/support/openssl_program.h"
#include "tls_client.h"

#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <condition_variable>
#include <mutex>

using namespace gw;
using namespace gw::engine;
using namespace gw::test;
using namespace std::chrono_literals;

namespace {

// Tells what came, and what did not.
class Recorder final : public RequestHandler
{
public:
    Task<Response> handle(Request&& request) override
    {
        Response response;
        const TlsFacts* tls = request.tls.get();
        const PeerCertificate* client = tls ? tls->clientCertificate.get() : nullptr;
        response.headers.add("X-Tls", request.isTls ? "yes" : "no");
        response.headers.add("X-Server-Name", tls ? tls->serverName : "");
        response.headers.add("X-Site", tls ? tls->site : "");
        response.headers.add("X-Version", tls ? tls->version : "");
        response.headers.add("X-Cipher", tls ? tls->cipherSuite : "");
        response.headers.add("X-Client", client ? client->subjectDN : "");
        response.headers.add("X-Problem", tls ? tls->clientCertificateProblem : "");
        if (request.target.starts_with("/big"))
            response.body.assign(std::stoul(request.target.substr(5)), 'x');
        else
            response.body = request.body.empty() ? request.target : request.body;
        co_return response;
    }
    void connectionFailed(FailedConnection connection) override
    {
        const std::lock_guard lock(m_mutex);
        m_failures.push_back(std::move(connection));
        m_changed.notify_all();
    }
    // The failures so far, once there are so many.
    std::vector<FailedConnection> failures(std::size_t count)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, 20s, [&] { return m_failures.size() >= count; });
        return m_failures;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<FailedConnection> m_failures;
};

class Passing final : public RequestHandler // a listener has a handler a thread; they all tell one recorder
{
public:
    explicit Passing(Recorder& recorder) : m_recorder(recorder) {}
    Task<Response> handle(Request&& request) override { return m_recorder.handle(std::move(request)); }
    void connectionFailed(FailedConnection connection) override { m_recorder.connectionFailed(std::move(connection)); }

private:
    Recorder& m_recorder;
};

class Served
{
public:
    explicit Served(const std::vector<TlsSite>& sites, const HttpLimits& limits = {}, int threads = 1)
        : m_server(threads, {limits, true, {}})
    {
        m_diagnostics = show(sites);
        m_port = m_server
                     .listen(
                         "127.0.0.1", 0, [this](Worker&) { return std::make_unique<Passing>(recorder); }, m_tls)
                     .value();
    }
    Diagnostics show(const std::vector<TlsSite>& sites)
    {
        auto built = TlsServer::build(sites);
        m_tls->set(built.server);
        return built.diagnostics;
    }
    [[nodiscard]] int port() const { return m_port; }
    [[nodiscard]] const Diagnostics& diagnostics() const { return m_diagnostics; }
    [[nodiscard]] HttpServer& server() { return m_server; }

    Recorder recorder;

private:
    std::shared_ptr<PublishedTls> m_tls = std::make_shared<PublishedTls>();
    HttpServer m_server;
    Diagnostics m_diagnostics;
    int m_port = 0;
};

std::string fieldOf(const std::string& response, const std::string& name)
{
    const auto at = response.find(name + ": ");
    if (at == std::string::npos)
        return {};
    const auto begin = at + name.size() + 2;
    return response.substr(begin, response.find("\r\n", begin) - begin);
}

} // namespace

class TlsServerTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void showsTheCertificateOfTheName_data();
    void showsTheCertificateOfTheName();
    void speaksHttpOverIt();
    void securityPolicies_data();
    void securityPolicies();
    void protocols_data();
    void protocols();
    void resumesSessions_data();
    void resumesSessions();
    void aTicketIsGoodForItsSiteAlone();
    void clientsThatDoNotTrustIt_data();
    void clientsThatDoNotTrustIt();
    void mutualTls_data();
    void mutualTls();
    void aResumedSessionKnowsItsClient();
    void whatIsNoTls_data();
    void whatIsNoTls();
    void plainHttpIsToldSo();
    void aSlowHandshakeIsEnded();
    void aSilentClientIsEnded();
    void certificatesAreSwappedWhileItRuns();
    void sitesThatCannotBeServed_data();
    void sitesThatCannotBeServed();
    void truststores_data();
    void truststores();
    void endsInOrder();
    void namesInGreetings_data();
    void namesInGreetings();

private:
    [[nodiscard]] TlsSite site(const std::string& name, const std::string& policy = "TLS_1_2",
                               const std::string& truststore = {}) const;

    QTemporaryDir m_folder;
    std::optional<LocalAuthority> m_authority;
    OpensslFolder m_files; // "ca" and "other" with what they have signed
};

TlsSite TlsServerTest::site(const std::string& name, const std::string& policy, const std::string& truststore) const
{
    const auto issued = m_authority->serverCertificate({name}, std::chrono::system_clock::now()).value();
    return {name, issued.certificatePem, issued.privateKeyPem, policy, truststore};
}

void TlsServerTest::initTestCase()
{
    m_authority = LocalAuthority::open(m_folder.path().toStdString(), std::chrono::system_clock::now()).value();
    const QByteArray above = "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign\n";
    const QByteArray client = "basicConstraints=CA:FALSE\nextendedKeyUsage=clientAuth\n";
    QVERIFY(m_files.root("ca") && m_files.root("other"));
    QVERIFY(m_files.issue("good", "ca", client) && m_files.issue("stranger", "other", client));
    QVERIFY(m_files.issue("mid1", "ca", above) && m_files.issue("mid2", "mid1", above));
    QVERIFY(m_files.issue("mid3", "mid2", above) && m_files.issue("deep4", "mid2", client));
    QVERIFY(m_files.issue("deep5", "mid3", client));
    QVERIFY(m_files.issue("server", "ca", "extendedKeyUsage=serverAuth\n"));
    QVERIFY(m_files.issue("small", "ca", client, OpensslFolder::rsaKey(1024)));
    QVERIFY(m_files.issue("rsa", "ca", client, OpensslFolder::rsaKey(2048)));
    QVERIFY(m_files.issue("sha1", "ca", client, OpensslFolder::ecKey(), {"-days", "5", "-sha1"}));
    QVERIFY(m_files.issue("old", "ca", client, OpensslFolder::ecKey(), {"-days", "-1"}));
    QVERIFY(m_files.issue("v1", "ca", {}));
    QVERIFY(m_files.root("self"));
}

void TlsServerTest::showsTheCertificateOfTheName_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("site");
    const auto row = [](const char* row, const char* name, const char* site) { QTest::newRow(row) << name << site; };
    row("exact", "pets.localhost", "pets.localhost");
    row("letter case", "PETS.localhost", "pets.localhost");
    row("wildcard", "a.shop.test", "*.shop.test");
    row("exact before wildcard", "b.shop.test", "b.shop.test");
    row("unknown", "dogs.localhost", "localhost");
    row("two labels below a wildcard", "x.a.shop.test", "localhost");
    row("none", "", "localhost");
}

void TlsServerTest::showsTheCertificateOfTheName()
{
    QFETCH(QString, name);
    QFETCH(QString, site);
    Served served(
        {this->site("localhost"), this->site("pets.localhost"), this->site("*.shop.test"), this->site("b.shop.test")});
    QVERIFY(served.diagnostics().empty());
    TlsWishes wishes;
    wishes.serverName = name.toStdString();
    TlsClient client(served.port(), wishes);
    QVERIFY2(client.isOpen(), client.problem().c_str());
    QCOMPARE(client.shownName(), "Gatewright on " + site.toStdString());
    const std::string response = client.get("/x", "ignored");
    QCOMPARE(fieldOf(response, "X-Site"), site.toStdString());
    QCOMPARE(fieldOf(response, "X-Server-Name"), name.toLower().toStdString());
    QCOMPARE(fieldOf(response, "X-Tls"), std::string("yes"));
}

void TlsServerTest::speaksHttpOverIt()
{
    Served served({site("localhost")}, {}, 2);
    TlsWishes wishes;
    wishes.serverName = "localhost";
    wishes.rootPem = m_authority->rootPem();
    TlsClient client(served.port(), wishes);
    QVERIFY2(client.isOpen(), client.problem().c_str());
    QCOMPARE(fieldOf(client.get("/one", "localhost"), "X-Version"), std::string("TLSv1.3"));
    // Several requests in one record, and one request in many.
    QVERIFY(client.send("GET /a HTTP/1.1\r\nHost: x\r\n\r\nGET /b HTTP/1.1\r\nHost: x\r\n\r\n"));
    QCOMPARE(bodyOf(client.receiveResponse()), std::string("/a"));
    QCOMPARE(bodyOf(client.receiveResponse()), std::string("/b"));
    const std::string request = "POST /c HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello";
    for (const char byte : request)
        QVERIFY(client.send({&byte, 1}));
    QCOMPARE(bodyOf(client.receiveResponse()), std::string("hello"));
    // A head of more than the first bytes a session has room for, a body of many records, an answer of many.
    QCOMPARE(bodyOf(client.get("/d", "x", "X-Long: " + std::string(3'000, 'l') + "\r\n")), std::string("/d"));
    const std::string body(300'000, 'b');
    QVERIFY(client.send("POST /e HTTP/1.1\r\nHost: x\r\nContent-Length: 300000\r\n\r\n" + body));
    QVERIFY(bodyOf(client.receiveResponse()) == body);
    QCOMPARE(bodyOf(client.get("/big/9000000", "x")).size(), std::size_t{9'000'000});
    QVERIFY(client.send("POST /f HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"));
    QCOMPARE(statusOf(client.receiveResponse()), 100);
    QVERIFY(client.send("ok"));
    QCOMPARE(bodyOf(client.receiveResponse()), std::string("ok"));
    QVERIFY(client.send("nonsense\r\n\r\n"));
    QCOMPARE(statusOf(client.receiveResponse()), 400);
    (void)client.receiveAll();
    QVERIFY(client.wasClosedInOrder());
}

void TlsServerTest::securityPolicies_data()
{
    QTest::addColumn<QString>("policy");
    QTest::addColumn<int>("version"); // the newest the client speaks
    QTest::addColumn<QString>("ciphers");
    QTest::addColumn<QString>("groups");
    QTest::addColumn<QString>("agreed"); // version; empty: none
    const auto row = [](const char* policy, int version, const char* ciphers, const char* groups, const char* agreed) {
        QTest::addRow("%s %x %s %s", policy, unsigned(version), ciphers, groups)
            << policy << version << ciphers << groups << agreed;
    };
    const char* anything = "ALL:@SECLEVEL=0";
    for (const std::string_view name : securityPolicyNames()) {
        const std::string policy(name);
        const bool is13 = policy.find("TLS13_1_3") != std::string::npos || policy == "SecurityPolicy_TLS13_2025_EDGE";
        const bool isOld = policy == "TLS_1_0";
        row(policy.c_str(), TLS1_3_VERSION, anything, "", "TLSv1.3");
        row(policy.c_str(), TLS1_2_VERSION, anything, "", is13 ? "" : "TLSv1.2");
        row(policy.c_str(), TLS1_1_VERSION, anything, "", isOld ? "TLSv1.1" : "");
        row(policy.c_str(), TLS1_VERSION, anything, "", isOld ? "TLSv1" : "");
    }
    const char* cbc = "ECDHE-ECDSA-AES128-SHA256";
    const char* sha1 = "ECDHE-ECDSA-AES128-SHA";
    const char* chacha = "ECDHE-ECDSA-CHACHA20-POLY1305";
    const int tls12 = TLS1_2_VERSION;
    row("TLS_1_0", tls12, sha1, "", "TLSv1.2");
    row("TLS_1_2", tls12, sha1, "", "");
    row("TLS_1_2", tls12, cbc, "", "TLSv1.2");
    row("SecurityPolicy_TLS13_1_2_FIPS_PFS_PQ_2025_09", tls12, cbc, "", "");
    row("SecurityPolicy_TLS12_PFS_2025_EDGE", tls12, chacha, "", "TLSv1.2");
    row("SecurityPolicy_TLS13_1_2_2021_06", tls12, chacha, "", "");
    row("SecurityPolicy_TLS13_1_3_FIPS_2025_09", TLS1_3_VERSION, anything, "X25519", "");
    row("SecurityPolicy_TLS13_1_3_FIPS_2025_09", TLS1_3_VERSION, anything, "P-384", "TLSv1.3");
    row("SecurityPolicy_TLS13_1_3_2025_09", TLS1_3_VERSION, anything, "X25519", "TLSv1.3");
}

void TlsServerTest::securityPolicies()
{
    QFETCH(QString, policy);
    QFETCH(int, version);
    QFETCH(QString, ciphers);
    QFETCH(QString, groups);
    QFETCH(QString, agreed);
    // Beside a site of another policy, which a connection begins with.
    Served served(
        {site("localhost", policy == "TLS_1_2" ? "TLS_1_0" : "TLS_1_2"), site("pets.localhost", policy.toStdString())});
    QVERIFY(served.diagnostics().empty());
    TlsWishes wishes;
    wishes.serverName = "pets.localhost";
    wishes.minimum = TLS1_VERSION;
    wishes.maximum = version;
    wishes.ciphers = ciphers.toStdString();
    wishes.groups = groups.toStdString();
    TlsClient client(served.port(), wishes);
    if (agreed.isEmpty()) {
        QVERIFY(!client.isOpen());
        const std::string problem = served.recorder.failures(1).front().problem;
        QVERIFY2(problem.find("the security policy of \"pets.localhost\"") != std::string::npos, problem.c_str());
        return;
    }
    QVERIFY2(client.isOpen(), client.problem().c_str());
    QCOMPARE(QString(SSL_get_version(client.tls())), agreed);
    const std::string response = client.get("/", "pets.localhost");
    QCOMPARE(QString::fromStdString(fieldOf(response, "X-Version")), agreed);
    QCOMPARE(QString::fromStdString(fieldOf(response, "X-Cipher")), QString(SSL_get_cipher_name(client.tls())));
}

void TlsServerTest::protocols_data()
{
    QTest::addColumn<QByteArray>("offered");
    QTest::addColumn<QByteArray>("chosen");
    QTest::addColumn<bool>("opens");
    QTest::newRow("none offered") << QByteArray() << QByteArray() << true;
    QTest::newRow("http/1.1") << QByteArray("\x08http/1.1") << QByteArray("http/1.1") << true;
    QTest::newRow("h2 and http/1.1") << QByteArray("\x02h2\x08http/1.1") << QByteArray("http/1.1") << true;
    QTest::newRow("h2 alone") << QByteArray("\x02h2") << QByteArray() << false;
}

void TlsServerTest::protocols()
{
    QFETCH(QByteArray, offered);
    QFETCH(QByteArray, chosen);
    QFETCH(bool, opens);
    Served served({site("localhost"), site("pets.localhost")});
    TlsWishes wishes;
    wishes.serverName = "pets.localhost";
    wishes.alpn = offered.toStdString();
    TlsClient client(served.port(), wishes);
    QCOMPARE(client.isOpen(), opens);
    if (!opens) {
        QVERIFY(served.recorder.failures(1).front().problem.find("does not speak HTTP/1.1") != std::string::npos);
        return;
    }
    const unsigned char* name = nullptr;
    unsigned size = 0;
    SSL_get0_alpn_selected(client.tls(), &name, &size);
    QCOMPARE(QByteArray(reinterpret_cast<const char*>(name), int(size)), chosen);
}

void TlsServerTest::resumesSessions_data()
{
    QTest::addColumn<int>("version");
    QTest::newRow("TLS 1.2") << TLS1_2_VERSION;
    QTest::newRow("TLS 1.3") << TLS1_3_VERSION;
}

void TlsServerTest::resumesSessions()
{
    QFETCH(int, version);
    Served served({site("localhost"), site("pets.localhost")}, {}, 2);
    TlsWishes wishes;
    wishes.serverName = "pets.localhost";
    wishes.maximum = version;
    TlsClient first(served.port(), wishes);
    QVERIFY(!first.get("/", "x").empty());
    QVERIFY(!first.wasResumed());
    wishes.session = first.session();
    TlsClient second(served.port(), wishes);
    SSL_SESSION_free(wishes.session);
    QVERIFY2(second.isOpen(), second.problem().c_str());
    QVERIFY(second.wasResumed());
    QCOMPARE(fieldOf(second.get("/", "x"), "X-Site"), std::string("pets.localhost"));
}

// Who was let in without a certificate, or with one of another truststore, is not let in by a session of it.
void TlsServerTest::aTicketIsGoodForItsSiteAlone()
{
    const std::string trusted = m_files.text({"ca.pem"});
    Served served({site("localhost"), site("pets.localhost", "TLS_1_2", trusted),
                   site("dogs.localhost", "TLS_1_2", m_files.text({"other.pem"}))});
    for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        TlsWishes wishes;
        wishes.maximum = version;
        wishes.serverName = "localhost";
        TlsClient open(served.port(), wishes);
        QVERIFY(!open.get("/", "x").empty());
        wishes.session = open.session();
        wishes.serverName = "pets.localhost";
        TlsClient sneaking(served.port(), wishes);
        QVERIFY(!sneaking.wasResumed());
        QCOMPARE(sneaking.get("/", "x"), std::string());
        SSL_SESSION_free(wishes.session);

        wishes.session = nullptr;
        wishes.certificatePem = m_files.text({"good.pem"});
        wishes.privateKeyPem = m_files.text({"good.key"});
        TlsClient known(served.port(), wishes);
        QCOMPARE(fieldOf(known.get("/", "x"), "X-Problem"), std::string());
        wishes.session = known.session();
        wishes.serverName = "dogs.localhost";
        TlsClient other(served.port(), wishes);
        QVERIFY(!other.wasResumed());
        QVERIFY(!fieldOf(other.get("/", "x"), "X-Problem").empty());
        SSL_SESSION_free(wishes.session);
    }
}

void TlsServerTest::clientsThatDoNotTrustIt_data()
{
    QTest::addColumn<QString>("root");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("site");
    QTest::addColumn<QString>("words");
    QTest::newRow("another authority") << "other"
                                       << "localhost"
                                       << "localhost"
                                       << "must be told to trust the local";
    QTest::newRow("a name it is not made for") << "own"
                                               << "dogs.localhost"
                                               << "localhost"
                                               << "does not accept";
    QTest::newRow("expired") << "own"
                             << "old.localhost"
                             << "old.localhost"
                             << "has expired";
}

void TlsServerTest::clientsThatDoNotTrustIt()
{
    QFETCH(QString, root);
    QFETCH(QString, name);
    QFETCH(QString, site);
    QFETCH(QString, words);
    const auto longAgo = std::chrono::system_clock::now() - 24h * 200;
    QTemporaryDir folder; // of an authority that is two years old
    const auto older =
        LocalAuthority::open(folder.path().toStdString(), std::chrono::system_clock::now() - 24h * 700).value();
    const auto issued = older.serverCertificate({"old.localhost"}, longAgo).value();
    Served served(
        {this->site("localhost"), {"old.localhost", issued.certificatePem, issued.privateKeyPem, "TLS_1_2", {}}});
    QCOMPARE(served.diagnostics().size(), std::size_t{1}); // of the one that has expired
    TlsWishes wishes;
    wishes.serverName = name.toStdString();
    wishes.rootPem = root == "own" ? m_authority->rootPem() + older.rootPem() : m_files.text({"other.pem"});
    TlsClient client(served.port(), wishes);
    QVERIFY(!client.isOpen());
    const FailedConnection failed = served.recorder.failures(1).front();
    QVERIFY2(failed.problem.find(words.toStdString()) != std::string::npos, failed.problem.c_str());
    QVERIFY(failed.problem.find("\"" + site.toStdString() + "\"") != std::string::npos);
    QCOMPARE(failed.remoteAddress, std::string("127.0.0.1"));
    QVERIFY(failed.tls);
    QCOMPARE(failed.tls->serverName, name.toStdString());
    QCOMPARE(failed.status, 0);
}

void TlsServerTest::mutualTls_data()
{
    QTest::addColumn<QStringList>("shown"); // files; empty: no certificate
    QTest::addColumn<QString>("subject");
    QTest::addColumn<QString>("words"); // empty: trusted
    const auto row = [](const char* name, const QStringList& shown, const char* subject, const char* words) {
        QTest::newRow(name) << shown << subject << words;
    };
    row("good", {"good"}, "CN=good,O=Example", "");
    row("RSA of 2048 bits", {"rsa"}, "CN=rsa,O=Example", "");
    row("three above it", {"deep4", "mid2", "mid1"}, "CN=deep4,O=Example", "");
    row("none", {}, "", "");
    row("untrusted", {"stranger"}, "CN=stranger,O=Example", "not in the truststore");
    row("untrusted, with its root", {"stranger", "other"}, "CN=stranger,O=Example", "not in the truststore");
    row("self-signed", {"self"}, "CN=self,O=Example", "self-signed");
    row("four above it", {"deep5", "mid3", "mid2", "mid1"}, "CN=deep5,O=Example", "more than 4 certificates");
    row("what stands between is missing", {"deep4"}, "CN=deep4,O=Example", "not in the truststore");
    row("of a server", {"server"}, "CN=server,O=Example", "clientAuth");
    row("RSA of 1024 bits", {"small"}, "CN=small,O=Example", "too short a key");
    row("SHA-1", {"sha1"}, "CN=sha1,O=Example", "weaker than SHA-256");
    row("expired", {"old"}, "CN=old,O=Example", "has expired");
    row("version 1", {"v1"}, "CN=v1,O=Example", "version 3");
}

void TlsServerTest::mutualTls()
{
    QFETCH(QStringList, shown);
    QFETCH(QString, subject);
    QFETCH(QString, words);
    Served served({site("localhost"), site("pets.localhost", "TLS_1_2", m_files.text({"ca.pem"}))});
    for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        TlsWishes wishes;
        wishes.serverName = "pets.localhost";
        wishes.maximum = version;
        if (!shown.isEmpty()) {
            QStringList files = shown;
            for (QString& file : files)
                file += ".pem";
            wishes.certificatePem = m_files.text(files);
            wishes.privateKeyPem = m_files.text({shown.front() + ".key"});
        }
        TlsClient client(served.port(), wishes);
        const std::string response = client.get("/", "pets.localhost");
        if (shown.isEmpty()) {
            QCOMPARE(response, std::string());
            const auto failed = served.recorder.failures(1).front();
            QVERIFY2(failed.problem.find("the client showed no certificate") != std::string::npos,
                     failed.problem.c_str());
            continue;
        }
        QVERIFY2(client.isOpen(), client.problem().c_str());
        QCOMPARE(QString::fromStdString(fieldOf(response, "X-Client")), subject);
        const std::string problem = fieldOf(response, "X-Problem");
        QCOMPARE(problem.empty(), words.isEmpty());
        QVERIFY2(problem.find(words.toStdString()) != std::string::npos, problem.c_str());
    }
    // Where nobody asks, nobody is asked.
    TlsWishes wishes;
    wishes.serverName = "localhost";
    TlsClient client(served.port(), wishes);
    QCOMPARE(fieldOf(client.get("/", "x"), "X-Client"), std::string());
}

void TlsServerTest::aResumedSessionKnowsItsClient()
{
    Served served({site("localhost"), site("pets.localhost", "TLS_1_2", m_files.text({"ca.pem"}))});
    for (const char* who : {"good", "stranger"}) {
        TlsWishes wishes;
        wishes.serverName = "pets.localhost";
        wishes.certificatePem = m_files.text({QString(who) + ".pem"});
        wishes.privateKeyPem = m_files.text({QString(who) + ".key"});
        TlsClient first(served.port(), wishes);
        const std::string before = first.get("/", "x");
        wishes.session = first.session();
        TlsClient second(served.port(), wishes);
        const std::string after = second.get("/", "x");
        SSL_SESSION_free(wishes.session);
        QVERIFY(second.wasResumed());
        QCOMPARE(fieldOf(after, "X-Client"), "CN=" + std::string(who) + ",O=Example");
        QCOMPARE(fieldOf(after, "X-Problem"), fieldOf(before, "X-Problem"));
    }
}

void TlsServerTest::whatIsNoTls_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("zeros") << QByteArray(100, '\0');
    QTest::newRow("ones") << QByteArray(100, '\xff');
    QTest::newRow("a record that is no greeting") << QByteArray("\x16\x03\x01\x00\x04\xff\xff\xff\xff", 9);
    QTest::newRow("a record of 64 KiB") << QByteArray("\x16\x03\x01\xff\xff", 5) + QByteArray(65'535, 'x');
    QTest::newRow("an alert") << QByteArray("\x15\x03\x01\x00\x02\x02\x28", 7);
    QTest::newRow("SSH") << QByteArray("\x00\x00\x00\x14SSH-2.0-x\r\n", 14);
    QTest::newRow("the preface of HTTP/2, over a record") << QByteArray("\x16PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    QByteArray greeting("\x16\x03\x01\x00\x30\x01\x00\x00\x2c\x03\x03", 11);
    QTest::newRow("a greeting with garbage in it") << greeting + QByteArray(42, '\x7f');
}

void TlsServerTest::whatIsNoTls()
{
    QFETCH(QByteArray, bytes);
    Served served({site("localhost")});
    RawClient client(served.port());
    QVERIFY(client.send(bytes.toStdString()));
    client.endSending();
    const std::string answer = client.receiveAll(); // an alert at most
    QVERIFY(answer.size() <= 7);
    const auto failed = served.recorder.failures(1);
    QCOMPARE(failed.size(), std::size_t{1});
    QVERIFY(!failed.front().problem.empty());
    TlsClient other(served.port(), {});
    QCOMPARE(bodyOf(other.get("/still", "x")), std::string("/still"));
}

void TlsServerTest::plainHttpIsToldSo()
{
    Served served({site("localhost")});
    RawClient client(served.port());
    QVERIFY(client.send("GET /x HTTP/1.1\r\nHost: localhost\r\n\r\n"));
    const std::string response = client.receiveAll();
    QCOMPARE(statusOf(response), 400);
    QCOMPARE(bodyOf(response), std::string(R"({"message":"Plain HTTP was sent to a port for TLS: use https"})"));
    QVERIFY(response.find("Connection: close") != std::string::npos);
    const auto failed = served.recorder.failures(1);
    QCOMPARE(failed.front().problem, std::string("The client spoke plain HTTP on a port for TLS."));
    QCOMPARE(failed.front().status, 400);
    // Who connects and leaves again says nothing worth a trace.
    {
        RawClient silent(served.port());
        silent.endSending();
        QCOMPARE(silent.receiveAll(), std::string());
    }
    QCOMPARE(served.recorder.failures(1).size(), std::size_t{1});
}

void TlsServerTest::aSlowHandshakeIsEnded()
{
    HttpLimits limits;
    limits.handshakeTimeout = 40ms;
    Served served({site("localhost")}, limits);
    RawClient client(served.port());
    QVERIFY(client.send(std::string_view("\x16\x03\x01\x02", 4)));
    QCOMPARE(client.receiveAll(), std::string());
    QCOMPARE(served.recorder.failures(1).front().problem, std::string("The TLS handshake did not end within 40 ms."));
}

void TlsServerTest::aSilentClientIsEnded()
{
    HttpLimits limits;
    limits.handshakeTimeout = 40ms;
    Served served({site("localhost")}, limits);
    RawClient client(served.port());
    QVERIFY(client.isAtEnd());
}

void TlsServerTest::certificatesAreSwappedWhileItRuns()
{
    Served served({site("localhost")});
    TlsWishes wishes;
    wishes.serverName = "pets.localhost";
    TlsClient before(served.port(), wishes);
    QCOMPARE(before.shownName(), std::string("Gatewright on localhost"));
    QVERIFY(served.show({site("pets.localhost")}).empty());
    TlsClient after(served.port(), wishes);
    QCOMPARE(after.shownName(), std::string("Gatewright on pets.localhost"));
    QCOMPARE(bodyOf(before.get("/goes-on", "x")), std::string("/goes-on"));
    QCOMPARE(bodyOf(after.get("/new", "x")), std::string("/new"));
    (void)served.show({});
    RawClient nobody(served.port());
    QVERIFY(nobody.isAtEnd());
    QCOMPARE(bodyOf(after.get("/still", "x")), std::string("/still"));
}

void TlsServerTest::sitesThatCannotBeServed_data()
{
    QTest::addColumn<QString>("change");
    QTest::addColumn<QString>("words");
    QTest::newRow("no certificate") << "no certificate"
                                    << "The text holds no certificate";
    QTest::newRow("no key") << "no key"
                            << "The private key cannot be read";
    QTest::newRow("another key") << "another key"
                                 << "The private key is not the certificate's";
    QTest::newRow("a broken certificate") << "broken"
                                          << "Certificate 1 of the text cannot be read";
    QTest::newRow("a weak key") << "weak"
                                << "too weak";
    QTest::newRow("no such policy") << "policy"
                                    << "There is no security policy \"TLS_1_1\"";
    QTest::newRow("a truststore without certificates") << "truststore"
                                                       << "The truststore cannot be used";
    QTest::newRow("a key behind a password") << "password"
                                             << "without a password";
}

void TlsServerTest::sitesThatCannotBeServed()
{
    QFETCH(QString, change);
    QFETCH(QString, words);
    TlsSite faulty = site("pets.localhost");
    if (change == "no certificate")
        faulty.certificatePem = "";
    else if (change == "no key")
        faulty.privateKeyPem = "";
    else if (change == "another key")
        faulty.privateKeyPem = site("localhost").privateKeyPem;
    else if (change == "broken")
        faulty.certificatePem.erase(100, 40);
    else if (change == "policy")
        faulty.securityPolicy = "TLS_1_1";
    else if (change == "truststore")
        faulty.truststorePem = "none";
    else if (change == "password")
        faulty.privateKeyPem = "-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
                               "MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAhhAAAAAAAAAAICCAAw\n"
                               "-----END ENCRYPTED PRIVATE KEY-----\n";
    else {
        faulty.certificatePem = m_files.text({"small.pem"});
        faulty.privateKeyPem = m_files.text({"small.key"});
    }
    Served served({faulty, site("localhost")});
    QCOMPARE(served.diagnostics().size(), std::size_t{1});
    const Diagnostic& told = served.diagnostics().front();
    const QString text = QString::fromStdString(told.message + " " + told.hint);
    QVERIFY2(text.contains(words), qPrintable(text));
    QVERIFY(text.startsWith("TLS for \"pets.localhost\" is not served. "));
    TlsWishes wishes;
    wishes.serverName = "pets.localhost";
    TlsClient client(served.port(), wishes);
    QCOMPARE(client.shownName(), std::string("Gatewright on localhost"));
    QVERIFY(!TlsServer::build({faulty}).server);
}

void TlsServerTest::truststores_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("words"); // empty: all is right
    QTest::newRow("one") << "ca"
                         << "";
    QTest::newRow("with text between") << "text"
                                       << "";
    QTest::newRow("1000") << "1000"
                          << "";
    QTest::newRow("1001") << "1001"
                          << "more than 1000 certificates";
    QTest::newRow("larger than 1 MB") << "large"
                                      << "larger than 1 MB";
    QTest::newRow("a leaf in it") << "leaf"
                                  << "\"good\" of the truststore is no authority's";
    QTest::newRow("an expired one in it") << "expired"
                                          << "has expired";
}

void TlsServerTest::truststores()
{
    QFETCH(QString, kind);
    QFETCH(QString, words);
    const std::string ca = m_files.text({"ca.pem"});
    std::string store = ca;
    if (kind == "text")
        store = "# our authority\n" + ca + "\nand another\n" + m_files.text({"other.pem"});
    else if (kind == "1000" || kind == "1001")
        for (int i = 1; i < kind.toInt(); ++i)
            store += ca;
    else if (kind == "large")
        store += std::string(1'048'576, '\n');
    else if (kind == "leaf")
        store += m_files.text({"good.pem"});
    else if (kind == "expired") {
        QVERIFY(m_files.issue("past", "ca", "basicConstraints=critical,CA:TRUE\n", OpensslFolder::ecKey(),
                              {"-days", "-1"}));
        store += m_files.text({"past.pem"});
    }
    const auto built = TlsServer::build({site("localhost", "TLS_1_2", store)});
    QCOMPARE(built.diagnostics.empty(), words.isEmpty());
    if (!words.isEmpty())
        QVERIFY2(QString::fromStdString(built.diagnostics.front().message).contains(words),
                 built.diagnostics.front().message.c_str());
    const bool isWarning = kind == "leaf" || kind == "expired";
    QCOMPARE(built.server != nullptr, words.isEmpty() || isWarning);
}

void TlsServerTest::endsInOrder()
{
    Served served({site("localhost")}, {}, 2);
    TlsClient idle(served.port(), {});
    QVERIFY(!idle.get("/", "x").empty());
    RawClient opening(served.port());
    QVERIFY(opening.send(std::string_view("\x16\x03\x01", 3)));
    // Connections go to the two workers in turn: once each has answered a later one, those three bytes have been read,
    // and closing their connection does not reset it.
    for (int worker = 0; worker < 2; ++worker) {
        TlsClient later(served.port(), {});
        QVERIFY(!later.get("/", "x").empty());
    }
    TlsClient last(served.port(), {});
    QVERIFY(last.send("GET /x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
    QVERIFY(!last.receiveAll().empty());
    QVERIFY(last.wasClosedInOrder());
    served.server().stop(20s);
    QCOMPARE(idle.receiveAll(), std::string());
    QVERIFY(idle.wasClosedInOrder());
    QVERIFY(opening.isAtEnd());
}

void TlsServerTest::namesInGreetings_data()
{
    QTest::addColumn<QByteArray>("extension");
    QTest::addColumn<QString>("name"); // empty: none
    const auto of = [](const QByteArray& name) {
        QByteArray bytes;
        bytes.append(char((name.size() + 3) >> 8)).append(char(name.size() + 3)).append('\0');
        return bytes.append(char(name.size() >> 8)).append(char(name.size())) + name;
    };
    QTest::newRow("a name") << of("pets.localhost") << "pets.localhost";
    QTest::newRow("upper case") << of("PETS.Localhost") << "pets.localhost";
    QTest::newRow("a dot at its end") << of("pets.localhost.") << "pets.localhost";
    QTest::newRow("an address") << of("127.0.0.1") << "127.0.0.1";
    QTest::newRow("empty") << of("") << "";
    QTest::newRow("nothing") << QByteArray() << "";
    QTest::newRow("a NUL in it") << of(QByteArray("pets\0.localhost", 15)) << "";
    QTest::newRow("a port") << of("pets.localhost:80") << "";
    QTest::newRow("a wildcard") << of("*.localhost") << "";
    QTest::newRow("too long") << of(QByteArray(300, 'a')) << "";
    QTest::newRow("cut off") << of("pets.localhost").chopped(1) << "";
    QTest::newRow("one byte too many") << of("pets.localhost") + "x"
                                       << "";
    QTest::newRow("another type") << QByteArray("\x00\x04\x01\x00\x01x", 6) << "";
    QTest::newRow("a length beyond its end") << QByteArray("\x00\x05\x00\x00\x09xy", 7) << "";
}

void TlsServerTest::namesInGreetings()
{
    QFETCH(QByteArray, extension);
    QFETCH(QString, name);
    const auto found = serverNameIn({extension.constData(), static_cast<std::size_t>(extension.size())});
    QCOMPARE(QString::fromStdString(found.value_or("")), name);
}

QTEST_GUILESS_MAIN(TlsServerTest)
#include "tst_tls_server.moc"
