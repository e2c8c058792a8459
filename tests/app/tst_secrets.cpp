// What it takes to pass a protected project is looked for in everything the program writes: traces, their exports,
// logs, what it prints, and what Git would keep. The requests go through the real `gatewright serve`.
#include "cli_process.h"

#include "gateway-engine/crypto/sigv4.h"

#include <QDir>
#include <QDirIterator>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <chrono>

using namespace gw::test;

namespace {

const QByteArray apiKey = "seeded-api-key-0123456789";
const QByteArray secretAccessKey = "seeded/secret+access/key0123456789abcdef";
const QByteArray clientSecret = "seeded-client-secret-0123456789";
const QByteArray wrongPassword = "seeded-password-that-is-wrong";
const QByteArray token = "sesame-seeded-authorizer-token";
const QByteArray refusedToken = "denied-seeded-authorizer-token";

QByteArray bodyOf(const QByteArray& answer)
{
    return answer.mid(answer.indexOf("\r\n\r\n") + 4);
}

QByteArray signatureOf(const QUrl& url, const gw::engine::AwsCredentials& credentials)
{
    using namespace gw::engine;
    Headers headers;
    headers.add("Host", "localhost");
    const std::string path = url.path().toStdString();
    signHeaders({"GET", path, {}}, headers, credentials,
                SigningScope::of("execute-api", "us-east-1", std::chrono::system_clock::now()));
    QByteArray lines;
    for (const HeaderField field : headers)
        if (field.name != "Host")
            lines += QByteArray(field.name.data(), qsizetype(field.name.size())) + ": " +
                     QByteArray(field.value.data(), qsizetype(field.value.size())) + "\r\n";
    return lines;
}

} // namespace

class SecretsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (QStandardPaths::findExecutable("python3").isEmpty() || QStandardPaths::findExecutable("git").isEmpty())
            QFAIL("python3 and git are needed");
        QVERIFY(m_folder.isValid());
        copy(GW_TEST_DATA "/projects/guarded", project());
        QVERIFY(QDir(project()).mkpath(".gatewright"));
        const QString secrets = project() + "/.gatewright/secrets.yaml";
        QVERIFY(writeText(secrets, "apiKeys: {a1b2c3d4e5: " + apiKey +
                                       "}\naccessKeys: {AKIAGUARDEDALICE0001: " + secretAccessKey +
                                       "}\nclientSecrets: {guardedjob0000000000000000: " + clientSecret + "}\n"));
        QVERIFY(QFile::setPermissions(secrets, QFile::ReadOwner | QFile::WriteOwner));
    }

    void areInNothingThatIsWritten()
    {
        Served served({project(), "--trace", traces()}, m_folder.filePath("ready.json"));
        QVERIFY2(served.waitUntilReady(), served.errors().constData());
        QByteArrayList seeded{apiKey, secretAccessKey, clientSecret, wrongPassword, token, refusedToken};

        QCOMPARE(statusOf(get(served.url("/keyed"), "GET", "x-api-key: " + apiKey + "\r\n")), 200);
        QCOMPARE(statusOf(get(served.url("/keyed"), "GET", "x-api-key: wrong" + apiKey + "\r\n")), 403);
        QCOMPARE(statusOf(get(served.url("/gated"), "GET", "Authorization: " + token + "\r\n")), 200);
        QCOMPARE(statusOf(get(served.url("/gated"), "GET", "Authorization: " + refusedToken + "\r\n")), 403);
        useSignatures(served, seeded);
        useTokens(served, seeded);
        signInWrongly(served);

        served.signal(SIGTERM);
        QCOMPARE(served.waitForEnd(), 0);
        lookInto("what serve prints", served.output() + served.errors(), seeded);
        lookIntoFiles(seeded);
        for (const char* format : {"har", "json"}) {
            const CliResult exported = runCli({"traces", "export", traces(), "--format", format});
            QCOMPARE(exported.code, 0);
            QVERIFY(exported.output.contains("/gated"));
            lookInto(format, exported.output.toUtf8(), seeded);
        }
    }

    void areNotForGit()
    {
        QProcess git;
        git.setWorkingDirectory(project());
        for (const QStringList& arguments : {QStringList{"init", "-q"}, {"add", "-A"}, {"ls-files"}}) {
            git.start("git", arguments);
            QVERIFY(git.waitForFinished());
            QCOMPARE(git.exitCode(), 0);
        }
        const QByteArray listed = git.readAllStandardOutput();
        QVERIFY(listed.contains("gatewright.yaml"));
        QVERIFY2(!listed.contains("secrets.yaml"), listed.constData());
    }

