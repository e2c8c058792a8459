// The service in front of executions: its operations and errors, tasks through AwsServices, tokens and activities, the
// file of executions, and what a watcher sees. Real threads; the AWS side is a stand-in in the process.
#include "core/json/text.h"
#include "gateway-engine/states/states_service.h"
#include "tests/support/engine_world.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <future>

using namespace gw;
using namespace gw::engine;

namespace {

constexpr const char* prefix = "arn:aws:states:us-east-1:000000000000:";

// Lambda: echoes the event, or fails as asked; "states" goes to the service itself; others are noted.
class StandInAws final : public AwsServices
{
public:
    Task<std::optional<UpstreamFailure>> send(AwsRequest& request, UpstreamClient&, UpstreamResponse& answer) override
    {
        if (request.service == "states" && states) {
            Request inner;
            inner.method = "POST";
            inner.target = "/";
            inner.headers = request.http.headers;
            inner.body = request.http.body;
            answer.response = co_await states->handle(std::move(inner));
            co_return std::nullopt;
        }
        ++calls;
        lastBody = request.http.body;
        if (request.service == "nowhere" || request.http.target.find("unreachable") != std::string::npos)
            co_return UpstreamFailure{UpstreamFailure::Kind::Connect, "Connection refused"};
        answer.response.headers.add("x-amzn-RequestId", "r-1");
        answer.response.headers.add("Content-Type", "application/json");
        if (request.http.target.find("missing") != std::string::npos) {
            answer.response.status = 404;
            answer.response.headers.add("x-amzn-ErrorType", "ResourceNotFoundException");
            answer.response.body = R"({"Type":"User","Message":"Function not found: missing"})";
        } else if (request.http.target.find("broken") != std::string::npos) {
            answer.response.headers.add("X-Amz-Function-Error", "Unhandled");
            answer.response.body = R"({"errorMessage":"no","errorType":"BrokenError"})";
        } else if (request.service == "dynamodb") {
            answer.response.status = 400;
            answer.response.body =
                R"({"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException","message":"no table"})";
        } else if (request.service == "sqs") {
            answer.response.body = R"({"MessageId":"m-1"})";
        } else {
            answer.response.body = request.http.body;
        }
        co_return std::nullopt;
    }

    StatesService* states = nullptr;
    std::atomic<int> calls{0};
    std::string lastBody; // read when the task has ended
};

StateMachine machine(const std::string& name, const std::string& definition,
                     StateMachineType type = StateMachineType::Standard)
{
    StateMachine result;
    result.id.value = stableHash(name);
    result.name = name;
    result.type = type;
    result.definitionUri = "state-machines/" + name + ".asl.json";
    result.definition = definition;
    return result;
}

std::string onlyTask(const std::string& fields)
{
    return R"({"StartAt":"T","States":{"T":{"Type":"Task",)" + fields + R"(,"End":true}}})";
}

const char* passing = R"({"StartAt":"A","States":{"A":{"Type":"Pass","Result":{"ok":true},"End":true}}})";
const char* waiting = R"({"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":1000,"End":true}}})";

struct World
{
    explicit World(StatesOptions options = {}) : service(std::move(options), systemServices(), aws)
    {
        aws.states = &service;
    }

    struct Answer
    {
        int status = 0;
        json::Value body;
    };
    Answer call(const std::string& operation, const std::string& body)
    {
        Request request;
        request.method = "POST";
        request.target = "/";
        request.headers.add("X-Amz-Target", "AWSStepFunctions." + operation);
        request.headers.add("Content-Type", "application/x-amz-json-1.0");
        request.body = body;
        const Response response = test::runTask(service.handle(std::move(request)));
        return {response.status, json::readJson(response.bodyText()).value()};
    }
    std::string start(const std::string& name, const std::string& input = "{}")
    {
        json::Value body = json::Value::object();
        body.set("stateMachineArn", std::string(prefix) + "stateMachine:" + name);
        body.set("input", input);
        return std::string(call("StartExecution", json::writeJson(body)).body["executionArn"].toString());
    }
    Answer of(const std::string& operation, const std::string& arn)
    {
        return call(operation, R"({"executionArn":")" + arn + "\"}");
    }
    json::Value ended(const std::string& arn)
    {
        json::Value described;
        const bool isOver = QTest::qWaitFor(
            [&] {
                described = of("DescribeExecution", arn).body;
                return described["status"].toString() != "RUNNING";
            },
            20'000);
        return isOver ? described : json::Value();
    }

    StandInAws aws;
    StatesService service;
};

std::string types(const json::Value& events)
{
    std::string text;
    for (const json::Value& event : events.asArray())
        text += (text.empty() ? "" : " ") + std::string(event["type"].toString());
    return text;
}

} // namespace

