// gatewright eval: evaluates one small thing per line, JSON Lines in and out. A bad case is answered with an error on
// its line and never stops the run.
#include "app/commands/command.h"
#include "app/commands/eval_case.h"
#include "core/json/text.h"
#include "gateway-engine/trace/trace_text.h"

#include <iostream>

namespace gw::cli {

namespace {

struct EvalOptions
{
    std::string kind;
};

struct Kind
{
    const char* name;
    EvalResult (*evaluate)(const json::Value& input);
};

constexpr Kind kinds[] = {
    {"asl", evaluateAsl},
    {"jsonpath", evaluateJsonPath},
    {"route", evaluateRoute},
    {"schema", evaluateSchema},
    {"vtl", evaluateVtl},
};

const Kind* kindNamed(const std::string& name)
{
    for (const Kind& kind : kinds)
        if (kind.name == name)
            return &kind;
    return nullptr;
}

std::string kindNames()
{
    std::string names;
    for (const Kind& kind : kinds)
        names += (names.empty() ? "" : ", ") + std::string(kind.name);
    return names;
}

json::Value errorOf(const std::string& message, int line, int column)
{
    json::Value error = json::Value::object();
    error.set("message", engine::validUtf8(message));
    error.set("line", line);
    error.set("column", column);
    json::Value value = json::Value::object();
    value.set("error", std::move(error));
    return value;
}

json::Value evaluateLine(const Kind& kind, const std::string& text, int line)
{
    const Result<json::Value> input = json::readJson(text);
    if (!input)
        return errorOf(input.error().message, line, std::max(input.error().position.column, 1));
    EvalResult output = kind.evaluate(*input);
    if (!output && output.error().place.line > 0)
        return errorOf(output.error().message, output.error().place.line, output.error().place.column);
    if (!output)
        return errorOf(output.error().message, line, json::positionOf(text, output.error().offset).column);
    return std::move(*output);
}

int runEval(const Kind& kind)
{
    std::ios::sync_with_stdio(false);
    std::string text;
    for (int line = 1; std::getline(std::cin, text); ++line)
        if (text.find_first_not_of(" \t\r") != std::string::npos)
            std::cout << json::writeJson(evaluateLine(kind, text, line)) << std::endl;
    return ExitGood;
}

} // namespace

void addEval(CommandLine& line)
{
    auto options = std::make_shared<EvalOptions>();
    CLI::App* command = line.app.add_subcommand("eval", "Evaluate JSON Lines from stdin, one case a line");
    command->add_option("KIND", options->kind, "What to evaluate: " + kindNames())
        ->required()
        ->check([](const std::string& name) {
            return kindNamed(name) ? std::string() : "\"" + name + "\" is not a kind; there are: " + kindNames();
        });
    command->footer("Example:\n  echo '{\"kind\":\"rest\",\"routes\":[\"GET /pets/{id}\"],\"method\":\"GET\","
                    "\"path\":\"/pets/1\"}' | gatewright eval route");
    command->callback(
        [options, &line] { line.run = [options](const Terminal&) { return runEval(*kindNamed(options->kind)); }; });
}

} // namespace gw::cli