private:
    QString project() const { return m_folder.filePath("guarded"); }
    QString traces() const { return m_folder.filePath("traces.sqlite"); }

    static void copy(const QString& from, const QString& to)
    {
        QDirIterator files(from, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString file = files.next();
            const QString target = to + "/" + QDir(from).relativeFilePath(file);
            QVERIFY(QDir().mkpath(QFileInfo(target).path()));
            QVERIFY(QFile::copy(file, target));
        }
    }

    static void useSignatures(Served& served, QByteArrayList& seeded)
    {
        const QUrl url = served.url("/signed");
        const QByteArray good = signatureOf(url, {"AKIAGUARDEDALICE0001", secretAccessKey.toStdString(), {}});
        QCOMPARE(statusOf(get(url, "GET", good)), 200);
        const QByteArray wrong = signatureOf(url, {"AKIAGUARDEDALICE0001", "another" + secretAccessKey.toStdString(),
                                                   "seeded-session-token-0123456789"});
        QCOMPARE(statusOf(get(url, "GET", wrong)), 403);
        seeded << "seeded-session-token-0123456789";
        for (const QByteArray& lines : {good, wrong}) {
            const qsizetype at = lines.indexOf("Signature=") + 10;
            seeded << lines.mid(at, 64);
            QVERIFY(at > 10 && !seeded.last().contains('\r'));
        }
    }

    static void useTokens(Served& served, QByteArrayList& seeded)
    {
        const QByteArray form = "grant_type=client_credentials&scope=pets%2Fread";
        const QByteArray client = ("guardedjob0000000000000000:" + clientSecret).toBase64();
        const QByteArray given = post(served, "/_issuer/token", form, "Authorization: Basic " + client + "\r\n");
        QVERIFY2(statusOf(given) == 200, given.constData());
        const QByteArray issued = QJsonDocument::fromJson(bodyOf(given)).object()["access_token"].toString().toLatin1();
        QVERIFY(issued.count('.') == 2);
        QCOMPARE(statusOf(get(served.url("/pooled"), "GET", "Authorization: Bearer " + issued + "\r\n")), 200);
        QCOMPARE(statusOf(get(served.url("/pooled"), "GET", "Authorization: Bearer " + issued + "x\r\n")), 401);
        seeded << client << issued << issued.split('.').at(2);
    }

    static void signInWrongly(Served& served)
    {
        const QByteArray refused = post(served, "/_issuer/authorize", "username=eve&password=" + wrongPassword, {});
        QVERIFY(statusOf(refused) >= 400);
    }

    static QByteArray post(Served& served, const QByteArray& path, const QByteArray& form, const QByteArray& headers)
    {
        QTcpSocket socket;
        const auto port = static_cast<quint16>(served.url("/").port());
        socket.connectToHost("127.0.0.1", port);
        if (!socket.waitForConnected(10'000))
            return {};
        socket.write("POST " + path + " HTTP/1.1\r\nHost: localhost:" + QByteArray::number(port) +
                     "\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
                     QByteArray::number(form.size()) + "\r\n" + headers + "\r\n" + form);
        QByteArray answer;
        while (socket.waitForReadyRead(20'000))
            answer += socket.readAll();
        return answer + socket.readAll();
    }

    static void lookInto(const QString& where, const QByteArray& text, const QByteArrayList& seeded)
    {
        for (const QByteArray& secret : seeded)
            QVERIFY2(!text.contains(secret), qPrintable(where + " holds " + secret));
    }

    // Everything but the secrets' own file.
    void lookIntoFiles(const QByteArrayList& seeded)
    {
        int count = 0;
        bool hasAccessLog = false;
        QDirIterator files(m_folder.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString file = files.next();
            if (file.endsWith("/.gatewright/secrets.yaml"))
                continue;
            ++count;
            hasAccessLog = hasAccessLog || file.endsWith("/logs/access.log");
            lookInto(file, readText(file), seeded);
        }
        QVERIFY(count > 5 && hasAccessLog);
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(SecretsTest)
#include "tst_secrets.moc"