class TestStatesService : public QObject
{
    Q_OBJECT

private slots:
    void startsAndDescribes();
    void errorsAreThePublicModels_data();
    void errorsAreThePublicModels();
    void sameNameAndInputIsTheSameExecution();
    void stopsAnExecution();
    void pagesTheHistory();
    void expressAnswersAtOnce();
    void functionsAreCalled_data();
    void functionsAreCalled();
    void tokensEndTasks();
    void activitiesAreWorkedOn();
    void oneMachineStartsAnother();
    void brokenDefinitionsAreToldAndTheOthersRun();
    void runningExecutionsKeepTheirDefinition();
    void executionsSurviveARestart();
    void watchersSeeChanges();
    void listsAndValidates();
    void answersAfterStop();
};

#ifndef Q_MOC_RUN // it misreads raw strings within macros' arguments

void TestStatesService::startsAndDescribes()
{
    World world;
    QVERIFY(world.service.follow({machine("pass", passing)}).empty());
    const std::string arn = world.start("pass", R"({"a": 1})");
    QVERIFY2(arn.starts_with(std::string(prefix) + "execution:pass:"), arn.c_str());
    const json::Value described = world.ended(arn);
    QCOMPARE(described["status"].toString(), std::string_view("SUCCEEDED"));
    QCOMPARE(described["output"].toString(), std::string_view(R"({"ok":true})"));
    QCOMPARE(described["input"].toString(), std::string_view(R"({"a": 1})"));
    QVERIFY(described["stopDate"].toDouble() >= described["startDate"].toDouble());
    const json::Value history = world.of("GetExecutionHistory", arn).body;
    QCOMPARE(types(history["events"]),
             std::string("ExecutionStarted PassStateEntered PassStateExited ExecutionSucceeded"));
}

