// Functions of a project that is opened by a path relative to where the program runs, as people do in a terminal.
#include "function_fixture.h"
#include "tests/gateway-engine/transport/raw_client.h"
#include "tests/support/served_project.h"

#include <QTest>

using namespace gw;
using namespace gw::engine;
using namespace gw::engine::test;

class TestProjectFolder : public QObject
{
    Q_OBJECT

private slots:
    void functionsAreFound_data();
    void functionsAreFound();
};

void TestProjectFolder::functionsAreFound_data()
{
    QTest::addColumn<QString>("folder"); // where the project is; the program runs in "work"
    QTest::newRow("this folder") << ".";
    QTest::newRow("no folder") << "";
    QTest::newRow("one beside it") << "../work";
}

void TestProjectFolder::functionsAreFound()
{
    QFETCH(QString, folder);
    if (!hasProgram("python3") || !hasProgram("node"))
        QSKIP("python3 or node is not installed");
    FunctionFolder files;
    files.write("work/functions/p/app.py", "def handler(event, context):\n    return 'found'\n");
    files.write("work/functions/n/app.mjs", "export const handler = async () => 'found';\n");
    const QString before = QDir::currentPath();
    QVERIFY(QDir::setCurrent(QString::fromStdString(files.path("work"))));
    Function node = python("n");
    node.runtime = "nodejs20.x";
    {
        ServedProject project(folder.toStdString(), {{python("p"), node}, {}, {}});
        for (const char* name : {"p", "n"}) {
            gw::test::RawClient client(project.port());
            client.send("POST /2015-03-31/functions/" + std::string(name) +
                        "/invocations HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}");
            QCOMPARE(gw::test::bodyOf(client.receiveAll()), std::string("\"found\""));
        }
    }
    QVERIFY(QDir::setCurrent(before));
}

QTEST_GUILESS_MAIN(TestProjectFolder)
#include "tst_project_folder.moc"
