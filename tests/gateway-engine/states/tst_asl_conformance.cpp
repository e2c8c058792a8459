// The recorded executions of $GATEWRIGHT_CASES/localstack: outcome, and the order of the history's events, as the
// service gave them. Functions are stand-ins that do what the recorded ones did. Prints "N of M".
#include "core/json/text.h"
#include "gateway-engine/states/definition.h"
#include "gateway-engine/states/jsonata.h"
#include "gateway-engine/states/lambda_result.h"
#include "gateway-engine/states/virtual_run.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>

using namespace gw;
using namespace gw::engine::states;

namespace {

constexpr const char* machineArn = "arn:aws:states:us-east-1:111111111111:stateMachine:machine-1";

std::string fileText(const std::string& path)
{
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::set<std::string> linesOf(const std::string& path)
{
    std::set<std::string> lines;
    std::istringstream in(fileText(path));
    for (std::string line; std::getline(in, line);)
        if (!line.empty() && line.front() != '#')
            lines.insert(line.substr(0, line.find("  ")));
    return lines;
}

// Names the recorder put in place of what differs from run to run: "<uuid:1>" anywhere, and whole words.
bool isPlaceholder(const std::string& text)
{
    static const std::set<std::string> words{"date",         "datetime",     "timestamp",    "start-time",
                                             "entered-time", "snf_role_arn", "sfn_role_arn", "lambda_function_name",
                                             "map_run_arn",  "\"date\""};
    return words.contains(text) || text.find("EventDetails.") != std::string::npos ||
           text.starts_with("function_name_") || text == "x-amzn-RequestId" || text == "X-Amzn-Trace-Id" ||
           text == "RequestId";
}

bool wildcardMatches(std::string_view pattern, std::string_view text)
{
    const std::size_t open = pattern.find('<');
    const std::size_t close = open == std::string_view::npos ? open : pattern.find('>', open);
    if (close == std::string_view::npos)
        return pattern == text;
    if (!text.starts_with(pattern.substr(0, open)))
        return false;
    for (std::size_t i = open; i <= text.size(); ++i)
        if (wildcardMatches(pattern.substr(close + 1), text.substr(i)))
            return true;
    return false;
}

std::optional<json::Value> parsed(const json::Value& value)
{
    auto result = value.isString() ? json::readJson(value.asString()) : Result<json::Value>(value);
    if (!result)
        return std::nullopt;
    return std::move(*result);
}

bool matches(const json::Value& wanted, const json::Value& got);

bool objectMatches(const json::Value& wanted, const json::Value& got)
{
    return got.isObject() && wanted.asObject().size() == got.asObject().size() &&
           std::all_of(wanted.asObject().begin(), wanted.asObject().end(), [&](const json::Member& member) {
               const json::Value* value = got.find(member.key);
               if (member.key == "Content-Length") // of Python's spacing
                   return value != nullptr;
               return value && matches(member.value, *value);
           });
}

bool matches(const json::Value& wanted, const json::Value& got)
{
    if (wanted.isString()) {
        if (isPlaceholder(wanted.asString()))
            return true;
        if (got.isString() && wanted.asString().ends_with(":function:lambda_function_name"))
            return true;
        if (got.isString() && wildcardMatches(wanted.asString(), got.asString()))
            return true;
        if (got.isString()) { // Python's spacing, which the recorder's client sent
            const auto a = parsed(wanted);
            const auto b = parsed(got);
            return a && b && !a->isString() && matches(*a, *b);
        }
        const auto value = parsed(wanted); // recorded as text
        return value && !value->isString() && matches(*value, got);
    }
    if (got.isString() && !wanted.isString()) {
        const auto value = parsed(got);
        return value && !value->isString() && matches(wanted, *value);
    }
    if (wanted.isNumber())
        return got.isNumber() && std::abs(wanted.toDouble() - got.toDouble()) <= 1e-9 * std::abs(wanted.toDouble());
    if (wanted.isArray())
        return got.isArray() && std::equal(wanted.asArray().begin(), wanted.asArray().end(), got.asArray().begin(),
                                           got.asArray().end(), matches);
    return wanted.isObject() ? objectMatches(wanted, got) : wanted == got;
}

// ARNs in place of the recorder's references to what it had created before.
void substitute(std::string& text, const json::Value& functions)
{
    const std::string mark = ".CreateFunctionResponse.FunctionArn}}";
    for (std::size_t end = text.find(mark); end != std::string::npos; end = text.find(mark)) {
        const std::size_t begin = text.rfind("{{s", end);
        const std::size_t index =
            static_cast<std::size_t>(std::stoi(text.substr(begin + 3))) % functions.asArray().size();
        const std::string name(functions.asArray()[index]["func_name"].toString());
        text.replace(begin, end + mark.size() - begin, "arn:aws:lambda:us-east-1:111111111111:function:" + name);
    }
}

json::Value pythonError()
{
    json::Value error = json::Value::object();
    error.set("errorMessage", "Some exception was raised.");
    error.set("errorType", "Exception");
    error.set("requestId", "0");
    json::Array trace;
    trace.emplace_back("  File \"/var/task/handler.py\", line 2, in handler\n    raise Exception(\"Some exception was "
                       "raised.\")\n");
    error.set("stackTrace", std::move(trace));
    return error;
}

// As Python's json.dumps spaces it; the service passes a function's own text on.
std::string pythonText(const json::Value& value)
{
    std::string text = "{";
    for (const json::Member& member : value.asObject())
        text += (text.size() > 1 ? ", \"" : "\"") + member.key + "\": " + json::writeJson(member.value);
    return text + "}";
}

// What each recorded handler does: $GATEWRIGHT_CASES/localstack/lambda_handlers.json says it.
TaskAnswer handle(const std::string& file, const json::Value& event, bool isInvoke)
{
    TaskAnswer answer;
    const auto is = [&](const char* name) { return file.ends_with(name); };
    if (is("/id_function.py")) {
        answer.output = event;
    } else if (is("/echo_function.py")) {
        json::Value value = json::Value::object();
        value.set("Return", "HelloWorld");
        answer.output = std::move(value);
    } else if (is("/return_bytes_str.py")) {
        answer.output = json::Value("HelloWorld!");
    } else if (is("/return_decorated_input.py")) {
        answer.output = json::Value("input-event-" + json::writeJson(event));
    } else if (is("/large_output_string.py")) {
        answer.output = json::Value(std::string(257 * 1024, 'a'));
    } else if (is("/raise_exception.py")) {
        answer.failure = functionFailure(isInvoke ? json::writeJson(pythonError()) : pythonText(pythonError()));
    }
    return answer; // wait_60_seconds.py: too late for any time-out
}

TaskAnswer answerOf(const json::Value& functions, const TaskRequest& request)
{
    const bool isInvoke = request.resource.kind == Resource::Kind::Integration;
    const std::string wanted =
        isInvoke ? std::string(request.parameters["FunctionName"].toString()) : request.resource.arn;
    for (const json::Value& function : functions.asArray()) {
        const std::string name(function["func_name"].toString());
        if (wanted != name && !wanted.ends_with(":" + name))
            continue;
        TaskAnswer answer = handle(
            std::string(function["handler_file"].toString()),

            isInvoke ? *json::readJson(invokePayload(request.parameters["Payload"])) : request.parameters, isInvoke);
        if (isInvoke && answer.output)
            answer.output =
                invokeResult(*answer.output, invokeHeaders(json::writeJson(*answer.output).size(), "request"));
        return answer;
    }
    TaskAnswer answer;
    answer.failure = functionNotFound("arn:aws:lambda:us-east-1:111111111111:function:" + wanted, "request");
    return answer;
}

const json::Value* historyOf(const json::Value& recorded)
{
    const json::Value& expected = recorded["expected"];
    if (const json::Value* history = expected["get_execution_history"].find("events"))
        return history;
    for (const json::Member& member : expected.asObject())
        if (const json::Value* events = member.value.find("events"); events && events->isArray())
            return events;
    return nullptr;
}

void onlyLambda(const json::Value& value, bool& holds)
{
    if (value.isArray())
        for (const json::Value& element : value.asArray())
            onlyLambda(element, holds);
    if (!value.isObject())
        return;
    if (value["Type"].toString() == "Task") {
        const std::string_view resource = value["Resource"].toString();
        holds = holds && (resource == "arn:aws:states:::lambda:invoke" ||
                          resource.find("CreateFunctionResponse") != std::string_view::npos);
    }
    for (const json::Member& member : value.asObject())
        onlyLambda(member.value, holds);
}

// What differs from the recorded order: types, ids, what each event follows. Events whose ids the recorder dropped came
// in an order it did not keep: they are compared as a set.
std::string historyDifference(const json::Value& wanted, const std::vector<HistoryEvent>& got)
{
    std::multiset<std::string> loose;
    const auto types = [&] {
        std::string text;
        for (const HistoryEvent& event : got)
            text += " " + std::to_string(event.id) + "<" + std::to_string(event.previousId) +
                    std::string(toString(event.type));
        return text;
    };
    std::map<std::int64_t, const HistoryEvent*> byId;
    for (const HistoryEvent& event : got)
        byId[event.id] = &event;
    const bool hasMapRun = std::any_of(
        got.begin(), got.end(), [](const HistoryEvent& event) { return event.type == EventType::MapRunStarted; });
    for (const json::Value& event : wanted.asArray()) {
        if (!event["id"].isNumber()) {
            loose.insert(std::string(event["type"].toString()));
            continue;
        }
        const auto found = byId.find(event["id"].toInt());
        if (found == byId.end() || toString(found->second->type) != event["type"].toString())
            return "event " + std::to_string(event["id"].toInt()) + " is not " + std::string(event["type"].toString()) +
                   ":" + types();
        // Until November 2024 what followed a map run followed its success, since then its start.
        const bool isAfterRun = found->second->type == EventType::MapStateExited &&
                                event["previousEventId"].toInt() == found->second->previousId + 1 && hasMapRun;
        if (found->second->previousId != event["previousEventId"].toInt() && !isAfterRun)
            return "event " + std::to_string(event["id"].toInt()) + " follows another:" + types();
        const std::string_view details = detailsName(found->second->type);
        const json::Value* expected = details.empty() ? nullptr : event.find(details);
        if (expected && !matches(*expected, found->second->details))
            return "event " + std::to_string(event["id"].toInt()) + " says " +
                   json::writeJson(found->second->details).substr(0, 600) + " instead of " +
                   json::writeJson(*expected).substr(0, 600);
        byId.erase(found);
    }
    if (loose.empty())
        return byId.empty() ? "" : "more events than recorded:" + types();
    for (const auto& [id, event] : byId) {
        const auto found = loose.find(std::string(toString(event->type)));
        if (found != loose.end())
            loose.erase(found);
    }
    return loose.empty() ? "" : "missing " + *loose.begin() + ":" + types();
}

} // namespace

class TestAslConformance : public QObject
{
    Q_OBJECT

private slots:
    void recordedExecutions();

private:
    std::string difference(const json::Value& recorded);
    std::unique_ptr<JsonataEngine> m_jsonata = JsonataEngine::ifThere(engine::systemServices());
};

std::string TestAslConformance::difference(const json::Value& recorded)
{
    const json::Value none = json::Value::array();
    const json::Value& functions = recorded["lambda_functions"].isArray() ? recorded["lambda_functions"] : none;
    std::string text = json::writeJson(recorded["definition"]);
    substitute(text, functions);
    const Definition definition = readDefinition(text);
    if (!definition.machine)
        return "refused: " + definition.firstError();
    constexpr std::chrono::sys_days begin{std::chrono::year(2026) / 1 / 1};
    VirtualClock clock{begin};
    ExecutionStart start;
    start.type = recorded["type"].toString() == "EXPRESS" ? StateMachineType::Express : StateMachineType::Standard;
    start.arn = start.type == StateMachineType::Express ? "arn:aws:states:us-east-1:111111111111:express:machine-1:a:b"
                                                        : "arn:aws:states:us-east-1:111111111111:execution:machine-1:a";
    start.name = "a";
    start.stateMachineArn = machineArn;
    start.stateMachineName = "machine-1";
    start.roleArn = "arn:aws:iam::111111111111:role/states";
    start.region = "us-east-1";
    start.input = json::writeJson(recorded["input"]);
    substitute(start.input, functions);
    const VirtualOutcome run = runVirtually(definition.machine, start, clock, m_jsonata.get(),
                                            [&](const TaskRequest& request) { return answerOf(functions, request); });
    json::Value got = json::Value::object();
    got.set("status", toString(run.execution->status()));
    if (run.execution->output())
        got.set("output", *run.execution->output());
    if (run.execution->error())
        got.set("error", *run.execution->error());
    if (run.execution->cause())
        got.set("cause", *run.execution->cause());
    const json::Value& wanted = recorded["outcome"];
    if (wanted["status"].isString() && wanted["status"].toString() != "STARTED" && !matches(wanted, got))
        return "gave " + json::writeJson(got).substr(0, 600) + "\n     instead of " +
               json::writeJson(wanted).substr(0, 600);
    const json::Value* history = historyOf(recorded);
    return history ? historyDifference(*history, run.events) : "";
}

void TestAslConformance::recordedExecutions()
{
    const std::string folder = qEnvironmentVariable("GATEWRIGHT_CASES").toStdString() + "/localstack";
    const auto cases = json::readJson(fileText(folder + "/asl_execution_cases.json"));
    if (!cases)
        QSKIP("The recorded executions are not here: set GATEWRIGHT_CASES.");
    if (!m_jsonata)
        QSKIP("This build has no JSONata: run installer/setup.sh.");
    const std::set<std::string> known = linesOf(std::string(GW_TEST_DATA) + "/asl_unmet.txt");
    int total = 0;
    int met = 0;
    std::string news;
    std::set<std::string> unmet;
    for (const json::Value& recorded : cases->asArray()) {
        bool isWithinReach = recorded["api"].toString() != "TestState" && !recorded["needs_services"].isArray();
        onlyLambda(recorded["definition"], isWithinReach);
        if (!isWithinReach)
            continue;
        ++total;
        const std::string id(recorded["id"].toString());
        const std::string found = difference(recorded);
        if (found.empty()) {
            ++met;
            continue;
        }
        const std::string name = id.substr(id.rfind("::") + 2) + " " + std::string(recorded["recorded_at"].toString());
        unmet.insert(name);
        if (!known.contains(name))
            news += name + "\n     " + found + "\n";
    }
    std::cout << met << " of " << total << " recorded executions\n" << news;
    QVERIFY2(news.empty(), "Executions went another way than the service's.");
    for (const std::string& name : known)
        QVERIFY2(unmet.contains(name), (name + " is met now: take it from asl_unmet.txt").c_str());
}

QTEST_GUILESS_MAIN(TestAslConformance)
#include "tst_asl_conformance.moc"
