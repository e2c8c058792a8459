// Calls to endpoints: what is sent, what is understood, every way to fail, pooled connections, TLS.
#include "gateway-engine/transport/http_client.h"

#include "gateway-engine/crypto/certificate.h"
#include "gateway-engine/crypto/local_authority.h"
#include "scripted_endpoint.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <openssl/ssl.h>

#include <future>

using namespace gw::engine;
using gw::test::ScriptedEndpoint;
using namespace std::chrono_literals;
using Kind = UpstreamFailure::Kind;

Q_DECLARE_METATYPE(UpstreamFailure::Kind)

namespace {

// An engine thread to call from.
class Caller
{
public:
    explicit Caller(const HttpClientOptions& options = {}) : m_worker(WorkerOptions{})
    {
        m_worker.client = std::make_unique<HttpClient>(m_worker, options);
        m_worker.start();
    }
    ~Caller() { m_worker.stop(); }

    using Outcome = tl::expected<UpstreamResponse, UpstreamFailure>;
    Outcome call(const UpstreamRequest& request)
    {
        UpstreamResponse answer;
        auto failure = asio::co_spawn(
                           m_worker.context, [&] { return m_worker.client->send(request, answer); }, asio::use_future)
                           .get();
        return failure ? Outcome(tl::unexpect, *std::move(failure)) : Outcome(std::move(answer));
    }

private:
    Worker m_worker;
};

UpstreamRequest requestTo(int port, const std::string& method = "GET", const std::string& target = "/")
{
    UpstreamRequest request;
    request.endpoint.host = "127.0.0.1";
    request.endpoint.port = static_cast<std::uint16_t>(port);
    request.method = method;
    request.target = target;
    request.timeout = 20s;
    return request;
}

// A TLS endpoint with the certificate and key of two files; answers "ok" to every connection whose handshake succeeds.
class TlsEndpoint
{
public:
    // With `clientAuthority`: clients must show a certificate that comes from it.
    TlsEndpoint(const QString& certificate, const QString& key, const QString& clientAuthority = {})
        : m_context(SSL_CTX_new(TLS_server_method())), m_listener(::socket(AF_INET, SOCK_STREAM, 0))
    {
        SSL_CTX_use_certificate_file(m_context, qPrintable(certificate), SSL_FILETYPE_PEM);
        SSL_CTX_use_PrivateKey_file(m_context, qPrintable(key), SSL_FILETYPE_PEM);
        if (!clientAuthority.isEmpty()) {
            SSL_CTX_load_verify_locations(m_context, qPrintable(clientAuthority), nullptr);
            SSL_CTX_set_verify(m_context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
        }
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        ::bind(m_listener, reinterpret_cast<sockaddr*>(&address), sizeof address);
        ::listen(m_listener, 16);
        socklen_t size = sizeof address;
        ::getsockname(m_listener, reinterpret_cast<sockaddr*>(&address), &size);
        m_port = ntohs(address.sin_port);
        m_thread = std::thread([this] { serve(); });
    }
    ~TlsEndpoint()
    {
        ::shutdown(m_listener, SHUT_RDWR);
        m_thread.join();
        ::close(m_listener);
        SSL_CTX_free(m_context);
    }

    [[nodiscard]] int port() const { return m_port; }

private:
    void serve()
    {
        for (int socket; (socket = ::accept(m_listener, nullptr, nullptr)) >= 0; ::close(socket)) {
            SSL* tls = SSL_new(m_context);
            SSL_set_fd(tls, socket);
            char buffer[4'096];
            if (SSL_accept(tls) == 1 && SSL_read(tls, buffer, sizeof buffer) > 0) {
                const X509* client = SSL_get0_peer_certificate(tls);
                const std::string answer =
                    "HTTP/1.1 200 OK\r\n\r\n" + (client ? gw::engine::commonName(*client) : "ok");
                SSL_write(tls, answer.data(), static_cast<int>(answer.size()));
                SSL_shutdown(tls);
            }
            SSL_free(tls);
        }
    }

    SSL_CTX* m_context;
    int m_listener;
    int m_port = 0;
    std::thread m_thread;
};

// Certificates of a small authority of our own, made anew for each run.
class Certificates
{
public:
    bool make()
    {
        return run({"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                    "-subj", "/CN=Test Authority", "-keyout", "ca.key", "-out", "ca.pem"}) &&
               issue("good", "DNS:localhost,IP:127.0.0.1", "2") && issue("other", "DNS:other.example", "2") &&
               issue("expired", "DNS:localhost", "-1") && selfSign("self");
    }
    [[nodiscard]] QString path(const QString& name) const { return m_folder.filePath(name); }
    [[nodiscard]] std::string text(const QString& name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
    }

private:
    bool issue(const QString& name, const QString& names, const QString& days)
    {
        QFile extensions(path(name + ".ext"));
        if (!extensions.open(QIODevice::WriteOnly) || extensions.write(("subjectAltName=" + names).toUtf8()) < 0)
            return false;
        extensions.close();
        return run({"req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=Test",
                    "-keyout", name + ".key", "-out", name + ".csr"}) &&
               run({"x509", "-req", "-in", name + ".csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial",
                    "-days", days, "-extfile", name + ".ext", "-out", name + ".pem"});
    }
    bool selfSign(const QString& name)
    {
        return run({"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                    "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", name + ".key",
                    "-out", name + ".pem"});
    }
    bool run(const QStringList& arguments)
    {
        QProcess openssl;
        openssl.setWorkingDirectory(m_folder.path());
        openssl.start("openssl", arguments);
        const bool done = openssl.waitForFinished() && openssl.exitCode() == 0;
        if (!done)
            qWarning("%s", openssl.readAllStandardError().constData());
        return done;
    }

    QTemporaryDir m_folder;
};

const std::string ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

} // namespace

class HttpClientTest : public QObject
{
    Q_OBJECT

private slots:
    void understands_data();
    void understands();
    void fails_data();
    void fails();
    void sendsWhatItIsGiven();
    void refusesWhatCannotBeSent_data();
    void refusesWhatCannotBeSent();
    void failsWhenNobodyListens();
    void failsWhenTheNameIsUnknown();
    void givesUpAfterTheTimeLimit_data();
    void givesUpAfterTheTimeLimit();
    void sendsAndReceivesBigBodies();
    void reusesConnections();
    void triesAgainAfterAStaleConnection_data();
    void triesAgainAfterAStaleConnection();
    void keepsAtMostSoManyIdle();
    void checksCertificates_data();
    void checksCertificates();
    void trustsAddedRoots();
    void showsItsClientCertificate_data();
    void showsItsClientCertificate();
    void keepsConnectionsApartByIdentity();
    void failsWhenTheEndpointSpeaksNoTls();
};

void HttpClientTest::understands_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("method");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char* name, const char* answer, int status, const char* body,
                        const char* method = "GET") {
        QTest::newRow(name) << QByteArray(answer) << QString(method) << status << QByteArray(body);
    };
    row("length", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", 200, "ok");
    row("empty", "HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n", 201, "");
    row("chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;x\r\no\r\n1\r\nk\r\n0\r\nT: 1\r\n\r\n", 200,
        "ok");
    row("until close", "HTTP/1.1 200 OK\r\n\r\nok", 200, "ok");
    row("1.0 until close", "HTTP/1.0 404 Not Found\r\nX: y\r\n\r\nno", 404, "no");
    row("interim answers are skipped",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: "
        "2\r\n\r\nok",
        200, "ok");
    row("no content", "HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n", 204, "");
    row("not modified", "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", 304, "");
    row("head", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", 200, "", "HEAD");
    row("folded header", "HTTP/1.1 200 OK\r\nX: a\r\n b\r\nContent-Length: 2\r\n\r\nok", 200, "ok");
    row("unusual status", "HTTP/1.1 799 Whatever\r\nContent-Length: 2\r\n\r\nok", 799, "ok");
}

void HttpClientTest::understands()
{
    QFETCH(QByteArray, answer);
    QFETCH(QString, method);
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    ScriptedEndpoint endpoint({{{answer.toStdString()}}});
    Caller caller;
    const auto outcome = caller.call(requestTo(endpoint.port(), method.toStdString()));
    QVERIFY2(outcome, outcome ? "" : outcome.error().detail.c_str());
    QCOMPARE(outcome->response.status, status);
    QCOMPARE(QByteArray::fromStdString(outcome->response.body), body);
    QVERIFY(!outcome->reusedConnection);
    QVERIFY(outcome->connectTime > 0ns);
}

void HttpClientTest::fails_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<bool>("resets");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QString>("detail");
    const auto row = [](const char* name, const std::string& answer, Kind kind, const char* detail,
                        bool resets = false) {
        QTest::newRow(name) << QByteArray::fromStdString(answer) << resets << kind << QString(detail);
    };
    row("closed at once", "", Kind::Closed, "closed the connection without an answer");
    row("reset at once", "", Kind::Closed, "closed the connection without an answer", true);
    row("closed in the head", "HTTP/1.1 200 OK\r\nContent-", Kind::Closed, "in the middle of its answer");
    row("closed in the body", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nok", Kind::Closed,
        "in the middle of its answer");
    row("closed in a chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nok", Kind::Closed,
        "in the middle");
    row("reset in the body", "HTTP/1.1 200 OK\r\n\r\nok", Kind::Closed, "closed the connection", true);
    row("closed after an interim answer", "HTTP/1.1 100 Continue\r\n\r\n", Kind::Closed, "in the middle of its answer");
    row("garbage", "SSH-2.0-OpenSSH_9.2\r\n\r\n", Kind::Protocol, "did not answer in HTTP");
    row("bad status", "HTTP/1.1 abc OK\r\n\r\n", Kind::Protocol, "did not answer in HTTP");
    row("HTTP/2", "HTTP/2.0 200 OK\r\n\r\n", Kind::Protocol, "did not answer in HTTP");
    row("bad chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n\r\n", Kind::Protocol,
        "did not answer in HTTP");
    row("two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nok", Kind::Protocol,
        "did not answer in HTTP");
    row("switched protocol", "HTTP/1.1 101 Switching Protocols\r\n\r\n", Kind::Protocol, "without being asked");
    row("endless head", "HTTP/1.1 200 OK\r\nX: " + std::string(30'000, 'x'), Kind::Protocol, "longer than");
    row("too many headers",
        "HTTP/1.1 200 OK\r\nX: " + std::string(15'000, 'x') + "\r\nY: " + std::string(15'000, 'y') + "\r\n\r\n",
        Kind::Protocol, "longer than");
    row("announced too large", "HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n", Kind::TooLarge,
        "larger than 1000 bytes");
    row("chunk too large", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n", Kind::TooLarge,
        "larger than 1000 bytes");
    row("too large until close", "HTTP/1.1 200 OK\r\n\r\n" + std::string(1'001, 'x'), Kind::TooLarge,
        "larger than 1000 bytes");
}

void HttpClientTest::fails()
{
    QFETCH(QByteArray, answer);
    QFETCH(bool, resets);
    QFETCH(Kind, kind);
    QFETCH(QString, detail);
    ScriptedEndpoint::Connection script;
    script.answers = {answer.toStdString()};
    script.resets = resets;
    ScriptedEndpoint endpoint({script});
    HttpClientOptions options;
    options.maxBodyBytes = 1'000;
    Caller caller(options);
    const auto outcome = caller.call(requestTo(endpoint.port()));
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, kind);
    QVERIFY2(outcome.error().detail.find(detail.toStdString()) != std::string::npos, outcome.error().detail.c_str());
    QVERIFY(outcome.error().detail.find("127.0.0.1:" + std::to_string(endpoint.port())) != std::string::npos);
}

void HttpClientTest::sendsWhatItIsGiven()
{
    ScriptedEndpoint endpoint({{{ok, ok, ok}}});
    Caller caller;
    auto request = requestTo(endpoint.port(), "PUT", "/a%20b?c");
    request.headers.add("Host", "example.com");
    request.headers.add("X-Twice", "1");
    request.headers.add("X-Twice", "2");
    request.headers.add("Content-Length", "77");
    request.headers.add("Connection", "close");
    request.headers.add("X-Split", "a\r\nX-Injected: yes");
    request.headers.add("bad name", "z");
    request.body = "body";
    QVERIFY(caller.call(request));
    QVERIFY(caller.call(requestTo(endpoint.port())));
    QVERIFY(caller.call(requestTo(endpoint.port(), "POST")));
    const std::string own = "Host: 127.0.0.1:" + std::to_string(endpoint.port()) + "\r\n";
    const auto seen = endpoint.requests();
    QCOMPARE(seen.at(0),
             "PUT /a%20b?c HTTP/1.1\r\nHost: example.com\r\nX-Twice: 1\r\nX-Twice: 2\r\nX-Split: a  X-Injected: "
             "yes\r\nContent-Length: 4\r\n\r\nbody");
    QCOMPARE(seen.at(1), "GET / HTTP/1.1\r\n" + own + "\r\n");
    QCOMPARE(seen.at(2), "POST / HTTP/1.1\r\n" + own + "Content-Length: 0\r\n\r\n");
}

void HttpClientTest::refusesWhatCannotBeSent_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<QString>("target");
    QTest::newRow("line end in the target") << "GET"
                                            << "/a\r\nX: y";
    QTest::newRow("space in the target") << "GET"
                                         << "/a b";
    QTest::newRow("no slash") << "GET"
                              << "a";
    QTest::newRow("empty target") << "GET"
                                  << "";
    QTest::newRow("space in the method") << "GE T"
                                         << "/";
    QTest::newRow("empty method") << ""
                                  << "/";
}

void HttpClientTest::refusesWhatCannotBeSent()
{
    QFETCH(QString, method);
    QFETCH(QString, target);
    Caller caller;
    const auto outcome = caller.call(requestTo(1, method.toStdString(), target.toStdString()));
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, Kind::Protocol);
}

void HttpClientTest::failsWhenNobodyListens()
{
    const int port = ScriptedEndpoint({}).port(); // closed again
    Caller caller;
    const auto outcome = caller.call(requestTo(port));
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, Kind::Connect);
    QCOMPARE(outcome.error().detail, "Connection refused by 127.0.0.1:" + std::to_string(port));
}

void HttpClientTest::failsWhenTheNameIsUnknown()
{
    Caller caller;
    auto request = requestTo(80);
    request.endpoint.host = "no such name.invalid"; // not a name: no server is asked
    const auto outcome = caller.call(request);
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, Kind::NameResolution);
    QVERIFY(outcome.error().detail.find("no such name.invalid") != std::string::npos);
}

void HttpClientTest::givesUpAfterTheTimeLimit_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<int>("bodyBytes");
    QTest::newRow("no answer") << QByteArray() << 0;
    QTest::newRow("half a head") << QByteArray("HTTP/1.1 200 OK\r\nX") << 0;
    QTest::newRow("half a body") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nok") << 0;
    QTest::newRow("does not read the request") << QByteArray() << 20'000'000;
}

