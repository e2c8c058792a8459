// The pages of an HTTP API by real clicks and keys: its routes, a route's cards, CORS, its stages, and the way from a
// REST API to one. What only REST APIs have is not offered.
#include "tests/support/design_fixture.h"

#include "ui/design/api_tree_panel.h"
#include "ui/design/conversion_dialog.h"
#include "ui/design/method_view.h"
#include "ui/design/routes_view.h"
#include "ui/design/table_editor.h"
#include "ui/widgets/level_gauge.h"
#include "ui/widgets/method_picture.h"

#include "core/api/route_key.h"
#include "core/edit/edits.h"
#include "core/format/authorizer_scheme.h"

#include <QAccessible>
#include <QApplication>
#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QTreeView>

using namespace gw;
using namespace gw::ui;

namespace {

const char* manifest = R"(name: shop
apis:
  - name: shop
    kind: http
    file: shop.yaml
    stages:
      - name: $default
        autoDeploy: true
  - name: old
    kind: rest
    file: old.yaml
)";

const char* shopText = R"(openapi: 3.0.1
info: { title: Shop, version: "1" }
paths:
  /orders:
    get:
      responses: { default: { description: Any } }
      x-amazon-apigateway-integration: { type: http_proxy, httpMethod: GET, uri: http://127.0.0.1:9/orders, payloadFormatVersion: "1.0" }
    post:
      responses: { default: { description: Any } }
      x-amazon-apigateway-integration:
        type: aws_proxy
        integrationSubtype: SQS-SendMessage
        credentials: arn:aws:iam::000000000000:role/r
        payloadFormatVersion: "1.0"
        requestParameters: { QueueUrl: http://127.0.0.1:9/q, MessageBody: $request.body }
  /orders/{id}:
    get:
      parameters: [ { name: id, in: path, required: true, schema: { type: string } } ]
      responses: { default: { description: Any } }
      x-amazon-apigateway-integration:
        type: aws_proxy
        httpMethod: POST
        uri: arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:orders/invocations
        payloadFormatVersion: "2.0"
  /$default:
    x-amazon-apigateway-any-method:
      isDefaultRoute: true
      responses: { default: { description: Any } }
      x-amazon-apigateway-integration: { type: http_proxy, httpMethod: ANY, uri: http://127.0.0.1:9, payloadFormatVersion: "1.0" }
)";

const char* oldText = R"(openapi: 3.0.1
info: { title: Old, version: "1" }
paths:
  /pets:
    get:
      responses: { "200": { description: ok } }
      x-amazon-apigateway-integration: { type: http_proxy, httpMethod: GET, uri: http://127.0.0.1:9/pets }
    post:
      responses: { "200": { description: ok } }
      x-amazon-apigateway-integration: { type: mock, requestTemplates: { application/json: '{"statusCode": 200}' } }
)";

} // namespace

class TestHttpApiPages : public test::DesignFixture
{
    Q_OBJECT

private:
    [[nodiscard]] const Api& shop() const { return *workspace().project().findApi("shop"); }
    [[nodiscard]] const Api& old() const { return *workspace().project().findApi("old"); }
    [[nodiscard]] NodeRef routeRef(const std::string& key) const
    {
        for (const Cow<Resource>& resource : shop().openApi()->resources)
            for (const Cow<Method>& method : resource->methods)
                if (routeKeyOf(resource->path, method->verb) == key)
                    return {shop().id, resource->id, method->id, {}};
        return {};
    }
    [[nodiscard]] const Method& route(const std::string& key) const
    {
        return *workspace().project().find(routeRef(key));
    }
    void showShop() { page().showNode({shop().id, {}, {}, {}}); }
    [[nodiscard]] QTableView* routes() const { return visible<QTableView>(QStringLiteral("Routes")); }
    [[nodiscard]] QStringList tabs() const
    {
        QStringList names;
        auto* tabs = visible<QTabWidget>();
        for (int i = 0; i < tabs->count(); ++i)
            if (tabs->isTabVisible(i))
                names << tabs->tabText(i);
        return names;
    }
    void showTab(const QString& name)
    {
        auto* tabs = visible<QTabWidget>();
        for (int i = 0; i < tabs->count(); ++i)
            if (tabs->isTabVisible(i) && tabs->tabText(i) == name)
                return tabs->setCurrentIndex(i);
        QFAIL(qPrintable(name));
    }
    [[nodiscard]] bool shows(const QString& text) const
    {
        for (auto* label : page().findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains(text))
                return true;
        return false;
    }
    void click(const QString& text)
    {
        QCoreApplication::processEvents(); // what was shown just now gets its place
        QAbstractButton* one = visibleText(text);
        QVERIFY2(one && one->isEnabled(), qPrintable(text));
        QTest::mouseClick(one, Qt::LeftButton);
    }
    // By the keyboard.
    void addMapping()
    {
        while (QWidget* popup = QApplication::activePopupWidget())
            popup->close(); // completions of what was typed before
        page().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&page()));
        QTRY_VERIFY(visibleText(QStringLiteral("Add mapping")));
        QAbstractButton* add = visibleText(QStringLiteral("Add mapping"));
        add->setFocus(Qt::TabFocusReason);
        QTest::keyClick(add, Qt::Key_Space);
        QTRY_VERIFY(qobject_cast<QLineEdit*>(QApplication::focusWidget()));
    }
    void typeKey(const QString& key)
    {
        auto* editor = qobject_cast<QLineEdit*>(QApplication::focusWidget());
        QVERIFY(editor);
        editor->selectAll();
        QTest::keyClicks(editor, key);
        QTest::keyClick(editor, Qt::Key_Return);
    }
    // What people type into a cell; the model shows what the project then says.
    static void fill(QTableView& table, int row, int column, const char* text)
    {
        table.model()->setData(table.model()->index(row, column), QString::fromUtf8(text));
    }
    void selectRow(const QString& key)
    {
        QTableView* table = routes();
        QVERIFY(table);
        for (int row = 0; row < table->model()->rowCount(); ++row)
            if (table->model()->index(row, 0).data().toString() == key) {
                table->setCurrentIndex(table->model()->index(row, 0));
                table->setFocus();
                return;
            }
        QFAIL(qPrintable(key));
    }

