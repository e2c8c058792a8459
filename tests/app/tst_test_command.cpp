// gatewright test: scripts of saved WebSocket requests, their reports and exit codes.
#include "cli_process.h"
#include "tests/support/websocket_server.h"

#include <QDir>
#include <QTemporaryDir>
#include <QXmlStreamReader>

using namespace gw::test;

class TestTestCommand : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        QVERIFY(QDir(m_dir->path()).mkpath("project/requests/chat"));
        QVERIFY(QDir(m_dir->path()).mkpath("project/environments"));
        QVERIFY(writeText(m_dir->filePath("project/gatewright.yaml"), "name: chat\napis: []\n"));
        request("chat/Good", "steps: [{ send: hello }, { expect: hello }]");
        QVERIFY(
            writeText(m_dir->filePath("project/requests/chat/Http.yaml"), "method: GET\nurl: http://127.0.0.1:1/\n"));
        request("chat/Silent", "");
    }

    void goodOnesPass_data()
    {
        QTest::addColumn<QStringList>("paths");
        QTest::newRow("all") << QStringList{};
        QTest::newRow("a folder") << QStringList{"chat"};
        QTest::newRow("one") << QStringList{"chat/Good"};
        QTest::newRow("as a file") << QStringList{"requests/chat/Good.yaml"};
    }
    void goodOnesPass()
    {
        QFETCH(QStringList, paths);
        const CliResult result = run(paths);
        QCOMPARE(result.code, 0);
        QVERIFY2(result.output.contains("passed  chat/Good  (2 steps, "), qPrintable(result.output));
        QVERIFY(result.output.endsWith("1 passed, 0 failed\n"));
    }

    void failuresSayWho()
    {
        request("chat/Bad", "clients: { ann: {} }\nsteps:\n  - send: a\n  - expect: b");
        const CliResult result = run({});
        QCOMPARE(result.code, 1);
        QVERIFY2(result.output.contains("FAILED  chat/Bad"), qPrintable(result.output));
        QVERIFY(result.output.contains("Step 2 (line 4), ann: expected a message equal to b; got a."));
        QVERIFY(result.output.endsWith("1 passed, 1 failed\n"));
        QCOMPARE(run({"--bail"}).output.count("chat/"), 1); // Bad comes first
        QCOMPARE(run({"chat/Good"}).code, 0);
    }

    void variablesComeFromEverywhere()
    {
        request("chat/Named", "steps: [{ send: '{{who}}' }, { expect: ann }]");
        QVERIFY(writeText(m_dir->filePath("project/environments/local.yaml"), "variables: { who: bob }\n"));
        QCOMPARE(run({"chat/Named"}).code, 1);
        QCOMPARE(run({"chat/Named", "--env", "local"}).code, 1);
        QCOMPARE(run({"chat/Named", "--env", "local", "--env-var", "who=ann"}).code, 0);
    }

    void reportsAreWritten()
    {
        request("chat/Bad", "steps: [{ send: '<&\\u0001' }, { expect: b }]");
        request("chat/Wrong", "steps: [{ expct: b }]");
        const QString file = m_dir->filePath("report.xml");
        QCOMPARE(run({"-r", "junit", "-o", file}).code, 3);
        QXmlStreamReader xml(readText(file));
        QStringList cases;
        QStringList ends;
        while (!xml.atEnd()) {
            xml.readNext();
            if (xml.isStartElement() && xml.name() == u"testcase")
                cases << xml.attributes().value("classname").toString();
            else if (xml.isStartElement() && (xml.name() == u"failure" || xml.name() == u"error"))
                ends << xml.name().toString();
        }
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        QCOMPARE(cases, (QStringList{"chat/Bad", "chat/Good", "chat/Wrong"}));
        QCOMPARE(ends, (QStringList{"failure", "error"}));

        const QJsonArray json = QJsonDocument::fromJson(run({"-r", "json"}).output.toUtf8()).array();
        QCOMPARE(json.size(), 3);
        QCOMPARE(json[0].toObject()["failure"].toObject()["expected"].toString(), QString("a message equal to b"));
        QVERIFY(json[1].toObject()["passed"].toBool());
        QVERIFY(json[2].toObject()["error"].toString().contains("\"expct\" is not known here"));

        const QString tap = run({"-r", "tap"}).output;
        QVERIFY2(tap.startsWith("TAP version 13\n1..3\nnot ok 1 - chat/Bad\n# Step 2"), qPrintable(tap));
        QVERIFY(tap.contains("ok 2 - chat/Good\n"));
    }

    void wrongUsage_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("words");
        QTest::newRow("no such request") << QStringList{"chat/Nobody"} << 2 << "no saved request \"chat/Nobody\"";
        QTest::newRow("no such environment") << QStringList{"--env", "prod"} << 2 << "prod";
        QTest::newRow("no variable") << QStringList{"--env-var", "x"} << 2 << "\"x\" is not a variable";
        QTest::newRow("no reporter") << QStringList{"-r", "xml"} << 2 << "xml";
        QTest::newRow("no place for a report")
            << QStringList{"-o", "/nowhere/at/all.xml"} << 4 << "/nowhere/at/all.xml";
    }
    void wrongUsage()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QFETCH(QString, words);
        const CliResult result = run(arguments);
        QCOMPARE(result.code, code);
        QVERIFY2(result.errors.contains(words), qPrintable(result.errors));
    }

    void noProjectIsInvalid() { QCOMPARE(runCli({"test", "/nowhere/at/all"}).code, 3); }

    void interruptionEnds()
    {
        request("chat/Good", "steps: [{ send: begun }, { wait: 5m }]");
        QProcess process;
        process.setProcessEnvironment(cleanEnvironment());
        const int before = m_server.connections();
        process.start(GW_CLI, {"test", m_dir->filePath("project")});
        QTRY_COMPARE(m_server.connections(), before + 1);
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(20'000));
        QCOMPARE(process.exitCode(), 130);
    }

private:
    void request(const QString& path, const QString& script)
    {
        QString text = QString("type: websocket\nurl: %1\n").arg(m_server.url("/echo"));
        if (!script.isEmpty())
            text += "script: |\n  " + QString(script).replace('\n', "\n  ") + '\n';
        QVERIFY(writeText(m_dir->filePath("project/requests/" + path + ".yaml"), text.toUtf8()));
    }
    CliResult run(const QStringList& arguments)
    {
        return runCli(QStringList{"test", m_dir->filePath("project")} + arguments);
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    WebSocketServer m_server;
};

QTEST_GUILESS_MAIN(TestTestCommand)
#include "tst_test_command.moc"
