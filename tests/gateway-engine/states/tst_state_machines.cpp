// The cases of tests/data/states: a definition, its input and stand-ins for functions, and what comes of it: output, or
// error and cause, or a refusal; the states entered, an event that must appear, the virtual seconds it takes.
#include "core/json/text.h"
#include "gateway-engine/states/definition.h"
#include "gateway-engine/states/jsonata.h"
#include "gateway-engine/states/lambda_result.h"
#include "gateway-engine/states/virtual_run.h"

#include <QTest>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

using namespace gw;
using namespace gw::engine::states;

namespace {

constexpr std::chrono::sys_days startOfTime{std::chrono::year(2026) / 1 / 1};

json::Value readCases(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    const auto cases = json::readJson(text);
    return cases ? *cases : json::Value::array();
}

// {"error", "cause"}; {"never": true}; {"echo": true}; {"sequence": […]}, one a call; else the result itself.
TaskAnswer answerOf(const json::Value& standIn, const json::Value& event)
{
    TaskAnswer answer;
    if (standIn["error"].isString()) {
        answer.failure = Failure{standIn["error"].asString(), std::nullopt};
        if (standIn["cause"].isString())
            answer.failure->cause = standIn["cause"].asString();
    } else if (standIn["echo"].toBool()) {
        answer.output = event;
    } else if (!standIn["never"].toBool()) {
        answer.output = standIn;
    }
    return answer;
}

class StandIns
{
public:
    explicit StandIns(const json::Value& functions) : m_functions(functions) {}

    TaskAnswer operator()(const TaskRequest& request)
    {
        const bool isInvoke = request.resource.service == "lambda";
        const std::string called =
            isInvoke ? std::string(request.parameters["FunctionName"].toString()) : request.resource.arn;
        const std::string name = m_functions.find(called) ? called : called.substr(called.rfind(':') + 1);
        const json::Value* standIn = m_functions.find(name);
        TaskAnswer answer;
        if (!standIn) {
            answer.failure = functionNotFound(called, "0");
            return answer;
        }
        const json::Value& event = isInvoke ? request.parameters["Payload"] : request.parameters;
        const json::Value& sequence = (*standIn)["sequence"];
        answer = answerOf(sequence.isArray() ? sequence.asArray().at(m_calls[name]++) : *standIn, event);
        if (isInvoke && answer.output)
            answer.output = invokeResult(std::move(*answer.output), {});
        return answer;
    }

private:
    const json::Value& m_functions;
    std::map<std::string, std::size_t> m_calls;
};

bool holdsEvent(const std::vector<HistoryEvent>& events, std::string_view type)
{
    return std::any_of(events.begin(), events.end(),
                       [&](const HistoryEvent& event) { return toString(event.type) == type; });
}

json::Value enteredStates(const std::vector<HistoryEvent>& events)
{
    json::Array names;
    for (const HistoryEvent& event : events)
        if (toString(event.type).ends_with("StateEntered"))
            names.push_back(event.details["name"]);
    return json::Value(std::move(names));
}

} // namespace

class TestStateMachines : public QObject
{
    Q_OBJECT

private slots:
    void runs_data();
    void runs();
    void eventsFollowEachOther_data() { runs_data(); }
    void eventsFollowEachOther();

private:
    std::map<std::string, json::Value> m_cases;
    std::unique_ptr<JsonataEngine> m_jsonata = JsonataEngine::ifThere(engine::systemServices());
    VirtualOutcome run(const json::Value& given, const Definition& definition, VirtualClock& clock);
};

void TestStateMachines::runs_data()
{
    QTest::addColumn<QString>("id");
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(std::string(GW_TEST_DATA) + "/states"))
        files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    for (const std::filesystem::path& file : files) {
        const json::Value cases = readCases(file);
        QVERIFY2(!cases.asArray().empty(), file.c_str());
        for (const json::Value& each : cases.asArray()) {
            const std::string id = file.stem().string() + ": " + std::string(each["name"].toString());
            QVERIFY2(!m_cases.contains(id) || QByteArray(QTest::currentTestFunction()) != "runs", id.c_str());
            m_cases[id] = each;
            QTest::newRow(id.c_str()) << QString::fromStdString(id);
        }
    }
}