void TestStatesService::errorsAreThePublicModels_data()
{
    QTest::addColumn<QString>("operation");
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("code");
    const QString p = prefix;
    const auto row = [](const char* name, const QString& operation, const QString& body, const QString& code) {
        QTest::newRow(name) << operation << body << code;
    };
    const QString pass = R"("stateMachineArn":")" + p + R"(stateMachine:pass")";
    row("no machine", "StartExecution", R"({"stateMachineArn":")" + p + R"(stateMachine:none"})",
        "StateMachineDoesNotExist");
    row("no ARN", "StartExecution", R"({"stateMachineArn":"pass"})", "InvalidArn");
    row("bad input", "StartExecution", "{" + pass + R"(,"input":"{"})", "InvalidExecutionInput");
    row("bad name", "StartExecution", "{" + pass + R"(,"name":"a b"})", "InvalidName");
    row("large input", "StartExecution", "{" + pass + ",\"input\":\"" + QString(262'145, '1') + "\"}",
        "ValidationException");
    row("sync of a standard machine", "StartSyncExecution", "{" + pass + "}", "StateMachineTypeNotSupported");
    row("no execution", "DescribeExecution", R"({"executionArn":")" + p + R"(execution:pass:none"})",
        "ExecutionDoesNotExist");
    row("express", "DescribeExecution", R"({"executionArn":")" + p + R"(express:fast:a:b"})", "InvalidArn");
    row("history of none", "GetExecutionHistory", R"({"executionArn":")" + p + R"(execution:pass:none"})",
        "ExecutionDoesNotExist");
    row("stop none", "StopExecution", R"({"executionArn":")" + p + R"(execution:pass:none"})", "ExecutionDoesNotExist");
    row("no token", "SendTaskSuccess", R"({"taskToken":"","output":"{}"})", "InvalidToken");
    row("a token of nothing", "SendTaskSuccess", R"({"taskToken":"t","output":"{}"})", "TaskDoesNotExist");
    row("bad output", "SendTaskSuccess", R"({"taskToken":"t","output":"{"})", "InvalidOutput");
    row("no activity", "GetActivityTask", R"({"activityArn":")" + p + R"(activity:none"})", "ActivityDoesNotExist");
    row("a bad token of pages", "ListStateMachines", R"({"nextToken":"%%"})", "InvalidToken");
    row("too many a page", "ListStateMachines", R"({"maxResults":5000})", "ValidationException");
    row("no such operation", "CreateStateMachine", "{}", "UnknownOperationException");
    row("no JSON", "StartExecution", "{", "SerializationException");
    row("list express executions", "ListExecutions", R"({"stateMachineArn":")" + p + R"(stateMachine:fast"})",
        "StateMachineTypeNotSupported");
}

void TestStatesService::errorsAreThePublicModels()
{
    QFETCH(QString, operation);
    QFETCH(QString, body);
    QFETCH(QString, code);
    World world;
    world.service.follow({machine("pass", passing), machine("fast", passing, StateMachineType::Express)});
    const World::Answer answer = world.call(operation.toStdString(), body.toStdString());
    QCOMPARE(answer.status, 400);
    QCOMPARE(QString::fromStdString(std::string(answer.body["__type"].toString())), code);
    QVERIFY(!answer.body["message"].toString().empty());
}

void TestStatesService::sameNameAndInputIsTheSameExecution()
{
    World world;
    world.service.follow({machine("wait", waiting)});
    const std::string body =
        R"({"stateMachineArn":")" + std::string(prefix) + R"(stateMachine:wait","name":"once","input":"{}"})";
    const World::Answer first = world.call("StartExecution", body);
    const World::Answer second = world.call("StartExecution", body);
    QVERIFY(first.status == 200 && first.body == second.body);
    std::string other = body;
    other.replace(other.find("{}"), 2, "[1]");
    const World::Answer third = world.call("StartExecution", other);
    QCOMPARE(third.body["__type"].toString(), std::string_view("ExecutionAlreadyExists"));
}

void TestStatesService::stopsAnExecution()
{
    World world;
    world.service.follow({machine("wait", waiting)});
    const std::string arn = world.start("wait");
    const World::Answer stopped =
        world.call("StopExecution", R"({"executionArn":")" + arn + R"(","error":"Mine","cause":"enough"})");
    QVERIFY(stopped.body["stopDate"].toDouble() > 0);
    const json::Value described = world.ended(arn);
    QCOMPARE(described["status"].toString(), std::string_view("ABORTED"));
    QCOMPARE(described["error"].toString(), std::string_view("Mine"));
    QCOMPARE(types(world.of("GetExecutionHistory", arn).body["events"]),
             std::string("ExecutionStarted WaitStateEntered WaitStateAborted ExecutionAborted"));
}

void TestStatesService::pagesTheHistory()
{
    World world;
    world.service.follow({machine("pass", passing)});
    const std::string arn = world.start("pass");
    world.ended(arn);
    const std::string id = R"({"executionArn":")" + arn + "\"";
    const json::Value first = world.call("GetExecutionHistory", id + R"(,"maxResults":3})").body;
    QCOMPARE(first["events"].asArray().size(), std::size_t{3});
    const std::string token(first["nextToken"].toString());
    const json::Value rest =
        world.call("GetExecutionHistory", id + R"(,"maxResults":3,"nextToken":")" + token + "\"}").body;
    QCOMPARE(types(rest["events"]), std::string("ExecutionSucceeded"));
    QVERIFY(!rest.find("nextToken"));
    const json::Value last = world.call("GetExecutionHistory", id + R"(,"maxResults":1,"reverseOrder":true})").body;
    QCOMPARE(types(last["events"]), std::string("ExecutionSucceeded"));
    const json::Value bare = world.call("GetExecutionHistory", id + R"(,"includeExecutionData":false})").body;
    QVERIFY(!bare["events"].asArray()[1]["stateEnteredEventDetails"].find("input"));
    QCOMPARE(bare["events"].asArray()[1]["stateEnteredEventDetails"]["name"].toString(), std::string_view("A"));
}

void TestStatesService::expressAnswersAtOnce()
{
    World world;
    world.service.follow({machine("fast", passing, StateMachineType::Express),
                          machine("bad", R"({"StartAt":"F","States":{"F":{"Type":"Fail","Error":"E","Cause":"c"}}})",
                                  StateMachineType::Express)});
    const auto sync = [&](const char* name) {
        return world.call("StartSyncExecution", R"({"stateMachineArn":")" + std::string(prefix) +
                                                    "stateMachine:" + name + R"(","input":"{}"})");
    };
    const World::Answer good = sync("fast");
    QCOMPARE(good.status, 200);
    QCOMPARE(good.body["status"].toString(), std::string_view("SUCCEEDED"));
    QCOMPARE(good.body["output"].toString(), std::string_view(R"({"ok":true})"));
    QVERIFY(good.body["billingDetails"]["billedDurationInMilliseconds"].toInt() >= 100);
    const World::Answer failed = sync("bad");
    QCOMPARE(failed.status, 200);
    QCOMPARE(failed.body["status"].toString(), std::string_view("FAILED"));
    QCOMPARE(failed.body["error"].toString(), std::string_view("E"));
}

