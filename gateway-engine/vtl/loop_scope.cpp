#include "gateway-engine/vtl/loop_scope.h"

#include "gateway-engine/vtl/java_text.h"

namespace gw::engine::vtl {

LoopScope::LoopScope(const Value& before) : m_before(before)
{
    if (const auto* object = std::get_if<ObjectRef>(&before.data()))
        m_parent = std::dynamic_pointer_cast<LoopScope>(*object);
}

Value LoopScope::property(std::string_view name) const
{
    if (name == "index")
        return Value(index);
    if (name == "count")
        return Value(index + 1);
    if (name == "hasNext")
        return Value(hasNext);
    if (name == "first")
        return Value(index < 1);
    if (name == "last")
        return Value(!hasNext);
    if (name == "parent")
        return m_parent ? Value(ObjectRef(m_parent)) : Value();
    if (name == "topmost")
        return topmost();
    if (name == "replaced")
        return replaced();
    if (name == "info") {
        Value info = makeMap();
        info.map()->put(Value("name"), Value("foreach"));
        info.map()->put(Value("type"), Value("foreach"));
        info.map()->put(Value("depth"), Value(depth()));
        return info;
    }
    const Value* own = m_own.find(name);
    return own ? *own : m_parent ? m_parent->property(name) : Value();
}

// getIndex(), isFirst(), hasNext() and their like are the properties.
Result<std::optional<Value>> LoopScope::call(std::string_view method, std::span<const Value> arguments)
{
    if (method == "get" && arguments.size() == 1)
        return property(textOf(arguments[0]));
    if (method == "put" && arguments.size() == 2) {
        const Value old = property(textOf(arguments[0]));
        if (!assign(textOf(arguments[0]), arguments[1]))
            return std::nullopt;
        return old;
    }
    if (method == "toString" && arguments.empty())
        return Value(textOf(makeMap()));
    if (!arguments.empty())
        return std::nullopt;
    std::string name(method);
    for (const std::string_view prefix : {"get", "is"})
        if (name.starts_with(prefix) && name.size() > prefix.size())
            name = std::string(1, char(name[prefix.size()] | 0x20)) + name.substr(prefix.size() + 1);
    for (const std::string_view known : {"index", "count", "hasNext", "first", "last", "parent", "replaced", "info"})
        if (name == known)
            return property(name);
    return std::nullopt;
}

bool LoopScope::assign(std::string_view name, const Value& value)
{
    if (value.list() || value.map() || value.object())
        return false; // nothing here may come to hold itself
    m_own.put(Value(name), value);
    return true;
}

std::optional<std::string> LoopScope::text() const
{
    return "{}";
}

Value LoopScope::replaced() const
{
    return m_parent ? m_parent->replaced() : m_before;
}

Value LoopScope::topmost() const
{
    std::shared_ptr<LoopScope> top = m_parent;
    while (top && top->m_parent)
        top = top->m_parent;
    if (top)
        return Value(ObjectRef(top));
    return Value(ObjectRef(std::const_pointer_cast<LoopScope>(shared_from_this())));
}

std::int32_t LoopScope::depth() const
{
    std::int32_t depth = 1;
    for (const LoopScope* scope = m_parent.get(); scope; scope = scope->m_parent.get())
        ++depth;
    return depth;
}

} // namespace gw::engine::vtl