private slots:
    void init() { open("gatewright.yaml", manifest, {1280, 900}, {{"shop.yaml", shopText}, {"old.yaml", oldText}}); }
    void cleanup() { m_studio.reset(); }

    void onlyWhatHttpApisHaveIsOffered()
    {
        showShop();
        QCOMPARE(tabs(), (QStringList{"API", "Routes", "CORS"}));
        QVERIFY(routes());
        page().showNode({shop().id, {}, {}, shop().stages.front().id});
        QCOMPARE(tabs(), (QStringList{"Stage", "Deployments", "Traffic", "Logs"}));
        QVERIFY(shows("Deploys itself"));
        showTab("Traffic");
        QVERIFY(!shows("Web ACL"));
        showTab("Logs");
        QVERIFY(!shows("Execution log"));
        page().showNode({old().id, {}, {}, {}});
        QCOMPARE(tabs(), (QStringList{"API", "Settings", "Access", "Gateway Responses", "Documentation"}));
        QVERIFY(visibleText("Create HTTP API…"));
        page().showNode({old().id, {}, {}, old().stages.front().id});
        QCOMPARE(tabs().size(), qsizetype(6));
    }

    void treeNamesTheDefaultRoute()
    {
        auto* tree = page().findChild<ApiTreePanel*>();
        tree->select(routeRef("$default"));
        QCOMPARE(tree->currentItem().kind, TreeKind::Method);
        QCOMPARE(tree->currentItem().path, QString("/$default"));
        QVERIFY(!tree->canRun(ApiTreePanel::Command::NewMethod)); // nothing else stands at its place
    }

    // --- Routes ---

    void routesAreAddedRenamedAndUndone()
    {
        showShop();
        click("Add Route");
        typeKey("PUT /carts/{cart}");
        QTRY_VERIFY(!routeRef("PUT /carts/{cart}").isEmpty());
        QVERIFY(routeRef("GET /route").isEmpty());
        QTest::keyClick(routes(), Qt::Key_F2);
        typeKey("nonsense");
        QTRY_VERIFY(shows("is no route key"));
        QVERIFY(!routeRef("PUT /carts/{cart}").isEmpty());
        QTest::keyClick(routes(), Qt::Key_F2);
        typeKey("GET /orders");
        QTRY_VERIFY(shows("already has a route"));
        workspace().undo();
        QVERIFY(!routeRef("GET /route").isEmpty());
        workspace().undo();
        QCOMPARE(shop().openApi()->methodCount(), std::size_t(4));
    }

    void routesAreDuplicatedAndDeletedByKeys()
    {
        showShop();
        selectRow("GET /orders/{id}");
        QTest::keyClick(routes(), Qt::Key_D, Qt::ControlModifier);
        QVERIFY(!routeRef("POST /orders/{id}").isEmpty());
        QCOMPARE(routes()->currentIndex().siblingAtColumn(0).data().toString(), QString("POST /orders/{id}"));
        QTest::keyClick(routes(), Qt::Key_Delete);
        QVERIFY(routeRef("POST /orders/{id}").isEmpty());
        selectRow("$default");
        QTest::keyClick(routes(), Qt::Key_Delete);
        QVERIFY(!shop().openApi()->findPath("/$default")); // no path stays behind
        QCOMPARE(workspace().undoName(), QString("Delete Route"));
        workspace().undo();
        QVERIFY(!routeRef("$default").isEmpty());
    }

    void enterOpensThePicture()
    {
        showShop();
        selectRow("GET /orders/{id}");
        QTest::keyClick(routes(), Qt::Key_Return);
        QCOMPARE(page().currentNode().method, routeRef("GET /orders/{id}").method);
        QVERIFY(visible<MethodPicture>());
    }

    void filterNarrowsAndArrowsLeave()
    {
        showShop();
        auto* filter = visible<QLineEdit>("Filter routes");
        filter->setFocus();
        QTest::keyClicks(filter, "get id");
        QCOMPARE(routes()->model()->rowCount(), 1);
        QVERIFY(shows("1 of 4 routes"));
        QTest::keyClick(filter, Qt::Key_Down);
        QVERIFY(routes()->hasFocus());
        filter->setFocus();
        QTest::keyClick(filter, Qt::Key_Escape);
        QCOMPARE(routes()->model()->rowCount(), 4);
    }

    void pathTriedNamesItsRoute()
    {
        showShop();
        auto* line = visible<QLineEdit>("Path to try");
        QTest::keyClicks(line, "/orders/7");
        QVERIFY(shows("GET /orders/{id} answers."));
        QVERIFY(shows("id = 7"));
        QVERIFY(shows("passed over: $default"));
        click("Open Route");
        QCOMPARE(page().currentNode().method, routeRef("GET /orders/{id}").method);
    }

    void emptyApiIsCreatedFromATarget()
    {
        auto* tree = page().findChild<ApiTreePanel*>();
        page().run(DesignPage::Command::NewHttpApi);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape); // its name
        const Api& made = *workspace().project().apis.back();
        QVERIFY(made.kind() == ApiKind::Http);
        QCOMPARE(made.stages.front().name, std::string("$default"));
        tree->select({made.id, {}, {}, {}});
        QVERIFY(shows("No routes yet"));
        auto* target = visible<QLineEdit>("quickTarget");
        QTest::keyClicks(target, "nobody");
        click("Create from Target");
        QVERIFY(shows("neither a URL nor a function"));
        type(target, "http://127.0.0.1:9/base");
        const Api& now = *workspace().project().apis.back();
        QCOMPARE(now.openApi()->methodCount(), std::size_t(1));
        QCOMPARE(now.openApi()->resources.front()->path, std::string("/$default"));
        QTRY_VERIFY(routes());
    }

    // --- A route's cards ---

    void keyIsEditedOnItsCard()
    {
        page().showCard(routeRef("GET /orders"), engine::Card::MethodRequest);
        const MethodId id = routeRef("GET /orders").method;
        type(visible<QLineEdit>("routeKey"), "PATCH /baskets/{basket}");
        QCOMPARE(routeRef("PATCH /baskets/{basket}").method, id);
        QCOMPARE(workspace().undoName(), QString("Rename Route"));
        auto* key = visible<QLineEdit>("routeKey");
        type(key, "PATCH baskets");
        QVERIFY(shows("begins with a slash"));
        QVERIFY(!routeRef("PATCH /baskets/{basket}").isEmpty());
    }

    void restThingsAreOnNoCard_data()
    {
        QTest::addColumn<int>("card");
        for (int card = 0; card <= int(engine::Card::MethodResponse); ++card)
            QTest::addRow("card %d", card) << card;
    }
    void restThingsAreOnNoCard()
    {
        QFETCH(int, card);
        page().showCard(routeRef("GET /orders"), engine::Card(card));
        for (const char* word :
             {"template", "Template", "alidator", "API key", "Passthrough", "Content handling", "Mock"})
            for (auto* label : page().findChildren<QLabel*>())
                QVERIFY2(!label->isVisible() || !label->text().contains(QLatin1String(word)),
                         qPrintable(label->text()));
    }

    void mappingsAreTyped()
    {
        page().showCard(routeRef("GET /orders"), engine::Card::IntegrationRequest);
        addMapping();
        typeKey("header.x-shop");
        QTRY_COMPARE(route("GET /orders").integration->requestParameters.size(), std::size_t(1));
        QCOMPARE(route("GET /orders").integration->requestParameters.front().first,
                 std::string("overwrite:header.x-shop"));
        QVERIFY(shows("Say what it becomes"));
        auto* table = visible<QTableView>("Request parameter mappings");
        fill(*table, 0, 2, "$request.querystring.shop");
        QCOMPARE(route("GET /orders").integration->requestParameters.front().second,
                 std::string("$request.querystring.shop"));
        QVERIFY(!shows("Say what it becomes"));
        page().showCard(routeRef("GET /orders"), engine::Card::IntegrationResponse);
        addMapping();
        typeKey("404");
        QTRY_COMPARE(route("GET /orders").integration->responseParameters.size(), std::size_t(1));
        auto* answers = visible<QTableView>("Response parameter mappings");
        fill(*answers, 0, 1, "statuscode");
        fill(*answers, 0, 3, "410");
        const auto& mapped = route("GET /orders").integration->responseParameters;
        QCOMPARE(mapped.size(), std::size_t(1));
        QCOMPARE(mapped.front().statusCode, std::string("404"));
        QCOMPARE(mapped.front().parameters.front(),
                 (std::pair<std::string, std::string>{"overwrite:statuscode", "410"}));
    }

    void payloadFormatIsChosen()
    {
        page().showCard(routeRef("GET /orders/{id}"), engine::Card::IntegrationRequest);
        auto* format = visible<QComboBox>("payloadFormat");
        QVERIFY(format);
        QCOMPARE(format->currentData().toString(), QString("2.0"));
        format->setFocus();
        QTest::keyClick(format, Qt::Key_Down);
        QCOMPARE(route("GET /orders/{id}").integration->payloadFormatVersion, std::string("1.0"));
    }

    void serviceParametersAreAForm()
    {
        page().showCard(routeRef("POST /orders"), engine::Card::IntegrationRequest);
        auto* queue = visible<QLineEdit>("subtype.QueueUrl");
        QVERIFY(queue);
        QCOMPARE(queue->text(), QString("http://127.0.0.1:9/q"));
        type(visible<QLineEdit>("subtype.MessageGroupId"), "$request.header.group");
        QCOMPARE(*findIn(route("POST /orders").integration->requestParameters, "MessageGroupId"),
                 std::string("$request.header.group"));
        queue->setFocus();
        queue->selectAll();
        QTest::keyClick(queue, Qt::Key_Delete);
        QTest::keyClick(queue, Qt::Key_Return);
        QVERIFY(!findIn(route("POST /orders").integration->requestParameters, "QueueUrl"));
        QVERIFY(shows("The action needs it"));
        page().showCard(routeRef("POST /orders"), engine::Card::Integration);
        auto* action = visible<QComboBox>("subtype");
        action->setFocus();
        action->setCurrentIndex(action->findData("SQS-PurgeQueue"));
        emit action->activated(action->currentIndex());
        QTRY_COMPARE(route("POST /orders").integration->integrationSubtype, std::string("SQS-PurgeQueue"));
        QVERIFY(!findIn(route("POST /orders").integration->requestParameters, "MessageBody"));
    }

    void integrationKindsChange()
    {
        page().showCard(routeRef("GET /orders"), engine::Card::Integration);
        for (const char* kind : {"AWS service", "Lambda", "HTTP"}) {
            QAbstractButton* one = nullptr;
            for (auto* button : page().findChildren<QAbstractButton*>())
                if (button->isVisible() &&
                    (button->text() == QLatin1String(kind) || button->accessibleName() == QLatin1String(kind)))
                    one = button;
            QVERIFY2(one, kind);
            QTest::mouseClick(one, Qt::LeftButton);
            const Integration& now = *route("GET /orders").integration;
            QCOMPARE(now.integrationSubtype.empty(), QLatin1String(kind) != QLatin1String("AWS service"));
            QCOMPARE(now.type == IntegrationType::HttpProxy, QLatin1String(kind) == QLatin1String("HTTP"));
            QCOMPARE(now.payloadFormatVersion,
                     std::string(QLatin1String(kind) == QLatin1String("Lambda") ? "2.0" : "1.0"));
        }
    }

    // --- CORS ---

    void corsIsConfiguredByItsRules()
    {
        showShop();
        showTab("CORS");
        click("Configure CORS");
        QVERIFY(shop().openApi()->cors);
        QCOMPARE(shop().openApi()->cors->allowOrigins, std::vector<std::string>{"*"});
        auto* credentials = visible<QCheckBox>("corsCredentials");
        credentials->click();
        QVERIFY(!shop().openApi()->cors->allowCredentials);
        QVERIFY(shows("not supported together with the origin"));
        auto* origins = visible<QTableView>("Allowed origins");
        fill(*origins, 0, 0, "https://shop.example");
        credentials->click();
        QVERIFY(shop().openApi()->cors->allowCredentials);
        type(visible<QLineEdit>("corsMaxAge"), "90000");
        QVERIFY(!shop().openApi()->cors->maxAge);
        type(visible<QLineEdit>("corsMaxAge"), "600");
        QCOMPARE(shop().openApi()->cors->maxAge, std::optional(600));
        QVERIFY(shows("access-control-max-age: 600"));
        click("Remove CORS");
        QVERIFY(!shop().openApi()->cors);
        workspace().undo();
        QVERIFY(shop().openApi()->cors);
    }

    void corsIsReachedFromARoute()
    {
        page().showCard(routeRef("GET /orders"), engine::Card::MethodResponse);
        click("CORS of This API");
        QCOMPARE(page().currentNode(), (NodeRef{shop().id, {}, {}, {}}));
        QVERIFY(visibleText("Configure CORS"));
    }

    // --- Stages and authorizers ---

    void routeSettingsAreByKey()
    {
        page().showNode({shop().id, {}, {}, shop().stages.front().id});
        showTab("Traffic");
        QVERIFY(!shows("Execution log") && !shows("Log whole messages"));
        click("Add route");
        typeKey("$default");
        QTRY_COMPARE(shop().stages.front().routeSettings.size(), std::size_t(1));
        QVERIFY((shop().stages.front().routeSettings.front() == RouteSettings{"$default", {}, {}, {}, {10.0, 10}}));
        auto* table = visible<QTableView>("Routes with settings of their own");
        QVERIFY(table);
        QCOMPARE(table->model()->index(0, 0).data().toString(), QString("$default"));
    }

    void routeSettingsAreOfKeysAlone()
    {
        page().showNode({shop().id, {}, {}, shop().stages.front().id});
        showTab("Traffic");
        click("Add route");
        typeKey("orders/GET");
        QTRY_VERIFY(shows("is no route key"));
        QVERIFY(shop().stages.front().routeSettings.empty());
        auto* table = visible<QTableView>("Routes with settings of their own");
        QVERIFY(table);
        fill(*table, 0, 0, "get /orders");
        QTRY_COMPARE(shop().stages.front().routeSettings.size(), std::size_t(1));
        QCOMPARE(shop().stages.front().routeSettings.front().routeKey, std::string("GET /orders"));
        fill(*table, 0, 1, "2.5");
        QCOMPARE(shop().stages.front().routeSettings.front().throttling.rateLimit, std::optional(2.5));
        fill(*table, 0, 0, "GET /nowhere");
        QTRY_VERIFY(shows("The API has no route \"GET /nowhere\"."));
        workspace().undo();
        QCOMPARE(shop().stages.front().routeSettings.front().routeKey, std::string("GET /orders"));
        for (const auto& [field, text] : {std::pair("Rate (requests/s)", "7"), std::pair("Burst (requests)", "8")}) {
            auto* line = visible<QLineEdit>(field);
            QVERIFY(line);
            type(line, text);
        }
        QVERIFY((shop().stages.front().defaultRouteSettings.throttling == ThrottleSettings{7.0, 8}));
    }

    void gaugesAreNamedByRouteKeys()
    {
        Stage stage = shop().stages.front();
        stage.routeSettings = {{"$default", {}, {}, {}, {1.0, 3}}, {"GET /orders/{id}", {}, {}, {}, {1.0, 3}}};
        workspace().apply("Limit", [&](Project p) { return setStage(std::move(p), shop().id, stage); });
        m_studio->gateway.setPort(0);
        QSignalSpy deployed(&m_studio->gateway, &GatewaySession::deployed);
        m_studio->gateway.start();
        QVERIFY(deployed.count() || deployed.wait(5000));
        page().showNode({shop().id, {}, {}, shop().stages.front().id});
        showTab("Traffic");
        QTRY_VERIFY(visible<LevelGauge>("$default"));
        QVERIFY(visible<LevelGauge>("GET /orders/{id}"));
    }

    void jwtTakesTheProjectsIssuer()
    {
        auto* tree = page().findChild<ApiTreePanel*>();
        showShop();
        tree->run(ApiTreePanel::Command::NewAuthorizer);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        const auto made = authorizersOf(*shop().openApi());
        QCOMPARE(made.size(), std::size_t(1));
        QVERIFY(made.front().type == AuthorizerType::Jwt);
        page().showAuthorizer(shop().id, QString::fromStdString(made.front().name));
        click("Use the Project's Local Issuer");
        const auto now = authorizersOf(*shop().openApi());
        QVERIFY(now.front().jwtConfiguration.issuer.find("/_issuer") != std::string::npos);
        QVERIFY(workspace().project().localIssuer->enabled);
        workspace().undo();
        QVERIFY(!workspace().project().localIssuer->enabled);
    }

    // --- From REST ---

    void conversionShowsItsReportFirst()
    {
        page().showNode({old().id, {}, {}, {}});
        click("Create HTTP API…");
        auto* dialog = page().window()->findChild<ConversionDialog*>();
        QVERIFY(dialog);
        QCOMPARE(workspace().project().apis.size(), std::size_t(2));
        auto* report = dialog->findChild<QTableView*>();
        QVERIFY(report->model()->rowCount() > 2);
        QVERIFY(report->model()->index(0, 2).data().toString().contains("MOCK"));
        QTest::mouseClick(dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Cancel), Qt::LeftButton);
        QCOMPARE(workspace().project().apis.size(), std::size_t(2));

        page().run(DesignPage::Command::CreateHttpApi);
        QTRY_VERIFY((dialog = page().window()->findChild<ConversionDialog*>()) && dialog->isVisible());
        QTest::keyClick(dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok), Qt::Key_Space);
        QCOMPARE(workspace().project().apis.size(), std::size_t(3));
        const Api& made = *workspace().project().findApi("old-http");
        QCOMPARE(page().currentNode().api, made.id);
        QTRY_VERIFY(routes());
        workspace().undo();
        QCOMPARE(workspace().project().apis.size(), std::size_t(2));
    }

    // --- The keyboard ---

    void tabReachesEverything_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<int>("index");
        for (int card = 0; card <= int(engine::Card::MethodResponse); ++card)
            QTest::addRow("card %d", card) << "card" << card;
        QTest::newRow("service") << "service" << int(engine::Card::IntegrationRequest);
        for (const char* tab : {"API", "Routes", "CORS"})
            QTest::addRow("%s", tab) << tab << 0;
    }
    void tabReachesEverything()
    {
        QFETCH(QString, what);
        QFETCH(int, index);
        if (what == "card" || what == "service") {
            page().showCard(routeRef(what == "card" ? "GET /orders/{id}" : "POST /orders"), engine::Card(index));
        } else {
            showShop();
            showTab(what);
            if (what == "CORS")
                click("Configure CORS");
        }
        const auto takesTab = [](const QWidget* widget) {
            const auto* button = qobject_cast<const QAbstractButton*>(widget);
            if (button && (button->autoExclusive() || button->group()) && !button->isChecked())
                return false;
            return widget->isVisible() && widget->isEnabled() &&
                   (widget->focusPolicy() & Qt::TabFocus) == Qt::TabFocus && !widget->focusProxy();
        };
        QList<QWidget*> wanted;
        for (auto* widget : page().findChildren<QWidget*>())
            if (takesTab(widget))
                wanted << widget;
        wanted.front()->setFocus(Qt::TabFocusReason);
        QList<QWidget*> visited;
        for (qsizetype step = 0; step < 2 * wanted.size(); ++step) {
            visited << QApplication::focusWidget();
            QVERIFY(visited.back());
            QTest::keyClick(visited.back(), Qt::Key_Tab);
        }
        for (QWidget* widget : wanted) {
            QVERIFY2(visited.contains(widget),
                     qPrintable(widget->metaObject()->className() + (" " + widget->accessibleName())));
            const auto* button = qobject_cast<const QAbstractButton*>(widget);
            const bool isNamed = !widget->accessibleName().isEmpty() || (button && !button->text().isEmpty()) ||
                                 QAccessible::queryAccessibleInterface(widget)->text(QAccessible::Name).size() > 0;
            QVERIFY2(isNamed, qPrintable(QString("No name: %1 %2 in %3")
                                             .arg(widget->metaObject()->className(), widget->objectName(),
                                                  widget->parentWidget()->metaObject()->className())));
        }
    }
};

QTEST_MAIN(TestHttpApiPages)
#include "tst_http_api_pages.moc"