void TestStatesService::functionsAreCalled_data()
{
    QTest::addColumn<QString>("task");
    QTest::addColumn<QString>("status");
    QTest::addColumn<QString>("says"); // in its output, error or cause
    const auto row = [](const char* name, const char* task, const char* status, const char* says) {
        QTest::newRow(name) << task << status << says;
    };
    row("by ARN", R"("Resource":"arn:aws:lambda:us-east-1:000000000000:function:echo")", "SUCCEEDED", R"({"in":1})");
    row("invoke",
        R"("Resource":"arn:aws:states:::lambda:invoke","Parameters":{"FunctionName":"echo","Payload":{"p":2}})",
        "SUCCEEDED", R"("Payload":{"p":2})");
    row("an error of the function", R"("Resource":"arn:aws:lambda:us-east-1:000000000000:function:broken")", "FAILED",
        "BrokenError");
    row("no function", R"("Resource":"arn:aws:lambda:us-east-1:000000000000:function:missing")", "FAILED",
        "Lambda.ResourceNotFoundException");
    row("nobody there", R"("Resource":"arn:aws:lambda:us-east-1:000000000000:function:unreachable")", "FAILED",
        "Lambda.SdkClientException");
    row("a service",
        R"("Resource":"arn:aws:states:::sqs:sendMessage","Parameters":{"QueueUrl":"q","MessageBody":{"a":1}})",
        "SUCCEEDED", "m-1");
    row("a service's error",
        R"("Resource":"arn:aws:states:::dynamodb:putItem","Parameters":{"TableName":"t","Item":{}})", "FAILED",
        "DynamoDB.ResourceNotFoundException");
    row("the same by SDK",
        R"("Resource":"arn:aws:states:::aws-sdk:dynamodb:putItem","Parameters":{"TableName":"t","Item":{}})", "FAILED",
        "DynamoDb.ResourceNotFoundException");
    row("a service not spoken", R"("Resource":"arn:aws:states:::aws-sdk:s3:getObject","Parameters":{})", "FAILED",
        "protocol");
    row("an endpoint nobody serves",
        R"("Resource":"arn:aws:states:::http:invoke","Parameters":{"ApiEndpoint":"http://127.0.0.1:1/x","Method":"GET"})",
        "FAILED", "States.Http.Socket");
    row("an endpoint that is none",
        R"("Resource":"arn:aws:states:::http:invoke","Parameters":{"ApiEndpoint":"nonsense","Method":"GET"})", "FAILED",
        "States.Http.Socket");
}