VirtualOutcome TestStateMachines::run(const json::Value& given, const Definition& definition, VirtualClock& clock)
{
    ExecutionStart start;
    start.arn = "arn:aws:states:us-east-1:000000000000:execution:machine:run";
    start.name = "run";
    start.stateMachineName = "machine";
    start.stateMachineArn = "arn:aws:states:us-east-1:000000000000:stateMachine:machine";
    start.input = given.find("input") ? json::writeJson(given["input"]) : "{}";
    StandIns standIns(given["functions"]);
    return runVirtually(definition.machine, start, clock, m_jsonata.get(), std::ref(standIns));
}

void TestStateMachines::runs()
{
    QFETCH(QString, id);
    const json::Value& given = m_cases.at(id.toStdString());
    const json::Value& text = given["definition"];
    const Definition definition = readDefinition(text.isString() ? text.asString() : json::writeJson(text));
    if (const json::Value* refused = given.find("refused")) {
        QVERIFY(!definition.machine);
        const std::string error = definition.firstError();
        QVERIFY2(error.find(refused->asString()) != std::string::npos && !error.empty(), error.c_str());
        QVERIFY(definition.diagnostics().front().position.line > 0);
        return;
    }
    QVERIFY2(definition.machine, definition.firstError().c_str());
    if (definition.machine->usesJsonata && !m_jsonata)
        QSKIP("This build has no JSONata: run installer/setup.sh.");
    VirtualClock clock{startOfTime};
    const VirtualOutcome outcome = run(given, definition, clock);
    const Execution& execution = *outcome.execution;
    const std::string told = std::string(toString(execution.status())) + " " + execution.output().value_or("") + " " +
                             execution.error().value_or("") + " " + execution.cause().value_or("");
    const bool fails = given.find("error") != nullptr;
    const std::string_view status = given["status"].toString(fails ? "FAILED" : "SUCCEEDED");
    QVERIFY2(toString(execution.status()) == status, told.c_str());
    if (given.find("output"))
        QCOMPARE(*execution.output(), json::writeJson(given["output"]));
    if (fails)
        QVERIFY2(execution.error() == given["error"].asString(), told.c_str());
    if (given.find("cause"))
        QCOMPARE(execution.cause().value_or(""), given["cause"].asString());
    if (given.find("states"))
        QCOMPARE(json::writeJson(enteredStates(outcome.events)), json::writeJson(given["states"]));
    if (given.find("events"))
        QVERIFY2(holdsEvent(outcome.events, given["events"].toString()), told.c_str());
    if (given.find("seconds"))
        QCOMPARE(std::chrono::duration<double>(clock.wallClock() - startOfTime).count(), given["seconds"].toDouble());
}

// Whatever happens: ids rise by one, each event follows an earlier one, and the last says how it ended.
void TestStateMachines::eventsFollowEachOther()
{
    QFETCH(QString, id);
    const json::Value& given = m_cases.at(id.toStdString());
    const json::Value& text = given["definition"];
    const Definition definition = readDefinition(text.isString() ? text.asString() : json::writeJson(text));
    if (!definition.machine || (definition.machine->usesJsonata && !m_jsonata))
        return;
    VirtualClock clock{startOfTime};
    const VirtualOutcome outcome = run(given, definition, clock);
    std::int64_t next = 1;
    for (const HistoryEvent& event : outcome.events) {
        QCOMPARE(event.id, next++);
        QVERIFY(event.previousId < event.id);
        QCOMPARE(event.details.isObject() && !detailsName(event.type).empty(), event.details.isObject());
    }
    QVERIFY(toString(outcome.events.back().type).starts_with("Execution"));
    QVERIFY(outcome.events.size() <= 25'000);
    QVERIFY(outcome.execution->hasEnded());
    QVERIFY(outcome.execution->takeTasks().empty());
    QVERIFY(!outcome.execution->due());
}

QTEST_GUILESS_MAIN(TestStateMachines)
#include "tst_state_machines.moc"
