// The pages of WebSocket APIs by real clicks and keys: routes made, renamed and deleted, the graph, the cards' forms,
// the tester of the selection expression, undo.
#include "tests/support/access_page_test.h"
#include "ui/design/api_tree_panel.h"
#include "ui/design/code_field.h"
#include "ui/design/template_editor.h"
#include "ui/design/template_pane.h"
#include "ui/models/route_stand_in.h"
#include "ui/session/gateway_session.h"
#include "ui/websocket/route_graph_view.h"
#include "ui/websocket/route_view.h"
#include "ui/websocket/socket_api_view.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/level_gauge.h"
#include "ui/widgets/picture_card.h"

#include <QAccessible>
#include <QTabWidget>

using namespace gw;
using namespace gw::ui;
using engine::Card;

namespace {

const char* manifest = R"(name: chats
apis:
  - name: chat
    kind: websocket
    file: apis/chat.websocket.yaml
    stages: [{name: dev}]
functions:
  - {name: talk, runtime: python3.11, handler: app.handler}
)";

const char* chatText = R"yaml(routeSelectionExpression: $request.body.action
models:
  - name: Said
    schema: {type: object, properties: {action: {type: string}, text: {type: string}}}
routes:
  - routeKey: $connect
  - routeKey: say # what stays
    integration:
      integrationType: AWS
      integrationMethod: POST
      integrationUri: arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:talk/invocations
      requestTemplates: {$default: '{"said": "$input.path(''$.action'')"
}'}
      integrationResponses: [{integrationResponseKey: $default}]
  - routeKey: $default
    integration: {integrationType: MOCK, requestTemplates: {$default: '{"statusCode": 200}'}}
)yaml";

} // namespace

class TestWebSocketPages : public test::AccessPageTest
{
    Q_OBJECT

    [[nodiscard]] const WebSocketApi& chat() const { return std::get<WebSocketApi>(api().definition); }
    [[nodiscard]] const WebSocketRoute& route(const char* key) const { return *chat().findRoute(key); }
    [[nodiscard]] RouteGraphView& graph() const { return *page().findChild<SocketApiView*>()->graph(); }
    void openChat(const char* text = chatText)
    {
        m_studio = std::make_unique<Studio>();
        QVERIFY(QDir(m_studio->folder.path()).mkpath("apis"));
        write("apis/chat.websocket.yaml", text);
        write("gatewright.yaml", manifest);
        QSignalSpy opened(&workspace(), &Workspace::opened);
        workspace().open(m_studio->folder.path());
        QVERIFY(opened.size() > 0 || opened.wait());
        page().resize(1200, 900);
        page().show();
        page().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&page()));
        page().showNode(NodeRef{api().id, {}, {}, {}});
    }
    void showRoute(const char* key, Card card)
    {
        page().showCard(nodeOf(api().id, route(key).id), card);
        QVERIFY(visible<RouteView>());
    }
    void clickNode(const QString& title)
    {
        for (int i = 0; i < graph().nodeCount(); ++i)
            if (graph().graph().nodes[std::size_t(i)].title == title)
                return QTest::mouseClick(graph().viewport(), Qt::LeftButton, {}, graph().nodeRect(i).center());
        QFAIL(qPrintable(title));
    }

