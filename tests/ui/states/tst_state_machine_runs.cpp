// Executions of a state machine on its picture: started, followed, told why they failed.
#include "tests/support/state_machine_page_test.h"
#include "ui/widgets/code_editor.h"

#include <QComboBox>
#include <QLineEdit>
#include <QTableView>

using namespace gw;
using namespace gw::ui;
using gw::test::dataFile;
using gw::test::smallMachine;

class TestStateMachineRuns : public gw::test::StateMachinePageTest
{
    Q_OBJECT

    void runTheFailingOrder(std::size_t events)
    {
        open(dataFile("order_fulfilment.asl.json"));
        m_studio->executions.events =
            json::readJson(dataFile("order_fulfilment_failed.events.json").toStdString())->asArray();
        QTest::mouseClick(button("Run"), Qt::LeftButton);
        QTest::mouseClick(button("Start Execution"), Qt::LeftButton);
        m_studio->executions.goOn(events);
    }
    [[nodiscard]] bool cardSays(const char* name, const char* words) const
    {
        return graph().accessibleText(node(name)).contains(QLatin1String(words));
    }

private slots:
    void cleanup() { m_studio.reset(); }

    void whatIsNoJsonIsNotStarted()
    {
        open(smallMachine);
        QTest::mouseClick(button("Run"), Qt::LeftButton);
        auto* input = visible<CodeEditor>("Input of the execution");
        QTest::keyClicks(input, "{\"id\": ");
        QTest::mouseClick(button("Start Execution"), Qt::LeftButton);
        QVERIFY(m_studio->executions.inputs.isEmpty());
        QVERIFY(says("Line 1"));
        input->setPlainText("{\"id\": 1}");
        QTest::keyClick(input, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(m_studio->executions.inputs, QStringList{"{\"id\": 1}"});
    }

    void anExecutionIsDrawnOnThePicture()
    {
        runTheFailingOrder(8);
        QVERIFY(button("Back to Design"));
        QVERIFY(!graph().isEditable());
        QVERIFY(cardSays("Validate order", "succeeded"));
        QVERIFY(cardSays("Enough in stock?", "succeeded"));
        QVERIFY(cardSays("Charge card", "not entered"));
        m_studio->executions.goOn(10);
        QVERIFY(cardSays("Charge card", "running"));
        m_studio->executions.goOn(1000);
        QVERIFY(cardSays("Charge card", "succeeded"));
        QVERIFY(cardSays("Print label", "failed"));
        QVERIFY(cardSays("Prepare shipment", "failed"));
        QVERIFY(cardSays("Hand over parcel", "not entered"));
        click("Print label");
        key(Qt::Key_Delete); // an execution is not edited
        QVERIFY(node("Print label") >= 0);
        QTest::mouseClick(button("Back to Design"), Qt::LeftButton);
        QVERIFY(graph().isEditable());
        QVERIFY(visible<QLineEdit>("Name"));
    }

    void theFailureIsFound()
    {
        runTheFailingOrder(1000);
        QTest::mouseClick(button("Go to Failure"), Qt::LeftButton);
        QCOMPARE(selected(), QString("Print label"));
        QVERIFY(visible<CodeEditor>("Error")->toPlainText().contains("Printer.OutOfPaper"));
        QSignalSpy log(&page(), &StateMachinePage::functionLogRequested);
        QTest::mouseClick(button("Function Log"), Qt::LeftButton);
        QCOMPARE(log.value(0).value(0).toString(), QString("print-label"));
    }

    void entriesAttemptsAndEventsAreShown()
    {
        runTheFailingOrder(1000);
        click("Pick item");
        auto* chooser = visible<QComboBox>("Entry into the state");
        QCOMPARE(chooser->count(), 2);
        chooser->setCurrentIndex(0);
        QVERIFY(visible<CodeEditor>("Input")->toPlainText().contains("mug"));
        click("Charge card");
        QVERIFY(says("2 attempts"));
        auto* events = visible<QTableView>("Events of the execution");
        QCOMPARE(events->model()->rowCount(), int(m_studio->executions.events.size()));
        events->setCurrentIndex(events->model()->index(1, 0));
        QCOMPARE(selected(), QString("Validate order"));
    }

    void whatCannotBeStartedIsTold()
    {
        open(smallMachine);
        QTest::mouseClick(button("Run"), Qt::LeftButton);
        m_studio->executions.failsToStart = true;
        QTest::mouseClick(button("Start Execution"), Qt::LeftButton);
        QVERIFY(says("The input is refused"));
        QVERIFY(button("Start Execution")->isEnabled());
    }

    void theGatewayIsStartedFromThePanel()
    {
        open(smallMachine);
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
        runTheFailingOrder(std::size_t(events));
        QVERIFY(button("Back to Design"));
        m_studio->executions.forget();
        QCOMPARE(button("Back to Design") != nullptr, stays);
        QCOMPARE(graph().isEditable(), !stays);
        QCOMPARE(graph().accessibleText(node("Print label")).contains("failed"), stays);
    }
};

QTEST_MAIN(TestStateMachineRuns)
#include "tst_state_machine_runs.moc"
