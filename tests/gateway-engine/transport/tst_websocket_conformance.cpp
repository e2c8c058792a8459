// The Autobahn TestSuite's cases against an echoing server (cases/websocket), byte for byte as its client sends them:
// those that stay within the service's own limits with those limits, over plain connections and, a few of them, over
// TLS.
#include "gateway-engine/crypto/local_authority.h"
#include "socket_world.h"
#include "tls_client.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace gw;
using namespace gw::engine;
using namespace gw::test;

namespace {

std::string bytesOfHex(const QJsonValue& hex)
{
    return QByteArray::fromHex(hex.toString().toLatin1()).toStdString();
}

// What came back, as the cases word it: ["message", text, false], ["pong", text]. Control characters are compared as
// bytes.
QStringList wordsOf(const std::vector<SeenFrame>& frames)
{
    QStringList words;
    for (const SeenFrame& frame : frames) {
        const QString hex = QString::fromLatin1(QByteArray::fromStdString(frame.payload).toHex());
        if (frame.opcode == 1 || frame.opcode == 2)
            words.append("message " + hex + (frame.opcode == 2 ? " binary" : ""));
        else if (frame.opcode == 10)
            words.append("pong " + hex);
    }
    return words;
}

QStringList wordsOf(const QJsonArray& events)
{
    QStringList words;
    for (const auto& event : events) {
        const QJsonArray parts = event.toArray();
        const QString hex = QString::fromLatin1(parts[1].toString().toUtf8().toHex());
        words.append(parts[0].toString() + " " + hex + (parts[2].toBool() ? " binary" : ""));
    }
    return words;
}

bool isOneOf(const QStringList& seen, const QJsonObject& alternatives)
{
    for (const auto& alternative : alternatives)
        if (wordsOf(alternative.toArray()) == seen)
            return true;
    return false;
}

std::size_t framesIn(std::string bytes)
{
    std::size_t count = 0;
    while (takeFrame(bytes))
        ++count;
    return count;
}

// Sends as the script says, and waits where its client waited for as many frames.
template <typename Client>
std::vector<SeenFrame> play(Client& client, const QJsonArray& script)
{
    std::vector<SeenFrame> seen;
    bool isOpen = true;
    for (const auto& value : script) {
        const QJsonArray step = value.toArray();
        if (step[0].toString() == "send") {
            client.send(bytesOfHex(step[1]));
            continue;
        }
        for (std::size_t i = framesIn(bytesOfHex(step[1])); i > 0 && isOpen; --i) {
            auto frame = client.receive();
            isOpen = frame.has_value();
            if (frame)
                seen.push_back(*std::move(frame));
        }
    }
    for (SeenFrame& frame : client.receiveAll())
        seen.push_back(std::move(frame));
    return seen;
}

} // namespace

class WebSocketConformanceTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void answersAsExpected_data();
    void answersAsExpected();
    void answersAsExpectedOverTls_data();
    void answersAsExpectedOverTls();

private:
    template <typename Client>
    void check(Client& client);
    void addCases(const QString& groups);

    QTemporaryDir m_folder;
    std::unique_ptr<SocketServer> m_server;
    std::unique_ptr<SocketServer> m_secure;
};

void WebSocketConformanceTest::initTestCase()
{
    if (!QFile::exists(qEnvironmentVariable("GATEWRIGHT_CASES") + "/websocket/autobahn_cases.json"))
        QSKIP("GATEWRIGHT_CASES does not name the folder of conformance cases");
    SocketBehaviour echo;
    echo.limits.takesBinary = true;
    m_server = std::make_unique<SocketServer>(echo);
    const auto now = std::chrono::system_clock::now();
    const auto authority = LocalAuthority::open(m_folder.path().toStdString(), now);
    QVERIFY(authority);
    const auto issued = authority->serverCertificate({"localhost"}, now);
    QVERIFY(issued);
    auto tls = std::make_shared<PublishedTls>();
    tls->set(TlsServer::build({{"localhost", issued->certificatePem, issued->privateKeyPem, "TLS_1_2", {}}}).server);
    m_secure = std::make_unique<SocketServer>(echo, WorkerOptions(), 1, tls);
}

void WebSocketConformanceTest::addCases(const QString& groups)
{
    QTest::addColumn<QJsonObject>("item");
    QFile file(qEnvironmentVariable("GATEWRIGHT_CASES") + "/websocket/autobahn_cases.json");
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonArray cases = QJsonDocument::fromJson(file.readAll()).array();
    for (const auto& value : cases) {
        const QJsonObject item = value.toObject();
        const QString id = item["id"].toString();
        if (item["apigw_applicable"].toBool() && item.contains("script") && groups.contains(id.front()))
            QTest::newRow(qPrintable(id)) << item;
    }
}

// A close code is compared when the server's close frame has one: an empty close frame is answered by an empty one.
template <typename Client>
void WebSocketConformanceTest::check(Client& client)
{
    QFETCH(QJsonObject, item);
    QVERIFY(client.open().starts_with("HTTP/1.1 101 "));
    const std::vector<SeenFrame> seen = play(client, item["script"].toArray());
    const QStringList words = wordsOf(seen);
    QVERIFY2(isOneOf(words, item["expected_alternatives"].toObject()), qPrintable(words.join(", ")));
    const auto close = std::find_if(seen.begin(), seen.end(), [](const SeenFrame& frame) { return frame.opcode == 8; });
    QVERIFY(close != seen.end());
    QVERIFY(std::next(close) == seen.end());
    const QJsonArray codes = item["expected_close"].toObject()["closeCode"].toArray();
    const bool isEmpty = close->payload.empty() && item["reference_behaviour"].toArray()[2].isNull();
    QVERIFY2(isEmpty || codes.contains(close->closeCode()), qPrintable(QString::number(close->closeCode())));
}

void WebSocketConformanceTest::answersAsExpected_data()
{
    addCases("1234567");
}

void WebSocketConformanceTest::answersAsExpected()
{
    PlainClient client(m_server->port);
    check(client);
}

void WebSocketConformanceTest::answersAsExpectedOverTls_data()
{
    addCases("157");
}

void WebSocketConformanceTest::answersAsExpectedOverTls()
{
    SocketClient<TlsClient> client(m_secure->port, TlsWishes{});
    QVERIFY(client.wire().isOpen());
    check(client);
}

QTEST_GUILESS_MAIN(WebSocketConformanceTest)
#include "tst_websocket_conformance.moc"
