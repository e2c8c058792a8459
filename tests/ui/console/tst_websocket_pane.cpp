// A WebSocket request in the console, with real servers, clicks and keys; its models, and a hundred thousand messages.
#include "tests/support/websocket_server.h"
#include "ui/console/auto_reply_table.h"
#include "ui/console/console_page.h"
#include "ui/console/console_variables.h"
#include "ui/console/events_view.h"
#include "ui/console/field_table.h"
#include "ui/console/message_editor.h"
#include "ui/console/saved_messages.h"
#include "ui/console/script_pane.h"
#include "ui/console/timeline.h"
#include "ui/console/url_line.h"
#include "ui/console/websocket_pane.h"
#include "ui/session/gateway_session.h"
#include "ui/session/workspace.h"
#include "ui/shell/step_watchdog.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/elided_label.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

#include <algorithm>

using namespace gw;
using namespace gw::ui;
using namespace gw::console;
using State = WebSocketSession::State;

namespace {

Frame text(const QByteArray& payload, Frame::Direction direction = Frame::Direction::Received)
{
    Frame frame;
    frame.direction = direction;
    frame.payload = payload;
    frame.time = 1;
    return frame;
}

std::vector<Frame> numbered(int from, int count)
{
    std::vector<Frame> frames;
    for (int i = from; i < from + count; ++i)
        frames.push_back(text(QByteArray::number(i)));
    return frames;
}

template <typename Widget>
Widget* named(QWidget& parent, const QString& accessibleName)
{
    for (Widget* widget : parent.findChildren<Widget*>())
        if (widget->accessibleName() == accessibleName && widget->isVisible())
            return widget;
    return nullptr;
}

QPushButton* buttonOf(QWidget& parent, const QString& text)
{
    for (QPushButton* button : parent.findChildren<QPushButton*>())
        if (button->text() == text && button->isVisible())
            return button;
    return nullptr;
}

bool takesTab(const QWidget* widget)
{
    const auto* button = qobject_cast<const QAbstractButton*>(widget);
    if (button && (button->autoExclusive() || button->group()) && !button->isChecked())
        return false;
    return widget->isVisible() && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus) == Qt::TabFocus &&
           !widget->focusProxy();
}

} // namespace

class TestWebSocketPane : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_server = std::make_unique<test::WebSocketServer>(); }
    void cleanupTestCase() { m_server.reset(); }
    void init();
    void cleanup();

    void framesAreBoundedInNumber();
    void framesAreBoundedInBytes();
    void filterShowsWhatMatches();
    void filterGoesOnWhileFramesCome();
    void connectsSendsAndCloses();
    void refusalStandsInWords();
    void unknownVariableIsNamed();
    void savedMessagesAreSentAndNamed();
    void tablesAreUndone();
    void rulesAreTypedAndAnswer();
    void scriptRunsAndFailsAtItsLine();
    void scriptIsCanceled();
    void timelineIsReadAndSentAgain();
    void isSavedToItsFile();
    void newOneBecomesAFile();
    void connectionLastsWhileOthersAreSeen();
    void aNewOneKeepsTheConnectionBefore();
    void triesRoutesOfTheDesign();
    void historyBringsConnectionsBack();
    void draftIsRestored();
    void tabReachesEverything_data();
    void tabReachesEverything();
    void aHundredThousandMessagesFreezeNothing();
    void eventsAreBounded();

private:
    // The one that is seen.
    WebSocketPane& pane() const
    {
        const auto panes = m_page->findChildren<WebSocketPane*>();
        const auto seen = std::find_if(panes.begin(), panes.end(), [](const auto* each) { return each->isVisible(); });
        return **(seen == panes.end() ? panes.begin() : seen);
    }
    QTabWidget& tabs() const;
    void open(const QString& path);
    void connectTo(const QString& path);
    int rowsOf(const QString& message) const;

    std::unique_ptr<test::WebSocketServer> m_server;
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<GatewaySession> m_gateway;
    std::unique_ptr<ConsolePage> m_page;
    Theme m_theme{ThemeChoice::Light};
};

