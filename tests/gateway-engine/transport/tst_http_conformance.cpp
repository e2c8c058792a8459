// The request parsing of a served listener against public test suites (cases/http1): what all servers refuse must never
// be answered 2xx, what all accept never with 4xx or 5xx.
#include "gateway-engine/transport/http_server.h"

#include "raw_client.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace gw::engine;
using gw::test::RawClient;
using gw::test::statusOf;

namespace {

class AlwaysOk final : public RequestHandler
{
public:
    Task<Response> handle(Request&&) override { co_return Response(); }
};

// One code point is one byte.
std::string bytesOf(const QJsonValue& text)
{
    return text.toString().toLatin1().toStdString();
}

} // namespace

class HttpConformanceTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void keepsTheMustRules_data();
    void keepsTheMustRules();
    void cleanupTestCase();

private:
    HttpServer m_server{1, {}};
    int m_port = 0;
    int m_held = 0;
    int m_rows = 0;
};

void HttpConformanceTest::initTestCase()
{
    if (!QFile::exists(qEnvironmentVariable("GATEWRIGHT_CASES") + "/http1/requests.json"))
        QSKIP("GATEWRIGHT_CASES does not name the folder of conformance cases");
    const auto port = m_server.listen("127.0.0.1", 0, [](Worker&) { return std::make_unique<AlwaysOk>(); });
    QVERIFY(port);
    m_port = *port;
}

void HttpConformanceTest::keepsTheMustRules_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("accepted");
    QFile file(qEnvironmentVariable("GATEWRIGHT_CASES") + "/http1/requests.json");
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonArray cases = QJsonDocument::fromJson(file.readAll()).array();
    for (const auto& value : cases) {
        const QJsonObject item = value.toObject();
        const QString verdict = item["expect"].toObject()["verdict"].toString();
        const QString consensus = item["consensus"].toString();
        const bool mustRefuse = verdict == "reject" && consensus == "rej";
        const bool mustAccept = verdict == "accept" && consensus == "acc";
        if (!mustRefuse && !mustAccept)
            continue;
        const auto text = item.contains("raw_with_host") ? item["raw_with_host"] : item["raw"];
        QTest::newRow(qPrintable(item["id"].toString())) << QByteArray::fromStdString(bytesOf(text)) << mustAccept;
    }
}

void HttpConformanceTest::keepsTheMustRules()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, accepted);
    ++m_rows;
    RawClient client(m_port);
    client.send(bytes.toStdString());
    client.endSending();
    const std::string answer = client.receiveAll();
    const int status = statusOf(answer);
    if (accepted)
        QVERIFY2(status >= 200 && status < 400, answer.c_str());
    else
        QVERIFY2(status < 200 || status >= 300, answer.c_str());
    ++m_held;
}

void HttpConformanceTest::cleanupTestCase()
{
    qInfo("%d of %d cases hold", m_held, m_rows);
}

QTEST_GUILESS_MAIN(HttpConformanceTest)
#include "tst_http_conformance.moc"
