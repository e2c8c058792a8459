// Runs the real `gatewright` and talks to what it serves: for tests of the command line.
#pragma once

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTcpSocket>
#include <QTest>
#include <QUrl>

#include <csignal>

namespace gw::test {

struct CliResult
{
    int code = -1;
    QString output;
    QString errors;
};

inline QProcessEnvironment cleanEnvironment()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString& name : environment.keys())
        if (name.startsWith("GATEWRIGHT_"))
            environment.remove(name);
    return environment;
}

inline CliResult runCli(const QStringList& arguments, const QByteArray& input = {}, const QString& folder = {},
                        const QProcessEnvironment& environment = cleanEnvironment())
{
    QProcess process;
    process.setProcessEnvironment(environment);
    if (!folder.isEmpty())
        process.setWorkingDirectory(folder);
    process.start(GW_CLI, arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(60'000)) {
        process.kill();
        process.waitForFinished();
        return {-1, {}, "did not end"};
    }
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            QString::fromUtf8(process.readAllStandardOutput()), QString::fromUtf8(process.readAllStandardError())};
}

inline bool writeText(const QString& file, const QByteArray& text)
{
    QFile f(file);
    return f.open(QIODevice::WriteOnly) && f.write(text) == text.size();
}

inline QByteArray readText(const QString& file)
{
    QFile f(file);
    return f.open(QIODevice::ReadOnly) ? f.readAll() : QByteArray();
}

// One request on a connection of its own; the whole answer.
inline QByteArray get(const QUrl& url, const QByteArray& verb = "GET", const QByteArray& headers = {})
{
    QTcpSocket socket;
    socket.connectToHost(url.host(), static_cast<quint16>(url.port()));
    if (!socket.waitForConnected(10'000))
        return "not connected: " + socket.errorString().toUtf8();
    socket.write(verb + " " + url.path(QUrl::FullyEncoded).toUtf8() +
                 " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers + "\r\n");
    QByteArray answer;
    while (socket.waitForReadyRead(10'000))
        answer += socket.readAll();
    return answer + socket.readAll();
}

inline int statusOf(const QByteArray& answer)
{
    return answer.mid(9, 3).toInt();
}

// `gatewright serve` while it runs.
class Served
{
public:
    explicit Served(const QStringList& arguments, const QString& readyFile) : m_readyFile(readyFile)
    {
        m_process.setProcessEnvironment(cleanEnvironment());
        m_process.start(GW_CLI,
                        QStringList{"serve"} + arguments + QStringList{"--port", "0", "--ready-file", readyFile});
    }

    ~Served()
    {
        if (m_process.state() != QProcess::NotRunning) {
            m_process.kill();
            m_process.waitForFinished();
        }
    }

    // The ready file is renamed into place: once it is there it is whole.
    bool waitUntilReady()
    {
        return QTest::qWaitFor([this] { return QFile::exists(m_readyFile) || hasEnded(); }, 30'000) && !hasEnded();
    }

    QJsonObject ready() const { return QJsonDocument::fromJson(readText(m_readyFile)).object(); }

    QUrl url(const QString& path, int api = 0) const
    {
        return QUrl(ready()["apis"].toArray().at(api).toObject()["url"].toString() + path);
    }

    void signal(int number) { ::kill(static_cast<pid_t>(m_process.processId()), number); }

    // Exit code, or -1 when it does not end.
    int waitForEnd()
    {
        const bool ended = m_process.state() == QProcess::NotRunning || m_process.waitForFinished(30'000);
        return ended && m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
    }

    QByteArray output() { return m_output += m_process.readAllStandardOutput(); }
    QByteArray errors() { return m_errors += m_process.readAllStandardError(); }

private:
    bool hasEnded()
    {
        m_process.waitForReadyRead(1); // lets QProcess see the end without an event loop
        return m_process.state() == QProcess::NotRunning;
    }

    QProcess m_process;
    QString m_readyFile;
    QByteArray m_output;
    QByteArray m_errors;
};

} // namespace gw::test
