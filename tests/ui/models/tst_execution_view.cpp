// Executions read from histories: the recorded ones of the service, and what loops, retries, catches and branches give.
#include "core/json/text.h"
#include "ui/models/execution_models.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QTest>

#include <algorithm>

using namespace gw;
using namespace gw::ui;
using Status = StateEntry::Status;

namespace {

json::Array eventsOf(const char* text)
{
    return json::readJson(text)->asArray();
}

json::Array recorded(const char* file)
{
    QFile data(QStringLiteral(GW_TEST_DATA "/state_machines/") + file);
    if (!data.open(QIODevice::ReadOnly))
        qFatal("The data file %s is missing.", file);
    return eventsOf(data.readAll().constData());
}

} // namespace

class TestExecutionView : public QObject
{
    Q_OBJECT

private slots:
    void anOrderThatFails()
    {
        const ExecutionView view = executionView(recorded("order_fulfilment_failed.events.json"));
        QCOMPARE(view.status, std::string("FAILED"));
        QCOMPARE(view.error, std::string("Printer.OutOfPaper"));
        const auto lights = lightsOf(view);
        QVERIFY(lights.at("Charge card").status == Status::Succeeded);
        QCOMPARE(lights.at("Charge card").retries, 1);
        QVERIFY(lights.at("Print label").status == Status::Failed);
        QVERIFY(lights.at("Prepare shipment").status == Status::Failed);
        QVERIFY(lights.at("Pack items").status == Status::Aborted);
        QCOMPARE(lights.at("Pick item").entries, 2);
        QVERIFY(!lights.count("Hand over parcel"));
        const std::vector<int> picks = view.entriesOf("Pick item");
        QCOMPARE(view.entries[std::size_t(picks[0])].iteration, 0);
        QCOMPARE(view.entries[std::size_t(picks[1])].iteration, 1);
        const StateEntry& pack = view.entries[std::size_t(view.entries[std::size_t(picks[0])].parent)];
        QCOMPARE(pack.state, std::string("Pack items"));
        QCOMPARE(view.entries[std::size_t(view.failedEntry())].state, std::string("Print label"));
        QCOMPARE(view.ways.at({"Enough in stock?", "Charge card"}), 1);
        QCOMPARE(view.ways.at({"", "Validate order"}), 1);
    }

    void aCaughtError()
    {
        const ExecutionView view = executionView(eventsOf(R"([
            {"id":1,"previousEventId":0,"type":"ExecutionStarted","timestamp":1},
            {"id":2,"previousEventId":0,"type":"TaskStateEntered","timestamp":2,"stateEnteredEventDetails":{"name":"A","input":"{}"}},
            {"id":3,"previousEventId":2,"type":"TaskScheduled","timestamp":3},
            {"id":4,"previousEventId":3,"type":"TaskTimedOut","timestamp":4},
            {"id":5,"previousEventId":4,"type":"TaskStateExited","timestamp":5,"stateExitedEventDetails":{"name":"A","output":"1"}},
            {"id":6,"previousEventId":5,"type":"PassStateEntered","timestamp":6,"stateEnteredEventDetails":{"name":"B","input":"1"}}])"));
        QVERIFY(view.entries[0].status == Status::Caught);
        QCOMPARE(view.entries[0].error, std::string("States.Timeout"));
        QCOMPARE(view.entries[0].left - view.entries[0].entered, 3.0);
        QCOMPARE(view.catches.at({"A", "B"}), 1);
        QVERIFY(view.entries[1].status == Status::Running);
        QCOMPARE(view.status, std::string("RUNNING"));
        QCOMPARE(view.failedEntry(), -1);
    }

    // The service tells the failing state's end twice: it failed, and it was aborted with its branch.
    void theStateThatFailsABranchHasFailed()
    {
        const ExecutionView view = executionView(recorded("failed_branch.events.json"));
        const auto lights = lightsOf(view);
        QVERIFY(lights.at("P").status == Status::Failed);
        QVERIFY(lights.at("A").status == Status::Failed);
        QVERIFY(lights.at("B").status == Status::Aborted);
        QCOMPARE(view.entries[std::size_t(view.failedEntry())].state, std::string("A"));
        QCOMPARE(view.entries[std::size_t(view.failedEntry())].function, std::string("charge"));
    }

