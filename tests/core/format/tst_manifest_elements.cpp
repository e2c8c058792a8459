// Functions, state machines, backends and AWS settings in gatewright.yaml: read, written so that nothing else changes,
// and told where they are wrong; and their files on disk.
#include "core/edit/edits.h"
#include "core/format/manifest.h"
#include "tests/core/format/project_on_disk.h"
#include "tests/support/line_diff.h"

#include <QTest>

#include <functional>

using namespace gw;
using namespace gw::test;

using ProjectEdit = std::function<void(Project&)>;
Q_DECLARE_METATYPE(ProjectEdit)

namespace {

const std::string full = [] {
    QFile file(GW_TEST_DATA "/manifests/elements.yaml");
    if (!file.open(QIODevice::ReadOnly))
        qFatal("the manifest is missing");
    return file.readAll().toStdString();
}();

Manifest manifestOf(const std::string& text)
{
    auto manifest = readManifest(text, "x");
    if (!manifest)
        qFatal("%s", toString(manifest.error()).c_str());
    return std::move(*manifest);
}

template <typename T>
std::vector<Cow<T>> itemsOf(const std::vector<Listed<T>>& list)
{
    std::vector<Cow<T>> items;
    for (const Listed<T>& each : list)
        items.emplace_back(each.item);
    return items;
}

Project projectOf(const Manifest& manifest)
{
    Project project;
    project.name = manifest.name;
    project.functions = itemsOf(manifest.functions);
    project.stateMachines = itemsOf(manifest.stateMachines);
    project.backends = itemsOf(manifest.backends);
    project.aws = manifest.aws;
    return project;
}

std::string written(const std::string& text, const Project& project)
{
    auto result = writeManifest(text, project, [](const std::string&) { return false; });
    return result ? *result : "failed: " + toString(result.error());
}

Function functionNamed(const std::string& name)
{
    Function function;
    function.id = {99};
    function.name = name;
    function.codeUri = "functions/" + name;
    return function;
}

// "line:column message", one a finding.
QStringList faultsOf(const std::string& text)
{
    QStringList list;
    for (const Diagnostic& d : manifestOf(text).diagnostics)
        list << QString("%1:%2 %3").arg(d.position.line).arg(d.position.column).arg(QString::fromStdString(d.message));
    return list;
}

} // namespace

class TestManifestElements : public QObject
{
    Q_OBJECT

private slots:
    void readsEverything()
    {
        const Manifest manifest = manifestOf(full);
        QVERIFY2(manifest.diagnostics.empty(), qPrintable(textOf(manifest.diagnostics)));
        const Function& orders = manifest.functions.at(0).item;
        QCOMPARE(orders.runtime, std::string("python3.11"));
        QCOMPARE(orders.codeUri, std::string("src/orders"));
        QCOMPARE(orders.memorySize, 256);
        QCOMPARE(orders.queueTimeout, 5);
        QCOMPARE(orders.environment, (StringMap{{"TABLE", "orders"}}));
        const Function& mail = manifest.functions.at(1).item;
        QCOMPARE(mail.codeUri, std::string("functions/mail"));
        QCOMPARE(mail.timeout, 3);
        QCOMPARE(mail.queueTimeout, 0);
        QCOMPARE(mail.endpoint, std::string("http://127.0.0.1:9000"));
        QVERIFY(orders.id != mail.id && orders.id);
        QVERIFY(manifest.stateMachines.at(0).item.type == StateMachineType::Express);
        QCOMPARE(manifest.stateMachines.at(1).item.definitionUri, std::string("state-machines/plain.asl.json"));
        const auto& shop = std::get<ProcfileApplication>(manifest.backends.at(0).item.target);
        QVERIFY(shop.healthPath.empty() && !shop.autoStart && shop.instances == 2);
        const auto& group = std::get<InstanceGroup>(manifest.backends.at(1).item.target);
        QCOMPARE(group.instances.size(), std::size_t(2));
        QCOMPARE(group.healthCheck.path, std::string("/health"));
        QCOMPARE(group.healthCheck.intervalSeconds, 30);
        QCOMPARE(group.outlierEjection.consecutiveFailures, 0);
        QCOMPARE(manifest.aws.accountId, std::string("000123456789"));
        QVERIFY(manifest.aws.credentials == CredentialSource::Profile);
        QCOMPARE(manifest.aws.endpoints.size(), std::size_t(2));
    }

