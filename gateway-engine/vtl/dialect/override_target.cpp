#include "gateway-engine/vtl/dialect/override_target.h"

#include "gateway-engine/vtl/java_text.h"
#include "gateway-engine/vtl/methods.h"

namespace gw::engine::vtl {

void OverrideTarget::preset(std::string_view name, Value value)
{
    (void)m_values->put(Value(name), std::move(value));
}

void OverrideTarget::set(const Value& name, const Value& value)
{
    std::string text = textOf(name);
    if (const auto [place, isNew] = m_set.insert(std::move(text)); !isNew && m_setTwice.empty())
        m_setTwice = *place;
    (void)m_values->put(name, value);
}

Value OverrideTarget::property(std::string_view name) const
{
    const Value* value = m_values->find(name);
    return value ? *value : Value();
}

Result<std::optional<Value>> OverrideTarget::call(std::string_view method, std::span<const Value> arguments)
{
    if (method == "put" && arguments.size() == 2) {
        const Value* before = m_values->find(arguments[0]);
        Value previous = before ? *before : Value();
        set(arguments[0], arguments[1]);
        return std::optional(std::move(previous));
    }
    if (method == "putAll" && arguments.size() == 1 && arguments[0].map()) {
        for (const auto& [name, value] : arguments[0].map()->entries())
            set(name, value);
        return std::optional(Value());
    }
    return callMethod(Value(m_values), {methodNamed(method), method, arguments, m_budget});
}

bool OverrideTarget::assign(std::string_view name, const Value& value)
{
    set(Value(name), value);
    return true;
}

std::optional<std::string> OverrideTarget::text() const
{
    return textOf(Value(m_values));
}

ListRef OverrideTarget::elements() const
{
    return elementsOf(Value(m_values));
}

} // namespace gw::engine::vtl
