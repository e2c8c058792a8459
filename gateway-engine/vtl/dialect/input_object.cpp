#include "gateway-engine/vtl/dialect/input_object.h"

#include "core/json/text.h"
#include "gateway-engine/vtl/java_text.h"
#include "gateway-engine/vtl/methods.h"

#include <algorithm>

namespace gw::engine::vtl {

namespace {

using Outcome = Result<std::optional<Value>>;

constexpr std::string_view emptyBody = "{}";
constexpr std::size_t bytesPerStep = 32; // of JSON that is copied or read

Value mapOf(const Parameters& parameters)
{
    Value made = makeMap();
    for (const auto& [name, value] : parameters)
        (void)made.map()->put(Value(name), Value(value));
    return made;
}

const std::string* lastOf(const Parameters& parameters, std::string_view name)
{
    const auto found =
        std::find_if(parameters.rbegin(), parameters.rend(), [&](const auto& entry) { return entry.first == name; });
    return found == parameters.rend() ? nullptr : &found->second;
}

// The reader's limits keep hostile bodies off; a body over them is a fault, not a text that happens to be no JSON.
bool isOverLimit(const Diagnostic& error)
{
    return error.rule == "too-deep" || error.rule == "too-many-values" || error.rule == "file-too-large";
}

} // namespace

Value InputObject::property(std::string_view name) const
{
    if (name != "body")
        return Value();
    return Value(m_input.body.empty() ? emptyBody : m_input.body);
}

Outcome InputObject::call(std::string_view method, std::span<const Value> arguments)
{
    if (!m_budget.spend(1))
        return fail(outOfFuel());
    if (method == "path" && arguments.size() == 1)
        return path(arguments[0]);
    if (method == "json" && arguments.size() == 1)
        return json(arguments[0]);
    if (method == "params" && arguments.empty())
        return std::optional(allParameters());
    if (method == "params" && arguments.size() == 1)
        return std::optional(parameter(arguments[0]));
    return std::optional<Value>();
}

Outcome InputObject::path(const Value& expression)
{
    const auto found = find(expression);
    if (!found)
        return tl::unexpected(found.error());
    return std::optional(found->part ? fromJson(found->document, *found->part) : Value());
}

Outcome InputObject::json(const Value& expression)
{
    const auto found = find(expression);
    if (!found)
        return tl::unexpected(found.error());
    std::string text;
    if (found->part) // as long as it was, if it was written without white space
        text.reserve(found->part->range().end - found->part->range().begin);
    if (!found->part)
        text = "\"\"";
    else if (!appendJson(text, found->document, *found->part, m_budget.limits().outputBytes))
        return fail(tooLong(m_budget.limits().outputBytes));
    return std::optional(Value(std::move(text)));
}

Value InputObject::allParameters() const
{
    Value all = makeMap();
    (void)all.map()->put(Value("path"), mapOf(m_input.path));
    (void)all.map()->put(Value("querystring"), mapOf(m_input.querystring));
    (void)all.map()->put(Value("header"), mapOf(m_input.header));
    return all;
}

Value InputObject::parameter(const Value& name) const
{
    const std::string wanted = name.string() ? *name.string() : textOf(name);
    for (const Parameters* group : {&m_input.path, &m_input.querystring, &m_input.header})
        if (const std::string* value = lastOf(*group, wanted))
            return Value(*value);
    return Value("");
}

Result<InputObject::Found> InputObject::find(const Value& expression)
{
    if (expression.isNull())
        return Found();
    const auto path = JsonPath::parse(expression.string() ? *expression.string() : textOf(expression));
    if (!path)
        return fail(path.error().message, path.error().hint);
    const auto body = document();
    if (!body)
        return tl::unexpected(body.error());
    if (!*body)
        return Found();
    auto found = path->isPlain() ? Result<Found>({*body, path->find(**body)}) : evaluate(*path, **body);
    const bool container = found && found->part && (found->part->isArray() || found->part->isObject());
    if (container && !m_budget.spend(m_input.body.size() / bytesPerStep))
        return fail(outOfFuel());
    return found;
}

Result<InputObject::Found> InputObject::evaluate(const JsonPath& path, const json::Value& body)
{
    JsonPathLimits limits;
    limits.mostSteps = std::min<std::size_t>(limits.mostSteps, m_budget.fuelLeft());
    std::size_t steps = 0;
    auto found = path.evaluate(body, limits, &steps);
    if (!m_budget.spend(steps))
        return fail(outOfFuel());
    if (!found && found.error().rule == JsonPath::limitRule)
        return fail(found.error().message, found.error().hint);
    if (!found || !*found)
        return Found();
    const auto made = std::make_shared<const json::Value>(**std::move(found));
    return Found{made, made.get()};
}

Result<Document> InputObject::document()
{
    if (!m_document && !m_isRead) {
        m_isRead = true;
        auto read = json::readJson(m_input.body.empty() ? emptyBody : m_input.body);
        if (read)
            m_document = std::make_shared<const json::Value>(*std::move(read));
        else if (isOverLimit(read.error()))
            return fail("$input cannot read the body: " + read.error().message, read.error().hint);
    }
    return m_document;
}

} // namespace gw::engine::vtl
