// What an expression sees, as JSON for the heap, and what came of it.
#include "gateway-engine/states/jsonata.h"

#include "core/json/text.h"
#include "gateway-engine/states/data_limits.h"

namespace gw::engine::states {

namespace {

// "$states" with what there is of it. An expression that names no part of it gets none: the context object and the
// input may be large.
json::Value statesOf(const Scope& scope)
{
    json::Value states = json::Value::object();
    states.set("input", *scope.input);
    if (scope.result)
        states.set("result", *scope.result);
    if (scope.errorOutput)
        states.set("errorOutput", *scope.errorOutput);
    states.set("context", scope.context());
    return states;
}

std::string bindingsFor(const std::string& expression, const Scope& scope)
{
    json::Value bindings = json::Value::object();
    if (expression.find("states") != std::string::npos)
        bindings.set("states", statesOf(scope));
    for (const Variables* variables = scope.variables; variables; variables = variables->outer())
        for (const Variables::Variable& variable : variables->own())
            if (expression.find(variable.name) != std::string::npos && !bindings.find(variable.name))
                bindings.set(variable.name, *variable.value);
    return json::writeJson(bindings);
}

} // namespace

JsonataEngine::JsonataEngine(Services& services, const JsonataLimits& limits) : m_services(services), m_limits(limits)
{
}

JsonataEngine::~JsonataEngine() = default;

std::unique_ptr<JsonataEngine> JsonataEngine::ifThere(Services& services)
{
    return hasJsonata() ? std::make_unique<JsonataEngine>(services) : nullptr;
}

std::string JsonataEngine::call(const char* name, std::string_view a, std::string_view b)
{
    if (!m_heap || m_heap->isSpent())
        m_heap = JsonataHeap::create(m_services, m_limits);
    if (!m_heap)
        return std::string("e") + missingJsonata;
    return m_heap->call(name, a, b);
}

tl::expected<std::optional<json::Value>, std::string> JsonataEngine::evaluate(const std::string& expression,
                                                                              const Scope& scope)
{
    const std::string outcome = call("evaluate", expression, bindingsFor(expression, scope));
    if (outcome.starts_with('u'))
        return std::nullopt;
    if (!outcome.starts_with('v'))
        return tl::unexpected(outcome.substr(std::min<std::size_t>(1, outcome.size())));
    Result<json::Value> value = json::readJson(std::string_view(outcome).substr(1), {m_limits.bytes, mostDataDepth});
    if (!value)
        return tl::unexpected("The result is no JSON: " + value.error().message);
    return std::optional<json::Value>(std::move(*value));
}

std::optional<std::string> JsonataEngine::syntaxProblem(const std::string& expression)
{
    const std::string outcome = call("check", expression, "");
    if (outcome.starts_with('v'))
        return std::nullopt;
    return outcome.substr(std::min<std::size_t>(1, outcome.size()));
}

} // namespace gw::engine::states
