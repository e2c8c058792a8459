// gatewright deploy and diff: drafts, roll-backs and canaries of a project on disk, and what they refuse.
#include "core/json/text.h"
#include "tests/app/cli_process.h"

#include <QDir>
#include <QTemporaryDir>

using namespace gw::test;

namespace {

QByteArray apiWith(const QByteArray& path)
{
    return "openapi: 3.0.1\ninfo: {title: pets, version: '1'}\npaths:\n  " + path +
           ":\n    get: {responses: {'200': {description: ok, content: {application/json: {example: [1]}}}}}\n";
}

} // namespace

class TestDeploy : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(writeText(file("gatewright.yaml"), "name: store # mine\n"
                                                   "apis:\n"
                                                   "  - name: pets\n"
                                                   "    file: pets.yaml\n"
                                                   "    stages:\n"
                                                   "      - name: prod\n"
                                                   "        autoDeploy: false\n"
                                                   "        variables: {a: one}\n"));
        QVERIFY(writeText(file("pets.yaml"), apiWith("/pets")));
    }

    void tellsWhatADeploymentWouldChange()
    {
        CliResult first = run({"diff"});
        QCOMPARE(first.code, 0);
        QVERIFY2(first.output.contains("+ GET /pets: The route is new.\n"), qPrintable(first.output));
        QVERIFY(first.errors.contains("has nothing deployed"));
        QVERIFY(!QDir(file(".gatewright/deployments")).exists()); // it only looks
        QCOMPARE(run({"deploy"}).code, 0);
        const CliResult same = run({"diff"});
        QVERIFY(same.code == 0 && same.output.isEmpty());

        QVERIFY(writeText(file("pets.yaml"), apiWith("/animals")));
        const CliResult changed = run({"diff", "--api", "pets", "--stage", "prod"});
        QCOMPARE(changed.code, 0);
        QCOMPARE(changed.output,
                 "- GET /pets: The route is gone. [breaks clients]\n+ GET /animals: The route is new.\n");
        QCOMPARE(run({"diff", "--fail-on-breaking"}).code, 1);
        const QJsonObject json = object(run({"diff", "--json"}));
        QCOMPARE(json["breaksClients"].toBool(), true);
        QCOMPARE(json["changes"].toArray().size(), 2);
        QCOMPARE(json["changes"].toArray().at(0).toObject()["kind"].toString(), "removed");
        QCOMPARE(json["changes"].toArray().at(0).toObject()["subject"].toString(), "GET /pets");
        QVERIFY(!json["deployed"]["id"].toString().isEmpty());
    }

    void deploysAndRollsBack()
    {
        const QJsonObject first = object(run({"deploy", "-m", "The first", "--json"}));
        QCOMPARE(first["description"].toString(), "The first");
        QVERIFY(writeText(file("pets.yaml"), apiWith("/animals")));
        QCOMPARE(run({"deploy"}).code, 0);
        const QJsonObject back = object(run({"deploy", "--rollback", first["id"].toString(), "--json"}));
        QCOMPARE(back["restored"].toString(), first["id"].toString());
        QVERIFY(back["id"].toString() != first["id"].toString());
        QCOMPARE(readText(file("pets.yaml")), apiWith("/animals")); // the draft stays
        QVERIFY(run({"diff"}).output.contains("- GET /pets: The route is gone."));
    }

    void canaryIsReleasedAndPromoted()
    {
        QCOMPARE(run({"deploy"}).code, 0);
        QVERIFY(writeText(file("pets.yaml"), apiWith("/animals")));
        const QByteArray before = readText(file("gatewright.yaml"));
        const QJsonObject canary = object(run({"deploy", "--canary", "12.5", "--json"}));
        QCOMPARE(canary["canary"].toBool(), true);
        const QByteArray manifest = readText(file("gatewright.yaml"));
        QVERIFY(manifest.startsWith("name: store # mine\n"));
        QVERIFY2(manifest.contains("percentTraffic: 12.5"), manifest.constData());
        const auto tree = gw::json::readYaml(manifest.toStdString()); // an id that could be a number stands in quotes
        QVERIFY(tree);
        const auto* id = tree->at("/apis/0/stages/0/canary/deploymentId");
        QVERIFY2(id, manifest.constData());
        QCOMPARE(id->scalarText(), canary["id"].toString().toStdString());
        QVERIFY(run({"diff"}).output.contains("GET /pets: The route is gone.")); // the stage serves what it served
        QCOMPARE(run({"deploy", "--promote"}).code, 0);
        QCOMPARE(readText(file("gatewright.yaml")), before);
        QVERIFY(run({"diff"}).output.isEmpty());
    }

    void refuses_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("message");
        QTest::newRow("unknown API") << QStringList{"deploy", "--api", "cats"} << 3 << "no API \"cats\"";
        QTest::newRow("unknown stage") << QStringList{"deploy", "--stage", "dev"} << 3 << "There are: \"prod\"";
        QTest::newRow("unknown stage to compare with") << QStringList{"diff", "--stage", "dev"} << 3 << "no stage";
        QTest::newRow("unknown deployment") << QStringList{"deploy", "--rollback", "zzzzzz"} << 3 << "no deployment";
        QTest::newRow("path as a deployment") << QStringList{"deploy", "--rollback", "../../x"} << 3 << "no deployment";
        QTest::newRow("no canary") << QStringList{"deploy", "--promote"} << 3 << "no canary";
        QTest::newRow("share of too much") << QStringList{"deploy", "--canary", "101"} << 2 << "--canary";
        QTest::newRow("two at once") << QStringList{"deploy", "--canary", "1", "--promote"} << 2 << "excludes";
    }

    void refuses()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QFETCH(QString, message);
        const CliResult result = run(arguments);
        QCOMPARE(result.code, code);
        QVERIFY2(result.errors.contains(message), qPrintable(result.errors));
        QVERIFY(!QDir(file(".gatewright/deployments")).exists());
    }

    void refusesWhatCannotBeDeployed()
    {
        QVERIFY(writeText(file("pets.yaml"), "openapi: 3.0.1\ninfo: {title: pets, version: '1'}\npaths: {}\n"));
        const CliResult empty = run({"deploy"});
        QCOMPARE(empty.code, 3);
        QVERIFY(empty.errors.contains("Cannot deploy \"pets\". The API has no methods."));
        QVERIFY(writeText(file("pets.yaml"), "openapi: ["));
        QCOMPARE(run({"deploy"}).code, 3);
        QCOMPARE(runCli({"deploy", file("nowhere")}).code, 3);
    }

private:
    QString file(const QString& name) const { return m_folder->filePath(name); }
    // The command, then the project, then the rest.
    CliResult run(QStringList arguments) const
    {
        arguments.insert(1, m_folder->path());
        return runCli(arguments);
    }
    static QJsonObject object(const CliResult& result)
    {
        return QJsonDocument::fromJson(result.output.toUtf8()).object();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestDeploy)
#include "tst_deploy.moc"
