// The README's tour as a test: the real programs, the real example, real sockets. The backend and the gateway are two
// processes of `gatewright serve`; requests go through both, and the trace file tells what happened.
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

#include <csignal>

namespace {

constexpr int patience = 20'000; // ms; a bound for a loaded machine, never waited out

void copyFolder(const QString& from, const QString& to)
{
    QDirIterator files(from, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString file = files.next();
        const QString target = to + "/" + QDir(from).relativeFilePath(file);
        QVERIFY(QDir().mkpath(QFileInfo(target).path()));
        QVERIFY(QFile::copy(file, target));
        QVERIFY(QFile::setPermissions(target, QFile::ReadOwner | QFile::WriteOwner));
    }
}

void replaceInFile(const QString& path, const QByteArray& before, const QByteArray& after)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    file.close();
    QVERIFY2(text.contains(before), qPrintable(path));
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(QByteArray(text).replace(before, after));
}

// A `gatewright serve` process that has said it is ready.
class Server
{
public:
    Server(const QStringList& arguments, const QString& readyFile) : m_readyFile(readyFile)
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(GW_CLI, QStringList{"serve"} + arguments + QStringList{"--ready-file", readyFile});
    }
    ~Server()
    {
        if (m_process.state() != QProcess::NotRunning) {
            m_process.kill();
            m_process.waitForFinished();
        }
    }

    bool isReady()
    {
        return QTest::qWaitFor([this] { return QFile::exists(m_readyFile); }, patience);
    }
    // The base URL of an API's stage, as the ready file names it.
    QString url(const QString& api, const QString& stage) const
    {
        QFile file(m_readyFile);
        if (!file.open(QIODevice::ReadOnly))
            return {};
        for (const QJsonValue& entry : QJsonDocument::fromJson(file.readAll())["apis"].toArray())
            if (entry["name"].toString() == api && entry["stage"].toString() == stage)
                return entry["url"].toString();
        return {};
    }
    int terminate()
    {
        m_process.terminate();
        m_process.waitForFinished(patience);
        return m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
    }

private:
    QProcess m_process;
    QString m_readyFile;
};

} // namespace

class TestTour : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void answers_data();
    void answers();
    void tracesTellWhatHappened();

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Server> m_backend;
    std::unique_ptr<Server> m_gateway;
    QString m_base;
    QString m_traces;
    QNetworkAccessManager m_network;
};

void TestTour::initTestCase()
{
    const QString project = m_folder.path() + "/petstore";
    copyFolder(QString(GW_SOURCE_DIR) + "/resources/examples/petstore", project);
    m_backend = std::make_unique<Server>(
        QStringList{project + "/upstream/pets-backend.openapi.yaml", "--port", "0", "--trace", "off"},
        m_folder.filePath("backend-ready.json"));
    QVERIFY(m_backend->isReady());

    QFile ready(m_folder.filePath("backend-ready.json"));
    QVERIFY(ready.open(QIODevice::ReadOnly));
    const QUrl backend(QJsonDocument::fromJson(ready.readAll())["apis"][0]["url"].toString());
    replaceInFile(project + "/gatewright.yaml", "127.0.0.1:4790", "127.0.0.1:" + QByteArray::number(backend.port()));

    m_traces = m_folder.filePath("traces.sqlite");
    m_gateway = std::make_unique<Server>(QStringList{project, "--port", "0", "--trace", m_traces},
                                         m_folder.filePath("gateway-ready.json"));
    QVERIFY(m_gateway->isReady());
    m_base = m_gateway->url("pets", "dev");
    QVERIFY(!m_base.isEmpty());
}

void TestTour::answers_data()
{
    QTest::addColumn<QByteArray>("verb");
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("bodyPart");
    QTest::newRow("from the examples") << QByteArray("GET") << "/health" << 200 << QByteArray("\"open\"");
    QTest::newRow("HTTP_PROXY") << QByteArray("GET") << "/pets" << 200 << QByteArray("Cassiopeia");
    QTest::newRow("HTTP, mapped") << QByteArray("GET") << "/pets/1" << 200 << QByteArray("Rex");
    QTest::newRow("HTTP, mapped to 404") << QByteArray("GET") << "/pets/0" << 404 << QByteArray("");
    // The example customises the gateway response MISSING_AUTHENTICATION_TOKEN.
    QTest::newRow("no such route") << QByteArray("GET") << "/pet" << 404 << QByteArray("nothing at this address");
    // The body is checked against the model NewPet; the example customises BAD_REQUEST_BODY.
    QTest::newRow("no pet at all") << QByteArray("POST") << "/pets" << 400 << QByteArray("A pet needs a name");
    QTest::newRow("no such method") << QByteArray("PATCH") << "/health" << 404 << QByteArray("nothing at this address");
}

void TestTour::answers()
{
    QFETCH(const QByteArray, verb);
    QFETCH(const QString, path);
    QFETCH(const int, status);
    QFETCH(const QByteArray, bodyPart);

    QNetworkRequest request(QUrl(m_base + path));
    request.setHeader(QNetworkRequest::ContentTypeHeader, "application/json");
    const std::unique_ptr<QNetworkReply> reply(m_network.sendCustomRequest(request, verb));
    QSignalSpy finished(reply.get(), &QNetworkReply::finished);
    QVERIFY(reply->isFinished() || finished.wait(patience));
    const QByteArray body = reply->readAll();
    QCOMPARE(reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), status);
    QVERIFY2(body.contains(bodyPart), body.constData());
    QVERIFY(reply->hasRawHeader("x-amzn-RequestId"));
}

void TestTour::tracesTellWhatHappened()
{
    QCOMPARE(m_gateway->terminate(), 0); // drains requests and traces

    QProcess list;
    list.start(GW_CLI, {"traces", "list", m_traces, "--json", "--filter", "path:/pet status:404"});
    QVERIFY(list.waitForFinished(patience));
    QCOMPARE(list.exitCode(), 0);
    const QByteArray listed = list.readAllStandardOutput();
    QVERIFY2(listed.contains("/pet"), listed.constData());

    QProcess har;
    har.start(GW_CLI, {"traces", "export", m_traces, "--format", "har"});
    QVERIFY(har.waitForFinished(patience));
    QCOMPARE(har.exitCode(), 0);
    const auto log = QJsonDocument::fromJson(har.readAllStandardOutput())["log"];
    QCOMPARE(log["entries"].toArray().size(), 7);
}

QTEST_GUILESS_MAIN(TestTour)
#include "tst_tour.moc"