void HttpClientTest::givesUpAfterTheTimeLimit()
{
    QFETCH(QByteArray, answer);
    QFETCH(int, bodyBytes);
    ScriptedEndpoint::Connection script;
    script.answers = {answer.toStdString()};
    script.hangs = true;
    ScriptedEndpoint deaf({}); // its connections are accepted by the system, and never read
    ScriptedEndpoint endpoint({script});
    Caller caller;
    auto request = requestTo(bodyBytes ? deaf.port() : endpoint.port(), "PUT");
    request.timeout = 50ms;
    request.body.assign(static_cast<std::size_t>(bodyBytes), 'x');
    const auto start = std::chrono::steady_clock::now();
    const auto outcome = caller.call(request);
    const auto elapsed = std::chrono::steady_clock::now() - start;
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, Kind::Timeout);
    QVERIFY2(outcome.error().detail.find("did not answer within 50 ms") != std::string::npos,
             outcome.error().detail.c_str());
    QVERIFY(elapsed >= 50ms);
}

void HttpClientTest::sendsAndReceivesBigBodies()
{
    const std::string big(9'000'000, 'b');
    ScriptedEndpoint endpoint({{{"HTTP/1.1 200 OK\r\nContent-Length: 9000000\r\n\r\n" + big}}});
    Caller caller;
    auto request = requestTo(endpoint.port(), "POST");
    request.body = big;
    const auto outcome = caller.call(request);
    QVERIFY(outcome);
    QVERIFY(outcome->response.body == big);
    QVERIFY(endpoint.requests().at(0).ends_with(big));
}

