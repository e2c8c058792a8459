// The pages of what stands behind the APIs, by real clicks and keys, with functions and applications that really run.
#include "core/edit/edits.h"
#include "tests/support/design_fixture.h"
#include "ui/design/elements_view.h"
#include "ui/session/backends_session.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/log_view.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QListWidget>
#include <QTabBar>
#include <QTableView>
#include <QTreeView>

using namespace gw;
using namespace gw::test;
using namespace gw::ui;

namespace {

const char* manifest = R"(name: shop
functions:
  - name: greet
    runtime: python3.11
    handler: app.handler
    timeout: 5
apis:
  - name: pets
    kind: rest
    file: pets.yaml
backends:
  - name: store
    url: http://127.0.0.1:1
)";

const char* pets = R"(openapi: 3.0.1
info: { title: Pets, version: "1" }
paths:
  /pets:
    get:
      responses: { "200": { description: The pets } }
)";

const char* greeting = R"(def handler(event, context):
    print("heard", event.get("name"))
    if event.get("name") == "nobody":
        raise ValueError("no name")
    return {"hello": event.get("name")}
)";

} // namespace

class TestPagesBehindApis : public DesignFixture
{
    Q_OBJECT

private:
    [[nodiscard]] const Function& function() const { return *workspace().project().functions.front(); }
    [[nodiscard]] const Backend& backend() const { return *workspace().project().backends.front(); }

    void show(const NodeRef& element)
    {
        page().showNode(element);
        QCOMPARE(page().currentNode(), element);
    }
    void showFunction() { show(NodeRef{{}, {}, {}, {}, function().id, {}, {}}); }
    void showBackend() { show(NodeRef{{}, {}, {}, {}, {}, {}, backend().id}); }
    void showTab(const QString& name)
    {
        for (auto* bar : page().findChildren<QTabBar*>())
            for (int i = 0; bar->isVisible() && i < bar->count(); ++i)
                if (bar->tabText(i) == name) {
                    QTest::mouseClick(bar, Qt::LeftButton, {}, bar->tabRect(i).center());
                    return;
                }
        QFAIL(qPrintable(name));
    }
    // Sections stand below the APIs: chosen as a user does, by their row.
    void showSection(const QString& name)
    {
        auto* tree = visible<QTreeView>();
        QVERIFY(tree);
        const auto found = tree->model()->match(tree->model()->index(0, 0), Qt::DisplayRole, name);
        QCOMPARE(found.size(), 1);
        tree->scrollTo(found.first());
        QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, tree->visualRect(found.first()).center());
    }
    void click(const QString& text)
    {
        QAbstractButton* button = visibleText(text);
        QVERIFY2(button && button->isEnabled(), qPrintable(text));
        QTest::mouseClick(button, Qt::LeftButton);
    }
    [[nodiscard]] bool says(const QString& text) const
    {
        for (auto* label : page().findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains(text))
                return true;
        return false;
    }
    void writeSource(const char* text)
    {
        QDir(m_studio->folder.path()).mkpath("functions/greet");
        QFile file(m_studio->folder.filePath("functions/greet/app.py"));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(text);
    }
    void startGateway()
    {
        m_studio->gateway.setPort(0);
        m_studio->gateway.start();
        QCOMPARE(m_studio->gateway.state(), GatewaySession::State::Running);
    }

