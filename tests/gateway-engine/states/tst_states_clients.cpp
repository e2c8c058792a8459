// Real clients of Step Functions at the project's port: the aws command line and the AWS SDK run machines whose tasks
// are functions of the project. installer/test-tools.sh installs them; a test whose tool is not there is skipped.
#include "tests/gateway-engine/lambda/function_fixture.h"
#include "tests/support/client_program.h"
#include "tests/support/served_project.h"

#include <QTest>

#include <algorithm>

using namespace gw;
using namespace gw::engine;
using namespace gw::engine::test;
using gw::test::hasModule;
using gw::test::Ran;
using gw::test::runClient;
using gw::test::toolsFolder;

namespace {

constexpr const char* arns = "arn:aws:states:us-east-1:000000000000:";

constexpr const char* code = R"(def handler(event, context):
    if event.get('fail'):
        raise ValueError('as told')
    return {'got': event.get('n')}
)";

constexpr const char* order = R"({"StartAt":"Charge","States":{"Charge":{"Type":"Task",
    "Resource":"arn:aws:states:::lambda:invoke","Parameters":{"FunctionName":"f","Payload.$":"$"},
    "OutputPath":"$.Payload","End":true}}})";

constexpr const char* approve = R"({"StartAt":"Ask","States":{"Ask":{"Type":"Task","TimeoutSeconds":600,
    "HeartbeatSeconds":300,"Resource":"arn:aws:states:::lambda:invoke.waitForTaskToken",
    "Parameters":{"FunctionName":"f","Payload":{"token.$":"$$.Task.Token"}},"End":true}}})";

constexpr const char* longWait = R"({"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":1000,"End":true}}})";

StateMachine machine(const std::string& name, const std::string& definition,
                     StateMachineType type = StateMachineType::Standard)
{
    StateMachine result;
    result.id.value = stableHash(name);
    result.name = name;
    result.type = type;
    result.definitionUri = defaultDefinitionUri(name);
    result.definition = definition;
    return result;
}

ProjectParts parts()
{
    return {{python()},
            {machine("order", order), machine("approve", approve), machine("wait", longWait),
             machine("quick", order, StateMachineType::Express)},
            {}};
}

QString text(const std::string& value)
{
    return QString::fromStdString(value);
}

QString machineArn(const char* name)
{
    return QString(arns) + "stateMachine:" + name;
}

QString typesOf(const json::Value& history)
{
    QStringList types;
    for (const json::Value& event : history["events"].asArray())
        types.append(text(event["type"].scalarText()));
    return types.join(' ');
}

} // namespace

class TestStatesClients : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        if (!hasProgram("python3"))
            QSKIP("python3 is not installed");
        m_folder = std::make_unique<FunctionFolder>();
        m_folder->write("functions/f/app.py", code);
        m_project = std::make_unique<ServedProject>(m_folder->path(), parts());
        QVERIFY(m_project->diagnostics().empty());
        QVERIFY(m_project->port() > 0);
    }
    void cleanup()
    {
        m_project.reset();
        m_folder.reset();
    }

    void theCommandLineRunsMachines();
    void theCommandLineSeesFailures();
    void theCommandLineIsRefused_data();
    void theCommandLineIsRefused();
    void theCommandLineWaitsForExpressExecutions();
    void theSdkRunsMachines();

private:
    [[nodiscard]] Ran aws(const QStringList& arguments) const
    {
        return runClient("aws",
                         QStringList{"--endpoint-url", text(m_project->url()), "--output", "json", "stepfunctions"} +
                             arguments);
    }
    // By the command line; its ARN.
    [[nodiscard]] QString start(const char* name, const QString& input, const QStringList& more = {}) const
    {
        const Ran ran =
            aws(QStringList{"start-execution", "--state-machine-arn", machineArn(name), "--input", input} + more);
        if (ran.code != 0)
            qWarning("%s", ran.errors.constData());
        return text(ran.json()["executionArn"].scalarText());
    }
    [[nodiscard]] bool ends(const QString& arn) const
    {
        return QTest::qWaitFor(
            [&] {
                const auto record = m_project->backends().stateMachines().execution(arn.toStdString());
                return record && record->summary.status != states::ExecutionStatus::Running;
            },
            20'000);
    }

    std::unique_ptr<FunctionFolder> m_folder;
    std::unique_ptr<ServedProject> m_project;
};

#define NEEDS_THE_COMMAND_LINE()                                                                                       \
    if (!hasProgram("aws"))                                                                                            \
    QSKIP("the aws command line is not installed: run installer/test-tools.sh")

