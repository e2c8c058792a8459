// Executions as the session brings them from the service's threads: starting by type, refusals, histories, stopping.
#include "core/json/text.h"
#include "ui/session/executions_session.h"
#include "ui/session/workspace.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <mutex>
#include <thread>

using namespace gw;
using namespace gw::ui;
using engine::states::EventType;
using engine::states::ExecutionSummary;
using engine::states::HistoryEvent;

namespace {

// Answers on a thread of its own, as the engine does.
class Service final : public RunningStates
{
public:
    ~Service() override
    {
        for (std::thread& thread : threads)
            thread.join();
    }
    void listen(std::function<void()> notify) override
    {
        const std::lock_guard lock(mutex);
        changed = std::move(notify);
    }
    std::vector<ExecutionSummary> executions() const override { return rows; }
    std::vector<HistoryEvent> events(const std::string&, std::int64_t after) const override
    {
        asked.push_back(after);
        std::vector<HistoryEvent> found;
        for (const HistoryEvent& event : history)
            if (event.id > after)
                found.push_back(event);
        return found;
    }
    void call(const std::string& operation, const std::string& body, Done done) override
    {
        calls.push_back(operation + " " + body);
        threads.emplace_back([this, done = std::move(done)] { done(status, answer); });
    }
    void tell(int times)
    {
        threads.emplace_back([this, times] {
            for (int i = 0; i < times; ++i) {
                const std::lock_guard lock(mutex);
                if (changed)
                    changed();
            }
        });
    }

    std::mutex mutex;
    std::function<void()> changed;
    std::vector<ExecutionSummary> rows;
    std::vector<HistoryEvent> history;
    mutable std::vector<std::int64_t> asked;
    std::vector<std::string> calls;
    int status = 200;
    std::string answer = R"({"executionArn":"arn:run:1"})";
    std::vector<std::thread> threads;
};

constexpr const char* startCall = "StartExecution {\"stateMachineArn\":"
                                  "\"arn:aws:states:us-east-1:000000000000:stateMachine:orders\","
                                  "\"input\":\"{\\\"a\\\": 1}\"}";
constexpr const char* invalidDefinition = "{\"__type\":\"com.amazonaws#InvalidDefinition\",\"message\":\"No state.\"}";
constexpr const char* limitExceeded = "{\"__type\":\"ExecutionLimitExceeded\"}";
constexpr const char* stopCall = "StopExecution {\"executionArn\":\"arn:run:1\"}";

} // namespace

