#include "gateway-engine/vtl/dialect/context_object.h"

#include "gateway-engine/vtl/java_text.h"

namespace gw::engine::vtl {

namespace {

// authorizer.claims: each claim can be read by its name, the whole prints nothing.
class Claims final : public Object
{
public:
    explicit Claims(Value claims) : m_claims(std::move(claims)) {}

    Value property(std::string_view name) const override { return m_claims.map()->get(name); }
    Result<std::optional<Value>> call(std::string_view method, std::span<const Value> arguments) override
    {
        if (method != "get" || arguments.size() != 1)
            return std::optional<Value>();
        return std::optional(property(textOf(arguments[0])));
    }
    std::optional<std::string> text() const override { return std::string(); }

private:
    Value m_claims;
};

// What an authorizer returns reaches templates as text, whatever it was.
Value authorizerOf(const json::Value& authorizer)
{
    Value made = makeMap();
    for (const json::Member& member : authorizer.asObject()) {
        const bool claims = member.key == "claims" && member.value.isObject();
        const bool text = member.value.isNumber() || member.value.isBool();
        Value value = text ? Value(member.value.scalarText()) : fromJson(member.value, Printing::Java);
        if (claims)
            value = Value(std::static_pointer_cast<Object>(std::make_shared<Claims>(std::move(value))));
        (void)made.map()->put(Value(member.key), std::move(value));
    }
    return made;
}

const OverrideTarget* targetIn(const Value& value)
{
    return dynamic_cast<const OverrideTarget*>(value.object());
}

// Header and parameter values are texts, or lists of texts for several values.
json::Value overrideValue(const Value& value)
{
    if (!value.list())
        return textOf(value);
    json::Array texts;
    for (const Value& item : value.list()->items)
        if (!item.isNull())
            texts.emplace_back(textOf(item));
    return json::Value(std::move(texts));
}

json::Value entriesOf(const Map& map)
{
    json::Value entries = json::Value::object();
    for (const auto& [name, value] : map.entries())
        if (!value.isNull())
            entries.set(textOf(name), overrideValue(value));
    return entries;
}

void readGroup(json::Value& overrides, const OverrideTarget& parent, std::string_view name)
{
    const Value group = parent.property(name);
    const Map* map = targetIn(group) ? &targetIn(group)->map() : group.map();
    if (map && map->size() > 0)
        overrides.set(name, entriesOf(*map));
}

bool wasSet(const OverrideTarget& target)
{
    if (target.wasSet())
        return true;
    for (const auto& [name, value] : target.map().entries())
        if (targetIn(value) && targetIn(value)->wasSet())
            return true;
    return false;
}

} // namespace

TemplateContext::TemplateContext(json::Value context, Budget& budget, bool overrides) : m_budget(budget)
{
    if (!context.isObject())
        context = json::Value::object();
    if (overrides)
        makeOverrides(context);
    Value authorizer = context["authorizer"].isObject() ? authorizerOf(context["authorizer"]) : Value();
    m_context = fromJson(std::move(context), Printing::Java);
    if (!authorizer.isNull())
        (void)m_context.map()->put(Value("authorizer"), std::move(authorizer));
    if (overrides) {
        (void)m_context.map()->put(Value("requestOverride"), Value(std::static_pointer_cast<Object>(m_request)));
        (void)m_context.map()->put(Value("responseOverride"), Value(std::static_pointer_cast<Object>(m_response)));
    }
}

void TemplateContext::makeOverrides(const json::Value& context)
{
    m_request = makeOverride(context["requestOverride"], {"header", "path", "querystring"});
    m_response = makeOverride(context["responseOverride"], {"header"});
    if (const json::Value* status = context["responseOverride"].find("status"))
        m_response->preset("status", fromJson(*status));
    m_targets.emplace_back("requestOverride", m_request);
    m_targets.emplace_back("responseOverride", m_response);
}

TemplateContext::Target TemplateContext::makeOverride(const json::Value& before,
                                                      std::initializer_list<std::string_view> groups)
{
    const bool isRequest = !m_request;
    auto target = std::make_shared<OverrideTarget>(m_budget);
    for (const std::string_view name : groups) {
        const std::string fullName = (isRequest ? "requestOverride." : "responseOverride.") + std::string(name);
        m_targets.emplace_back(fullName, addGroup(target, name, before[name]));
    }
    return target;
}

TemplateContext::Target TemplateContext::addGroup(const Target& parent, std::string_view name,
                                                  const json::Value& before)
{
    auto group = std::make_shared<OverrideTarget>(m_budget);
    if (before.isObject())
        for (const json::Member& member : before.asObject())
            group->preset(member.key, fromJson(member.value, Printing::Java));
    parent->preset(name, Value(std::static_pointer_cast<Object>(group)));
    return group;
}

json::Value TemplateContext::requestOverride() const
{
    if (!m_request || !wasSet(*m_request))
        return nullptr;
    json::Value overrides = json::Value::object();
    for (const char* group : {"header", "path", "querystring"})
        readGroup(overrides, *m_request, group);
    return overrides;
}

// A status that is no whole number from 100 to 599 is passed over.
json::Value TemplateContext::responseOverride() const
{
    if (!m_response || !wasSet(*m_response))
        return nullptr;
    json::Value overrides = json::Value::object();
    readGroup(overrides, *m_response, "header");
    const auto status = m_response->property("status").integer();
    if (status && *status >= 100 && *status <= 599)
        overrides.set("status", *status);
    return overrides;
}

std::string TemplateContext::setTwice() const
{
    for (const auto& [name, target] : m_targets)
        if (!target->setTwice().empty())
            return name + "." + target->setTwice();
    return {};
}

} // namespace gw::engine::vtl