void HttpClientTest::reusesConnections()
{
    const std::string closing = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok";
    ScriptedEndpoint endpoint({{{ok, closing}}, {{ok}}});
    Caller caller;
    QVERIFY(!caller.call(requestTo(endpoint.port()))->reusedConnection);
    const auto second = caller.call(requestTo(endpoint.port()));
    QVERIFY(second->reusedConnection);
    QCOMPARE(second->connectTime, 0ns);
    QVERIFY(!caller.call(requestTo(endpoint.port()))->reusedConnection);
    QCOMPARE(endpoint.connections(), 2);
}

void HttpClientTest::triesAgainAfterAStaleConnection_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<bool>("resets");
    for (const char* method : {"GET", "PUT", "POST"}) {
        QTest::addRow("%s closed", method) << method << false;
        QTest::addRow("%s reset", method) << method << true;
    }
}

void HttpClientTest::triesAgainAfterAStaleConnection()
{
    QFETCH(QString, method);
    QFETCH(bool, resets);
    ScriptedEndpoint::Connection first;
    first.answers = {ok};
    first.resets = resets;
    ScriptedEndpoint endpoint({first, {{ok}}});
    Caller caller;
    QVERIFY(caller.call(requestTo(endpoint.port())));
    endpoint.waitUntilClosed(1);
    const auto outcome = caller.call(requestTo(endpoint.port(), method.toStdString()));
    QVERIFY2(outcome, outcome ? "" : outcome.error().detail.c_str());
    QVERIFY(!outcome->reusedConnection);
    QCOMPARE(endpoint.requests().size(), std::size_t{2});
}