class TestExecutionsSession : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Workspace> m_workspace;
    StateMachineId m_id{5};

    void setType(StateMachineType type)
    {
        m_workspace->apply("Type", [&](Project project) -> Result<Project> {
            project.edit(m_id)->type = type;
            return project;
        });
    }

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_workspace = std::make_unique<Workspace>();
        QSignalSpy opened(m_workspace.get(), &Workspace::opened);
        QVERIFY(m_workspace->create(m_folder->filePath("shop"), "shop"));
        QVERIFY(opened.size() > 0 || opened.wait());
        m_workspace->apply("Set up", [&](Project project) -> Result<Project> {
            StateMachine machine;
            machine.id = m_id;
            machine.name = "orders";
            project.stateMachines.emplace_back(machine);
            return project;
        });
    }

    void nothingRunsWithoutTheGateway()
    {
        ExecutionsSession session(*m_workspace);
        QVERIFY(session.unavailable().contains("stopped"));
        QVERIFY(session.executionsOf(m_id).empty());
        QSignalSpy failed(&session, &Executions::startFailed);
        session.start(m_id, "{}");
        QCOMPARE(failed.size(), 1);
    }

    void standardIsStartedAndExpressAnswers()
    {
        ExecutionsSession session(*m_workspace);
        auto service = std::make_shared<Service>();
        session.attach(service);
        QVERIFY(session.unavailable().isEmpty());
        QSignalSpy started(&session, &Executions::started);
        session.start(m_id, "{\"a\": 1}");
        QVERIFY(started.wait());
        QCOMPARE(started.at(0).at(0).toString(), QString("arn:run:1"));
        QCOMPARE(service->calls.at(0), std::string(startCall));
        setType(StateMachineType::Express);
        session.start(m_id, "{}");
        QVERIFY(started.wait());
        QVERIFY(service->calls.at(1).starts_with("StartSyncExecution "));
        session.stop("arn:run:1");
        QCOMPARE(service->calls.at(2), std::string(stopCall));
    }

    void refusalsSayWhy_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QString>("told");
        QTest::newRow("service") << QByteArray(invalidDefinition) << "InvalidDefinition: No state.";
        QTest::newRow("type") << QByteArray(limitExceeded) << "ExecutionLimitExceeded";
        QTest::newRow("nothing") << QByteArray("oops") << "The execution could not be started.";
    }

    void refusalsSayWhy()
    {
        QFETCH(QByteArray, answer);
        QFETCH(QString, told);
        ExecutionsSession session(*m_workspace);
        auto service = std::make_shared<Service>();
        service->status = 400;
        service->answer = answer.toStdString();
        session.attach(service);
        QString message;
        connect(&session, &Executions::startFailed, this,
                [&](const Diagnostic& error) { message = QString::fromStdString(error.message); });
        session.start(m_id, "{}");
        QTRY_COMPARE(message, told);
    }

    void rowsAndHistoriesFollowTheService()
    {
        ExecutionsSession session(*m_workspace);
        auto service = std::make_shared<Service>();
        ExecutionSummary own;
        own.arn = "arn:run:1";
        own.name = "one";
        own.stateMachine = "orders";
        own.startDate = engine::states::Time(std::chrono::seconds(100));
        ExecutionSummary other = own;
        other.stateMachine = "others";
        service->rows = {own, other};
        HistoryEvent first;
        first.id = 1;
        service->history = {first};
        session.attach(service);
        QCOMPARE(session.executionsOf(m_id).size(), std::size_t{1});
        QCOMPARE(session.executionsOf(m_id).front().status, QString("RUNNING"));
        QCOMPARE(session.executionsOf(m_id).front().started, 100.0);
        QCOMPARE(session.history("arn:run:1").size(), std::size_t{1});
        HistoryEvent second;
        second.id = 2;
        second.previousId = 1;
        second.type = EventType::ExecutionSucceeded;
        service->history.push_back(second);
        QSignalSpy changed(&session, &Executions::changed);
        service->tell(500);
        QVERIFY(changed.wait());
        QVERIFY(changed.size() < 20); // not for every change
        QCOMPARE(session.history("arn:run:1").size(), std::size_t{2});
        QCOMPARE(service->asked, (std::vector<std::int64_t>{0, 1}));
        QCOMPARE(session.history("arn:run:1").back()["type"].toString(), std::string_view("ExecutionSucceeded"));
    }

    void formerServicesAreNotHeard()
    {
        ExecutionsSession session(*m_workspace);
        auto former = std::make_shared<Service>();
        session.attach(former);
        QSignalSpy started(&session, &Executions::started);
        session.start(m_id, "{}");
        QSignalSpy failed(&session, &Executions::startFailed);
        session.attach(nullptr);
        QCOMPARE(failed.size(), 1); // whoever waits for an answer is told that none will come
        for (std::thread& thread : former->threads)
            thread.join();
        former->threads.clear();
        QCoreApplication::processEvents();
        QCOMPARE(started.size(), 0);
        QCOMPARE(failed.size(), 1);
    }

    void answersAfterTheEndAreDropped()
    {
        auto service = std::make_shared<Service>();
        {
            ExecutionsSession session(*m_workspace);
            session.attach(service);
            session.start(m_id, "{}");
        }
        service->tell(3);
        service.reset(); // joins
        QCoreApplication::processEvents();
    }
};

QTEST_GUILESS_MAIN(TestExecutionsSession)
#include "tst_executions_session.moc"
