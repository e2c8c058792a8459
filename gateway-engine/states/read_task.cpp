// What a Task calls, and what happens when it, a Parallel or a Map fails: Resource, Retry, Catch.
#include "gateway-engine/states/definition_reader.h"

#include "core/in_quotes.h"

#include <algorithm>

namespace gw::engine::states {

namespace {

constexpr double mostSeconds = 99'999'999;

std::vector<std::string> arnParts(std::string_view arn)
{
    constexpr std::size_t most = 6; // the last takes the rest
    std::vector<std::string> parts;
    while (parts.size() + 1 < most) {
        const std::size_t colon = arn.find(':');
        if (colon == std::string_view::npos)
            break;
        parts.emplace_back(arn.substr(0, colon));
        arn.remove_prefix(colon + 1);
    }
    parts.emplace_back(arn);
    return parts;
}

bool takeSuffix(std::string& text, std::string_view suffix)
{
    if (!text.ends_with(suffix))
        return false;
    text.resize(text.size() - suffix.size());
    return true;
}

// "lambda:invoke.waitForTaskToken", "aws-sdk:dynamodb:putItem".
void readIntegration(std::string text, Resource& resource)
{
    if (takeSuffix(text, ".sync:2")) {
        resource.pattern = Resource::Pattern::Sync;
        resource.parsesOutput = true;
    } else if (takeSuffix(text, ".sync")) {
        resource.pattern = Resource::Pattern::Sync;
    } else if (takeSuffix(text, ".waitForTaskToken")) {
        resource.pattern = Resource::Pattern::WaitForTaskToken;
    }
    const std::size_t colon = text.rfind(':');
    resource.service = text.substr(0, colon);
    resource.action = colon == std::string::npos ? "" : text.substr(colon + 1);
}

} // namespace

TaskState DefinitionReader::readTask(const json::Value& value, const State& state)
{
    TaskState task;
    {
        const Step step(*this, "Resource");
        task.resource = readResource(value.find("Resource") ? value["Resource"] : value);
    }
    task.timeoutSeconds = readAmount(value, "TimeoutSeconds", state.language, 1, mostSeconds);
    task.heartbeatSeconds = readAmount(value, "HeartbeatSeconds", state.language, 1, mostSeconds);
    const auto* timeout = std::get_if<double>(&task.timeoutSeconds);
    const auto* heartbeat = std::get_if<double>(&task.heartbeatSeconds);
    if (timeout && heartbeat && *heartbeat >= *timeout)
        refuseField(value["HeartbeatSeconds"], "has a HeartbeatSeconds that is not below its TimeoutSeconds.");
    task.credentials = readTemplateField(value, "Credentials", state.language);
    return task;
}

Resource DefinitionReader::readResource(const json::Value& value)
{
    Resource resource;
    if (!value.isString() || value.asString().empty()) {
        refuseField(value, "is missing: the ARN of what the Task calls.");
        return resource;
    }
    resource.arn = value.asString();
    const std::vector<std::string> parts = arnParts(resource.arn);
    if (parts.size() < 6 || parts[0] != "arn") {
        warn(value, "is no ARN; it is taken for a function's name.", "Step Functions itself wants an ARN.");
        resource.kind = Resource::Kind::Function;
    } else if (parts[2] == "lambda" && parts[5].starts_with("function:")) {
        resource.kind = Resource::Kind::Function;
    } else if (parts[2] == "states" && parts[5].starts_with("activity:")) {
        resource.kind = Resource::Kind::Activity;
    } else if (parts[2] == "states" && parts[5].find(':') != std::string::npos) {
        readIntegration(parts[5], resource);
        if (resource.action.empty() || resource.service.empty())
            refuseField(value, inQuotes(resource.arn) + " names no service and action.");
    } else {
        refuseField(value, "is the ARN of nothing a Task can call.",
                    "A Lambda function, an activity, or \"arn:aws:states:::service:action\".");
    }
    return resource;
}

std::vector<Retrier> DefinitionReader::readRetry(const json::Value& value)
{
    std::vector<Retrier> retriers;
    if (!value.isArray()) {
        refuseField(value, "must be a list.");
        return retriers;
    }
    for (std::size_t i = 0; i < value.asArray().size(); ++i) {
        const Step step(*this, "[" + std::to_string(i) + "]");
        const json::Value& item = value.asArray()[i];
        Retrier retrier = readRetrier(item);
        retrier.errors = readErrorEquals(item, i + 1 == value.asArray().size());
        retriers.push_back(std::move(retrier));
    }
    return retriers;
}

Retrier DefinitionReader::readRetrier(const json::Value& value)
{
    Retrier retrier;
    const auto number = [&](const char* field, double least, double most, auto& into) {
        const json::Value* found = value.find(field);
        const Step step(*this, field);
        if (const auto read = found ? readNumber(*found, least, most) : std::nullopt)
            into = static_cast<std::remove_reference_t<decltype(into)>>(*read);
    };
    number("IntervalSeconds", 1, mostSeconds, retrier.intervalSeconds);
    number("MaxAttempts", 0, mostSeconds, retrier.maxAttempts);
    number("BackoffRate", 1, mostSeconds, retrier.backoffRate);
    number("MaxDelaySeconds", 1, 31'622'400, retrier.maxDelaySeconds);
    if (const json::Value* jitter = value.find("JitterStrategy")) {
        const Step step(*this, "JitterStrategy");
        retrier.hasFullJitter = jitter->toString() == "FULL";
        if (!retrier.hasFullJitter && jitter->toString() != "NONE")
            refuseField(*jitter, "must be \"FULL\" or \"NONE\".");
    }
    return retrier;
}

std::vector<std::string> DefinitionReader::readErrorEquals(const json::Value& value, bool isLast)
{
    std::vector<std::string> errors;
    const json::Value& list = value["ErrorEquals"];
    const Step step(*this, "ErrorEquals");
    if (!list.isArray() || list.asArray().empty()) {
        refuseField(value, "must be a list of error names.");
        return errors;
    }
    for (const json::Value& name : list.asArray()) {
        if (!name.isString())
            refuseField(name, "holds something that is no error name.");
        else
            errors.push_back(name.asString());
    }
    const bool catchesAll = std::find(errors.begin(), errors.end(), error::all) != errors.end();
    if (catchesAll && (errors.size() > 1 || !isLast))
        refuseField(list, "has \"States.ALL\", which must stand alone and come last.");
    return errors;
}

std::vector<Catcher> DefinitionReader::readCatch(const json::Value& value, const State& state, const FlowNames& names)
{
    std::vector<Catcher> catchers;
    if (!value.isArray()) {
        refuseField(value, "must be a list.");
        return catchers;
    }
    for (std::size_t i = 0; i < value.asArray().size(); ++i) {
        const Step step(*this, "[" + std::to_string(i) + "]");
        Catcher catcher = readCatcher(value.asArray()[i], state, names);
        catcher.errors = readErrorEquals(value.asArray()[i], i + 1 == value.asArray().size());
        catchers.push_back(std::move(catcher));
    }
    return catchers;
}

Catcher DefinitionReader::readCatcher(const json::Value& value, const State& state, const FlowNames& names)
{
    Catcher catcher;
    {
        const Step step(*this, "Next");
        if (value["Next"].isString())
            catcher.next = readTarget(value["Next"], names);
        else
            refuseField(value, "is missing: the state to go to when the error is caught.");
    }
    catcher.assign = readAssign(value, state.language, names);
    if (state.language == QueryLanguage::Jsonata)
        catcher.output = readTemplateField(value, "Output", state.language);
    else
        catcher.resultPath = readResultPath(value);
    return catcher;
}

} // namespace gw::engine::states