void TestStatesService::functionsAreCalled()
{
    QFETCH(QString, task);
    QFETCH(QString, status);
    QFETCH(QString, says);
    World world;
    const Diagnostics diagnostics = world.service.follow({machine("m", onlyTask(task.toStdString()))});
    QVERIFY2(!hasErrors(diagnostics), diagnostics.empty() ? "" : diagnostics.front().message.c_str());
    const json::Value described = world.ended(world.start("m", R"({"in":1})"));
    const QString text = QString::fromStdString(json::writeJson(described)).replace("\\\"", "\"");
    QCOMPARE(QString::fromStdString(std::string(described["status"].toString())), status);
    QVERIFY2(text.contains(says), qPrintable(text));
}

void TestStatesService::tokensEndTasks()
{
    World world;
    const std::string task =
        R"("Resource":"arn:aws:states:::sqs:sendMessage.waitForTaskToken","TimeoutSeconds":600,)"
        R"("HeartbeatSeconds":300,"Parameters":{"QueueUrl":"q","MessageBody":{"t.$":"$$.Task.Token"}})";
    world.service.follow({machine("m", onlyTask(task))});
    const auto tokenOf = [&](const std::string& arn) {
        const auto isSubmitted = [&] {
            return types(world.of("GetExecutionHistory", arn).body["events"]).ends_with("TaskSubmitted");
        };
        if (!QTest::qWaitFor(isSubmitted, 20'000))
            return std::string();
        const json::Value sent = json::readJson(world.aws.lastBody).value();
        return std::string(json::readJson(sent["MessageBody"].asString()).value()["t"].toString());
    };
    const std::string good = world.start("m");
    const std::string token = tokenOf(good);
    QCOMPARE(world.call("SendTaskHeartbeat", R"({"taskToken":")" + token + "\"}").status, 200);
    QCOMPARE(world.call("SendTaskSuccess", R"({"taskToken":")" + token + R"(","output":"{\"done\":1}"})").status, 200);
    QCOMPARE(world.ended(good)["output"].toString(), std::string_view(R"({"done":1})"));
    QCOMPARE(
        world.call("SendTaskSuccess", R"({"taskToken":")" + token + R"(","output":"{}"})").body["__type"].toString(),
        std::string_view("TaskTimedOut"));
    const std::string bad = world.start("m");
    QCOMPARE(world.call("SendTaskFailure", R"({"taskToken":")" + tokenOf(bad) + R"(","error":"E","cause":"c"})").status,
             200);
    QCOMPARE(world.ended(bad)["error"].toString(), std::string_view("E"));
}

void TestStatesService::activitiesAreWorkedOn()
{
    World world;
    const std::string arn = std::string(prefix) + "activity:work";
    world.service.follow({machine("m", onlyTask(R"("Resource":")" + arn + "\""))});
    QCOMPARE(world.call("CreateActivity", R"({"name":"work"})").body["activityArn"].toString(), std::string_view(arn));
    const std::string ask = R"({"activityArn":")" + arn + R"(","workerName":"w1"})";
    auto polled = std::async(std::launch::async, [&] { return world.call("GetActivityTask", ask).body; });
    const std::string execution = world.start("m", R"({"n":1})");
    const json::Value task = polled.get();
    QCOMPARE(task["input"].toString(), std::string_view(R"({"n":1})"));
    json::Value done = json::Value::object();
    done.set("taskToken", task["taskToken"]);
    done.set("output", "[2]");
    QCOMPARE(world.call("SendTaskSuccess", json::writeJson(done)).status, 200);
    QCOMPARE(world.ended(execution)["output"].toString(), std::string_view("[2]"));
    QCOMPARE(types(world.of("GetExecutionHistory", execution).body["events"]),
             std::string("ExecutionStarted TaskStateEntered ActivityScheduled ActivityStarted ActivitySucceeded "
                         "TaskStateExited ExecutionSucceeded"));
    QCOMPARE(world.call("ListActivities", "{}").body["activities"].asArray().size(), std::size_t{1});
    world.call("DeleteActivity", R"({"activityArn":")" + arn + "\"}");
    QCOMPARE(world.call("DescribeActivity", R"({"activityArn":")" + arn + "\"}").status, 400);
}