    void whatWasNotEditedStays() { QCOMPARE(written(full, projectOf(manifestOf(full))), full); }

    void editsTouchTheirLinesOnly_data()
    {
        QTest::addColumn<ProjectEdit>("edit");
        QTest::addColumn<QStringList>("diff");
        const auto row = [](const char* name, ProjectEdit edit, QStringList diff) {
            QTest::newRow(name) << std::move(edit) << std::move(diff);
        };
        row("memory", [](Project& p) { p.functions[0].edit().memorySize = 512; },
            {"-    memorySize: 256", "+    memorySize: 512"});
        row("queue", [](Project& p) { p.functions[0].edit().queueTimeout = 20; },
            {"-    queueTimeout: 5", "+    queueTimeout: 20"});
        row("renamed function", [](Project& p) { p.functions[0].edit().name = "carts"; },
            {"-  - name: orders # takes them", "+  - name: carts # takes them"});
        row("variable", [](Project& p) { p.functions[0].edit().environment[0].second = "carts"; },
            {"-    environment: {TABLE: \"orders\"} # one", "+    environment: {TABLE: carts} # one"});
        row("the folder is said once the name is another", [](Project& p) { p.functions[1].edit().name = "post"; },
            {"-  - {name: mail, endpoint: \"http://127.0.0.1:9000\"}",
             "+  - {name: post, codeUri: functions/mail, endpoint: \"http://127.0.0.1:9000\"}"});
        row("removed function", [](Project& p) { p.functions.pop_back(); },
            {"-  - {name: mail, endpoint: \"http://127.0.0.1:9000\"}"});
        row("new function", [](Project& p) { p.functions.emplace_back(functionNamed("new")); },
            {"+  - name: new", "+    runtime: nodejs20.x", "+    handler: index.handler",
             "+    codeUri: functions/new"});
        row("empty handler", [](Project& p) { p.functions[0].edit().handler.clear(); },
            {"-    handler: app.run", "+    handler: \"\""});
        row("type", [](Project& p) { p.stateMachines[0].edit().type = StateMachineType::Standard; },
            {"-    type: express # fast", "+    type: STANDARD # fast"});
        row("renamed machine", [](Project& p) { p.stateMachines[1].edit().name = "simple"; },
            {"-  - name: plain", "+  - name: simple", "+    definitionUri: state-machines/plain.asl.json"});
        row("instance", [](Project& p) { std::get<InstanceGroup>(p.backends[1].edit().target).instances.pop_back(); },
            {"-      - https://10.0.0.2:443"});
        row("health check",
            [](Project& p) { std::get<InstanceGroup>(p.backends[1].edit().target).healthCheck.path.clear(); },
            {"-    healthCheck: {path: /health, matcher: \"200\"}",
             "+    healthCheck: {path: \"\", matcher: \"200\"}"});
        row("other kind",
            [](Project& p) {
                p.backends[2].edit().target = InstanceGroup{{"127.0.0.1:1"}, {}, {}};
            },
            {"-    url: http://127.0.0.1:3000", "+    instances:", "+      - 127.0.0.1:1"});
        row("endpoint", [](Project& p) { p.aws.endpoints[0].url = "http://127.0.0.1:1"; },
            {"-    sqs: http://127.0.0.1:9324 # elasticmq", "+    sqs: http://127.0.0.1:1 # elasticmq"});
        row("region", [](Project& p) { p.aws.region = "us-east-1"; }, {"-  region: eu-west-1", "+  region: us-east-1"});
    }

