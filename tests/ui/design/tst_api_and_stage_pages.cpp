// The pages above the method by real clicks and keys: a stage's tabs, an API's tabs, the CORS dialog.
#include "ui/design/api_view.h"
#include "ui/design/compare_view.h"
#include "ui/design/cors_dialog.h"
#include "ui/design/element_views.h"
#include "ui/design/gateway_responses_form.h"
#include "ui/design/stage_view.h"
#include "ui/design/table_editor.h"
#include "ui/models/behaviour_changes_model.h"
#include "ui/models/gateway_responses_model.h"
#include "ui/session/gateway_session.h"
#include "ui/session/workspace.h"
#include "ui/widgets/code_editor.h"

#include "core/edit/edits.h"
#include "core/edit/edits_access.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace gw;
using namespace gw::ui;

namespace {

const char* projectText = R"(name: shop
apis:
  - name: pets
    kind: rest
    file: pets.yaml
    stages:
      - name: dev
        autoDeploy: true
      - name: prod
        autoDeploy: false
)";

const char* petsText = R"(openapi: 3.0.1
info: { title: Pets, version: "1" }
paths:
  /pets:
    get:
      responses:
        "200": { description: The pets }
      x-amazon-apigateway-integration:
        type: mock
        requestTemplates: { application/json: '{"statusCode": 200}' }
        responses: { default: { statusCode: "200" } }
)";

void write(const QString& path, const char* text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

} // namespace

class TestApiAndStagePages : public QObject
{
    Q_OBJECT

private:
    struct Studio
    {
        QTemporaryDir folder;
        Theme theme{ThemeChoice::Light};
        Workspace workspace;
        GatewaySession gateway{workspace};
        StageView stage{workspace, gateway, theme};
        ApiView api{workspace, gateway, theme};
        ResourceView resource{workspace, theme};
    };
    std::unique_ptr<Studio> m_studio;
    QWidget* m_page = nullptr;

    [[nodiscard]] Workspace& workspace() const { return m_studio->workspace; }
    [[nodiscard]] const Api& api() const { return *workspace().project().apis.front(); }
    [[nodiscard]] const OpenApiDefinition& definition() const { return *api().openApi(); }
    [[nodiscard]] const Stage& prod() const { return *api().findStage("prod"); }
    template <typename W>
    [[nodiscard]] W* named(const QString& name) const
    {
        for (W* widget : m_page->findChildren<W*>())
            if (widget->isVisible() && widget->accessibleName() == name)
                return widget;
        return nullptr;
    }
    [[nodiscard]] QAbstractButton* button(const QString& text) const
    {
        for (auto* one : m_page->findChildren<QAbstractButton*>())
            if (one->isVisible() && one->text() == text)
                return one;
        return nullptr;
    }
    [[nodiscard]] bool shows(const QString& text) const
    {
        for (auto* label : m_page->findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains(text))
                return true;
        return false;
    }
    void click(const QString& text)
    {
        QAbstractButton* one = button(text);
        QVERIFY2(one && one->isEnabled(), qPrintable(text));
        QTest::mouseClick(one, Qt::LeftButton);
    }
    void type(const QString& field, const QString& text)
    {
        auto* line = named<QLineEdit>(field);
        QVERIFY2(line, qPrintable(field));
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, text);
        QTest::keyClick(line, Qt::Key_Return);
    }
    // Adds a row by its button and types its first cell.
    void addRow(const QString& thing, const QString& text)
    {
        click(QStringLiteral("Add %1").arg(thing));
        auto* editor = qobject_cast<QLineEdit*>(QApplication::focusWidget());
        QVERIFY(editor);
        QTest::keyClicks(editor, text);
        QTest::keyClick(editor, Qt::Key_Return);
    }
    void showTab(int index)
    {
        auto* tabs = m_page->findChild<QTabWidget*>();
        int place = 0; // among the tabs of this kind of API
        for (int shown = tabs->isTabVisible(0) ? 0 : -1; shown < index && place + 1 < tabs->count();)
            shown += tabs->isTabVisible(++place) ? 1 : 0;
        QTest::mouseClick(tabs->tabBar(), Qt::LeftButton, {}, tabs->tabBar()->tabRect(place).center());
        QCOMPARE(tabs->currentIndex(), place);
    }
    void showPage(QWidget& page)
    {
        m_page = &page;
        page.resize(900, 760);
        page.show();
        page.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&page));
    }
    void showProd(int tab)
    {
        m_studio->stage.showStage({api().id, {}, {}, prod().id});
        showPage(m_studio->stage);
        showTab(tab);
    }
    void showApi(int tab)
    {
        m_studio->api.showApi(api().id);
        showPage(m_studio->api);
        showTab(tab);
    }
    void deploy(const QString& description)
    {
        QSignalSpy deployed(&m_studio->gateway, &GatewaySession::deployed);
        type(QStringLiteral("Description of the deployment"), description);
        QVERIFY(!deployed.isEmpty() || deployed.wait());
    }
    void refreshOnChange()
    {
        connect(&workspace(), &Workspace::changed, &m_studio->stage, [this] {
            m_studio->stage.showStage({api().id, {}, {}, prod().id});
        });
        connect(&workspace(), &Workspace::changed, &m_studio->api, [this] { m_studio->api.showApi(api().id); });
    }

