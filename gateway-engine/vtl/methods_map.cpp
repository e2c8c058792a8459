// The methods of java.util.Map, and its entries.
#include "gateway-engine/vtl/java_text.h"
#include "gateway-engine/vtl/methods.h"

#include <algorithm>

namespace gw::engine::vtl {

namespace {

constexpr std::size_t mostEntries = 1'000'000;

class MapEntry final : public Object
{
public:
    explicit MapEntry(Map::Entry entry) : m_entry(std::move(entry)) {}

    [[nodiscard]] Value property(std::string_view name) const override
    {
        return name == "key" ? m_entry.key : name == "value" ? m_entry.value : Value();
    }
    [[nodiscard]] Result<std::optional<Value>> call(std::string_view method, std::span<const Value> arguments) override
    {
        if (!arguments.empty())
            return std::nullopt;
        if (method == "getKey")
            return m_entry.key;
        if (method == "getValue")
            return m_entry.value;
        if (method == "toString")
            return Value(*text());
        return std::nullopt;
    }
    [[nodiscard]] std::optional<std::string> text() const override
    {
        return textOf(m_entry.key) + "=" + textOf(m_entry.value);
    }

private:
    Map::Entry m_entry;
};

std::vector<Value> keysOf(const Map& map)
{
    std::vector<Value> keys;
    for (const Map::Entry& entry : map.entries())
        keys.push_back(entry.key);
    return keys;
}

std::vector<Value> valuesOf(const Map& map)
{
    std::vector<Value> values;
    for (const Map::Entry& entry : map.entries())
        values.push_back(entry.value);
    return values;
}

std::vector<Value> entriesOf(const Map& map)
{
    std::vector<Value> entries;
    for (const Map::Entry& entry : map.entries())
        entries.push_back(Value(ObjectRef(std::make_shared<MapEntry>(entry))));
    return entries;
}

MethodResult textOfMap(const MapRef& map, Budget& budget)
{
    std::string text;
    const std::size_t most = budget.limits().outputBytes;
    if (!appendText(text, Value(map), most, budget.limits().nesting))
        return fail(tooLong(most));
    return budget.spend(text.size() / 32) ? MethodResult(Value(std::move(text))) : fail(outOfFuel());
}

MethodResult putInto(Map& map, const Value& key, const Value& value, Budget& budget)
{
    if (!budget.spend(map.size() / 64 + 2))
        return fail(outOfFuel());
    if (map.size() >= mostEntries)
        return fail("The map grew beyond a million entries.", "Keep less in it.");
    if (auto wrong = holdsItself(&map, value, budget))
        return fail(std::move(*wrong));
    return map.put(key, value).value_or(Value());
}

MethodResult putAllInto(Map& map, const Map& other, Budget& budget)
{
    const std::vector<Map::Entry> entries = other.entries(); // it may be the same map
    for (const auto& [key, value] : entries)
        if (auto put = putInto(map, key, value, budget); !put)
            return put;
    return Value();
}

MethodResult withNone(Map& map, const MapRef& self, const MethodCall& call)
{
    if (!call.budget.spend(map.size() / 4))
        return fail(outOfFuel());
    switch (call.method) {
    case Method::size:
        return Value(std::int32_t(map.size()));
    case Method::isEmpty:
        return Value(map.size() == 0);
    case Method::keySet:
        return makeList(keysOf(map));
    case Method::values:
        return makeList(valuesOf(map));
    case Method::entrySet:
        return makeList(entriesOf(map));
    case Method::clear:
        map.clear();
        return Value();
    case Method::hashCode:
        return Value(hashCode(textOf(Value(self))));
    case Method::toString:
        return textOfMap(self, call.budget);
    default:
        return std::nullopt;
    }
}

MethodResult withOne(Map& map, const MethodCall& call)
{
    const Value& key = call.arguments[0];
    const Value* found = map.find(key);
    switch (call.method) {
    case Method::get:
        return found ? *found : Value();
    case Method::containsKey:
        return Value(found != nullptr);
    case Method::containsValue:
        return Value(std::any_of(map.entries().begin(), map.entries().end(),
                                 [&](const Map::Entry& entry) { return entry.value == key; }));
    case Method::remove:
        if (!call.budget.spend(map.size() / 8))
            return fail(outOfFuel());
        return map.remove(key).value_or(Value());
    case Method::putAll:
        return key.map() ? putAllInto(map, *key.map(), call.budget) : std::nullopt;
    default:
        return std::nullopt;
    }
}

} // namespace

MethodResult callMap(const MapRef& self, const MethodCall& call)
{
    Map& map = *self;
    if (call.arguments.empty())
        return withNone(map, self, call);
    if (call.arguments.size() == 1)
        return withOne(map, call);
    if (call.arguments.size() != 2)
        return std::nullopt;
    const Value* found = map.find(call.arguments[0]);
    if (call.method == Method::getOrDefault)
        return found ? *found : call.arguments[1];
    if (call.method == Method::putIfAbsent && found && !found->isNull())
        return *found;
    if (call.method == Method::put || call.method == Method::putIfAbsent)
        return putInto(map, call.arguments[0], call.arguments[1], call.budget);
    return std::nullopt;
}

} // namespace gw::engine::vtl