    void editsTouchTheirLinesOnly()
    {
        QFETCH(ProjectEdit, edit);
        QFETCH(QStringList, diff);
        Project project = projectOf(manifestOf(full));
        edit(project);
        const std::string text = written(full, project);
        QCOMPARE(lineDiff(linesOf(full), linesOf(text)), diff);
        const Manifest again = manifestOf(text);
        QVERIFY2(again.diagnostics.empty(), qPrintable(textOf(again.diagnostics)));
        Project expected = project;
        Project read = projectOf(again);
        for (Project* each : {&expected, &read}) { // ids follow from names in a new reading
            for (auto& function : each->functions)
                function.edit().id = {};
            for (auto& machine : each->stateMachines)
                machine.edit().id = {};
        }
        QVERIFY(read == expected);
    }

    void anEmptyProjectTakesAll()
    {
        const Project project = projectOf(manifestOf(full));
        const std::string text = written("name: store\n", project);
        const Manifest again = manifestOf(text);
        QVERIFY2(again.diagnostics.empty(), qPrintable(QString::fromStdString(text)));
        QVERIFY(projectOf(again) == project);
    }

    void aNameComesBackAfterARename()
    {
        // "orders" became "carts" and a new function is called "orders": each keeps its own lines.
        Project project = projectOf(manifestOf(full));
        project.functions[0].edit().name = "carts";
        const std::string saved = written(full, project);
        project.functions.emplace_back(functionNamed("orders"));
        const std::string twice = written(saved, project);
        QCOMPARE(lineDiff(linesOf(saved), linesOf(twice)).filter("-  ").size(), 0);
        project.functions[0].edit().timeout = 11;
        QCOMPARE(lineDiff(linesOf(twice), linesOf(written(twice, project))),
                 (QStringList{"-    timeout: 10", "+    timeout: 11"}));
    }

    void wrongEntriesAreNamedAndStay_data()
    {
        QTest::addColumn<QString>("entries");
        QTest::addColumn<QString>("fault");
        QTest::newRow("list") << "functions: {a: 1}\n"
                              << "2:12 \"functions\" is not a list.";
        QTest::newRow("name") << "functions:\n  - runtime: x\n"
                              << "3:5 A function has no name.";
        QTest::newRow("bad name") << "functions:\n  - name: a b\n"
                                  << "3:11 Function \"a b\": this is not a function's name.";
        QTest::newRow("twice") << "functions:\n  - name: a\n  - name: a\n"
                               << "4:5 Function \"a\": the name stands there twice.";
        QTest::newRow("outside") << "functions:\n  - {name: a, codeUri: ../b}\n"
                                 << "3:24 Function \"a\": the path \"../b\" leads out of the project folder.";
        QTest::newRow("absolute") << "functions:\n  - {name: a, codeUri: /etc}\n"
                                  << "3:24 Function \"a\": the path \"/etc\" leads out of the project folder.";
        QTest::newRow("number") << "functions:\n  - {name: a, memorySize: lots}\n"
                                << "3:27 Function \"a\": \"memorySize\" is not a whole number.";
        QTest::newRow("machine file") << "stateMachines:\n  - {name: a, definitionUri: x/../../b}\n"
                                      << "3:30 State machine \"a\": the path \"x/../../b\" leads out of the project "
                                         "folder.";
        QTest::newRow("shared file") << "stateMachines:\n  - {name: a, definitionUri: s.json}\n"
                                        "  - {name: b, definitionUri: ./s.json}\n"
                                     << "4:5 State machine \"b\": the file \"./s.json\" belongs to something else "
                                        "already.";
        QTest::newRow("manifest itself") << "stateMachines:\n  - {name: a, definitionUri: gatewright.yaml}\n"
                                         << "3:5 State machine \"a\": the file \"gatewright.yaml\" belongs to "
                                            "something else already.";
        QTest::newRow("type") << "stateMachines:\n  - {name: a, type: slow}\n"
                              << "3:21 State machine \"a\": \"slow\" is no type of state machines.";
        QTest::newRow("no kind") << "backends:\n  - name: a\n"
                                 << "3:5 Backend \"a\": it does not say where it is.";
        QTest::newRow("two kinds") << "backends:\n  - {name: a, url: x, instances: []}\n"
                                   << "3:5 Backend \"a\": it is of more than one kind.";
        QTest::newRow("no folder") << "backends:\n  - {name: a, application: {}}\n"
                                   << "3:28 Backend \"a\": the application has no folder.";
        QTest::newRow("credentials") << "aws: {credentials: mine}\n"
                                     << "2:20 \"mine\" is no source of credentials.";
        QTest::newRow("aws") << "aws: [1]\n"
                             << "2:6 \"aws\" is not an object.";
    }

