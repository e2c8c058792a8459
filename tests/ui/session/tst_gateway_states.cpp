// State machines of a gateway that really runs: they are started, watched and refused through its service.
#include "core/edit/edits.h"
#include "core/json/text.h"
#include "ui/session/executions_session.h"
#include "ui/session/gateway_session.h"
#include "ui/session/workspace.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace gw;
using namespace gw::ui;

namespace {

const char* adds = "StartAt: Add\nStates:\n  Add:\n    Type: Pass\n    Result: 42\n    ResultPath: $.answer\n"
                   "    End: true\n";
const char* waits = "StartAt: Wait\nStates:\n  Wait: {Type: Wait, Seconds: 3600, End: true}\n";
const char* broken = "StartAt: Nowhere\nStates: {}\n";

} // namespace

class TestGatewayStates : public QObject
{
    Q_OBJECT

private:
    struct Studio
    {
        QTemporaryDir folder;
        Workspace workspace;
        GatewaySession gateway{workspace};
        StateMachineId id;
    };
    std::unique_ptr<Studio> m_studio;

    void serve(const char* definition, StateMachineType type = StateMachineType::Standard)
    {
        m_studio = std::make_unique<Studio>();
        QSignalSpy opened(&m_studio->workspace, &Workspace::opened);
        QVERIFY(m_studio->workspace.create(m_studio->folder.filePath("shop"), "shop"));
        QVERIFY(opened.size() > 0 || opened.wait());
        StateMachine machine;
        machine.name = "orders";
        machine.type = type;
        machine.definition = definition;
        QVERIFY(m_studio->workspace.apply("New", [&](Project p) { return createStateMachine(std::move(p), machine); }));
        m_studio->id = m_studio->workspace.project().stateMachines.front()->id;
        m_studio->gateway.setPort(0);
        m_studio->gateway.start();
        QVERIFY(m_studio->gateway.state() == GatewaySession::State::Running);
    }
    [[nodiscard]] ExecutionsSession& executions() const { return m_studio->gateway.executions(); }
    [[nodiscard]] QString status() const
    {
        const auto rows = executions().executionsOf(m_studio->id);
        return rows.empty() ? QString() : rows.front().status;
    }

private slots:
    void cleanup() { m_studio.reset(); }

    void aBrokenDefinitionIsLoggedOnce()
    {
        serve(adds);
        QSignalSpy logged(&m_studio->gateway, &GatewaySession::logLine);
        QSignalSpy failed(&m_studio->gateway, &GatewaySession::deploymentFailed);
        const auto define = [&](const char* definition) {
            return m_studio->workspace.apply("Define", [&](Project project) -> Result<Project> {
                project.edit(m_studio->id)->definition = definition;
                return project;
            });
        };
        QVERIFY(define(broken));
        const auto told = logged.size();
        QVERIFY(told > 0);
        QVERIFY(logged.at(0).at(0).toString().contains("States"));
        QVERIFY(m_studio->workspace.apply("Rename", [](Project project) -> Result<Project> {
            project.name = "store";
            return project;
        }));
        QCOMPARE(logged.size(), told); // still the same
        QVERIFY(define(adds));
        QVERIFY(define(broken));
        QCOMPARE(logged.size(), 2 * told);
        QCOMPARE(failed.size(), 0); // the APIs are served on
    }

    void anExecutionRunsAndIsSeen_data()
    {
        QTest::addColumn<bool>("isExpress");
        QTest::newRow("standard") << false;
        QTest::newRow("express") << true;
    }

    void anExecutionRunsAndIsSeen()
    {
        QFETCH(bool, isExpress);
        serve(adds, isExpress ? StateMachineType::Express : StateMachineType::Standard);
        QVERIFY(executions().unavailable().isEmpty());
        QSignalSpy started(&executions(), &Executions::started);
        QSignalSpy changed(&executions(), &Executions::changed);
        executions().start(m_studio->id, "{\"id\": 1}");
        QVERIFY(started.size() > 0 || started.wait());
        QTRY_COMPARE(status(), QString("SUCCEEDED"));
        QTRY_VERIFY(changed.size() > 0);
        const json::Array history = executions().history(started.at(0).at(0).toString());
        QCOMPARE(history.size(), std::size_t{4});
        QVERIFY(json::writeJson(history.back()).find("42") != std::string::npos);
    }

    void aRunningOneIsStopped()
    {
        serve(waits);
        QSignalSpy started(&executions(), &Executions::started);
        executions().start(m_studio->id, "{}");
        QVERIFY(started.size() > 0 || started.wait());
        QTRY_COMPARE(status(), QString("RUNNING"));
        executions().stop(started.at(0).at(0).toString());
        QTRY_COMPARE(status(), QString("ABORTED"));
    }

    void whatCannotRunSaysWhy()
    {
        serve(broken);
        QSignalSpy failed(&executions(), &Executions::startFailed);
        executions().start(m_studio->id, "{}");
        QVERIFY(failed.size() > 0 || failed.wait());
        const auto reason = qvariant_cast<Diagnostic>(failed.at(0).at(0));
        QVERIFY2(reason.message.starts_with("InvalidDefinition"), reason.message.c_str());
    }

    void whatStandsInTheProjectRuns()
    {
        serve(broken);
        QVERIFY(m_studio->workspace.apply("Edit", [&](Project p) {
            StateMachine machine = *p.find(m_studio->id);
            machine.definition = adds;
            return setStateMachine(std::move(p), machine);
        }));
        executions().start(m_studio->id, "{}");
        QTRY_COMPARE(status(), QString("SUCCEEDED"));
    }

    void aStoppedGatewayIsStartedOnDemandAndRemembers()
    {
        serve(adds);
        executions().start(m_studio->id, "{}");
        QTRY_COMPARE(status(), QString("SUCCEEDED"));
        m_studio->gateway.stop();
        QVERIFY(!executions().unavailable().isEmpty());
        QVERIFY(status().isEmpty());
        QTRY_VERIFY(m_studio->gateway.state() == GatewaySession::State::Stopped);
        executions().makeAvailable();
        QTRY_VERIFY(executions().unavailable().isEmpty());
        QTRY_COMPARE(status(), QString("SUCCEEDED")); // from .gatewright/executions.sqlite
    }

    void theGatewayMayGoWhileOneRuns()
    {
        serve(waits);
        executions().start(m_studio->id, "{}");
        m_studio.reset();
    }
};

QTEST_GUILESS_MAIN(TestGatewayStates)
#include "tst_gateway_states.moc"