    void loopsHaveAnEntryEachTime()
    {
        json::Array events = eventsOf(R"([{"id":1,"previousEventId":0,"type":"ExecutionStarted","timestamp":1}])");
        int previous = 0;
        for (int i = 0; i < 3; ++i)
            for (const char* type : {"WaitStateEntered", "WaitStateExited"}) {
                json::Value event = json::Value::object();
                event.set("id", static_cast<int>(events.size()) + 1);
                event.set("previousEventId", previous);
                event.set("type", type);
                event.set(type[9] == 'E' && type[10] == 'n' ? "stateEnteredEventDetails" : "stateExitedEventDetails",
                          json::Object{{"name", "W", {}}});
                previous = static_cast<int>(events.size()) + 1;
                events.push_back(event);
            }
        const ExecutionView view = executionView(events);
        QCOMPARE(view.entriesOf("W").size(), std::size_t{3});
        QCOMPARE(view.ways.at({"W", "W"}), 2);
    }

    void nonsenseIsBorne()
    {
        for (const char* text : {"[]", "[1, null, \"x\"]", R"([{"type":"TaskStateExited"}])",
                                 R"([{"id":1,"previousEventId":1,"type":"ParallelStateFailed"}])",
                                 R"([{"id":1,"previousEventId":9,"type":"MapIterationFailed"}])",
                                 R"([{"id":2,"previousEventId":0,"type":"ExecutionFailed"}])"})
            (void)executionView(eventsOf(text));
    }

    void everyRecordedHistoryIsRead()
    {
        QFile file(qEnvironmentVariable("GATEWRIGHT_CASES") + "/localstack/asl_execution_cases.json");
        if (!file.open(QIODevice::ReadOnly))
            QSKIP("The conformance cases are not here.");
        const json::Value cases = json::readJson(file.readAll().toStdString()).value();
        int read = 0;
        for (const json::Value& each : cases.asArray()) {
            const json::Value& events = each["expected"]["get_execution_history"]["events"];
            if (!events.isArray() || events.asArray().empty())
                continue;
            const auto isBlanked = [](const json::Value& event) { return !event["id"].isNumber(); };
            if (std::any_of(events.asArray().begin(), events.asArray().end(), isBlanked))
                continue; // the order of its branches was left open when it was recorded
            ++read;
            const std::string id(each["id"].toString());
            const ExecutionView view = executionView(events.asArray());
            std::size_t entered = 0;
            for (const json::Value& event : events.asArray())
                entered += event["type"].toString().ends_with("StateEntered") ? 1 : 0;
            QCOMPARE(view.entries.size(), entered);
            QCOMPARE(view.events.size(), events.asArray().size());
            const std::string_view last = events.asArray().back()["type"].toString();
            if (last == "ExecutionSucceeded")
                QVERIFY2(view.status == "SUCCEEDED", id.c_str());
            if (last == "ExecutionFailed")
                QVERIFY2(view.status == "FAILED" && (view.entries.empty() || view.failedEntry() >= 0), id.c_str());
            for (const StateEntry& entry : view.entries) {
                if (last.starts_with("Execution"))
                    QVERIFY2(entry.status != Status::Running, id.c_str());
                if (view.status == "SUCCEEDED" && entry.parent < 0)
                    QVERIFY2(entry.status == Status::Succeeded || entry.status == Status::Caught, id.c_str());
            }
        }
        QVERIFY(read > 200);
    }

    void tablesGrowByRows()
    {
        ExecutionEventModel model;
        QAbstractItemModelTester tester(&model);
        const json::Array events = recorded("order_fulfilment_failed.events.json");
        int resets = 0;
        connect(&model, &QAbstractItemModel::modelReset, this, [&] { ++resets; });
        for (std::size_t count = 0; count <= events.size(); ++count)
            model.setView(executionView({events.begin(), events.begin() + std::ptrdiff_t(count)}));
        QCOMPARE(model.rowCount(), int(events.size()));
        QCOMPARE(resets, 0);
        QCOMPARE(model.index(1, ExecutionEventModel::StateColumn).data().toString(), QString("Validate order"));
        model.setView({});
        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(model.entryOf(0), -1);
    }

    void executionsStayInTheirRows()
    {
        ExecutionListModel model;
        QAbstractItemModelTester tester(&model);
        ExecutionRow a{"a", "first", "RUNNING", 100, 0};
        ExecutionRow b{"b", "second", "RUNNING", 101, 0};
        model.setRows({a});
        const QPersistentModelIndex kept = model.index(0, 0);
        model.setRows({b, a});
        QCOMPARE(kept.row(), 1);
        a.status = "TIMED_OUT";
        a.stopped = 101.5;
        model.setRows({b, a});
        QCOMPARE(kept.data().toString(), QString("Timed out"));
        QCOMPARE(model.index(1, ExecutionListModel::DurationColumn).data().toString(), QString("1.5 s"));
        model.setRows({a, b});
        QCOMPARE(model.rowOf("b"), 1);
        model.setRows({});
        QVERIFY(!kept.isValid());
    }
};

QTEST_GUILESS_MAIN(TestExecutionView)
#include "tst_execution_view.moc"
