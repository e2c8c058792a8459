// The page of a state machine by real clicks and keys: the picture, its text, the fields, and executions on it.
#include "tests/support/recorded_executions.h"
#include "ui/design/field.h"
#include "ui/design/table_editor.h"
#include "ui/session/workspace.h"
#include "ui/states/state_graph.h"
#include "ui/states/state_machine_page.h"
#include "ui/widgets/code_editor.h"

#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>
#include <QToolButton>

#include <set>

using namespace gw;
using namespace gw::ui;

namespace {

QByteArray dataFile(const char* name)
{
    QFile file(QStringLiteral(GW_TEST_DATA "/state_machines/") + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("The data file %s is missing.", name);
    return file.readAll();
}

const char* small = "# small\nStartAt: A\nStates:\n  A:\n    Type: Pass\n    Next: B\n  B:\n    Type: Choice\n"
                    "    Choices:\n      - {Variable: $.x, NumericEquals: 1, Next: C}\n    Default: D\n"
                    "  C: {Type: Pass, End: true}\n  D: {Type: Succeed}\n";

} // namespace

class TestStateMachinePage : public QObject
{
    Q_OBJECT

private:
    struct Studio
    {
        QTemporaryDir folder;
        Theme theme{qEnvironmentVariable("GW_SHOT_THEME") == "dark" ? ThemeChoice::Dark : ThemeChoice::Light};
        Workspace workspace;
        test::RecordedExecutions executions;
        std::unique_ptr<StateMachinePage> page;
        StateMachineId id{77};
    };
    std::unique_ptr<Studio> m_studio;

    void open(const QByteArray& definition)
    {
        m_studio = std::make_unique<Studio>();
        QSignalSpy opened(&m_studio->workspace, &Workspace::opened);
        QVERIFY(m_studio->workspace.create(m_studio->folder.filePath("shop"), "shop"));
        QVERIFY(opened.size() > 0 || opened.wait());
        m_studio->workspace.apply("Set up", [&](Project project) -> Result<Project> {
            StateMachine machine;
            machine.id = m_studio->id;
            machine.name = "order-fulfilment";
            machine.definitionUri = "state-machines/order-fulfilment.asl.json";
            machine.definition = definition.toStdString();
            project.stateMachines.emplace_back(machine);
            for (const char* name : {"validate-order", "charge-card", "pick-item", "print-label"}) {
                Function function;
                function.id = FunctionId{stableHash(name)};
                function.name = name;
                project.functions.emplace_back(function);
            }
            return project;
        });
        m_studio->page =
            std::make_unique<StateMachinePage>(m_studio->workspace, m_studio->executions, m_studio->theme);
        page().resize(1180, 860);
        page().showMachine(m_studio->id);
        page().show();
        page().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&page()));
    }

    [[nodiscard]] StateMachinePage& page() const { return *m_studio->page; }
    [[nodiscard]] Workspace& workspace() const { return m_studio->workspace; }
    [[nodiscard]] StateGraph& graph() const { return *page().graph(); }
    [[nodiscard]] std::string definition() const { return workspace().project().find(m_studio->id)->definition; }
    [[nodiscard]] int node(const char* name) const
    {
        const asl::State* state = graph().outline().findNamed(name);
        return state ? graph().picture().nodeOf(state->pointer) : -1;
    }
    [[nodiscard]] QPoint cardAt(const char* name) const
    {
        const QRect rect = graph().nodeRect(node(name));
        return {rect.center().x(), rect.top() + std::min(rect.height() / 2, 14)};
    }
    void click(const char* name)
    {
        QVERIFY2(node(name) >= 0, name);
        QTest::mouseClick(graph().viewport(), Qt::LeftButton, {}, cardAt(name));
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(&graph(), key, modifiers); }
    [[nodiscard]] QString selected() const
    {
        const asl::State* state = graph().outline().find(graph().selected().toStdString());
        return state ? QString::fromStdString(state->name) : QString();
    }
    template <typename W>
    [[nodiscard]] W* visible(const QString& name) const
    {
        for (W* widget : page().findChildren<W*>())
            if (widget->isVisible() && (widget->accessibleName() == name || widget->objectName() == name))
                return widget;
        return nullptr;
    }
    [[nodiscard]] QAbstractButton* button(const QString& text) const
    {
        for (auto* each : page().findChildren<QAbstractButton*>())
            if (each->isVisible() && each->text() == text)
                return each;
        return nullptr;
    }
    [[nodiscard]] static QMenu* openMenu() { return qobject_cast<QMenu*>(QApplication::activePopupWidget()); }
    static void pick(const QString& text)
    {
        QMenu* menu = openMenu();
        QVERIFY(menu);
        for (QAction* action : menu->actions())
            if (action->text() == text) {
                menu->setActiveAction(action);
                QTest::keyClick(menu, Qt::Key_Return);
                return;
            }
        QFAIL(qPrintable(text));
    }
    [[nodiscard]] bool says(const QString& part) const
    {
        for (const QLabel* label : page().findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains(part))
                return true;
        return false;
    }