private slots:
    void init() { open("gatewright.yaml", manifest, {1300, 900}, {{"pets.yaml", pets}}); }
    void cleanup() { m_studio.reset(); }

    void aFunctionIsConfigured()
    {
        showFunction();
        type(visible<QLineEdit>("Timeout (s)"), "12");
        QTRY_COMPARE(function().timeout, 12);
        QCOMPARE(workspace().undoName(), QString("Change Timeout"));
        type(visible<QLineEdit>("Memory (MB)"), "much");
        QTRY_VERIFY(says("Write a whole number."));
        type(visible<QLineEdit>("Memory (MB)"), "256");
        QTRY_COMPARE(function().memorySize, 256);
        type(visible<QLineEdit>("Queue timeout (s)"), "20");
        QTRY_COMPARE(function().queueTimeout, 20);
        QCOMPARE(workspace().undoName(), QString("Change Queue Timeout"));
        QTRY_VERIFY(says("waits its turn, this long at most; then"));
        type(visible<QLineEdit>("Queue timeout (s)"), "1000");
        QTRY_VERIFY(says("Use 0 to 900 s."));
        workspace().undo();
        QCOMPARE(function().queueTimeout, 0);
        QTRY_VERIFY(says("answered 429 at once"));
        workspace().undo();
        workspace().undo();
        QCOMPARE(function().timeout, 5);
        QCOMPARE(visible<QLineEdit>("Timeout (s)")->text(), QString("5"));
    }

    void aNewNameTakesTheFolderAlongUntilItIsThere()
    {
        showFunction();
        type(visible<QLineEdit>("functionName"), "salute");
        QTRY_COMPARE(function().name, std::string("salute"));
        QCOMPARE(function().codeUri, std::string("functions/salute"));
        QDir(m_studio->folder.path()).mkpath("functions/salute");
        type(visible<QLineEdit>("functionName"), "wave");
        QTRY_COMPARE(function().name, std::string("wave"));
        QCOMPARE(function().codeUri, std::string("functions/salute"));
    }

    void sourcesAreMadeEditedAndSaved()
    {
        QVERIFY(workspace().apply("New Function", [](Project p) {
            Function fresh;
            fresh.name = "fresh";
            return createFunction(std::move(p), fresh);
        }));
        show(NodeRef{{}, {}, {}, {}, workspace().project().findFunction("fresh")->id, {}, {}});
        showTab("Code");
        QTRY_VERIFY(says("No sources yet"));
        click("Save Project");
        QTRY_VERIFY(visible<CodeEditor>("Source"));
        auto* editor = visible<CodeEditor>("Source");
        QTRY_VERIFY(editor->toPlainText().contains("Hello from fresh"));
        QCOMPARE(visible<QListWidget>("Source files")->count(), 1);
        editor->setFocus();
        QTest::keyClicks(editor, "// mine");
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_VERIFY(says("index.mjs · not saved yet"));
        click("Save File");
        QTRY_VERIFY(!says("not saved yet"));
        QFile file(m_studio->folder.filePath("functions/fresh/index.mjs"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().startsWith("// mine\n"));
    }

    void whatOthersWriteToASourceIsAskedAbout()
    {
        writeSource(greeting);
        showFunction();
        showTab("Code");
        QTRY_VERIFY(visible<CodeEditor>("Source") && visible<CodeEditor>("Source")->toPlainText().contains("heard"));
        auto* editor = visible<CodeEditor>("Source");
        editor->setFocus();
        QTest::keyClicks(editor, "# mine ");
        writeSource("# theirs\n");
        QTRY_VERIFY(visibleText("Take Theirs"));
        QVERIFY(editor->toPlainText().startsWith("# mine"));
        click("Take Theirs");
        QTRY_COMPARE(editor->toPlainText(), QString("# theirs\n"));
    }

    void aFunctionIsTriedAndWatched()
    {
        writeSource(greeting);
        showFunction();
        showTab("Test");
        startGateway();
        auto* samples = visible<QComboBox>("Sample event");
        QVERIFY(samples);
        auto* event = visible<CodeEditor>("Event");
        QVERIFY(event);
        event->setPlainText(R"({"name": "Mia"})");
        click("Invoke");
        QTRY_VERIFY_WITH_TIMEOUT(says("Succeeded"), 20'000);
        QVERIFY(visible<CodeEditor>("Result")->toPlainText().contains("\"Mia\""));
        QVERIFY(visible<LogView>()->toPlainText().contains("heard Mia"));
        event->setPlainText(R"({"name": "nobody"})");
        click("Invoke");
        QTRY_VERIFY_WITH_TIMEOUT(says("The function failed"), 20'000);
        QVERIFY(visible<CodeEditor>("Result")->toPlainText().contains("ValueError"));
        showTab("Monitor");
        QTRY_VERIFY(says("2 invocations · 1 error"));
        QTRY_VERIFY(says("ValueError"));
        QCOMPARE(visible<QTableView>("Processes")->model()->rowCount(), 1);
        QTRY_VERIFY(visible<LogView>()->toPlainText().contains("heard nobody"));
    }

    void aStoppedGatewayOffersToStart()
    {
        m_studio->gateway.setPort(0);
        showFunction();
        showTab("Monitor");
        QVERIFY(says("The gateway is stopped"));
        click("Start Gateway");
        QTRY_VERIFY(!says("The gateway is stopped"));
        QTRY_VERIFY(says("Cold"));
    }

    void anEventThatIsNoJsonIsRefused()
    {
        writeSource(greeting);
        showFunction();
        showTab("Test");
        startGateway();
        visible<CodeEditor>("Event")->setPlainText("{");
        click("Invoke");
        QTRY_VERIFY(says("InvalidRequestContentException") || says("JSON"));
        QVERIFY(!says("Succeeded"));
    }

    void aBackendIsConfigured()
    {
        showBackend();
        type(visible<QLineEdit>("URL"), "http://127.0.0.1:9000");
        QTRY_COMPARE(std::get<UrlBackend>(backend().target).url, std::string("http://127.0.0.1:9000"));
        QTest::mouseClick(visible<QAbstractButton>("Instances"), Qt::LeftButton);
        QVERIFY(std::holds_alternative<InstanceGroup>(backend().target));
        QTest::mouseClick(visible<QAbstractButton>("Application"), Qt::LeftButton);
        QVERIFY(std::holds_alternative<ProcfileApplication>(backend().target));
        type(visible<QLineEdit>("Folder"), "apps/store");
        QTRY_COMPARE(std::get<ProcfileApplication>(backend().target).folder, std::string("apps/store"));
        type(visible<QLineEdit>("Folder"), "../elsewhere");
        QTRY_VERIFY(says("not inside the project"));
        type(visible<QLineEdit>("backendName"), "Not A Host");
        QTRY_VERIFY(says("name"));
        QCOMPARE(backend().name, std::string("store"));
    }

    void anApplicationIsStartedAndStopped()
    {
        QDir(m_studio->folder.path()).mkpath("apps/store");
        QFile procfile(m_studio->folder.filePath("apps/store/Procfile"));
        QVERIFY(procfile.open(QIODevice::WriteOnly));
        procfile.write("web: python3 -u -m http.server --bind 127.0.0.1 $PORT\n");
        procfile.close();
        QVERIFY(workspace().apply("Make it an application", [this](Project p) {
            Backend changed = backend();
            ProcfileApplication application;
            application.folder = "apps/store";
            application.autoStart = false;
            changed.target = application;
            return setBackend(std::move(p), changed);
        }));
        showBackend();
        showTab("Monitor");
        startGateway();
        QTRY_VERIFY(says("Stopped"));
        click("Start");
        QTRY_VERIFY_WITH_TIMEOUT(says("Running"), 20'000);
        QTRY_VERIFY(visible<LogView>() && visible<LogView>()->toPlainText().contains("web.1"));
        click("Stop");
        QTRY_VERIFY_WITH_TIMEOUT(says("Stopped"), 20'000);
    }

    void integrationsAreAimedAtWhatTheProjectHas()
    {
        const Resource& resource = *api().openApi()->resources.front();
        show(NodeRef{api().id, resource.id, resource.methods.front()->id, {}, {}, {}, {}});
        QTest::mouseClick(visible<QAbstractButton>("Lambda proxy"), Qt::LeftButton);
        const auto integration = [this] { return *api().openApi()->resources.front()->methods.front()->integration; };
        QVERIFY(integration().uri.ends_with(":function:greet/invocations")); // the only one
        auto* calls = visible<QComboBox>("calls");
        QVERIFY(calls);
        QCOMPARE(calls->currentText(), QString("Function greet"));
        QTest::mouseClick(visible<QAbstractButton>("HTTP proxy"), Qt::LeftButton);
        QCOMPARE(calls->currentText(), QString("A server by its URL"));
        calls->setFocus();
        QTest::keyClick(calls, Qt::Key_Up);
        QTRY_COMPARE(integration().uri, std::string("http://store/pets"));
        QCOMPARE(workspace().undoName(), QString("Change Target"));
        QTest::mouseClick(visible<QAbstractButton>("Open"), Qt::LeftButton);
        QCOMPARE(page().currentNode().backend, backend().id);
    }

    void sectionsListWhatTheyHold()
    {
        showSection("Functions");
        auto* elements = page().findChild<ElementsView*>();
        QVERIFY(elements && elements->isVisible());
        auto* table = elements->findChild<QTableView*>();
        QCOMPARE(table->model()->rowCount(), 1);
        QCOMPARE(table->model()->index(0, 0).data().toString(), QString("greet"));
        click("New Function");
        QCOMPARE(workspace().project().functions.size(), std::size_t{2});
        workspace().undo();
        showSection("State Machines");
        QVERIFY(visibleText("New State Machine"));
        showSection("Backends");
        QCOMPARE(elements->findChild<QTableView*>()->model()->index(0, 0).data().toString(), QString("store"));
    }

    void awsSettingsAreEdited()
    {
        showSection("AWS Settings");
        type(visible<QLineEdit>("Region"), "eu-central-1");
        QTRY_COMPARE(workspace().project().aws.region, std::string("eu-central-1"));
        type(visible<QLineEdit>("Account id"), "12");
        QTRY_VERIFY(says("twelve digits") || says("12 digits"));
        workspace().undo();
        QTRY_COMPARE(workspace().project().aws.accountId, std::string("000000000000"));
    }
};

QTEST_MAIN(TestPagesBehindApis)
#include "tst_pages_behind_apis.moc"