    void wrongEntriesAreNamedAndStay()
    {
        QFETCH(QString, entries);
        QFETCH(QString, fault);
        const std::string text = "name: store\n" + entries.toStdString();
        QCOMPARE(faultsOf(text), QStringList{fault});
        Project project = projectOf(manifestOf(text));
        QCOMPARE(written(text, project), text);
        if (!entries.startsWith("backends"))
            return;
        Backend added;
        added.id = {5};
        added.name = "added";
        added.target = UrlBackend{"http://127.0.0.1:1"};
        project.backends.emplace_back(added);
        for (const QString& line : lineDiff(linesOf(text), linesOf(written(text, project))))
            QVERIFY2(line.startsWith('+'), qPrintable(line));
    }

    void nothingIsAddedToWhatIsNoList()
    {
        Project project = projectOf(manifestOf("name: store\n"));
        project.functions.emplace_back(functionNamed("a"));
        const auto result =
            writeManifest("name: store\nfunctions: 1\n", project, [](const std::string&) { return false; });
        QVERIFY(!result);
        QCOMPARE(result.error().file, std::string(manifestFileName));
    }

    // --- Files on disk -----------------------------------------------------------------------------------------------

    void definitionsAreReadAndWrittenToTheirFiles()
    {
        ProjectOnDisk disk;
        const QByteArray definition = "# fulfils\nStartAt: A\nStates: {A: {Type: Succeed}}\n";
        disk.write("gatewright.yaml", "name: s\nstateMachines:\n  - {name: fulfil, definitionUri: f.asl.yaml}\n");
        disk.write("f.asl.yaml", definition);
        OpenedProject opened = disk.opened();
        QVERIFY2(opened.diagnostics.empty(), qPrintable(textOf(opened.diagnostics)));
        QCOMPARE(opened.project.stateMachines.at(0)->definition, definition.toStdString());
        QVERIFY(saveProject(opened.project, opened.files)->empty());

        opened.project.stateMachines[0].edit().definition += "# more\n";
        const auto saved = saveProject(opened.project, opened.files);
        QCOMPARE(*saved, std::vector<std::string>{"f.asl.yaml"});
        QCOMPARE(disk.read("f.asl.yaml"), definition + "# more\n");

        const auto without = deleteStateMachine(opened.project, opened.project.stateMachines[0]->id);
        QVERIFY(saveProject(*without, opened.files));
        QVERIFY(!QFile::exists(disk.path("f.asl.yaml")));
    }

    void aFileThatCannotBeReadIsLeftAlone_data()
    {
        QTest::addColumn<QByteArray>("text"); // null: no such file
        QTest::newRow("missing") << QByteArray();
        QTest::newRow("too large") << QByteArray(int(mostDefinitionBytes) + 1, ' ');
    }

    void aFileThatCannotBeReadIsLeftAlone()
    {
        QFETCH(QByteArray, text);
        ProjectOnDisk disk;
        const QByteArray manifest = "name: s\nstateMachines:\n  - name: fulfil # mine\n";
        const QString file = "state-machines/fulfil.asl.json";
        disk.write("gatewright.yaml", manifest);
        if (!text.isNull())
            disk.write(file, text);
        OpenedProject opened = disk.opened();
        QCOMPARE(opened.diagnostics.size(), std::size_t(1));
        QCOMPARE(opened.diagnostics.at(0).file, file.toStdString());
        QVERIFY(opened.project.stateMachines.empty());

        Function function;
        function.name = "orders";
        Project edited = *createFunction(opened.project, function);
        QVERIFY(saveProject(edited, opened.files));
        QVERIFY(disk.read("gatewright.yaml").contains("stateMachines:\n  - name: fulfil # mine\n"));
        QCOMPARE(QFile::exists(disk.path(file)), !text.isNull());

        StateMachine again;
        again.name = "fulfil";
        const auto refused = saveProject(*createStateMachine(edited, again), opened.files);
        QVERIFY(!refused);
        QVERIFY(refused.error().message.find("fulfil") != std::string::npos);
    }