void HttpClientTest::keepsAtMostSoManyIdle()
{
    HttpClientOptions options;
    options.maxIdlePerEndpoint = 0;
    ScriptedEndpoint endpoint({{{ok}}, {{ok}}});
    Caller caller(options);
    QVERIFY(caller.call(requestTo(endpoint.port())));
    QVERIFY(!caller.call(requestTo(endpoint.port()))->reusedConnection);
}

void HttpClientTest::checksCertificates_data()
{
    QTest::addColumn<QString>("certificate");
    QTest::addColumn<QString>("host");
    QTest::addColumn<bool>("trustsAuthority");
    QTest::addColumn<bool>("verifies");
    QTest::addColumn<QString>("problem"); // empty: succeeds
    QTest::newRow("name") << "good"
                          << "localhost" << true << true << "";
    QTest::newRow("address") << "good"
                             << "127.0.0.1" << true << true << "";
    QTest::newRow("unknown authority") << "good"
                                       << "localhost" << false << true
                                       << "an authority that this machine does not trust";
    QTest::newRow("self-signed") << "self"
                                 << "localhost" << true << true << "is self-signed";
    QTest::newRow("wrong name") << "other"
                                << "localhost" << true << true << "is not made out for \"localhost\"";
    QTest::newRow("wrong address") << "other"
                                   << "127.0.0.1" << true << true << "is not made out for \"127.0.0.1\"";
    QTest::newRow("expired") << "expired"
                             << "localhost" << true << true << "has expired";
    QTest::newRow("self-signed, not verified") << "self"
                                               << "localhost" << false << false << "";
    QTest::newRow("wrong name, not verified") << "other"
                                              << "localhost" << false << false << "";
    QTest::newRow("expired, not verified") << "expired"
                                           << "localhost" << false << false << "";
}