private slots:
    void init()
    {
        m_studio = std::make_unique<Studio>();
        write(m_studio->folder.filePath("gatewright.yaml"), projectText);
        write(m_studio->folder.filePath("pets.yaml"), petsText);
        QSignalSpy opened(&workspace(), &Workspace::opened);
        workspace().open(m_studio->folder.path());
        QVERIFY(!opened.isEmpty() || opened.wait());
        refreshOnChange();
    }

    void cleanup() { m_studio.reset(); }

    // --- Stage ---

    void variablesAreTypedAndUndone()
    {
        showProd(0);
        addRow("variable", "host");
        QTRY_COMPARE(prod().variables.size(), std::size_t(1));
        QCOMPARE(prod().variables.front().first, std::string("host"));
        addRow("variable", "not allowed");
        QTRY_VERIFY(shows("variable"));
        QCOMPARE(prod().variables.size(), std::size_t(1));
        workspace().undo();
        QVERIFY(prod().variables.empty());
    }

    void deploymentsAreListedComparedAndRolledBack()
    {
        showProd(1);
        QVERIFY(shows("Nothing was deployed to this stage yet."));
        auto* compare = m_page->findChild<CompareView*>();
        QTRY_VERIFY(compare->changes()->rowCount() > 0); // the first deployment brings the route
        const auto countsAsDeployDoes = [&] {            // "2 changes, …": the number of the Deploy button
            const std::size_t pending = m_studio->gateway.pendingChanges(api().id, prod().id).size();
            return pending > 0 && shows(QString::number(pending) + (pending == 1 ? " change, " : " changes, "));
        };
        QTRY_VERIFY(countsAsDeployDoes());
        deploy("First version");
        auto* history = named<QTableView>("Deployments");
        QVERIFY(history);
        QCOMPARE(history->model()->rowCount(), 1);
        QCOMPARE(history->model()->index(0, 2).data().toString(), QString("First version"));
        QCOMPARE(history->model()->index(0, 3).data().toString(), QString("Active"));
        QTRY_VERIFY(shows("Clients see no difference."));

        const ApiId id = api().id;
        const MethodId get = definition().findPath("/pets")->methods.front()->id;
        QVERIFY(workspace().apply("Delete Method", [=](Project p) { return deleteMethod(std::move(p), id, get); }));
        QTRY_COMPARE(compare->changes()->breakingCount(), 1);
        QTRY_VERIFY(shows("breaks clients"));
        QTRY_VERIFY(countsAsDeployDoes());
        QVERIFY(workspace().apply("Create Method",
                                  [=](Project p) { return createMethod(std::move(p), id, "/pets", HttpVerb::Post); }));
        deploy("Posting only");
        QCOMPARE(history->model()->rowCount(), 2);
        QCOMPARE(history->model()->index(0, 2).data().toString(), QString("Posting only"));

        history->setCurrentIndex(history->model()->index(1, 0));
        QTRY_VERIFY(compare->changes()->rowCount() >= 2);
        QSignalSpy deployed(&m_studio->gateway, &GatewaySession::deployed);
        click("Roll Back to This");
        QVERIFY(!deployed.isEmpty() || deployed.wait());
        QCOMPARE(history->model()->rowCount(), 3);
        QCOMPARE(history->model()->index(0, 3).data().toString(), QString("Active"));
        QVERIFY(history->model()->index(0, 2).data().toString().contains("#1: First version"));
        QVERIFY(!m_studio->gateway.pendingChanges(id, prod().id).empty()); // the draft is not what is served
        QVERIFY(definition().findPath("/pets")->methods.front()->verb == HttpVerb::Post); // nor touched
    }

    void accessLogTakesPresetsAndRefusesFormatsWithoutTheRequest()
    {
        showProd(4);
        type("File", "logs/access.log");
        QCOMPARE(prod().accessLog.destination, std::string("logs/access.log"));
        QVERIFY(!prod().accessLog.format.empty()); // one is chosen with the file
        click("JSON");
        QVERIFY(prod().accessLog.format.find("\"requestId\"") != std::string::npos);
        QVERIFY(shows("203.0.113.7"));
        auto* format = named<QPlainTextEdit>("Format");
        format->setFocus();
        format->selectAll();
        QTest::keyClicks(format, "$context.status");
        QTRY_VERIFY(shows("must hold $context.requestId"));
        QVERIFY(prod().accessLog.format.find("\"requestId\"") != std::string::npos);
        workspace().undo();
        workspace().undo();
        QVERIFY(prod().accessLog.destination.empty());
    }

    void methodSettingsAreTypedIntoTheirTable()
    {
        showProd(4);
        addRow("method setting", "pets/GET");
        QTRY_COMPARE(prod().methodSettings.size(), std::size_t(1));
        QCOMPARE(prod().methodSettings.front().methodPath, std::string("pets/GET"));
        QCOMPARE(prod().methodSettings.front().loggingLevel, std::string("ERROR"));
        workspace().undo();
        QVERIFY(prod().methodSettings.empty());
        addRow("method setting", "/pets");
        QTRY_VERIFY(shows("Name a method as its path"));
        QVERIFY(prod().methodSettings.empty());
    }

    void throttlingOfAllMethodsAndOfOne()
    {
        showProd(2);
        type("Rate (requests/s)", "many");
        QVERIFY(shows("Write a number such as 10 or 0.5"));
        QVERIFY(prod().methodSettings.empty());
        type("Rate (requests/s)", "0.5");
        QCOMPARE(prod().methodSettings.size(), std::size_t(1));
        QCOMPARE(prod().methodSettings.front().methodPath, std::string("*/*"));
        QCOMPARE(prod().methodSettings.front().throttling.rateLimit.value_or(0), 0.5);
        type("Burst (requests)", "-3");
        QVERIFY(!prod().methodSettings.front().throttling.burstLimit);
        addRow("method throttle", "pets/GET");
        QTRY_COMPARE(prod().methodSettings.size(), std::size_t(2));
        QCOMPARE(prod().methodSettings.back().throttling.burstLimit.value_or(0), 10);
        addRow("method throttle", "*/*");
        QTRY_VERIFY(shows("The limits of all methods stand above."));
        auto* rate = named<QLineEdit>("Rate (requests/s)");
        rate->setFocus();
        rate->selectAll();
        QTest::keyClick(rate, Qt::Key_Delete);
        QTest::keyClick(rate, Qt::Key_Return);
        QCOMPARE(prod().methodSettings.size(), std::size_t(1)); // what says nothing is dropped
        workspace().undo();
        workspace().undo();
        workspace().undo();
        QVERIFY(prod().methodSettings.empty());
    }

    // One entry of the file holds all of a method's settings: each tab takes away its own alone.
    void theLogsTabLeavesThrottlingAlone()
    {
        showProd(2);
        addRow("method throttle", "pets/GET");
        QTRY_COMPARE(prod().methodSettings.size(), std::size_t(1));
        showTab(4);
        auto* table = named<QTableView>("Method settings");
        QVERIFY(!table); // no row of the log: the table is not there
        addRow("method setting", "pets/GET");
        QTRY_COMPARE(prod().methodSettings.front().loggingLevel, std::string("ERROR"));
        QCOMPARE(prod().methodSettings.size(), std::size_t(1));
        table = named<QTableView>("Method settings");
        QVERIFY(table);
        table->setFocus();
        table->setCurrentIndex(table->model()->index(0, 0));
        QTest::keyClick(table, Qt::Key_Delete);
        QCOMPARE(prod().methodSettings.front().loggingLevel, std::string("OFF"));
        QVERIFY(prod().methodSettings.front().throttling.isSet());
    }

    void aWebAclIsChosen()
    {
        QVERIFY(workspace().apply("New Web ACL", [](Project p) {
            WebAcl acl;
            acl.name = "office";
            return createWebAcl(std::move(p), acl);
        }));
        showProd(2);
        auto* box = named<QComboBox>("Web ACL");
        QVERIFY(box);
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Down);
        QCOMPARE(prod().webAcl, std::string("office"));
        QSignalSpy requested(&m_studio->stage, &StageView::elementRequested);
        click("Open office");
        QCOMPARE(requested.size(), 1);
        QVERIFY(bool(requested.front().front().value<NodeRef>().webAcl));
        workspace().undo();
        QVERIFY(prod().webAcl.empty());
    }

    void theCacheIsTurnedOnAndSet()
    {
        showProd(3);
        QVERIFY(!named<QLineEdit>("Kept for (s)"));
        QTest::mouseClick(named<QCheckBox>("This stage has a cache"), Qt::LeftButton, {}, QPoint(8, 8));
        QVERIFY(prod().cacheClusterEnabled);
        auto* size = named<QComboBox>("Size");
        QVERIFY(size);
        size->setFocus();
        QTest::keyClick(size, Qt::Key_Down);
        QCOMPARE(prod().cacheClusterSize, std::string("1.6"));
        type("Kept for (s)", "4000");
        QTRY_VERIFY(shows("3600"));
        QVERIFY(prod().methodSettings.empty());
        type("Kept for (s)", "60");
        QCOMPARE(prod().methodSettings.front().caching.ttlInSeconds.value_or(0), 60);
        auto* rule = named<QCheckBox>("Only callers with execute-api:InvalidateCache may do it");
        QVERIFY(rule->isChecked());
        QTest::mouseClick(rule, Qt::LeftButton, {}, QPoint(8, 8));
        QVERIFY(prod().methodSettings.front().caching.requireAuthorizationForCacheControl == std::optional(false));
        QVERIFY(!named<QComboBox>("Others"));
        addRow("method setting", "pets/GET");
        QTRY_COMPARE(prod().methodSettings.size(), std::size_t(2));
        QVERIFY(prod().methodSettings.back().caching.enabled == std::optional(true));
    }

    void canaryIsCreatedDeployedAndPromoted()
    {
        showProd(1);
        deploy("First version");
        showTab(5);
        QVERIFY(shows("No canary"));
        click("Create Canary");
        QVERIFY(prod().canary);
        QCOMPARE(prod().canary->percentTraffic, 10.0);
        QVERIFY(QApplication::focusWidget());
        QCOMPARE(QApplication::focusWidget()->accessibleName(), QString("Share of requests in percent"));
        QVERIFY(!button("Promote")->isEnabled()); // it has nothing of its own yet
        type("Share of requests in percent", "120");
        QVERIFY(shows("A share is a number from 0 to 100."));
        QCOMPARE(prod().canary->percentTraffic, 10.0);
        type("Share of requests in percent", "12.5");
        QCOMPARE(prod().canary->percentTraffic, 12.5);
        addRow("variable", "host");
        QTRY_COMPARE(prod().canary->stageVariableOverrides.size(), std::size_t(1));
        click("Deploy Draft to Canary");
        QVERIFY(!prod().canary->deploymentId.empty());
        QSignalSpy deployed(&m_studio->gateway, &GatewaySession::deployed);
        click("Promote");
        QVERIFY(!prod().canary);
        QCOMPARE(prod().variables.size(), std::size_t(1));
        QVERIFY(!deployed.isEmpty() || deployed.wait());
        showTab(1);
        QCOMPARE(named<QTableView>("Deployments")->model()->index(0, 2).data().toString(), QString("Canary promoted"));
    }

    // --- API ---

    void aResourcePolicyIsWrittenAndChecked()
    {
        showApi(2);
        click("Allow Everybody");
        QVERIFY(definition().policy.isObject());
        auto* editor = named<CodeEditor>("Resource policy");
        QVERIFY(editor->toPlainText().contains("execute-api:Invoke"));
        editor->setFocus();
        editor->selectAll();
        QTest::keyClicks(editor, "{ \"Version\"");
        QTRY_VERIFY(shows("Line 1"));
        QVERIFY(definition().policy.isObject());
        editor->selectAll();
        QTest::keyClicks(editor, "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Perhaps\"}]}");
        QTRY_VERIFY(shows("Effect"));
        QVERIFY(definition().policy["Statement"].asArray().front()["Effect"].asString() == "Allow");
        workspace().undo();
        QVERIFY(definition().policy.isNull());
        auto* source = named<QComboBox>("API key source");
        source->setFocus();
        QTest::keyClick(source, Qt::Key_Down);
        QVERIFY(definition().apiKeySource == ApiKeySource::Authorizer);
        QCOMPARE(workspace().undoName(), QString("Change API Key Source"));
    }

    void gatewayResponsesAreCustomisedAndReset()
    {
        showApi(3);
        auto* table = named<QTableView>("Gateway responses");
        QCOMPARE(table->model()->rowCount(), 21);
        m_studio->api.showGatewayResponse("MISSING_AUTHENTICATION_TOKEN");
        QVERIFY(table->hasFocus());
        auto* preview = named<CodeEditor>("Preview of the gateway response");
        QVERIFY(preview->toPlainText().contains("403 Forbidden"));
        QVERIFY(preview->toPlainText().contains("Missing Authentication Token"));
        QVERIFY(!button("Reset to Default")->isEnabled());

        type("Status code", "404");
        QCOMPARE(definition().gatewayResponses.size(), std::size_t(1));
        QCOMPARE(definition().gatewayResponses.front().statusCode, std::string("404"));
        QVERIFY(preview->toPlainText().contains("404 Not Found"));
        addRow("header", "X-Reason");
        QTRY_COMPARE(definition().gatewayResponses.front().responseParameters.size(), std::size_t(1));
        QCOMPARE(definition().gatewayResponses.front().responseParameters.front().first,
                 std::string("gatewayresponse.header.X-Reason"));
        QVERIFY(preview->toPlainText().contains("X-Reason: *"));
        type("Content type to add to Body templates", "text/plain");
        QCOMPARE(definition().gatewayResponses.front().responseTemplates.size(), std::size_t(1));

        type("Status code", "abc");
        QCOMPARE(definition().gatewayResponses.front().statusCode, std::string("404"));
        click("Reset to Default");
        QVERIFY(definition().gatewayResponses.empty());
        QVERIFY(preview->toPlainText().contains("403 Forbidden"));
        workspace().undo();
        QCOMPARE(definition().gatewayResponses.size(), std::size_t(1));
    }

    void typingFindsAGatewayResponse_data()
    {
        QTest::addColumn<int>("column"); // the one that was clicked
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("found");
        QTest::newRow("name") << 0 << "thr"
                              << "THROTTLED";
        QTest::newRow("name from another column") << 3 << "thr"
                                                  << "THROTTLED";
        QTest::newRow("status") << 0 << "413"
                                << "REQUEST_TOO_LARGE";
        QTest::newRow("sentence") << 1 << "the caller's token"
                                  << "EXPIRED_TOKEN";
        QTest::newRow("the next of a letter") << 0 << "aa"
                                              << "API_CONFIGURATION_ERROR";
        QTest::newRow("nothing") << 2 << "zz"
                                 << "QUOTA_EXCEEDED";
    }

    void typingFindsAGatewayResponse()
    {
        QFETCH(int, column);
        QFETCH(QString, typed);
        showApi(2);
        m_studio->api.showGatewayResponse("QUOTA_EXCEEDED");
        auto* table = named<QTableView>("Gateway responses");
        table->setCurrentIndex(table->currentIndex().siblingAtColumn(column));
        QTest::keyClicks(table, typed);
        QTEST(table->currentIndex().siblingAtColumn(0).data().toString(), "found");
        QCOMPARE(table->currentIndex().column(), column);
    }

    void typesTakeWhatTheirDefaultSays()
    {
        showApi(3);
        m_studio->api.showGatewayResponse("DEFAULT_4XX");
        type("Status code", "418");
        m_studio->api.showGatewayResponse("THROTTLED");
        QVERIFY(named<CodeEditor>("Preview of the gateway response")->toPlainText().startsWith("HTTP/1.1 418"));
        auto* table = named<QTableView>("Gateway responses");
        const QModelIndex row = table->currentIndex();
        QCOMPARE(row.siblingAtColumn(GatewayResponsesModel::Customised).data().toString(), QString("As DEFAULT_4XX"));
        QCOMPARE(row.siblingAtColumn(GatewayResponsesModel::Status).data().toString(), QString("418"));
    }

    void settingsHoldValidatorsTypesAndCompression()
    {
        showApi(1);
        addRow("validator", "Everything");
        QTRY_COMPARE(definition().requestValidators.size(), std::size_t(1));
        QVERIFY(definition().requestValidators.front().validateRequestBody);
        auto* box = named<QComboBox>("Default validator");
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Down);
        QTRY_COMPARE(definition().requestValidator, std::string("Everything"));
        addRow("media type", "image/png");
        QTRY_COMPARE(definition().binaryMediaTypes.size(), std::size_t(1));
        addRow("media type", "nonsense");
        QTRY_VERIFY(shows("is no media type"));
        QCOMPARE(definition().binaryMediaTypes.size(), std::size_t(1));
        type("Minimum size in bytes", "99999999");
        QVERIFY(shows("from 0 to 10485760"));
        QVERIFY(!definition().minimumCompressionSize);
        type("Minimum size in bytes", "1024");
        QCOMPARE(definition().minimumCompressionSize.value_or(-1), 1024);
        while (workspace().canUndo())
            workspace().undo();
        QVERIFY(definition().requestValidators.empty());
        QVERIFY(definition().binaryMediaTypes.empty());
        QVERIFY(!definition().minimumCompressionSize);
    }

    void corsIsShownThenWrittenInOneStep()
    {
        const Resource* pets = definition().findPath("/pets");
        TreeItem item;
        item.kind = TreeKind::Resource;
        item.ref = {api().id, pets->id, {}, {}};
        item.path = "/pets";
        m_studio->resource.showResource(item);
        showPage(m_studio->resource);
        click(QStringLiteral("Enable CORS…"));
        auto* dialog = m_studio->resource.window()->findChild<CorsDialog*>();
        QVERIFY(dialog && dialog->isVisible());
        m_page = dialog;
        auto* preview = named<CodeEditor>("What will be written");
        QVERIFY(preview->toPlainText().contains("Access-Control-Allow-Origin: *"));
        auto* credentials = dialog->findChildren<QCheckBox*>().at(7);
        QVERIFY(credentials->text().contains("credentials"));
        QTest::mouseClick(credentials, Qt::LeftButton, {}, QPoint(8, credentials->height() / 2));
        QVERIFY(shows("Browsers refuse credentials"));
        QVERIFY(!button("Enable CORS")->isEnabled());
        auto* origin = named<QLineEdit>("Allowed origin");
        origin->selectAll();
        QTest::keyClicks(origin, "https://shop.example");
        QVERIFY(preview->toPlainText().contains("Access-Control-Allow-Credentials: true"));
        QVERIFY(definition().findPath("/pets")->methods.size() == 1); // nothing is written yet
        click("Enable CORS");
        QCOMPARE(definition().findPath("/pets")->methods.size(), std::size_t(2));
        workspace().undo();
        QCOMPARE(definition().findPath("/pets")->methods.size(), std::size_t(1));
        QVERIFY(!workspace().canUndo());
    }
};

QTEST_MAIN(TestApiAndStagePages)
#include "tst_api_and_stage_pages.moc"