void TestWebSocketPane::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    qputenv("XDG_DATA_HOME", m_dir->filePath("data").toUtf8());
    QDir(m_dir->path()).mkpath("requests");
    const auto write = [&](const QString& name, const QByteArray& content) {
        QFile file(m_dir->filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    };
    QDir(m_dir->path()).mkpath("apis");
    write("gatewright.yaml", "name: chat\napis:\n  - {name: talk, kind: websocket, file: apis/talk.websocket.yaml, "
                             "stages: [{name: dev}]}\n");
    write("apis/talk.websocket.yaml",
          "routeSelectionExpression: $request.body.action\nroutes:\n  - routeKey: $connect\n  - routeKey: join\n"
          "  - routeKey: say\n");
    write("requests/Echo.yaml", "# echoes\ntype: websocket\nurl: " + m_server->url("/echo").toUtf8() +
                                    "\nmessages:\n  - { name: Hi, text: hi }\n");
    write("requests/List.yaml", "method: GET\nurl: http://127.0.0.1:1/list\n");
    m_workspace = std::make_unique<Workspace>();
    m_gateway = std::make_unique<GatewaySession>(*m_workspace);
    QSignalSpy opened(m_workspace.get(), &Workspace::opened);
    m_workspace->open(m_dir->path());
    QVERIFY(opened.wait());
    m_page = std::make_unique<ConsolePage>(*m_workspace, *m_gateway, m_theme);
    m_page->resize(1200, 760);
    m_page->show();
    m_page->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
}

void TestWebSocketPane::cleanup()
{
    m_page.reset();
    m_gateway.reset();
    m_workspace.reset();
    m_dir.reset();
}

QTabWidget& TestWebSocketPane::tabs() const
{
    for (QTabWidget* each : pane().findChildren<QTabWidget*>())
        if (each->count() == 6)
            return *each;
    qFatal("no tabs");
}

void TestWebSocketPane::open(const QString& path)
{
    m_page->newWebSocketRequest();
    auto* line = named<UrlLine>(*m_page, "WebSocket address");
    QVERIFY(line);
    QTest::keyClicks(line, m_server->url(path));
}

void TestWebSocketPane::connectTo(const QString& path)
{
    open(path);
    QTest::mouseClick(buttonOf(*m_page, "Connect"), Qt::LeftButton);
    QTRY_COMPARE(pane().state(), State::Open);
}

int TestWebSocketPane::rowsOf(const QString& message) const
{
    FrameModel& model = pane().timeline().frames();
    int count = 0;
    for (int row = 0; row < model.rowCount(); ++row)
        count += model.index(row, FrameModel::Text).data().toString() == message;
    return count;
}

// --- Models ----------------------------------------------------------------------------------------------------------

void TestWebSocketPane::framesAreBoundedInNumber()
{
    FrameModel model(nullptr, 10);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.append(numbered(0, 7));
    QCOMPARE(model.rowCount(), 7);
    model.append(numbered(7, 7));
    QCOMPARE(model.rowCount(), 10);
    QCOMPARE(model.droppedCount(), 4);
    QCOMPARE(model.index(0, FrameModel::Text).data().toString(), QString("4"));
    model.append(numbered(14, 100)); // more than it holds
    QCOMPARE(model.rowCount(), 10);
    QCOMPARE(model.index(9, FrameModel::Text).data().toString(), QString("113"));
    QCOMPARE(model.droppedCount(), 104);
    model.noteDropped(6);
    QCOMPARE(model.droppedCount(), 110);
    model.clear();
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(model.droppedCount(), 0);
    model.append(numbered(0, 3));
    QCOMPARE(model.rowCount(), 3);
}

void TestWebSocketPane::framesAreBoundedInBytes()
{
    FrameModel model(nullptr, 1000, 1000);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (int i = 0; i < 20; ++i)
        model.append({text(QByteArray(100, char('a' + i)))});
    QCOMPARE(model.rowCount(), 10);
    model.append({text(QByteArray(5000, 'z'))}); // one is always kept
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.droppedCount(), 20);
}

void TestWebSocketPane::filterShowsWhatMatches()
{
    FrameModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    Frame closed;
    closed.kind = Frame::Kind::Close;
    closed.closeCode = 1009;
    model.append({text("Apple"), text("pear", Frame::Direction::Sent), closed, text("pineAPPLE")});
    model.setFilter({"apple", true, true, true});
    QCOMPARE(model.rowCount(), 2);
    model.setFilter({{}, true, false, false});
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.index(0, FrameModel::Kind).data().toString(), QString("↑ text"));
    model.setFilter({"too big", true, true, true});
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.index(0, FrameModel::Text).data().toString(), QString("1009 message too big"));
    model.setFilter({"banana", true, true, true});
    QCOMPARE(model.rowCount(), 0);
    model.append({text("banana")});
    QCOMPARE(model.rowCount(), 1);
    model.setFilter({});
    QCOMPARE(model.rowCount(), 5);
}