void TestStatesClients::theCommandLineRunsMachines()
{
    NEEDS_THE_COMMAND_LINE();
    const Ran machines = aws({"list-state-machines"});
    QVERIFY2(machines.code == 0, machines.errors.constData());
    QCOMPARE(machines.json()["stateMachines"].asArray().size(), std::size_t{4});
    const Ran described = aws({"describe-state-machine", "--state-machine-arn", machineArn("order")});
    QCOMPARE(text(described.json()["definition"].scalarText()), QString(order));
    QCOMPARE(text(described.json()["status"].scalarText()), QString("ACTIVE"));

    const QString arn = start("order", R"({"n":1})", {"--name", "order-1"});
    QCOMPARE(arn, QString(arns) + "execution:order:order-1");
    QVERIFY(ends(arn));
    const json::Value execution = aws({"describe-execution", "--execution-arn", arn}).json();
    QCOMPARE(text(execution["status"].scalarText()), QString("SUCCEEDED"));
    QCOMPARE(text(execution["output"].scalarText()), QString(R"({"got":1})"));
    QVERIFY(execution["stopDate"].toString() >= execution["startDate"].toString()); // ISO, by the command line
    QCOMPARE(typesOf(aws({"get-execution-history", "--execution-arn", arn}).json()),
             QString("ExecutionStarted TaskStateEntered TaskScheduled TaskStarted TaskSucceeded TaskStateExited "
                     "ExecutionSucceeded"));

    const QString waiting = start("wait", "{}");
    const Ran stopped = aws({"stop-execution", "--execution-arn", waiting, "--error", "Mine", "--cause", "enough"});
    QVERIFY2(stopped.code == 0, stopped.errors.constData());
    QVERIFY(ends(waiting));
    const json::Value aborted = aws({"describe-execution", "--execution-arn", waiting}).json();
    QCOMPARE(text(aborted["status"].scalarText() + " " + aborted["error"].scalarText()), QString("ABORTED Mine"));
    const json::Value listed =
        aws({"list-executions", "--state-machine-arn", machineArn("wait"), "--status-filter", "ABORTED"}).json();
    QCOMPARE(listed["executions"].asArray().size(), std::size_t{1});
    QCOMPARE(text(listed["executions"].asArray()[0]["executionArn"].scalarText()), waiting);
}

void TestStatesClients::theCommandLineSeesFailures()
{
    NEEDS_THE_COMMAND_LINE();
    const QString arn = start("order", R"({"fail":true})");
    QVERIFY(ends(arn));
    const json::Value execution = aws({"describe-execution", "--execution-arn", arn}).json();
    QCOMPARE(text(execution["status"].scalarText()), QString("FAILED"));
    QCOMPARE(text(execution["error"].scalarText()), QString("ValueError"));
    const json::Value cause = json::readJson(execution["cause"].toString()).value_or(json::Value());
    QCOMPARE(text(cause["errorMessage"].scalarText()), QString("as told"));
    QCOMPARE(
        typesOf(aws({"get-execution-history", "--execution-arn", arn, "--max-items", "2", "--reverse-order"}).json()),
        QString("ExecutionFailed TaskFailed"));
}

void TestStatesClients::theCommandLineIsRefused_data()
{
    QTest::addColumn<QStringList>("call");
    QTest::addColumn<QString>("error");
    const QString nowhere = QString(arns) + "execution:order:none";
    const auto row = [](const char* name, const QStringList& call, const QString& error) {
        QTest::newRow(name) << call << error;
    };
    row("no execution", {"describe-execution", "--execution-arn", nowhere},
        "(ExecutionDoesNotExist) when calling the DescribeExecution operation: Execution Does Not Exist: '" + nowhere +
            "'");
    row("no execution to stop", {"stop-execution", "--execution-arn", nowhere}, "(ExecutionDoesNotExist)");
    row("no ARN", {"describe-execution", "--execution-arn", "nonsense"},
        "(InvalidArn) when calling the DescribeExecution operation: Invalid Arn: 'Invalid ARN prefix: nonsense'");
    row("no machine", {"start-execution", "--state-machine-arn", machineArn("none")},
        "(StateMachineDoesNotExist) when calling the StartExecution operation: State Machine Does Not Exist: '" +
            machineArn("none") + "'");
    row("no JSON", {"start-execution", "--state-machine-arn", machineArn("order"), "--input", "{"},
        "(InvalidExecutionInput)");
    row("no name", {"start-execution", "--state-machine-arn", machineArn("order"), "--name", "a b"}, "(InvalidName)");
    row("executions of an express machine", {"list-executions", "--state-machine-arn", machineArn("quick")},
        "(StateMachineTypeNotSupported)");
}

void TestStatesClients::theCommandLineIsRefused()
{
    NEEDS_THE_COMMAND_LINE();
    QFETCH(QStringList, call);
    QFETCH(QString, error);
    const Ran ran = aws(call);
    QVERIFY(ran.code != 0);
    QVERIFY2(ran.errors.contains(error.toUtf8()), ran.errors.constData());
}

