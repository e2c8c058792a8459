// The picture of a state machine by keys and mouse: walking, adding, renaming, deleting, connecting, zoom.
#include "tests/support/state_machine_page_test.h"

#include <QAccessible>
#include <QComboBox>
#include <QLineEdit>
#include <QScrollBar>

#include <set>

using namespace gw;
using namespace gw::ui;
using gw::test::dataFile;
using gw::test::smallMachine;

class TestStateGraph : public gw::test::StateMachinePageTest
{
    Q_OBJECT

private slots:
    void cleanup() { m_studio.reset(); }

    void arrowsFollowTheTransitions()
    {
        open(smallMachine);
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
        open(smallMachine);
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

    void renamingOnTheCard()
    {
        open(smallMachine);
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

    void deletingStatesAndTransitions()
    {
        open(smallMachine);
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
        QCOMPARE(definition(), std::string(smallMachine));
    }

    void duplicating()
    {
        open(smallMachine);
        click("C");
        key(Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(selected(), QString("C 2"));
    }

    void connectingWithTheMouse()
    {
        open(smallMachine);
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
        open(smallMachine);
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

    void escapeLetsGoOfTheState()
    {
        open(smallMachine);
        click("C");
        QVERIFY(!visible<QComboBox>("Type"));
        key(Qt::Key_Escape);
        QCOMPARE(selected(), QString());
        QVERIFY(visible<QComboBox>("Type"));
    }

    void screenReadersGetAListOfStates()
    {
        open(smallMachine);
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
};

QTEST_MAIN(TestStateGraph)
#include "tst_state_graph.moc"