void TestWebSocketPane::filterGoesOnWhileFramesCome()
{
    FrameModel model(nullptr, 30'000);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.append(numbered(0, 30'000));
    model.setFilter({"7", true, true, true});
    QVERIFY(model.isFiltering());           // in slices
    model.append(numbered(30'000, 10'000)); // and some that were not looked at yet go
    QTRY_VERIFY(!model.isFiltering());
    int expected = 0;
    for (int i = 10'000; i < 40'000; ++i)
        expected += QByteArray::number(i).contains('7');
    QCOMPARE(model.rowCount(), expected);
    QCOMPARE(model.totalCount(), 30'000);
}

// --- The page --------------------------------------------------------------------------------------------------------

void TestWebSocketPane::connectsSendsAndCloses()
{
    open("/echo");
    QVERIFY(!buttonOf(*m_page, "Send")->isEnabled());
    m_page->send(); // Ctrl+Enter: connects first
    QTRY_COMPARE(pane().state(), State::Open);
    auto* editor = named<CodeEditor>(*m_page, "Message");
    editor->setFocus();
    QTest::keyClicks(editor, "hello");
    m_page->send();
    QTRY_COMPARE(rowsOf("hello"), 2); // sent, received
    auto* state = named<QLabel>(*m_page, "State of the connection");
    QVERIFY2(state->text().startsWith("Open for "), qPrintable(state->text()));
    QTest::mouseClick(buttonOf(*m_page, "Ping"), Qt::LeftButton);
    QTRY_COMPARE(pane().timeline().frames().rowCount(), 5); // open, two texts, ping, pong
    QTest::mouseClick(buttonOf(*m_page, "Disconnect"), Qt::LeftButton);
    QTRY_COMPARE(pane().state(), State::Closed);
    QTRY_COMPARE(state->text(), QString("Closed with 1000, normal"));
    QVERIFY(buttonOf(*m_page, "Connect"));
}

