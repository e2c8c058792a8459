// gatewright serve as a process: ready file, requests, watching, signals, ports, traces.
#include "cli_process.h"

#include "core/format/deployment_store.h"
#include "core/format/project_file.h"
#include "core/format/secrets_file.h"
#include "gateway-engine/crypto/local_authority.h"
#include "tests/gateway-engine/transport/tls_client.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QTcpServer>
#include <QTemporaryDir>

using namespace gw::test;

namespace {

QByteArray apiAnswering(const QByteArray& example, const QByteArray& path = "/pets")
{
    return "openapi: 3.0.1\ninfo: {title: pets, version: '1'}\npaths:\n  " + path +
           ":\n    get:\n      responses:\n        '200': {description: ok, content: {application/json: {example: " +
           example + "}}}\n";
}

} // namespace

class ServeTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
    }

    void servesALoneFile()
    {
        Served served({write("pets.yaml", apiAnswering("[1]"))}, file("ready.json"));
        QVERIFY2(served.waitUntilReady(), served.errors().constData());
        QVERIFY(served.ready()["pid"].toInt() > 0);
        const QJsonObject entry = served.ready()["apis"].toArray().at(0).toObject();
        QCOMPARE(entry["kind"].toString(), QString("rest"));
        QCOMPARE(entry["stage"].toString(), QString("dev"));
        const QByteArray answer = get(served.url("/pets"));
        QCOMPARE(statusOf(answer), 200);
        QVERIFY2(answer.endsWith("\r\n\r\n[1]"), answer.constData());
        QCOMPARE(statusOf(get(served.url("/nothing"))), 403);
        served.signal(SIGTERM);
        QCOMPARE(served.waitForEnd(), 0);
        const QString line = QString::fromUtf8(served.output());
        QCOMPARE(line, QString("%1  rest  dev  %2\n").arg(entry["name"].toString(), entry["url"].toString()));
    }

    // A ring is for when something has gone wrong already: its traces are written once somebody asks for them.
    void ringIsWrittenOnASignal()
    {
        Served served({write("pets.yaml", apiAnswering("[1]")), "--trace", "ring"}, file("ready.json"));
        QVERIFY2(served.waitUntilReady(), served.errors().constData());
        QCOMPARE(statusOf(get(served.url("/pets"))), 200);
        QCOMPARE(statusOf(get(served.url("/nothing"))), 403);
        served.signal(SIGUSR1);
        QVERIFY(QTest::qWaitFor([&] { return served.errors().contains(".sqlite\n"); }, 30'000));
        const QByteArray told = served.errors();
        QVERIFY2(told.startsWith("2 traces written; read them with: gatewright traces list "), told.constData());
        const QString traces = QString::fromUtf8(told.mid(told.lastIndexOf(' ')).trimmed());
        const CliResult list = runCli({"traces", "list", traces, "--json"});
        QCOMPARE(list.code, 0);
        const QJsonArray rows = QJsonDocument::fromJson(list.output.toUtf8()).array();
        QCOMPARE(rows.size(), 2);
        QCOMPARE(rows.at(0).toObject()["path"].toString(), QString("/nothing"));
        QCOMPARE(rows.at(1).toObject()["status"].toInt(), 200);
        QCOMPARE(statusOf(get(served.url("/pets"))), 200); // it serves on
        served.signal(SIGTERM);
        QCOMPARE(served.waitForEnd(), 0);
    }

    void withoutARingTheSignalSaysSo()
    {
        Served served({write("pets.yaml", apiAnswering("[1]"))}, file("ready.json"));
        QVERIFY2(served.waitUntilReady(), served.errors().constData());
        served.signal(SIGUSR1);
        QVERIFY(QTest::qWaitFor([&] { return served.errors().contains("serve with --trace ring"); }, 30'000));
        QCOMPARE(statusOf(get(served.url("/pets"))), 200);
    }

    void aRingThatCannotBeWrittenSaysSo()
    {
        Served served({write("pets.yaml", apiAnswering("[1]")), "--trace", "ring"}, file("ready.json"));
        QVERIFY2(served.waitUntilReady(), served.errors().constData());
        QDir(file(".gatewright")).removeRecursively();
        write(".gatewright", "a file where the folder should be");
        served.signal(SIGUSR1);
        QVERIFY(QTest::qWaitFor([&] { return served.errors().contains("cannot be used"); }, 30'000));
        QCOMPARE(statusOf(get(served.url("/pets"))), 200);
    }

    void servesAnHttpApi()
    {
        const QByteArray text =
            "openapi: 3.0.1\ninfo: {title: pets, version: '1'}\npaths:\n  /pets/{id}:\n    get:\n      responses:\n"
            "        '200': {description: ok, content: {application/json: {example: [1]}}}\n"
            "  /$default:\n    x-amazon-apigateway-any-method:\n      responses:\n"
            "        '202': {description: ok, content: {application/json: {example: [2]}}}\n";
        Served served({write("pets.yaml", text)}, file("ready.json"));
        QVERIFY2(served.waitUntilReady(), served.errors().constData());
        const QJsonObject entry = served.ready()["apis"].toArray().at(0).toObject();
        QCOMPARE(entry["kind"].toString(), QString("http"));
        QCOMPARE(entry["stage"].toString(), QString("$default"));
        QVERIFY(!entry["url"].toString().endsWith('/'));
        const QByteArray route = get(served.url("/pets/1"));
        QCOMPARE(statusOf(route), 200);
        QVERIFY2(route.endsWith("[1]") && route.contains("apigw-requestid: "), route.constData());
        QCOMPARE(statusOf(get(served.url("/pets/1/"))), 202); // another path: the default route's
        QCOMPARE(statusOf(get(served.url("/"))), 202);
        served.signal(SIGTERM);
        QCOMPARE(served.waitForEnd(), 0);
    }

    void anHttpApiServesItsEditsAtOnceUnlessItsStageSaysOtherwise()
    {
        write("pets.yaml", apiAnswering("[1]"));
        const QByteArray manifest = "name: p\napis:\n  - name: pets\n    kind: http\n    file: pets.yaml\n    stages:\n"
                                    "      - name: $default\n      - {name: prod, autoDeploy: false}\n";
        Served served({write("gatewright.yaml", manifest), "--watch"}, file("ready.json"));
        QVERIFY2(served.waitUntilReady(), served.errors().constData());
        QVERIFY(get(served.url("/pets")).endsWith("[1]"));
        write("pets.yaml", apiAnswering("[2]"));
        QVERIFY(QTest::qWaitFor([&] { return get(served.url("/pets")).endsWith("[2]"); }, 20'000));
        QCOMPARE(statusOf(get(served.url("/prod/pets"))), 404); // never deployed: a path of $default
        served.signal(SIGTERM);
        QCOMPARE(served.waitForEnd(), 0);
    }

    void interruptEndsItInOrder()
    {
        Served served({write("pets.yaml", apiAnswering("[1]")), "--json"}, file("ready.json"));
        QVERIFY2(served.waitUntilReady(), served.errors().constData());
        served.signal(SIGINT);
        QCOMPARE(served.waitForEnd(), 0);
        QVERIFY(QJsonDocument::fromJson(served.output()).object() == served.ready());
    }

    void aRunningRequestIsFinishedFirst()
    {
        QTcpServer endpoint;
        QVERIFY(endpoint.listen(QHostAddress::LocalHost));
        Served served({write("pets.yaml", apiCalling(endpoint.serverPort()))}, file("ready.json"));
        QVERIFY2(served.waitUntilReady(), served.errors().constData());
        QTcpSocket client;
        QTcpSocket* call = beginCall(served, client, endpoint);
        QVERIFY(call);
        served.signal(SIGTERM);
        // It stops accepting at once, and waits for what runs.
        QVERIFY(QTest::qWaitFor([&] { return statusOf(get(served.url("/nothing"))) == 0; }, 20'000));
        call->write("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nlate");
        QVERIFY(call->flush());
        QVERIFY(client.waitForReadyRead(20'000));
        QVERIFY(client.readAll().endsWith("late"));
        QCOMPARE(served.waitForEnd(), 0);
    }

    void aSecondSignalEndsItAtOnce()
    {
        QTcpServer endpoint;
        QVERIFY(endpoint.listen(QHostAddress::LocalHost));
        Served served({write("pets.yaml", apiCalling(endpoint.serverPort()))}, file("ready.json"));
        QVERIFY2(served.waitUntilReady(), served.errors().constData());
        QTcpSocket client;
        QVERIFY(beginCall(served, client, endpoint));
        served.signal(SIGINT);
        QVERIFY(QTest::qWaitFor([&] { return statusOf(get(served.url("/nothing"))) == 0; }, 20'000));
        served.signal(SIGINT);
        QCOMPARE(served.waitForEnd(), 130);
    }

    void servesEditsAsTheyAreSaved()
    {
        const QString api = write("pets.yaml", apiAnswering("[1]"));
        Served served({api, "--watch"}, file("ready.json"));
        QVERIFY2(served.waitUntilReady(), served.errors().constData());
        QVERIFY(get(served.url("/pets")).endsWith("[1]"));

        QVERIFY(writeText(api, apiAnswering("[2]")));
        QVERIFY(QTest::qWaitFor([&] { return get(served.url("/pets")).endsWith("[2]"); }, 20'000));

        // A broken save changes nothing and is told.
        QVERIFY(writeText(api, "openapi: ["));
        QVERIFY(QTest::qWaitFor([&] { return served.errors().contains("pets.yaml:"); }, 20'000));
        QVERIFY(get(served.url("/pets")).endsWith("[2]"));

        // As editors do it: a new file renamed over the old one.
        QVERIFY(writeText(api + ".new", apiAnswering("[3]", "/toys")));
        QVERIFY(std::rename(qPrintable(api + ".new"), qPrintable(api)) == 0);
        QVERIFY(QTest::qWaitFor([&] { return statusOf(get(served.url("/toys"))) == 200; }, 20'000));
        QCOMPARE(statusOf(get(served.url("/pets"))), 403);
        served.signal(SIGTERM);
        QCOMPARE(served.waitForEnd(), 0);
    }

    void servesDeploymentsAsTheyAreMade()
    {
        const QString project = writeProject("pets", "toys");
        QVERIFY(
            writeText(project + "/gatewright.yaml",
                      readText(project + "/gatewright.yaml").replace("autoDeploy: true # pets", "autoDeploy: false")));
        Served served({project, "--watch"}, file("ready.json"));
        QVERIFY2(served.waitUntilReady(), served.errors().constData());
        QCOMPARE(served.ready()["apis"].toArray().size(), 1); // pets has nothing deployed

        // As the studio does it while `serve` runs; the store's folder is not there before.
        const auto deploy = [&] {
            const auto opened = gw::openProject(project.toStdString());
            const auto date = QDateTime::currentDateTimeUtc().toString(Qt::ISODate).toStdString();
            return opened && gw::DeploymentStore(project.toStdString()).record(*opened->project.apis[0], "dev", date);
        };
        QVERIFY(deploy());
        QVERIFY(QTest::qWaitFor([&] { return readText(file("ready.json")).contains("\"pets\""); }, 20'000));
        const QJsonObject ready = QJsonDocument::fromJson(readText(file("ready.json"))).object();
        const QUrl pets(ready["apis"].toArray().at(0).toObject()["url"].toString() + "/pets");
        QVERIFY(get(pets).endsWith("[1]"));

        QVERIFY(writeText(project + "/apis/pets.openapi.yaml", apiAnswering("[7]")));
        QVERIFY(deploy());
        QVERIFY(QTest::qWaitFor([&] { return get(pets).endsWith("[7]"); }, 20'000));
        served.signal(SIGTERM);
        QCOMPARE(served.waitForEnd(), 0);
    }

    // Edits of the API wait for a deployment, a stage's own settings do not (reference 1.28).
    void aStagesSettingsActAtOnce()
    {
        const QString project = writeProject("pets", "toys");
        const QString manifest = project + "/gatewright.yaml";
        const auto answering = [](const QByteArray& text) {
            return "openapi: 3.0.1\ninfo: {title: pets, version: '1'}\npaths:\n  /pets:\n    get:\n      responses: "
                   "{'200': "
                   "{description: ok}}\n      x-amazon-apigateway-integration: {type: mock, requestTemplates: "
                   "{application/json: '{\"statusCode\": 200}'}, responses: {default: {statusCode: '200', "
                   "responseTemplates: {application/json: '" +
                   text + "$stageVariables.colour'}}}}\n";
        };
        const QByteArray settings = readText(manifest).replace("autoDeploy: true # pets",
                                                               "autoDeploy: false\n        variables: {colour: blue}");
        QVERIFY(writeText(manifest, settings));
        QVERIFY(writeText(project + "/apis/pets.openapi.yaml", answering("deployed ")));
        const auto opened = gw::openProject(project.toStdString());
        QVERIFY(opened);
        QVERIFY(gw::DeploymentStore(project.toStdString())
                    .record(*opened->project.findApi("pets"), "dev", "2026-01-01T00:00:00Z"));
        Served served({project, "--watch"}, file("ready.json"));
        QVERIFY2(served.waitUntilReady(), served.errors().constData());
        QVERIFY(get(served.url("/pets", 0)).endsWith("deployed blue"));

        QVERIFY(writeText(project + "/apis/pets.openapi.yaml", answering("edited ")));
        QVERIFY(writeText(manifest, QByteArray(settings).replace("blue", "red")));
        QVERIFY(QTest::qWaitFor([&] { return get(served.url("/pets", 0)).endsWith("deployed red"); }, 20'000));
        served.signal(SIGTERM);
        QCOMPARE(served.waitForEnd(), 0);
    }

    void portsFollowTheProject()
    {
        const QString project = writeProject("pets", "toys");
        Served served({project, "--watch"}, file("ready.json"));
        QVERIFY2(served.waitUntilReady(), served.errors().constData());
        const QUrl pets = served.url("/pets", 0);
        const QUrl toys = served.url("/toys", 1);
        const QByteArray manifest = readText(project + "/gatewright.yaml");

        // Without its API, a port is closed.
        const auto second = manifest.indexOf("  - name: toys");
        QVERIFY(second > 0);
        QVERIFY(writeText(project + "/gatewright.yaml", manifest.left(second)));
        QVERIFY(QTest::qWaitFor([&] { return statusOf(get(toys)) == 0; }, 20'000));
        QVERIFY(get(pets).endsWith("[1]"));

        // With it again, it has one.
        QVERIFY(writeText(project + "/gatewright.yaml", manifest));
        const auto readyUrl = [&] {
            const auto apis = QJsonDocument::fromJson(readText(file("ready.json")))["apis"].toArray();
            return QUrl(apis.at(1).toObject()["url"].toString() + "/toys");
        };
        QVERIFY(QTest::qWaitFor([&] { return get(readyUrl()).endsWith("[2]"); }, 20'000));
        QVERIFY(get(pets).endsWith("[1]"));
        served.signal(SIGTERM);
        QCOMPARE(served.waitForEnd(), 0);
    }

    void aPortInUseIsSaid()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        const QString port = QString::number(other.serverPort());
        const CliResult result = runCli({"serve", write("pets.yaml", apiAnswering("[1]")), "--port", port});
        QCOMPARE(result.code, 4);
        QVERIFY2(result.errors.contains(port) && result.errors.contains("in use"), qPrintable(result.errors));
        QVERIFY(result.output.isEmpty());
    }

    void invalidProjectsAreRefused()
    {
        const CliResult broken = runCli({"serve", write("broken.yaml", "openapi: ["), "--port", "0"});
        QCOMPARE(broken.code, 3);
        QVERIFY(broken.errors.contains("broken.yaml:"));
        const CliResult stage =
            runCli({"serve", write("pets.yaml", apiAnswering("[1]")), "--port", "0", "--stage", "x"});
        QCOMPARE(stage.code, 3);
        QVERIFY2(stage.errors.contains("\"x\""), qPrintable(stage.errors));
    }

    void severalApisHavePortsOfTheirOwn()
    {
        const QString project = writeProject("pets", "toys");
        Served served({project}, file("ready.json"));
        QVERIFY2(served.waitUntilReady(), served.errors().constData());
        QCOMPARE(served.ready()["apis"].toArray().size(), 2);
        QVERIFY(served.url("", 0).port() != served.url("", 1).port());
        QVERIFY(get(served.url("/pets", 0)).endsWith("[1]"));
        QVERIFY(get(served.url("/toys", 1)).endsWith("[2]"));
        QCOMPARE(statusOf(get(served.url("/toys", 0))), 403);
        served.signal(SIGTERM);
        QCOMPARE(served.waitForEnd(), 0);
    }

    void aStageWithoutAutoDeployServesItsDeployment()
    {
        const QString project = writeProject("pets", "toys");
        QVERIFY(
            writeText(project + "/gatewright.yaml",
                      readText(project + "/gatewright.yaml").replace("autoDeploy: true # pets", "autoDeploy: false")));
        {
            Served served({project}, file("ready.json"));
            QVERIFY2(served.waitUntilReady(), served.errors().constData());
            QCOMPARE(served.ready()["apis"].toArray().size(), 1); // pets has nothing deployed
            served.signal(SIGTERM);
            QCOMPARE(served.waitForEnd(), 0);
            QVERIFY(served.errors().contains("Nothing is deployed to the stage \"dev\" of \"pets\""));
        }
        const auto opened = gw::openProject(project.toStdString());
        QVERIFY(opened);
        const gw::DeploymentStore store(project.toStdString());
        QVERIFY(store.record(*opened->project.findApi("pets"), "dev", "2026-01-01T00:00:00Z"));
        QVERIFY(writeText(project + "/apis/pets.openapi.yaml", apiAnswering("[9]")));
        QFile::remove(file("ready.json"));
        Served served({project}, file("ready.json"));
        QVERIFY2(served.waitUntilReady(), served.errors().constData());
        QCOMPARE(served.ready()["apis"].toArray().size(), 2);
        QVERIFY(get(served.url("/pets", 0)).endsWith("[1]")); // as deployed, not as edited since
    }

    void keysPlansAndDomainsOfAProject()
    {
        QTemporaryDir data; // of the user: the authority's folder
        qputenv("XDG_DATA_HOME", data.path().toUtf8());
        const QString project = writeProject("pets", "toys");
        QVERIFY(writeText(project + "/apis/pets.openapi.yaml",
                          apiAnswering("[1]").replace("    get:\n", "    get:\n      security: [{api_key: []}]\n") +
                              "components:\n  securitySchemes:\n"
                              "    api_key: {type: apiKey, name: x-api-key, in: header}\n"));
        QFile manifest(project + "/gatewright.yaml");
        QVERIFY(manifest.open(QIODevice::Append));
        manifest.write("apiKeys:\n  - name: partner\n    id: keypartner\n"
                       "usagePlans:\n  - name: basic\n    throttle: { rateLimit: 0.001, burstLimit: 2 }\n"
                       "    apiStages:\n      - api: pets\n        stage: dev\n    keys: [partner]\n"
                       "domainNames:\n  - name: toys.localhost\n    mappings:\n"
                       "      - { path: v1, api: toys, stage: dev }\n");
        manifest.close();
        QVERIFY(QDir().mkpath(project + "/.gatewright"));
        const QString secrets = project + "/.gatewright/secrets.yaml";
        QVERIFY(writeText(secrets, "apiKeys: { keypartner: partner-0123456789abcdef }\n"));
        QVERIFY(QFile::setPermissions(secrets, QFile::ReadOwner | QFile::WriteOwner));
        Served served({project, "--json"}, file("ready.json"));
        QVERIFY2(served.waitUntilReady(), served.errors().constData());
        QCOMPARE(statusOf(get(served.url("/pets"))), 403);
        const QByteArray key = "x-api-key: partner-0123456789abcdef\r\n";
        QCOMPARE(statusOf(get(served.url("/pets"), "GET", key)), 200);
        QCOMPARE(statusOf(get(served.url("/pets"), "GET", key)), 200);
        QCOMPARE(statusOf(get(served.url("/pets"), "GET", key)), 429);
        const QJsonObject domain = served.ready()["domains"].toArray().at(0).toObject();
        const QUrl url(domain["url"].toString());
        QCOMPARE(url.scheme() + "://" + url.host() + url.path(), QString("https://toys.localhost/v1"));
        QCOMPARE(domain["name"].toString(), QString("toys"));
        QVERIFY(url.port() > 0);
        QVERIFY(QFile::exists(data.filePath("gatewright/authority")));
        served.signal(SIGTERM);
        QCOMPARE(served.waitForEnd(), 0);
        QVERIFY(!served.errors().contains("partner-0123"));
        QVERIFY(QFile::exists(project + "/.gatewright/usage.sqlite"));
        qunsetenv("XDG_DATA_HOME");
    }

    // A key that gets another value in the studio, or by hand.
    void secretsAloneAreFollowed()
    {
        const QString project = writeProject("pets", "toys");
        QVERIFY(writeText(project + "/apis/pets.openapi.yaml",
                          apiAnswering("[1]").replace("    get:\n", "    get:\n      security: [{api_key: []}]\n") +
                              "components:\n  securitySchemes:\n"
                              "    api_key: {type: apiKey, name: x-api-key, in: header}\n"));
        QFile manifest(project + "/gatewright.yaml");
        QVERIFY(manifest.open(QIODevice::Append));
        manifest.write("apiKeys:\n  - name: partner\n    id: keypartner\n"
                       "usagePlans:\n  - name: basic\n    apiStages:\n      - api: pets\n        stage: dev\n"
                       "    keys: [partner]\n");
        manifest.close();
        const auto setKey = [&project](const char* value) {
            return gw::changeSecrets(project.toStdString(),
                                     [value](gw::Secrets& secrets) {
                                         secrets.set(gw::SecretKind::ApiKey, "keypartner", gw::Secret(value));
                                     })
                .has_value();
        };
        QVERIFY(setKey("partner-0123456789abcdef"));
        Served served({project, "--watch"}, file("ready.json"));
        QVERIFY2(served.waitUntilReady(), served.errors().constData());
        const auto status = [&](const QByteArray& key) {
            return statusOf(get(served.url("/pets"), "GET", "x-api-key: " + key + "\r\n"));
        };
        QCOMPARE(status("partner-0123456789abcdef"), 200);
        QVERIFY(setKey("another-0123456789abcdef"));
        QVERIFY(QTest::qWaitFor([&] { return status("another-0123456789abcdef") == 200; }, 20'000));
        QCOMPARE(status("partner-0123456789abcdef"), 403);

        // What cannot be read changes nothing, and is told without its text.
        QVERIFY(writeText(project + "/.gatewright/secrets.yaml", "apiKeys: {hunter2"));
        QVERIFY(QTest::qWaitFor([&] { return served.errors().contains("not valid YAML"); }, 20'000));
        QCOMPARE(status("another-0123456789abcdef"), 200);
        QVERIFY(!served.errors().contains("hunter2"));
        served.signal(SIGTERM);
        QCOMPARE(served.waitForEnd(), 0);
    }

    // Certificates that were made long ago, so that their time to be renewed comes a moment after the start.
    void certificatesAreRenewedInTime()
    {
        using gw::engine::LocalAuthority;
        QTemporaryDir data;
        const auto folder = std::filesystem::path(data.path().toStdString()) / "gatewright" / "authority";
        const auto now = std::chrono::system_clock::now();
        const auto issue = [&](LocalAuthority::Time time) {
            const auto authority = LocalAuthority::open(folder, time);
            return authority ? authority->serverCertificate({"toys.localhost"}, time)
                             : gw::Result<gw::engine::IssuedCertificate>(gw::fail(authority.error()));
        };
        QTemporaryDir scratch;
        const auto sample = LocalAuthority::open(std::filesystem::path(scratch.path().toStdString()) / "a", now)
                                ->serverCertificate({"toys.localhost"}, now);
        QVERIFY(sample);
        const auto age = LocalAuthority::renewalTime(*sample) - now;
        const auto old = issue(now - age + std::chrono::seconds(4));
        QVERIFY(old);
        const QString project = writeProject("pets", "toys");
        QFile manifest(project + "/gatewright.yaml");
        QVERIFY(manifest.open(QIODevice::Append));
        manifest.write("domainNames:\n  - name: toys.localhost\n    mappings:\n"
                       "      - { path: v1, api: toys, stage: dev }\n");
        manifest.close();
        qputenv("XDG_DATA_HOME", data.path().toUtf8());
        Served served({project, "--json"}, file("ready.json"));
        qunsetenv("XDG_DATA_HOME");
        QVERIFY2(served.waitUntilReady(), served.errors().constData());
        const int port = QUrl(served.ready()["domains"].toArray().at(0).toObject()["url"].toString()).port();
        const auto shown = [port] {
            TlsWishes wishes;
            wishes.serverName = "toys.localhost";
            const TlsClient client(port, wishes);
            return client.isOpen() ? gw::engine::pemOf(*SSL_get0_peer_certificate(client.tls())) : std::string();
        };
        const std::string first = shown();
        QVERIFY(!first.empty());
        const auto isRenewed = [&] {
            const std::string present = shown(); // once: a handshake that fails says nothing of the certificate
            return !present.empty() && present != first;
        };
        QVERIFY(QTest::qWaitFor(isRenewed, 30'000));
        QVERIFY(issue(now)->certificatePem != old->certificatePem);
        served.signal(SIGTERM);
        QCOMPARE(served.waitForEnd(), 0);
    }

    void tracesAreRecordedListedAndExported()
    {
        const QString traces = file("traces.sqlite");
        {
            Served served({write("pets.yaml", apiAnswering("[1]")), "--trace", traces}, file("ready.json"));
            QVERIFY2(served.waitUntilReady(), served.errors().constData());
            QCOMPARE(statusOf(get(served.url("/pets"))), 200);
            QCOMPARE(statusOf(get(served.url("/nothing"))), 403);
            served.signal(SIGTERM);
            QCOMPARE(served.waitForEnd(), 0);
        }
        const CliResult table = runCli({"traces", "list", traces});
        QCOMPARE(table.code, 0);
        QVERIFY(table.output.contains("/pets") && table.output.contains("/nothing"));

        const CliResult filtered = runCli({"traces", "list", traces, "--filter", "status:4xx", "--json"});
        QCOMPARE(filtered.code, 0);
        const QJsonArray rows = QJsonDocument::fromJson(filtered.output.toUtf8()).array();
        QCOMPARE(rows.size(), 1);
        QCOMPARE(rows.at(0)["status"].toInt(), 403);

        const QString id = rows.at(0)["requestId"].toString();
        const CliResult shown = runCli({"traces", "show", traces, id});
        QCOMPARE(shown.code, 0);
        QVERIFY2(shown.output.contains("MISSING_AUTHENTICATION_TOKEN"), qPrintable(shown.output));
        QVERIFY(QJsonDocument::fromJson(runCli({"traces", "show", traces, id, "--json"}).output.toUtf8())["spans"]
                    .isArray());
        QCOMPARE(runCli({"traces", "show", traces, "no-such-id"}).code, 3);

        const QString har = file("out.har");
        QCOMPARE(runCli({"traces", "export", traces, "-o", har}).code, 0);
        checkHar(QJsonDocument::fromJson(readText(har)).object());
    }

private:
    static QByteArray apiCalling(int port)
    {
        return "openapi: 3.0.1\ninfo: {title: pets, version: '1'}\npaths:\n  /pets:\n    get:\n"
               "      responses: {'200': {description: ok}}\n      x-amazon-apigateway-integration:\n"
               "        type: http_proxy\n        httpMethod: GET\n        uri: http://127.0.0.1:" +
               QByteArray::number(port) + "/\n";
    }

    // A request that has reached the endpoint, which has not answered yet; nullptr when it did not get there.
    static QTcpSocket* beginCall(const Served& served, QTcpSocket& client, QTcpServer& endpoint)
    {
        const QUrl url = served.url("/pets");
        client.connectToHost(url.host(), static_cast<quint16>(url.port()));
        if (!client.waitForConnected(10'000))
            return nullptr;
        client.write("GET " + url.path().toUtf8() + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        if (!client.waitForBytesWritten(10'000) || !endpoint.waitForNewConnection(20'000))
            return nullptr;
        QTcpSocket* call = endpoint.nextPendingConnection();
        return call->waitForReadyRead(20'000) ? call : nullptr;
    }

    // The members HAR 1.2 demands.
    void checkHar(const QJsonObject& har)
    {
        const QJsonObject log = har["log"].toObject();
        QCOMPARE(log["version"].toString(), QString("1.2"));
        QVERIFY(log["creator"]["name"].isString() && log["creator"]["version"].isString());
        const QJsonArray entries = log["entries"].toArray();
        QCOMPARE(entries.size(), 2);
        for (const QJsonValue& entry : entries) {
            QVERIFY(QDateTime::fromString(entry["startedDateTime"].toString(), Qt::ISODateWithMs).isValid());
            QVERIFY(entry["time"].isDouble() && entry["cache"].isObject());
            for (const char* name : {"send", "wait", "receive"})
                QVERIFY(entry["timings"][name].isDouble());
            const QJsonValue request = entry["request"];
            for (const char* name : {"method", "url", "httpVersion"})
                QVERIFY2(!request[name].toString().isEmpty(), name);
            for (const char* name : {"cookies", "headers", "queryString"})
                QVERIFY2(request[name].isArray(), name);
            const QJsonValue response = entry["response"];
            QVERIFY(response["status"].toInt() >= 200);
            for (const char* name : {"statusText", "httpVersion", "redirectURL"})
                QVERIFY2(response[name].isString(), name);
            QVERIFY(response["content"]["size"].isDouble() && response["content"]["mimeType"].isString());
            QVERIFY(response["headersSize"].isDouble() && response["bodySize"].isDouble());
        }
        QCOMPARE(entries.at(0)["response"]["content"]["text"].toString(), QString("[1]")); // oldest first
        QVERIFY(QUrl(entries.at(0)["request"]["url"].toString()).path().endsWith("/dev/pets"));
    }

    QString file(const QString& name) const { return m_folder->filePath(name); }

    QString write(const QString& name, const QByteArray& text) const
    {
        return writeText(file(name), text) ? file(name) : QString();
    }

    // Two APIs: the first answers [1] at /pets, the second [2] at /toys.
    QString writeProject(const QByteArray& first, const QByteArray& second) const
    {
        const QString folder = file("project");
        QDir().mkpath(folder + "/apis");
        const auto entry = [](const QByteArray& name) {
            return "  - name: " + name + "\n    kind: rest\n    file: apis/" + name +
                   ".openapi.yaml\n    stages:\n      - name: dev\n        autoDeploy: true # " + name + "\n";
        };
        writeText(folder + "/gatewright.yaml", "name: shop\napis:\n" + entry(first) + entry(second));
        writeText(folder + "/apis/" + first + ".openapi.yaml", apiAnswering("[1]"));
        writeText(folder + "/apis/" + second + ".openapi.yaml", apiAnswering("[2]", "/toys"));
        return folder;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(ServeTest)
#include "tst_serve.moc"