private slots:
    void cleanup() { m_studio.reset(); }

    void aClickShowsTheTextAndTheFields()
    {
        open(dataFile("order_fulfilment.asl.json"));
        QVERIFY(says("14 states"));
        click("Charge card");
        QCOMPARE(selected(), QString("Charge card"));
        auto* text = visible<CodeEditor>("Definition");
        QVERIFY(text->textCursor().block().text().contains("\"Charge card\": {"));
        QCOMPARE(visible<QLineEdit>("Name")->text(), QString("Charge card"));
        QCOMPARE(visible<QComboBox>("Function")->currentText(), QString("charge-card"));
        QCOMPARE(visible<QTableView>("Retry")->model()->rowCount(), 1);
        QCOMPARE(visible<QTableView>("Catch")->model()->rowCount(), 2);
        click("Pick item"); // inside Map inside Parallel
        QCOMPARE(selected(), QString("Pick item"));
    }

    void theCursorInTheTextLightsTheState()
    {
        open(small);
        auto* text = visible<CodeEditor>("Definition");
        text->setFocus();
        text->goTo(12, 5);
        QCOMPARE(selected(), QString("C"));
        QTest::keyClick(text, Qt::Key_Down);
        QCOMPARE(selected(), QString("D"));
        QTest::keyClick(text, Qt::Key_Home, Qt::ControlModifier);
        QCOMPARE(selected(), QString());
    }

    void typingRedrawsThePictureAndBrokenTextKeepsIt()
    {
        open(small);
        auto* text = visible<CodeEditor>("Definition");
        text->setFocus();
        text->goTo(14, 1);
        QTest::keyClicks(text, "  E: {Type: Fail}");
        QTRY_VERIFY(node("E") >= 0);
        QVERIFY(says("5 states"));
        QTest::keyClick(text, Qt::Key_Return); // keeps the indentation
        QTest::keyClicks(text, "F: {Type: ]");
        QTRY_VERIFY(visible<QPushButton>("definitionError"));
        QVERIFY(node("E") >= 0); // the last good picture stays
        QVERIFY(!graph().isEditable());
        click("C");
        key(Qt::Key_Delete);
        QVERIFY(definition().find("C: {Type: Pass") != std::string::npos);
        workspace().undo();
        QVERIFY(!visible<QPushButton>("definitionError"));
        QVERIFY(graph().isEditable());
    }

    void arrowsFollowTheTransitions()
    {
        open(small);
        graph().setFocus();
        key(Qt::Key_Home);
        QCOMPARE(selected(), QString("A"));
        key(Qt::Key_Down);
        QCOMPARE(selected(), QString("B"));
        key(Qt::Key_Down);
        const QString below = selected();
        QVERIFY(below == "C" || below == "D");
        key(node("C") >= 0 && graph().nodeRect(node("C")).x() < graph().nodeRect(node("D")).x()
                ? (below == "C" ? Qt::Key_Right : Qt::Key_Left)
                : (below == "C" ? Qt::Key_Left : Qt::Key_Right));
        QVERIFY(selected() != below && (selected() == "C" || selected() == "D"));
        key(Qt::Key_Up);
        QCOMPARE(selected(), QString("B"));
        key(Qt::Key_Up);
        key(Qt::Key_Up);
        QCOMPARE(selected(), QString("A"));
    }

    void everyStateIsReachedByArrows()
    {
        open(dataFile("order_fulfilment.asl.json"));
        graph().setFocus();
        std::set<QString> seen;
        std::vector<QString> open;
        key(Qt::Key_Home);
        open.push_back(selected());
        while (!open.empty()) {
            const QString from = open.back();
            open.pop_back();
            if (!seen.insert(from).second)
                continue;
            for (const Qt::Key arrow : {Qt::Key_Down, Qt::Key_Up, Qt::Key_Left, Qt::Key_Right}) {
                page().selectState(from);
                key(arrow);
                open.push_back(selected());
            }
        }
        QCOMPARE(seen.size(), std::size_t{14});
    }

    void addingByKeyAndUndo()
    {
        open(small);
        const std::string before = definition();
        click("A");
        key(Qt::Key_Insert);
        pick("Wait");
        QCOMPARE(selected(), QString("Wait"));
        QCOMPARE(graph().outline().findNamed("A")->transitions[0].target, std::string("Wait"));
        QVERIFY(visible<QLineEdit>("Time"));
        workspace().undo();
        QCOMPARE(definition(), before);
        QVERIFY(node("Wait") < 0);
        workspace().redo();
        QVERIFY(node("Wait") >= 0);
    }

    void theFirstStateOfAnEmptyMachine()
    {
        open("");
        QVERIFY(says("No states yet"));
        QTest::mouseClick(button("Insert a First State"), Qt::LeftButton);
        pick("Task");
        QCOMPARE(selected(), QString("Task"));
        QVERIFY(graph().isVisible());
        QVERIFY(says("1 error")); // no Resource yet
        auto* function = visible<QComboBox>("Function");
        function->setCurrentIndex(function->findText("charge-card"));
        emit function->activated(function->currentIndex());
        QVERIFY(definition().find("arn:aws:lambda:us-east-1:000000000000:function:charge-card") != std::string::npos);
        QVERIFY(!says("1 error"));
    }

    void renamingOnTheCard()
    {
        open(small);
        click("C");
        key(Qt::Key_F2);
        auto* line = visible<QLineEdit>("State name");
        QVERIFY(line);
        line->selectAll();
        QTest::keyClicks(line, "Finish it");
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(selected(), QString("Finish it"));
        QVERIFY(definition().find("Next: Finish it}") != std::string::npos);
        QVERIFY(definition().starts_with("# small"));
        key(Qt::Key_F2);
        QTest::keyClicks(visible<QLineEdit>("State name"), "A");
        QSignalSpy failed(&workspace(), &Workspace::editFailed);
        QTest::keyClick(visible<QLineEdit>("State name"), Qt::Key_Return);
        QCOMPARE(failed.size(), 1); // taken
        key(Qt::Key_F2);
        QTest::keyClicks(visible<QLineEdit>("State name"), "Z");
        QTest::keyClick(visible<QLineEdit>("State name"), Qt::Key_Escape);
        QVERIFY(node("Z") < 0);
    }

    void renamingInTheFieldsKeepsTheFocus()
    {
        open(small);
        click("C");
        key(Qt::Key_Return);
        auto* line = visible<QLineEdit>("Name");
        QVERIFY(line->hasFocus());
        line->selectAll();
        QTest::keyClicks(line, "Cc");
        QTRY_VERIFY(node("Cc") >= 0);
        QCOMPARE(page().focusWidget(), line);
        QTest::keyClicks(line, "c");
        QTRY_VERIFY(node("Ccc") >= 0);
        QCOMPARE(selected(), QString("Ccc"));
        workspace().undo(); // one step
        QVERIFY(node("C") >= 0);
    }

    void deletingStatesAndTransitions()
    {
        open(small);
        click("A");
        key(Qt::Key_Delete);
        QCOMPARE(graph().outline().root.startAt, std::string("B"));
        QCOMPARE(selected(), QString("B"));
        for (std::size_t e = 0; e < graph().picture().edges.size(); ++e) {
            const asl::GraphEdge& edge = graph().picture().edges[e];
            if (edge.from == node("B") && edge.transition == 0) {
                QTest::mouseClick(graph().viewport(), Qt::LeftButton, {}, graph().lineMiddle(int(e)));
                break;
            }
        }
        QVERIFY(graph().selectedTransition().has_value());
        key(Qt::Key_Delete);
        QCOMPARE(graph().outline().findNamed("B")->transitions.size(), std::size_t{1});
        workspace().undo();
        workspace().undo();
        QCOMPARE(definition(), std::string(small));
    }

    void duplicating()
    {
        open(small);
        click("C");
        key(Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(selected(), QString("C 2"));
    }

    void connectingWithTheMouse()
    {
        open(small);
        click("C");
        const QPoint port = graph().portOf(node("C"));
        QWidget* view = graph().viewport();
        QTest::mousePress(view, Qt::LeftButton, {}, port);
        QTest::mouseMove(view, cardAt("A"));
        QMouseEvent move(QEvent::MouseMove, cardAt("A"), view->mapToGlobal(cardAt("A")), Qt::NoButton, Qt::LeftButton,
                         {});
        QApplication::sendEvent(view, &move);
        QTest::mouseRelease(view, Qt::LeftButton, {}, cardAt("A"));
        QCOMPARE(graph().outline().findNamed("C")->transitions.at(0).target, std::string("A"));
    }

    void connectingWithKeys()
    {
        open(small);
        click("B");
        key(Qt::Key_C);
        key(Qt::Key_Up);
        key(Qt::Key_Return);
        pick("New Rule");
        QCOMPARE(graph().outline().findNamed("B")->transitions.size(), std::size_t{3});
        QCOMPARE(graph().outline().findNamed("B")->transitions[1].target, std::string("A"));
        click("B");
        key(Qt::Key_C);
        key(Qt::Key_Escape);
        QVERIFY(!openMenu());
    }

    void movingAlongTheWay()
    {
        open("StartAt: A\nStates:\n  A: {Type: Pass, Next: B}\n  B: {Type: Pass, Next: C}\n  C: {Type: Pass, End: "
             "true}\n");
        click("B");
        key(Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(graph().outline().findNamed("A")->transitions[0].target, std::string("C"));
        QCOMPARE(graph().outline().findNamed("C")->transitions[0].target, std::string("B"));
        key(Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(graph().outline().findNamed("A")->transitions[0].target, std::string("B"));
    }

    void fieldsEditTheText()
    {
        open(dataFile("order_fulfilment.asl.json"));
        click("Wait for supplier");
        auto* time = visible<QLineEdit>("Time");
        time->setFocus();
        time->selectAll();
        QTest::keyClicks(time, "60");
        QTest::keyClick(time, Qt::Key_Return);
        QVERIFY(definition().find("\"Seconds\": 60, \"Next\"") != std::string::npos);
        time->selectAll();
        QTest::keyClicks(time, "soon");
        QTest::keyClick(time, Qt::Key_Return);
        QVERIFY(says("Write a number of seconds"));
        QVERIFY(definition().find("\"Seconds\": 60, \"Next\"") != std::string::npos);
        click("Enough in stock?");
        auto* rules = visible<QTableView>("Rules");
        QCOMPARE(rules->model()->rowCount(), 2);
        rules->model()->setData(rules->model()->index(0, 2), "3");
        QVERIFY(definition().find("\"NumericEquals\": 3, \"Next\": \"Charge card\"") != std::string::npos);
        rules->model()->setData(rules->model()->index(0, 1), "NumericLessThan");
        QVERIFY(definition().find("\"NumericLessThan\": 3") != std::string::npos);
        rules->model()->setData(rules->model()->index(1, 0), "$.other");
        QVERIFY(says("Edit it in the text"));
    }

    void unknownFieldsStay()
    {
        open(
            "StartAt: A\nStates:\n  A:\n    Type: Task\n    Resource: r\n    X-Note: [1, 2]   # ours\n    End: true\n");
        click("A");
        auto* timeout = visible<QLineEdit>("Timeout in seconds");
        timeout->setFocus();
        QTest::keyClicks(timeout, "9");
        QTest::keyClick(timeout, Qt::Key_Return);
        QVERIFY(definition().find("    X-Note: [1, 2]   # ours\n") != std::string::npos);
        QVERIFY(definition().find("TimeoutSeconds: 9") != std::string::npos);
    }

    void withoutASelectedStateTheMachineIsSet()
    {
        open(small);
        auto* type = visible<QComboBox>("Type");
        QVERIFY(type);
        type->setCurrentIndex(1);
        emit type->activated(1);
        QVERIFY(workspace().project().find(m_studio->id)->type == StateMachineType::Express);
        QVERIFY(says("Express state machine"));
        workspace().undo();
        QVERIFY(workspace().project().find(m_studio->id)->type == StateMachineType::Standard);
        auto* timeout = visible<QLineEdit>("Timeout in seconds");
        timeout->setFocus();
        QTest::keyClicks(timeout, "soon");
        QTest::keyClick(timeout, Qt::Key_Return);
        QVERIFY(says("Write a number of seconds"));
        timeout->selectAll();
        QTest::keyClicks(timeout, "900");
        QTest::keyClick(timeout, Qt::Key_Return);
        QVERIFY(definition().find("TimeoutSeconds: 900") != std::string::npos);
        QVERIFY(definition().starts_with("# small"));
        QCOMPARE(workspace().undoName(), QString("Edit State Machine"));
        workspace().undo();
        QCOMPARE(definition(), std::string(small));
    }

    void theMachineIsRenamed()
    {
        open(small);
        auto* name = visible<QLineEdit>("Name");
        name->setFocus();
        name->selectAll();
        QTest::keyClicks(name, "not a name");
        QTest::keyClick(name, Qt::Key_Return);
        QVERIFY(says("not a valid name"));
        name->selectAll();
        QTest::keyClicks(name, "fulfil");
        QTest::keyClick(name, Qt::Key_Return);
        QCOMPARE(workspace().project().find(m_studio->id)->name, std::string("fulfil"));
        workspace().undo();
        QCOMPARE(name->text(), QString("order-fulfilment"));
    }

    void escapeLetsGoOfTheState()
    {
        open(small);
        click("C");
        QVERIFY(!visible<QComboBox>("Type"));
        key(Qt::Key_Escape);
        QCOMPARE(selected(), QString());
        QVERIFY(visible<QComboBox>("Type"));
    }

    // Fields of a state stay while its text is half typed, and do nothing.
    void fieldsWaitForBrokenText()
    {
        open(small);
        click("C");
        auto* text = visible<CodeEditor>("Definition");
        text->setFocus();
        text->goTo(1, 1);
        QTest::keyClicks(text, "}");
        QTRY_VERIFY(visible<QPushButton>("definitionError"));
        QVERIFY(visible<QLineEdit>("Comment"));
        QVERIFY(!visible<QLineEdit>("Comment")->isEnabled());
        QTest::keyClick(text, Qt::Key_Backspace);
        QTRY_VERIFY(!visible<QPushButton>("definitionError"));
        QVERIFY(visible<QLineEdit>("Comment")->isEnabled());
    }

    void whatIsTypedIsAppliedBeforeOtherSteps()
    {
        open(small);
        auto* text = visible<CodeEditor>("Definition");
        text->setFocus();
        text->goTo(14, 1);
        QTest::keyClicks(text, "  E: {Type: Fail}");
        workspace().settle();
        QVERIFY(definition().ends_with("  E: {Type: Fail}"));
    }

    void anExecutionIsDrawnOnThePicture()
    {
        open(dataFile("order_fulfilment.asl.json"));
        auto& executions = m_studio->executions;
        executions.events = json::readJson(dataFile("order_fulfilment_failed.events.json").toStdString())->asArray();
        executions.shown = 8;
        QTest::mouseClick(button("Run"), Qt::LeftButton);
        auto* input = visible<CodeEditor>("Input of the execution");
        QTest::keyClicks(input, "{\"id\": ");
        QTest::mouseClick(button("Start Execution"), Qt::LeftButton);
        QVERIFY(executions.inputs.isEmpty()); // not JSON
        QVERIFY(says("Line 1"));
        input->setPlainText("{\"id\": 1}");
        QTest::keyClick(input, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(executions.inputs, QStringList{"{\"id\": 1}"});
        QVERIFY(button("Back to Design"));
        QVERIFY(!graph().isEditable());
        QVERIFY(graph().accessibleText(node("Validate order")).contains("succeeded"));
        QVERIFY(graph().accessibleText(node("Enough in stock?")).contains("succeeded"));
        QVERIFY(graph().accessibleText(node("Charge card")).contains("not entered"));
        executions.goOn(10);
        QVERIFY(graph().accessibleText(node("Charge card")).contains("running"));
        executions.goOn(1000);
        QVERIFY(graph().accessibleText(node("Charge card")).contains("succeeded"));
        QVERIFY(graph().accessibleText(node("Print label")).contains("failed"));
        QVERIFY(graph().accessibleText(node("Prepare shipment")).contains("failed"));
        QVERIFY(graph().accessibleText(node("Hand over parcel")).contains("not entered"));
        QTest::mouseClick(button("Go to Failure"), Qt::LeftButton);
        QCOMPARE(selected(), QString("Print label"));
        QVERIFY(visible<CodeEditor>("Error")->toPlainText().contains("Printer.OutOfPaper"));
        QSignalSpy log(&page(), &StateMachinePage::functionLogRequested);
        QTest::mouseClick(button("Function Log"), Qt::LeftButton);
        QCOMPARE(log.value(0).value(0).toString(), QString("print-label"));
        click("Pick item");
        auto* chooser = visible<QComboBox>("Entry into the state");
        QCOMPARE(chooser->count(), 2);
        chooser->setCurrentIndex(0);
        QVERIFY(visible<CodeEditor>("Input")->toPlainText().contains("mug"));
        click("Charge card");
        QVERIFY(says("2 attempts"));
        auto* events = visible<QTableView>("Events of the execution");
        QCOMPARE(events->model()->rowCount(), int(executions.events.size()));
        events->setCurrentIndex(events->model()->index(1, 0));
        QCOMPARE(selected(), QString("Validate order"));
        key(Qt::Key_Delete); // an execution is not edited
        QVERIFY(node("Validate order") >= 0);
        QTest::mouseClick(button("Back to Design"), Qt::LeftButton);
        QVERIFY(graph().isEditable());
        QVERIFY(visible<QLineEdit>("Name"));
    }

    void whatCannotBeStartedIsTold()
    {
        open(small);
        QTest::mouseClick(button("Run"), Qt::LeftButton);
        m_studio->executions.failsToStart = true;
        QTest::mouseClick(button("Start Execution"), Qt::LeftButton);
        QVERIFY(says("The input is refused"));
        QVERIFY(button("Start Execution")->isEnabled());
    }

    void theGatewayIsStartedFromThePanel()
    {
        open(small);
        m_studio->executions.why = "The gateway is stopped. Start it.";
        QTest::mouseClick(button("Run"), Qt::LeftButton);
        QTest::mouseClick(button("Start Execution"), Qt::LeftButton);
        QVERIFY(says("The gateway is stopped. Start it."));
        QTest::mouseClick(button("Start Gateway"), Qt::LeftButton);
        QVERIFY(!says("The gateway is stopped"));
        QVERIFY(says("No executions yet"));
        QTest::mouseClick(button("Start Execution"), Qt::LeftButton);
        QVERIFY(button("Back to Design"));
    }

    void whenTheGatewayStopsEndedExecutionsStay_data()
    {
        QTest::addColumn<int>("events");
        QTest::addColumn<bool>("stays");
        QTest::newRow("ended") << 1000 << true;
        QTest::newRow("running") << 8 << false;
    }

    void whenTheGatewayStopsEndedExecutionsStay()
    {
        QFETCH(int, events);
        QFETCH(bool, stays);
        open(dataFile("order_fulfilment.asl.json"));
        m_studio->executions.events =
            json::readJson(dataFile("order_fulfilment_failed.events.json").toStdString())->asArray();
        QTest::mouseClick(button("Run"), Qt::LeftButton);
        QTest::mouseClick(button("Start Execution"), Qt::LeftButton);
        m_studio->executions.goOn(std::size_t(events));
        QVERIFY(button("Back to Design"));
        m_studio->executions.forget();
        QCOMPARE(button("Back to Design") != nullptr, stays);
        QCOMPARE(graph().isEditable(), !stays);
        QCOMPARE(graph().accessibleText(node("Print label")).contains("failed"), stays);
    }

    void screenReadersGetAListOfStates()
    {
        open(small);
        click("B");
        QAccessibleInterface* list = QAccessible::queryAccessibleInterface(&graph());
        QVERIFY(list);
        QCOMPARE(list->role(), QAccessible::List);
        QCOMPARE(list->childCount(), int(graph().picture().nodes.size()));
        QAccessibleInterface* state = list->child(node("B"));
        QCOMPARE(state->text(QAccessible::Name), QString("B, Choice"));
        QVERIFY(state->text(QAccessible::Description).contains("leads to C"));
        QVERIFY(state->state().selected);
        QCOMPARE(list->indexOfChild(state), node("B"));
        QVERIFY(state->rect().isValid());
        QCOMPARE(state->parent(), list);
    }

    void zoomAndFit()
    {
        open(dataFile("order_fulfilment.asl.json"));
        const double fitted = graph().zoom();
        graph().setFocus();
        key(Qt::Key_Plus);
        QVERIFY(graph().zoom() > fitted);
        for (int i = 0; i < 20; ++i)
            key(Qt::Key_Plus);
        QVERIFY(graph().zoom() <= 3);
        QVERIFY(graph().horizontalScrollBar()->maximum() > 0);
        page().selectState("Done"); // scrolls to it
        QVERIFY(graph().viewport()->rect().intersects(graph().nodeRect(node("Done"))));
        key(Qt::Key_0);
        QVERIFY(graph().zoom() <= fitted);
        for (const asl::GraphNode& each : graph().picture().nodes)
            QVERIFY(graph().viewport()->rect().contains(
                graph().nodeRect(int(&each - graph().picture().nodes.data())).adjusted(1, 1, -1, -1)));
    }

    void theSplittersAreRemembered()
    {
        open(small);
        const QByteArray state = page().saveState();
        page().restoreState("nonsense");
        page().restoreState(state);
        QCOMPARE(page().saveState(), state);
    }

    // Pictures to look at: GW_SHOTS names a folder.
    void pictures()
    {
        const QString folder = qEnvironmentVariable("GW_SHOTS");
        if (folder.isEmpty())
            QSKIP("GW_SHOTS names no folder.");
        open(dataFile("order_fulfilment.asl.json"));
        page().resize(1360, 860);
        const auto shot = [&](const char* name) {
            QTest::qWait(100);
            QVERIFY(page().grab().save(folder + "/" + name + ".png"));
        };
        shot("design");
        click("Charge card");
        shot("task");
        click("Enough in stock?");
        shot("choice");
        m_studio->executions.events =
            json::readJson(dataFile("order_fulfilment_failed.events.json").toStdString())->asArray();
        QTest::mouseClick(button("Run"), Qt::LeftButton);
        QTest::mouseClick(button("Start Execution"), Qt::LeftButton);
        m_studio->executions.goOn(1000);
        QTest::mouseClick(button("Go to Failure"), Qt::LeftButton);
        shot("execution");
        QTest::mouseClick(button("Back to Design"), Qt::LeftButton);
        key(Qt::Key_Escape);
        shot("machine");
        open("");
        page().resize(1360, 860);
        shot("empty");
    }
};

QTEST_MAIN(TestStateMachinePage)
#include "tst_state_machine_page.moc"