void TestStatesService::oneMachineStartsAnother()
{
    World world;
    const auto starting = [](const char* pattern, const char* target) {
        return onlyTask(R"("Resource":"arn:aws:states:::states:startExecution)" + std::string(pattern) +
                        R"(","Parameters":{"StateMachineArn":")" + prefix + "stateMachine:" + target +
                        R"(","Input":{"x":1}})");
    };
    world.service.follow({machine("pass", passing),
                          machine("fails", R"({"StartAt":"F","States":{"F":{"Type":"Fail","Error":"Inner"}}})"),
                          machine("plain", starting("", "pass")), machine("sync", starting(".sync", "pass")),
                          machine("sync2", starting(".sync:2", "pass")), machine("bad", starting(".sync:2", "fails"))});
    const auto output = [&](const char* name) {
        return json::readJson(world.ended(world.start(name))["output"].toString()).value_or(json::Value());
    };
    QVERIFY(output("plain")["ExecutionArn"].toString().starts_with(std::string(prefix) + "execution:pass:"));
    QCOMPARE(output("sync")["Output"].toString(), std::string_view(R"({"ok":true})"));
    QCOMPARE(output("sync2")["Output"]["ok"].toBool(), true);
    const json::Value failed = world.ended(world.start("bad"));
    QCOMPARE(failed["error"].toString(), std::string_view("States.TaskFailed"));
    QVERIFY(failed["cause"].toString().find("Inner") != std::string_view::npos);
}

void TestStatesService::brokenDefinitionsAreToldAndTheOthersRun()
{
    World world;
    const Diagnostics diagnostics =
        world.service.follow({machine("pass", passing), machine("broken", R"({"StartAt":"X"})")});
    QVERIFY(hasErrors(diagnostics));
    QCOMPARE(diagnostics.front().file, std::string("state-machines/broken.asl.json"));
    QVERIFY(diagnostics.front().node.stateMachine);
    QCOMPARE(world.ended(world.start("pass"))["status"].toString(), std::string_view("SUCCEEDED"));
    const World::Answer answer =
        world.call("StartExecution", R"({"stateMachineArn":")" + std::string(prefix) + R"(stateMachine:broken"})");
    QCOMPARE(answer.body["__type"].toString(), std::string_view("InvalidDefinition"));
}

void TestStatesService::runningExecutionsKeepTheirDefinition()
{
    World world;
    world.service.follow({machine("m", waiting)});
    const std::string arn = world.start("m");
    world.service.follow({machine("m", passing)});
    QCOMPARE(world.of("DescribeStateMachineForExecution", arn).body["definition"].toString(),
             std::string_view(waiting));
    QCOMPARE(world.of("DescribeExecution", arn).body["status"].toString(), std::string_view("RUNNING"));
    QCOMPARE(world.ended(world.start("m"))["status"].toString(), std::string_view("SUCCEEDED"));
}