// It puts "sync-" before the host of this one operation; only newer ones can be told not to.
void TestStatesClients::theCommandLineWaitsForExpressExecutions()
{
    NEEDS_THE_COMMAND_LINE();
    const auto wait = [&](const char* name, const QString& input) {
        return aws({"start-sync-execution", "--state-machine-arn", machineArn(name), "--input", input});
    };
    const Ran good = wait("quick", R"({"n":3})");
    if (good.errors.contains("http://sync-"))
        QSKIP("this aws command line has no AWS_DISABLE_HOST_PREFIX_INJECTION");
    QVERIFY2(good.code == 0, good.errors.constData());
    QCOMPARE(text(good.json()["status"].scalarText()), QString("SUCCEEDED"));
    QCOMPARE(text(good.json()["output"].scalarText()), QString(R"({"got":3})"));
    QVERIFY(good.json()["billingDetails"]["billedDurationInMilliseconds"].toInt() >= 100);
    const Ran failed = wait("quick", R"({"fail":true})");
    QVERIFY2(failed.code == 0, failed.errors.constData()); // an answer like any other
    QCOMPARE(text(failed.json()["status"].scalarText() + " " + failed.json()["error"].scalarText()),
             QString("FAILED ValueError"));
    const Ran refused = wait("order", "{}");
    QVERIFY(refused.code != 0);
    QVERIFY2(refused.errors.contains("(StateMachineTypeNotSupported)"), refused.errors.constData());
}

void TestStatesClients::theSdkRunsMachines()
{
    if (!hasProgram("node") || !hasModule("@aws-sdk/client-sfn"))
        QSKIP("@aws-sdk/client-sfn is not installed: run installer/test-tools.sh");
    const Ran ran = runClient("node", {GW_TEST_DATA "/clients/states_calls.cjs", toolsFolder(), text(m_project->url())});
    QVERIFY2(ran.code == 0, ran.errors.constData());
    const json::Value told = ran.json();
    const auto isAs = [&](const char* member, const std::string& expected) {
        const std::string given = json::writeJson(told[member]);
        if (given != expected)
            qWarning("%s: %s", member, given.c_str());
        return given == expected;
    };
    const std::string nowhere = std::string(arns) + "execution:order:none";
    const std::string noExecution =
        R"(["ExecutionDoesNotExist",true,400,"Execution Does Not Exist: ')" + nowhere + "'\"]";
    const std::string token = R"(["TaskTimedOut",true,400,"Task Timed Out: 'Provided task does not exist anymore'"])";
    const std::pair<const char*, std::string> expected[] = {
        {"machines", R"([["order","STANDARD",true],["approve","STANDARD",true],["wait","STANDARD",true],)"
                     R"(["quick","EXPRESS",true]])"},
        {"definition", R"("Charge")"},
        {"good", R"(["SUCCEEDED","{\"got\":1}",true,"NOT_REDRIVABLE"])"},
        {"history", R"(["ExecutionStarted","TaskStateEntered","TaskScheduled","TaskStarted","TaskSucceeded",)"
                    R"("TaskStateExited","ExecutionSucceeded"])"},
        {"bad", R"(["FAILED","ValueError","as told"])"},
        {"approved", R"(["{\"by\":\"me\"}"])"},
        {"refused", R"(["FAILED","Refused","too dear"])"},
        {"stopped", R"(["ABORTED","Mine","enough",true])"},
        {"quick", R"(["SUCCEEDED","{\"got\":2}","Root=1-5f0f0f0f-000000000000000000000001",true])"},
        {"quickBad", R"(["FAILED","ValueError"])"},
        {"listed", R"(["FAILED","SUCCEEDED"])"}, // newest first
        {"noMachine", R"(["StateMachineDoesNotExist",true,400,"State Machine Does Not Exist: ')" +
                          machineArn("none").toStdString() + "'\"]"},
        {"noExecution", noExecution},
        {"noHistory", noExecution},
        {"noArn", R"(["InvalidArn",true,400,"Invalid Arn: 'Invalid ARN prefix: nonsense'"])"},
        {"noName", R"(["InvalidName",true,400,"Invalid Name: 'a b'"])"},
        {"lateToken", token},
    };
    for (const auto& [member, value] : expected)
        QVERIFY2(isAs(member, value), member);
    QCOMPARE(text(told["noJson"].asArray()[0].scalarText()), QString("InvalidExecutionInput"));
    QCOMPARE(text(told["syncOfStandard"].asArray()[0].scalarText()), QString("StateMachineTypeNotSupported"));
}

QTEST_GUILESS_MAIN(TestStatesClients)
#include "tst_states_clients.moc"