void HttpClientTest::checksCertificates()
{
    QFETCH(QString, certificate);
    QFETCH(QString, host);
    QFETCH(bool, trustsAuthority);
    QFETCH(bool, verifies);
    QFETCH(QString, problem);
    static Certificates certificates;
    static const bool made = certificates.make();
    QVERIFY(made);
    qputenv("SSL_CERT_FILE", trustsAuthority ? certificates.path("ca.pem").toUtf8() : QByteArray("/nonexistent"));
    TlsEndpoint endpoint(certificates.path(certificate + ".pem"), certificates.path(certificate + ".key"));
    Caller caller;
    auto request = requestTo(endpoint.port());
    request.endpoint.isTls = true;
    request.endpoint.host = host.toStdString();
    request.endpoint.verifyTls = verifies;
    const auto outcome = caller.call(request);
    qunsetenv("SSL_CERT_FILE");
    if (problem.isEmpty()) {
        QVERIFY2(outcome, outcome ? "" : outcome.error().detail.c_str());
        QCOMPARE(outcome->response.body, "ok");
        return;
    }
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, Kind::Tls);
    QVERIFY2(outcome.error().detail.find(problem.toStdString()) != std::string::npos, outcome.error().detail.c_str());
}

void HttpClientTest::trustsAddedRoots()
{
    Certificates certificates;
    QVERIFY(certificates.make());
    TlsEndpoint endpoint(certificates.path("good.pem"), certificates.path("good.key"));
    for (const bool trusts : {true, false}) {
        HttpClientOptions options;
        options.trustedRoots = trusts ? certificates.text("ca.pem") : std::string();
        Caller caller(options);
        auto request = requestTo(endpoint.port());
        request.endpoint.isTls = true;
        request.endpoint.host = "localhost";
        QCOMPARE(caller.call(request).has_value(), trusts);
    }
}

