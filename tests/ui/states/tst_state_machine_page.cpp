// The page of a state machine by real clicks and keys: the picture, its text and its fields in step.
#include "tests/support/state_machine_page_test.h"
#include "ui/widgets/code_editor.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTextBlock>

using namespace gw;
using namespace gw::ui;
using gw::test::dataFile;
using gw::test::smallMachine;

class TestStateMachinePage : public gw::test::StateMachinePageTest
{
    Q_OBJECT

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
        open(smallMachine);
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
        open(smallMachine);
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

    void renamingInTheFieldsKeepsTheFocus()
    {
        open(smallMachine);
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
        open(smallMachine);
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
        QCOMPARE(definition(), std::string(smallMachine));
    }

    void theMachineIsRenamed()
    {
        open(smallMachine);
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

    // Fields of a state stay while its text is half typed, and do nothing.
    void fieldsWaitForBrokenText()
    {
        open(smallMachine);
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
        open(smallMachine);
        auto* text = visible<CodeEditor>("Definition");
        text->setFocus();
        text->goTo(14, 1);
        QTest::keyClicks(text, "  E: {Type: Fail}");
        workspace().settle();
        QVERIFY(definition().ends_with("  E: {Type: Fail}"));
    }

    void theSplittersAreRemembered()
    {
        open(smallMachine);
        const QByteArray state = page().saveState();
        page().restoreState("nonsense");
        page().restoreState(state);
        QCOMPARE(page().saveState(), state);
    }
};

QTEST_MAIN(TestStateMachinePage)
#include "tst_state_machine_page.moc"