void TestStatesService::executionsSurviveARestart()
{
    QTemporaryDir folder;
    StatesOptions options;
    options.file = folder.filePath("deep/executions.sqlite").toStdString();
    std::string done;
    std::string open;
    {
        World world(options);
        world.service.follow({machine("pass", passing), machine("wait", waiting)});
        done = world.start("pass");
        open = world.start("wait");
        world.ended(done);
        QVERIFY2(world.service.storeProblem().empty(), world.service.storeProblem().c_str());
    }
    World world(options);
    QCOMPARE(world.service.executions().size(), std::size_t{2});
    QVERIFY(world.service.execution(open)->summary.status == states::ExecutionStatus::Aborted);
    QCOMPARE(*world.service.execution(open)->error, std::string("Gatewright.Stopped"));
    QCOMPARE(world.service.execution(done)->output.value_or(""), std::string(R"({"ok":true})"));
    const std::vector<states::HistoryEvent> events = world.service.events(done);
    QCOMPARE(events.size(), std::size_t{4});
    QCOMPARE(events[1].state, std::string("A"));
    QVERIFY(world.service.events(open).back().type == states::EventType::ExecutionAborted);
    QFile other(folder.filePath("other.sqlite"));
    QVERIFY(other.open(QIODevice::WriteOnly));
    other.write("no database at all, but long enough to be looked at as one");
    other.close();
    options.file = folder.filePath("other.sqlite").toStdString();
    World broken(options);
    broken.service.follow({machine("pass", passing)});
    QVERIFY(!broken.service.storeProblem().empty());
    QCOMPARE(broken.ended(broken.start("pass"))["status"].toString(), std::string_view("SUCCEEDED")); // in memory
}

void TestStatesService::watchersSeeChanges()
{
    World world;
    std::atomic<int> notes{0};
    world.service.onChange([&notes] { ++notes; });
    world.service.follow({machine("pass", passing)});
    const std::string arn = world.start("pass");
    QTRY_VERIFY(notes > 0);
    world.ended(arn);
    QCOMPARE(world.service.executions().front().arn, arn);
    QCOMPARE(world.service.executions().front().events, std::int64_t{4});
    QCOMPARE(world.service.events(arn, 2).size(), std::size_t{2});
    QVERIFY(!world.service.execution("arn:none"));
    QVERIFY(world.service.events("arn:none").empty());
}

void TestStatesService::listsAndValidates()
{
    World world;
    world.service.follow({machine("a", passing), machine("b", waiting)});
    const json::Value first = world.call("ListStateMachines", R"({"maxResults":1})").body;
    QCOMPARE(first["stateMachines"].asArray().front()["name"].toString(), std::string_view("a"));
    QVERIFY(first.find("nextToken"));
    const json::Value described =
        world.call("DescribeStateMachine", R"({"stateMachineArn":")" + std::string(prefix) + R"(stateMachine:b"})")
            .body;
    QCOMPARE(described["definition"].toString(), std::string_view(waiting));
    world.ended(world.start("a"));
    world.start("b");
    const auto listed = [&](const char* body) {
        return world.call("ListExecutions", R"({"stateMachineArn":")" + std::string(prefix) + body)
            .body["executions"]
            .asArray()
            .size();
    };
    QCOMPARE(listed(R"(stateMachine:a"})"), std::size_t{1});
    QCOMPARE(listed(R"(stateMachine:b","statusFilter":"RUNNING"})"), std::size_t{1});
    QCOMPARE(listed(R"(stateMachine:b","statusFilter":"FAILED"})"), std::size_t{0});
    const json::Value good = world
                                 .call("ValidateStateMachineDefinition",
                                       json::writeJson(json::Value(json::Object{{"definition", json::Value(passing)}})))
                                 .body;
    QCOMPARE(good["result"].toString(), std::string_view("OK"));
    const json::Value bad =
        world
            .call("ValidateStateMachineDefinition",
                  R"({"definition":"{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Pass\",\"Next\":\"B\"}}}"})")
            .body;
    QCOMPARE(bad["result"].toString(), std::string_view("FAIL"));
    QCOMPARE(bad["diagnostics"].asArray().front()["code"].toString(), std::string_view("MISSING_TRANSITION_TARGET"));
    QCOMPARE(bad["diagnostics"].asArray().front()["location"].toString(), std::string_view("/States/A/Next"));
}

void TestStatesService::answersAfterStop()
{
    World world;
    world.service.follow({machine("wait", waiting)});
    const std::string arn = world.start("wait");
    world.service.stop();
    world.service.stop();
    QCOMPARE(world.call("ListStateMachines", "{}").status, 503);
    QVERIFY(world.service.execution(arn)->summary.status == states::ExecutionStatus::Aborted);
}

#endif

QTEST_GUILESS_MAIN(TestStatesService)
#include "tst_states_service.moc"