void HttpClientTest::showsItsClientCertificate_data()
{
    QTest::addColumn<QString>("certificate"); // "local": of the local authority; empty: none
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("outcome"); // what the endpoint saw, or what went wrong
    QTest::newRow("of the local authority") << "local"
                                            << "local"
                                            << "Gatewright client certificate a1";
    QTest::newRow("of another authority") << "good.pem"
                                          << "good.key"
                                          << "";
    QTest::newRow("none") << ""
                          << ""
                          << "";
    QTest::newRow("the key of another") << "good.pem"
                                        << "other.key"
                                        << "The private key is not the certificate's";
    QTest::newRow("no certificate in the text") << "good.key"
                                                << "good.key"
                                                << "holds no certificate";
    QTest::newRow("no key in the text") << "good.pem"
                                        << "good.pem"
                                        << "The private key cannot be read";
}

void HttpClientTest::showsItsClientCertificate()
{
    QFETCH(QString, certificate);
    QFETCH(QString, key);
    QFETCH(QString, outcome);
    Certificates certificates;
    QVERIFY(certificates.make());
    QTemporaryDir folder;
    const auto authority = LocalAuthority::open(folder.path().toStdString(), std::chrono::system_clock::now()).value();
    const auto local = authority.clientCertificate("a1", std::chrono::system_clock::now()).value();
    TlsEndpoint endpoint(certificates.path("good.pem"), certificates.path("good.key"),
                         QString::fromStdString(authority.rootFile().string()));
    Caller caller;
    auto request = requestTo(endpoint.port());
    request.endpoint.isTls = true;
    request.endpoint.verifyTls = false;
    ClientIdentity identity{certificates.text(certificate), certificates.text(key)};
    if (certificate == "local")
        identity = {local.certificatePem, local.privateKeyPem};
    if (!certificate.isEmpty())
        request.endpoint.identity = std::make_shared<const ClientIdentity>(std::move(identity));
    const auto answer = caller.call(request);
    if (certificate == "local") {
        QVERIFY2(answer, answer ? "" : answer.error().detail.c_str());
        QCOMPARE(QString::fromStdString(answer->response.body), outcome);
        return;
    }
    QVERIFY(!answer);
    QVERIFY2(QString::fromStdString(answer.error().detail).contains(outcome), answer.error().detail.c_str());
}

// A connection that was opened as somebody is nobody else's.
void HttpClientTest::keepsConnectionsApartByIdentity()
{
    Endpoint plain;
    plain.isTls = true;
    plain.host = "localhost";
    Endpoint first = plain;
    first.identity = std::make_shared<const ClientIdentity>(ClientIdentity{"a", "b"});
    Endpoint second = plain;
    second.identity = std::make_shared<const ClientIdentity>(ClientIdentity{"a", "b"});
    QVERIFY(first != plain && first != second);
    const Endpoint copy = first;
    QVERIFY(copy == first);
}

void HttpClientTest::failsWhenTheEndpointSpeaksNoTls()
{
    ScriptedEndpoint endpoint({{{"HTTP/1.1 400 Bad Request\r\n\r\n"}}});
    // The script waits for the end of a head, which a TLS greeting does not have: it answers when the client gives up.
    Caller caller;
    auto request = requestTo(endpoint.port());
    request.endpoint.isTls = true;
    request.timeout = 50ms;
    const auto outcome = caller.call(request);
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, Kind::Timeout);
}

QTEST_GUILESS_MAIN(HttpClientTest)
#include "tst_http_client.moc"