private slots:
    void cleanup() { m_studio.reset(); }

    void theTreeShowsRoutes()
    {
        openChat();
        clickRow("say", "chat");
        QCOMPARE(page().currentNode(), nodeOf(api().id, route("say").id));
        QVERIFY(visible<RouteView>());
    }

    void theGraphLeadsToRoutes()
    {
        openChat();
        QVERIFY(graph().isVisible());
        clickNode("say");
        QCOMPARE(graph().selectedRoute(), route("say").id);
        QTest::keyClick(&graph(), Qt::Key_Return);
        QCOMPARE(page().currentNode(), nodeOf(api().id, route("say").id));
    }

    void routesAreTriedInTheConsole()
    {
        openChat();
        QSignalSpy tried(&page(), &DesignPage::tryInConsoleRequested);
        click("Try");
        QCOMPARE(tried.size(), 1);
        QCOMPARE(tried.takeFirst().at(0).value<NodeRef>(), NodeRef({api().id, {}, {}, {}}));
        clickRow("say", "chat");
        click("Try");
        QCOMPARE(tried.size(), 1);
        QCOMPARE(tried.takeFirst().at(0).value<NodeRef>(), nodeOf(api().id, route("say").id));
    }

    void theStageEndsConnectionsSooner()
    {
        openChat();
        NodeRef stage;
        stage.api = api().id;
        stage.stage = api().stages.at(0).id;
        page().showNode(stage);
        auto* tabs = visible<QTabWidget>();
        QVERIFY(tabs);
        for (int tab = 0; tab < tabs->count(); ++tab)
            if (tabs->tabText(tab) == "Connections")
                tabs->setCurrentIndex(tab);
        type(visible<QLineEdit>("Idle timeout (s)"), "30");
        QCOMPARE(api().stages.at(0).connectionLimits.idleTimeoutInSeconds, std::optional(30));
        type(visible<QLineEdit>("Idle timeout (s)"), "601");
        QVERIFY(says("Write a number from 1 to 600."));
        QCOMPARE(api().stages.at(0).connectionLimits.idleTimeoutInSeconds, std::optional(30));
        check("No limits: no time ends a connection, and messages may have 64 MiB instead of 128 KiB");
        QVERIFY(api().stages.at(0).connectionLimits.none);
        QVERIFY(!visible<QLineEdit>("Idle timeout (s)")->isEnabled());
        workspace().undo();
        QVERIFY(!api().stages.at(0).connectionLimits.none);
    }

    void theGraphGoesByKeys()
    {
        openChat();
        graph().setFocus();
        QTest::keyClick(&graph(), Qt::Key_Home);
        QCOMPARE(graph().selectedNode(), 0);
        QTest::keyClick(&graph(), Qt::Key_Right);
        QCOMPARE(graph().selectedRoute(), route("$connect").id);
        const double before = graph().zoom();
        QTest::keyClick(&graph(), Qt::Key_Plus);
        QVERIFY(graph().zoom() > before);
        QTest::keyClick(&graph(), Qt::Key_0);
        QCOMPARE(graph().zoom(), before);
    }

    void theGraphDeletesDuplicatesAndUndoes()
    {
        openChat();
        clickNode("say");
        QTest::keyClick(&graph(), Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(chat().routes.size(), std::size_t(4));
        QCOMPARE(workspace().undoName(), QString("Duplicate Route"));
        QTest::keyClick(&graph(), Qt::Key_Delete);
        QVERIFY(!chat().findRoute("say"));
        workspace().undo();
        QVERIFY(chat().findRoute("say"));
        workspace().undo();
        QCOMPARE(chat().routes.size(), std::size_t(3));
    }

    void theGraphSpeaks()
    {
        openChat();
        QAccessibleInterface* list = QAccessible::queryAccessibleInterface(&graph());
        QVERIFY(list);
        QCOMPARE(list->childCount(), graph().nodeCount());
        QStringList names;
        for (int i = 0; i < list->childCount(); ++i)
            names << list->child(i)->text(QAccessible::Name);
        QVERIFY2(names.contains("say, route"), qPrintable(names.join(" | ")));
        clickNode("say");
        QVERIFY(list->focusChild() && list->focusChild()->state().selected);
    }

    void anApiWithoutRoutesOffersThem()
    {
        openChat("routeSelectionExpression: $request.body.action\n");
        QVERIFY(!graph().isVisible());
        click("Add $default");
        QVERIFY(chat().findRoute("$default"));
        QCOMPARE(workspace().undoName(), QString("New Route"));
        QCOMPARE(page().currentNode(), nodeOf(api().id, route("$default").id));
    }

    void aNewKeyIsTypedInItsRow()
    {
        openChat();
        page().run(DesignPage::Command::NewResource); // Ctrl+N
        auto* tree = visible<QTreeView>();
        auto* editor = tree->viewport()->findChild<QLineEdit*>();
        QVERIFY(editor);
        editor->selectAll();
        QTest::keyClicks(editor, "leave");
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_VERIFY(chat().findRoute("leave"));
        QVERIFY(!chat().findRoute("route"));
    }

    void aKeyIsRenamedOnItsCard()
    {
        openChat();
        showRoute("say", Card::MethodRequest);
        type(visible<QLineEdit>("routeKey"), "speak");
        QVERIFY(chat().findRoute("speak") && !chat().findRoute("say"));
        type(visible<QLineEdit>("routeKey"), "$own"); // refused, and told at the field
        QVERIFY(chat().findRoute("speak"));
        QVERIFY(says("$"));
    }

    void authorizationIsOfConnectAlone()
    {
        openChat();
        showRoute("say", Card::MethodRequest);
        QVERIFY(!visible<QComboBox>("authorization"));
        showRoute("$connect", Card::MethodRequest);
        auto* box = visible<QComboBox>("authorization");
        QVERIFY(box);
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Down);
        emit box->activated(box->currentIndex());
        QCOMPARE(route("$connect").authorizationType, std::string("AWS_IAM"));
        check("Clients must show an API key");
        QVERIFY(route("$connect").apiKeyRequired);
    }

    void repliesAreSwitchedOnAndOff()
    {
        openChat();
        showRoute("say", Card::MethodResponse);
        QVERIFY(!route("say").isTwoWay());
        check("twoWay");
        QVERIFY(route("say").isTwoWay());
        QCOMPARE(workspace().undoName(), QString("Make Route Two-way"));
        check("twoWay");
        QVERIFY(!route("say").isTwoWay());
    }

    void templatesAreTriedOnAMessage()
    {
        openChat();
        showRoute("say", Card::IntegrationRequest);
        auto* templates = visible<TemplateEditor>();
        QVERIFY(templates);
        QTRY_VERIFY2(templates->pane()->view()->toPlainText().contains("\"said\": \"say\""),
                     qPrintable(templates->pane()->view()->toPlainText()));
    }

    void responsesGoByKey()
    {
        openChat();
        showRoute("say", Card::IntegrationResponse);
        type(visible<QLineEdit>("responseKey"), "/5\\d{2}/");
        QCOMPARE(route("say").integration->responses.front().selectionPattern, std::string("5\\d{2}"));
        type(visible<QLineEdit>("responseKey"), "5xx"); // no key
        QCOMPARE(route("say").integration->responses.front().selectionPattern, std::string("5\\d{2}"));
    }

    void theExpressionIsTried()
    {
        openChat();
        page().findChild<SocketApiView*>()->showTab(SocketApiView::Settings);
        auto* message = visible<CodeEditor>("Message to try");
        QVERIFY(message);
        message->setPlainText(R"({"action": "say"})");
        QVERIFY(says("Route say"));
        message->setPlainText(R"({"action": "sing"})");
        QVERIFY(says("Route $default"));
        type(visible<QLineEdit>("routeSelection"), "$request.body.do");
        QCOMPARE(chat().routeSelectionExpression, std::string("$request.body.do"));
        type(visible<QLineEdit>("routeSelection"), "${request.body.do"); // refused
        QCOMPARE(chat().routeSelectionExpression, std::string("$request.body.do"));
    }

    void modelsAndAuthorizersAreListed()
    {
        openChat();
        auto* view = page().findChild<SocketApiView*>();
        view->showTab(SocketApiView::Authorizers);
        click("Add authorizer"); // with a name that Enter takes
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QTRY_COMPARE(chat().authorizers.size(), std::size_t(1));
        auto* table = visible<QTableView>("Authorizers");
        QVERIFY(table);
        table->model()->setData(table->model()->index(0, 1), "talk");
        QVERIFY2(chat().authorizers.front().authorizerUri.find("function:talk/") != std::string::npos,
                 chat().authorizers.front().authorizerUri.c_str());
        table->model()->setData(table->model()->index(0, 0), "gate");
        QCOMPARE(chat().authorizers.front().name, std::string("gate"));
    }

    void routesOfAStageHaveSettings()
    {
        openChat();
        const auto stage = [this]() -> const Stage& { return api().stages.front(); };
        page().showNode(NodeRef{api().id, {}, {}, stage().id});
        auto* tabs = visible<QTabWidget>();
        QVERIFY(tabs);
        for (int i = 0; i < tabs->count(); ++i)
            if (tabs->isTabVisible(i) && tabs->tabText(i) == "Routes")
                tabs->setCurrentIndex(i);
        check("Log whole messages");
        QVERIFY(stage().defaultRouteSettings.dataTraceEnabled == std::optional(true));
        choose("Execution log", "INFO");
        QCOMPARE(stage().defaultRouteSettings.loggingLevel, std::string("INFO"));
        addRow("route", "$connect");
        QTRY_COMPARE(stage().routeSettings.size(), std::size_t(1));
        QVERIFY((stage().routeSettings.front() == RouteSettings{"$connect", {}, {}, {}, {10.0, 10}}));
        typeCell("Routes with settings of their own", 0, 0, "say");
        typeCell("Routes with settings of their own", 0, 3, "ERROR");
        QVERIFY((stage().routeSettings.front() == RouteSettings{"say", {}, {}, "ERROR", {10.0, 10}}));
        typeCell("Routes with settings of their own", 0, 0, "sing");
        QTRY_VERIFY(says("The API has no route \"sing\"."));
        workspace().undo();
        m_studio->gateway.setPort(0);
        QSignalSpy deployed(&m_studio->gateway, &GatewaySession::deployed);
        m_studio->gateway.start();
        QVERIFY(deployed.count() || deployed.wait(5000));
        QTRY_VERIFY(visible<LevelGauge>("say"));
    }

    void savingKeepsComments()
    {
        openChat();
        showRoute("say", Card::MethodResponse);
        check("twoWay");
        const auto text = workspace().sourceText(api().id);
        QVERIFY(text.has_value());
        QVERIFY(text->find("# what stays") != std::string::npos);
        QVERIFY(text->find("routeResponseSelectionExpression: $default") != std::string::npos);
    }
};

QTEST_MAIN(TestWebSocketPages)
#include "tst_websocket_pages.moc"