    void aNewFunctionGetsAStarter_data()
    {
        QTest::addColumn<QString>("runtime");
        QTest::addColumn<QString>("handler");
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("holds");
        QTest::newRow("node") << "nodejs20.x"
                              << "index.handler"
                              << "index.mjs"
                              << "export const handler = async";
        QTest::newRow("node in a folder") << "nodejs22.x"
                                          << "src/app.run"
                                          << "src/app.mjs"
                                          << "export const run";
        QTest::newRow("python") << "python3.11"
                                << "app.lambda_handler"
                                << "app.py"
                                << "def lambda_handler(";
        QTest::newRow("custom") << "provided.al2023"
                                << ""
                                << "bootstrap"
                                << "AWS_LAMBDA_RUNTIME_API";
        QTest::newRow("elsewhere") << "java21"
                                   << "a.b"
                                   << ""
                                   << "";
        QTest::newRow("no handler") << "nodejs20.x"
                                    << "index"
                                    << ""
                                    << "";
        QTest::newRow("no identifier") << "nodejs20.x"
                                       << "index.a-b"
                                       << ""
                                       << "";
        QTest::newRow("leads out") << "nodejs20.x"
                                   << "../index.handler"
                                   << ""
                                   << "";
    }

    void aNewFunctionGetsAStarter()
    {
        QFETCH(QString, runtime);
        QFETCH(QString, handler);
        QFETCH(QString, file);
        QFETCH(QString, holds);
        ProjectOnDisk disk;
        disk.write("gatewright.yaml", "name: s\n");
        OpenedProject opened = disk.opened();
        Function function;
        function.name = "orders";
        function.runtime = runtime.toStdString();
        function.handler = handler.toStdString();
        const Project project = *createFunction(opened.project, function);
        const auto saved = saveProject(project, opened.files);
        QVERIFY2(saved, saved ? "" : saved.error().message.c_str());
        if (file.isEmpty()) {
            QVERIFY(!QFile::exists(disk.path("functions")));
            return;
        }
        const QString path = "functions/orders/" + file;
        QVERIFY(disk.read(path).contains(holds.toUtf8()));
        QCOMPARE(QFileInfo(disk.path(path)).isExecutable(), file == "bootstrap");
        QCOMPARE(saved->back(), path.toStdString());

        // A second save and a new reading leave it alone, and so does whoever removes it.
        QVERIFY(QFile::remove(disk.path(path)));
        QVERIFY(saveProject(*renameFunction(project, project.functions[0]->id, "carts"), opened.files));
        QVERIFY(!QFile::exists(disk.path(path)));
    }

    void sourcesThatAreThereStay()
    {
        ProjectOnDisk disk;
        disk.write("gatewright.yaml", "name: s\n");
        disk.write("functions/orders/other.js", "mine");
        OpenedProject opened = disk.opened();
        Function function;
        function.name = "orders";
        QVERIFY(saveProject(*createFunction(opened.project, function), opened.files));
        QCOMPARE(QDir(disk.path("functions/orders")).entryList(QDir::Files), QStringList{"other.js"});
    }

    void aFileOfOthersIsNotOverwritten()
    {
        ProjectOnDisk disk;
        disk.write("gatewright.yaml", "name: s\n");
        disk.write("state-machines/fulfil.asl.json", "mine");
        OpenedProject opened = disk.opened();
        StateMachine machine;
        machine.name = "fulfil";
        QVERIFY(!saveProject(*createStateMachine(opened.project, machine), opened.files));
        QCOMPARE(disk.read("state-machines/fulfil.asl.json"), QByteArray("mine"));
    }
};

QTEST_GUILESS_MAIN(TestManifestElements)
#include "tst_manifest_elements.moc"