void TestWebSocketPane::refusalStandsInWords()
{
    test::RefusingServer server("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
    m_page->newWebSocketRequest();
    auto* line = named<UrlLine>(*m_page, "WebSocket address");
    QTest::keyClicks(line, server.url());
    QTest::keyClick(line, Qt::Key_Return);
    auto* state = named<QLabel>(*m_page, "State of the connection");
    QTRY_VERIFY2(state->text().startsWith("The server refused the connection: 403 Forbidden."),
                 qPrintable(state->text()));
    QCOMPARE(pane().state(), State::Closed);
    QCOMPARE(pane().timeline().frames().rowCount(), 1);
}

void TestWebSocketPane::unknownVariableIsNamed()
{
    open("/{{nobody}}");
    m_page->send();
    QVERIFY(named<QLabel>(*m_page, "State of the connection")->text().contains("\"nobody\" is not defined"));
    QCOMPARE(pane().state(), State::Closed);
}

void TestWebSocketPane::savedMessagesAreSentAndNamed()
{
    m_page->openRequest("Echo");
    tabs().setCurrentIndex(1);
    auto* table = named<QTableView>(*m_page, "Saved messages");
    QAbstractItemModelTester tester(table->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    table->setCurrentIndex(table->model()->index(0, 0));
    QVERIFY(!buttonOf(*m_page, "Send")->isEnabled()); // not connected
    m_page->send();
    QTRY_COMPARE(pane().state(), State::Open);
    QTest::mouseClick(buttonOf(*m_page, "Send"), Qt::LeftButton);
    QTRY_COMPARE(rowsOf("hi"), 2);
    tabs().setCurrentIndex(0);
    auto* editor = named<CodeEditor>(*m_page, "Message");
    editor->setFocus();
    QTest::keyClicks(editor, "[1]");
    QTest::mouseClick(buttonOf(*m_page, "Save Message"), Qt::LeftButton);
    auto* name = table->findChild<QLineEdit*>();
    QVERIFY(name); // can be typed at once
    name->selectAll();
    QTest::keyClicks(name, "One");
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_COMPARE(pane().request().messages.back(), (SavedMessage{"One", {MessageKind::Json, "[1]"}}));
    QCOMPARE(tabs().tabText(1), QString("Saved Messages (2)"));
    QTest::mouseClick(buttonOf(*m_page, "Edit"), Qt::LeftButton);
    QCOMPARE(tabs().currentIndex(), 0);
}

void TestWebSocketPane::tablesAreUndone()
{
    m_page->openRequest("Echo");
    tabs().setCurrentIndex(1);
    auto* table = named<QTableView>(*m_page, "Saved messages");
    table->setCurrentIndex(table->model()->index(0, 0));
    table->setFocus();
    QTest::keyClick(table, Qt::Key_Delete);
    QVERIFY(pane().request().messages.empty());
    QCOMPARE(m_page->findChild<ElidedLabel*>()->text(), QString("Echo (edited)"));
    QTest::keyClick(table, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(pane().request().messages.size(), std::size_t(1));
    QCOMPARE(m_page->findChild<ElidedLabel*>()->text(), QString("Echo"));
    QTest::keyClick(table, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(pane().request().messages.empty());
    QTest::keyClick(table, Qt::Key_Z, Qt::ControlModifier);
    QTest::keyClick(table, Qt::Key_Z, Qt::ControlModifier); // nothing left to undo
    QCOMPARE(pane().request().messages.size(), std::size_t(1));
}

void TestWebSocketPane::rulesAreTypedAndAnswer()
{
    open("/ping");
    tabs().setCurrentIndex(4);
    auto* table = named<AutoReplyTable>(*m_page, "Auto-reply rules");
    AutoReplyModel& model = table->replyModel();
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QVERIFY(!model.setData(model.index(0, AutoReplyModel::Path), ""));
    QVERIFY(model.setData(model.index(0, AutoReplyModel::Path), "$.type"));
    QVERIFY(!model.setData(model.index(0, AutoReplyModel::Condition), "equals")); // as it begins
    QVERIFY(model.setData(model.index(0, AutoReplyModel::Value), "ping"));
    QVERIFY(model.setData(model.index(0, AutoReplyModel::Reply), "pong"));
    QCOMPARE(tabs().tabText(4), QString("Auto-reply (1)"));
    m_page->send();
    QTRY_COMPARE(rowsOf("pong"), 2);
    QVERIFY(model.setData(model.index(0, AutoReplyModel::Condition), "matches"));
    QVERIFY(model.setData(model.index(0, AutoReplyModel::Value), "("));
    QVERIFY(named<QLabel>(*m_page, "State of the connection")->text().contains("is no pattern"));
    table->setFocus();
    table->setCurrentIndex(model.index(0, AutoReplyModel::Path));
    QTest::keyClick(table, Qt::Key_Delete);
    QCOMPARE(model.rowCount(), 1);
    QTest::keyClick(table, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(model.rowCount(), 2);
}

void TestWebSocketPane::scriptRunsAndFailsAtItsLine()
{
    open("/echo");
    tabs().setCurrentIndex(5);
    auto* script = m_page->findChild<ScriptPane*>();
    QVERIFY(!buttonOf(*script, "Run")->isEnabled());
    QTest::mouseClick(buttonOf(*script, "Insert Example"), Qt::LeftButton);
    QVERIFY(readConversation(script->script().toStdString()));
    auto* editor = named<CodeEditor>(*script, "Script");
    editor->setPlainText("steps:\n  - send: a\n  - expect: a\n");
    QTest::mouseClick(buttonOf(*script, "Run"), Qt::LeftButton);
    QTRY_VERIFY2(script->verdict().startsWith("Passed: 2 steps, 1 sent, 1 received in "),
                 qPrintable(script->verdict()));
    editor->setPlainText("steps:\n  - send: a\n  - expect: b\n");
    QTest::mouseClick(buttonOf(*script, "Run"), Qt::LeftButton);
    QTRY_VERIFY2(script->verdict().startsWith("Step 2 (line 3), client: expected"), qPrintable(script->verdict()));
    QCOMPARE(editor->marks().front().line, 3);
    auto* steps = named<QTableView>(*script, "Steps that were played");
    QAbstractItemModelTester tester(steps->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(steps->model()->rowCount(), 3);
    QCOMPARE(steps->model()->index(2, StepModel::Result).data().toString(), QString("failed"));
    editor->setPlainText("steps:\n  - snd: a\n");
    QTRY_VERIFY(!editor->marks().empty() && editor->marks().front().line == 2);
    QTest::mouseClick(buttonOf(*script, "Run"), Qt::LeftButton);
    QTRY_VERIFY2(script->verdict().contains("\"snd\" is not known here"), qPrintable(script->verdict()));
}

void TestWebSocketPane::scriptIsCanceled()
{
    open("/silent");
    tabs().setCurrentIndex(5);
    auto* script = m_page->findChild<ScriptPane*>();
    named<CodeEditor>(*script, "Script")->setPlainText("steps: [{ wait: 10m }]");
    QSignalSpy finished(script, &ScriptPane::finished);
    QTest::mouseClick(buttonOf(*script, "Run"), Qt::LeftButton);
    auto* steps = named<QTableView>(*script, "Steps that were played");
    QTRY_COMPARE(steps->model()->rowCount(), 1); // connected
    QTest::mouseClick(buttonOf(*script, "Cancel"), Qt::LeftButton);
    QTRY_COMPARE(finished.count(), 1);
    QVERIFY(script->verdict().startsWith("Canceled after 1"));
    QTest::mouseClick(buttonOf(*script, "Run"), Qt::LeftButton); // and the page may go in the middle
    QTRY_COMPARE(steps->model()->rowCount(), 1);
}

void TestWebSocketPane::timelineIsReadAndSentAgain()
{
    connectTo("/echo");
    auto* editor = named<CodeEditor>(*m_page, "Message");
    editor->setPlainText("{\"a\":{\"b\":1}}");
    m_page->send();
    QTRY_COMPARE(rowsOf("{\"a\":{\"b\":1}}"), 2);
    auto* table = named<QTableView>(*m_page, "Messages");
    table->setCurrentIndex(table->model()->index(2, 0));
    QTRY_COMPARE(pane().timeline().detailText(), QString("{\n  \"a\": {\n    \"b\": 1\n  }\n}"));
    QTest::mouseClick(named<QToolButton>(*m_page, "Copy the message"), Qt::LeftButton);
    QCOMPARE(QApplication::clipboard()->text(), QString("{\"a\":{\"b\":1}}"));
    QTest::mouseClick(named<QToolButton>(*m_page, "Send the message again"), Qt::LeftButton);
    QTRY_COMPARE(rowsOf("{\"a\":{\"b\":1}}"), 4);
    QTest::mouseClick(named<QToolButton>(*m_page, "Save the message"), Qt::LeftButton);
    QCOMPARE(pane().request().messages.size(), std::size_t(1));
    auto* filter = named<QLineEdit>(*m_page, "Filter messages");
    QTest::keyClicks(filter, "nothing like it");
    QTest::keyClick(filter, Qt::Key_Return);
    QTRY_COMPARE(table->model()->rowCount(), 0);
    filter->clear();
    QTRY_COMPARE(table->model()->rowCount(), 5);
    table->setCurrentIndex(table->model()->index(0, 0)); // how it was opened cannot be sent
    QVERIFY(!named<QToolButton>(*m_page, "Send the message again")->isEnabled());
    QTest::mouseClick(named<QToolButton>(*m_page, "Clear the messages"), Qt::LeftButton);
    QCOMPARE(pane().timeline().frames().totalCount(), 0);
}

void TestWebSocketPane::isSavedToItsFile()
{
    m_page->openRequest("Echo");
    auto* line = named<UrlLine>(*m_page, "WebSocket address");
    line->end(false);
    QTest::keyClicks(line, "?a=1");
    auto* title = m_page->findChild<ElidedLabel*>();
    QCOMPARE(title->text(), QString("Echo (edited)"));
    m_page->saveRequest();
    QCOMPARE(title->text(), QString("Echo"));
    QFile file(m_dir->filePath("requests/Echo.yaml"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray written = file.readAll();
    QVERIFY2(written.startsWith("# echoes\n") && written.contains("/echo?a=1"), written);
}

void TestWebSocketPane::newOneBecomesAFile()
{
    auto* tree = named<QTreeView>(*m_page, "Saved requests");
    QTest::mouseClick(named<QToolButton>(*m_page, "New WebSocket request"), Qt::LeftButton);
    QTRY_VERIFY(QFile::exists(m_dir->filePath("requests/New WebSocket request.yaml")));
    QVERIFY(pane().isVisible());
    QTRY_VERIFY(tree->findChild<QLineEdit*>());
    tree->findChild<QLineEdit*>()->selectAll();
    QTest::keyClicks(tree->findChild<QLineEdit*>(), "Chat");
    QTest::keyClick(tree->findChild<QLineEdit*>(), Qt::Key_Return);
    QTRY_VERIFY(QFile::exists(m_dir->filePath("requests/Chat.yaml")));
    QCOMPARE(m_page->findChild<ElidedLabel*>()->text(), QString("Chat"));
    // And one that was composed first.
    open("/echo");
    m_page->saveRequest();
    QVERIFY(QFile::exists(m_dir->filePath("requests/New WebSocket request.yaml")));
}

void TestWebSocketPane::connectionLastsWhileOthersAreSeen()
{
    m_page->openRequest("Echo");
    m_page->send();
    QTRY_COMPARE(pane().state(), State::Open);
    WebSocketPane* before = &pane();
    m_page->openRequest("List");
    QVERIFY(!before->isVisible());
    QCOMPARE(before->state(), State::Open);
    m_page->openRequest("Echo");
    QCOMPARE(&pane(), before);
    QVERIFY(before->isVisible());
    before->timeline().frames().clear();
    QTest::mouseClick(buttonOf(*m_page, "Disconnect"), Qt::LeftButton);
    QTRY_COMPARE(pane().state(), State::Closed);
    QTRY_VERIFY(pane().timeline().frames().totalCount() > 0);
    pane().timeline().frames().clear();
    m_page->openRequest("List"); // nobody would miss it
    QTRY_VERIFY(!m_page->findChild<WebSocketPane*>());
}

void TestWebSocketPane::aNewOneKeepsTheConnectionBefore()
{
    connectTo("/echo");
    WebSocketPane* first = &pane();
    m_page->newWebSocketRequest();
    QVERIFY(&pane() != first);
    QCOMPARE(pane().request().url, QString("/"));
    QCOMPARE(first->state(), State::Open);
    m_page->openRequest("New WebSocket request");
    QCOMPARE(&pane(), first);
    QCOMPARE(pane().state(), State::Open);
}

void TestWebSocketPane::triesRoutesOfTheDesign()
{
    const Api& api = *m_workspace->project().apis.front();
    const auto& design = std::get<WebSocketApi>(api.definition);
    m_page->tryMethod({api.id, {}, {}, {}});
    QVERIFY2(pane().request().url.endsWith("/dev"), qPrintable(pane().request().url));
    QCOMPARE(pane().request().messages.size(), std::size_t(2)); // none for $connect
    QCOMPARE(pane().request().message.text, QString(R"({"action":"join"})"));
    NodeRef say;
    say.api = api.id;
    say.route = design.findRoute("say")->id;
    m_page->tryMethod(say);
    QCOMPARE(pane().request().message.text, QString(R"({"action":"say"})"));
    QCOMPARE(pane().request().messages.back().name, QString("say"));
}

void TestWebSocketPane::historyBringsConnectionsBack()
{
    connectTo("/echo");
    auto* history = m_page->findChildren<QListView*>().front();
    for (QListView* each : m_page->findChildren<QListView*>())
        if (each->accessibleName() == "History")
            history = each;
    QTRY_COMPARE(history->model()->rowCount(), 1);
    m_page->openRequest("List");
    QVERIFY(!pane().isVisible());
    emit history->clicked(history->model()->index(0, 0));
    QTRY_COMPARE(m_page->findChild<ElidedLabel*>()->text(), QString("From history"));
    QCOMPARE(named<UrlLine>(*m_page, "WebSocket address")->text(), m_server->url("/echo"));
}

void TestWebSocketPane::draftIsRestored()
{
    open("/draft");
    const QByteArray state = m_page->saveState();
    m_page = std::make_unique<ConsolePage>(*m_workspace, *m_gateway, m_theme);
    m_page->show();
    m_page->restoreState(state);
    QCOMPARE(named<UrlLine>(*m_page, "WebSocket address")->text(), m_server->url("/draft"));
    m_page->openRequest("Echo");
    const QByteArray saved = m_page->saveState();
    m_page->openRequest("List");
    m_page->restoreState(saved);
    QCOMPARE(m_page->findChild<ElidedLabel*>()->text(), QString("Echo"));
}

void TestWebSocketPane::tabReachesEverything_data()
{
    QTest::addColumn<int>("tab");
    for (int tab = 0; tab < 6; ++tab)
        QTest::addRow("tab %d", tab) << tab;
}

void TestWebSocketPane::tabReachesEverything()
{
    QFETCH(int, tab);
    m_page->openRequest("Echo");
    m_page->send();
    QTRY_COMPARE(pane().state(), State::Open);
    QTRY_COMPARE(pane().timeline().frames().rowCount(), 1);
    tabs().setCurrentIndex(tab);
    QList<QWidget*> wanted;
    for (auto* widget : pane().findChildren<QWidget*>())
        if (takesTab(widget))
            wanted << widget;
    QVERIFY(wanted.size() > 5);
    wanted.front()->setFocus(Qt::TabFocusReason);
    QList<QWidget*> visited;
    for (qsizetype step = 0; step < 2 * wanted.size() + 20; ++step) {
        QWidget* now = QApplication::focusWidget();
        QVERIFY(now);
        visited << now;
        // Editors indent with Tab, and tables of fields go from cell to cell; F6 and Esc lead out of them.
        const auto* text = qobject_cast<QPlainTextEdit*>(now);
        const auto* table = qobject_cast<QTableView*>(now);
        if ((text && !text->isReadOnly()) || (table && table->tabKeyNavigation())) {
            do
                now = now->nextInFocusChain();
            while (!takesTab(now));
            now->setFocus(Qt::TabFocusReason);
        } else {
            QTest::keyClick(now, Qt::Key_Tab);
        }
    }
    for (QWidget* widget : wanted)
        QVERIFY2(visited.contains(widget),
                 qPrintable(QString("%1 \"%2\"").arg(widget->metaObject()->className(), widget->accessibleName())));
    for (QWidget* widget : wanted) {
        const auto* button = qobject_cast<QAbstractButton*>(widget);
        const bool isNamed = !widget->accessibleName().isEmpty() || (button && !button->text().isEmpty()) ||
                             qobject_cast<QTabBar*>(widget) || qobject_cast<QSpinBox*>(widget);
        QVERIFY2(isNamed || qobject_cast<QLineEdit*>(widget), widget->metaObject()->className());
    }
}

// A debug build under load takes what a step may take many times over; what counts is that none grows with the rows.
void TestWebSocketPane::aHundredThousandMessagesFreezeNothing()
{
    connectTo("/flood?100000");
    auto& application = *static_cast<WatchedApplication*>(QCoreApplication::instance());
    std::chrono::milliseconds longest{0};
    int held = 0;
    connect(&application.watchdog(), &StepWatchdog::held, this, [&](const HeldStep& step) {
        longest = std::max(longest, step.work);
        ++held;
    });
    FrameModel& frames = pane().timeline().frames();
    QElapsedTimer clock;
    clock.start();
    QTRY_VERIFY_WITH_TIMEOUT(frames.totalCount() + frames.droppedCount() > 100'000 - 1, 120'000);
    const qint64 arrived = clock.restart();
    auto* filter = named<QLineEdit>(*m_page, "Filter messages");
    filter->setText("\"ten\"");
    QTRY_VERIFY_WITH_TIMEOUT(frames.rowCount() > 0 && frames.rowCount() < 20'000 && !frames.isFiltering(), 60'000);
    const qint64 filtered = clock.elapsed();
    QVERIFY(frames.totalCount() <= int(FrameModel::mostFrames));
    qInfo("100000 messages in %lld ms, filtered in %lld ms, %d steps held, the longest worked %lld ms", arrived,
          filtered, held, static_cast<long long>(longest.count()));
    QVERIFY2(longest < std::chrono::milliseconds(250), qPrintable(QString::number(longest.count())));
}

void TestWebSocketPane::eventsAreBounded()
{
    EventModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    std::vector<ArrivedEvent> many(EventModel::mostEvents + 5);
    for (std::size_t i = 0; i < many.size(); ++i)
        many[i].event.data = QString::number(i);
    model.append(many);
    QCOMPARE(model.rowCount(), int(EventModel::mostEvents));
    QCOMPARE(model.droppedCount(), 5);
    QCOMPARE(model.index(0, EventModel::Data).data().toString(), QString("5"));
    std::vector<ArrivedEvent> large(1);
    large[0].event.data = QString(1 << 20, 'x');
    for (int i = 0; i < 20; ++i)
        model.append(large);
    QVERIFY(model.rowCount() <= 16);
    model.clear();
    QCOMPARE(model.rowCount(), 0);
}

int main(int argc, char** argv)
{
    WatchedApplication application(argc, argv);
    TestWebSocketPane test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_websocket_pane.moc"
