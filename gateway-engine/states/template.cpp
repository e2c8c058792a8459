// Evaluation of queries and templates.
#include "gateway-engine/states/template.h"

#include "core/json/text.h"
#include "gateway-engine/states/query_engine.h"

namespace gw::engine::states {

namespace {

std::string jsonataPrefix(const Jsonata& expression, const std::string& field)
{
    return "The JSONata expression '" + expression.text + "' specified for the field '" + field + "' ";
}

Outcome<json::Value> evaluateJsonata(const Jsonata& expression, const std::string& field, const Scope& scope)
{
    if (!scope.queries)
        return queryFailure(jsonataPrefix(expression, field) + "cannot be evaluated: JSONata is not installed.", field);
    auto result = scope.queries->evaluate(expression.text, scope);
    if (!result)
        return queryFailure(jsonataPrefix(expression, field) + "threw an error during evaluation. " + result.error(),
                            field);
    if (!*result)
        return queryFailure(jsonataPrefix(expression, field) + "returned nothing (undefined).", field);
    return std::move(**result);
}

Outcome<json::Value> evaluatePath(const Path& path, const std::string& field, const Scope& scope)
{
    Outcome<std::optional<json::Value>> found = path.find(scope);
    if (!found)
        return tl::unexpected(std::move(found.error()));
    if (!*found)
        return runtimeFailure("The JSONPath '" + path.text() + "' specified for the field '" + field +
                              "' could not be found in the input '" + json::writeJson(*scope.input) + "'");
    return std::move(**found);
}

} // namespace

Outcome<json::Value> Query::evaluate(const Scope& scope) const
{
    if (const Path* path = std::get_if<Path>(&what))
        return evaluatePath(*path, field, scope);
    if (const Call* call = std::get_if<Call>(&what))
        return (*call)->evaluate(scope);
    return evaluateJsonata(std::get<Jsonata>(what), field, scope);
}

Outcome<json::Value> Template::evaluate(const Scope& scope) const
{
    if (const auto* literal = std::get_if<json::Value>(&node))
        return *literal;
    if (const auto* query = std::get_if<Query>(&node))
        return query->evaluate(scope);
    if (const auto* items = std::get_if<std::vector<Template>>(&node)) {
        json::Array array;
        for (const Template& item : *items) {
            Outcome<json::Value> value = item.evaluate(scope);
            if (!value)
                return value;
            array.push_back(std::move(*value));
        }
        return json::Value(std::move(array));
    }
    json::Object object;
    for (const auto& [name, field] : std::get<Fields>(node)) {
        Outcome<json::Value> value = field.evaluate(scope);
        if (!value)
            return value;
        object.push_back({name, std::move(*value)});
    }
    return json::Value(std::move(object));
}

std::optional<std::string> jsonataText(std::string_view text)
{
    constexpr std::string_view open = "{%";
    constexpr std::string_view close = "%}";
    if (text.size() < open.size() + close.size() || !text.starts_with(open) || !text.ends_with(close))
        return std::nullopt;
    text = text.substr(open.size(), text.size() - open.size() - close.size());
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos)
        return std::string();
    return std::string(text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1));
}

std::string_view kindName(const json::Value& value)
{
    if (value.isNull())
        return "null";
    if (value.isBool())
        return "boolean";
    if (value.isNumber())
        return "number";
    if (value.isString())
        return "string";
    return value.isArray() ? "array" : "object";
}

tl::unexpected<Failure> unexpectedKind(const Query& query, std::string_view expected, const json::Value& value)
{
    return queryFailure(jsonataPrefix(std::get<Jsonata>(query.what), query.field) +
                            "returned an unexpected result type. Expected '" + std::string(expected) + "', but was '" +
                            std::string(kindName(value)) + "' for value: " + json::writeJson(value),
                        query.field);
}

} // namespace gw::engine::states
