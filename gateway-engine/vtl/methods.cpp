// Which class answers a call, a property or an index; what is common to all classes.
#include "gateway-engine/vtl/methods.h"

#include "gateway-engine/vtl/java_text.h"
#include "gateway-engine/vtl/numbers.h"

#include <unordered_map>

namespace gw::engine::vtl {

namespace {

std::unordered_map<std::string_view, Method> allMethods()
{
    return {
#define GW_VTL_METHOD(name) {#name, Method::name},
#include "gateway-engine/vtl/method_names.inc"
#undef GW_VTL_METHOD
    };
}

// A getter that templates read as a property: $list.empty is $list.isEmpty().
Method getterFor(const Value& target, std::string_view name)
{
    if (name == "empty" && (target.list() || target.isString()))
        return Method::isEmpty;
    if (name == "bytes" && target.isString())
        return Method::getBytes;
    if (name == "blank" && target.isString())
        return Method::isBlank;
    return Method::Unknown;
}

std::string shown(const Value& value)
{
    return textOf(value).substr(0, 100);
}

} // namespace

Method methodNamed(std::string_view name)
{
    static const std::unordered_map<std::string_view, Method> methods = allMethods();
    const auto it = methods.find(name);
    return it == methods.end() ? Method::Unknown : it->second;
}

Diagnostic outOfFuel()
{
    return fail("The template takes more steps than it may.",
                "Look for a loop that does not end, or do less in the template.")
        .value();
}

Diagnostic tooLong(std::size_t mostBytes)
{
    return fail("A text grew beyond " + std::to_string(mostBytes) + " bytes.", "Write less.").value();
}

MethodResult callMethod(const Value& target, const MethodCall& call)
{
    if (!call.budget.spend(1))
        return fail(outOfFuel());
    if (call.method == Method::equals && call.arguments.size() == 1)
        return Value(target == call.arguments[0]);
    if (const std::string* text = target.string())
        return callText(*text, call);
    if (const auto* list = std::get_if<ListRef>(&target.data()))
        return callList(*list, call);
    if (const auto* map = std::get_if<MapRef>(&target.data()))
        return callMap(*map, call);
    if (const bool* truth = target.boolean())
        return callBoolean(*truth, call);
    if (target.isNumber())
        return callNumber(target, call);
    return std::nullopt;
}

Value propertyOf(const Value& target, const Value& name)
{
    if (const Map* map = target.map())
        return map->get(name);
    if (const Object* object = target.object())
        return object->property(*name.string());
    const Method getter = getterFor(target, *name.string());
    if (getter == Method::Unknown)
        return {};
    Budget budget{Limits()};
    auto result = callMethod(target, {getter, *name.string(), {}, budget});
    return result && *result ? **result : Value();
}

MethodResult elementOf(const Value& target, const Value& index)
{
    if (const List* list = target.list()) {
        const auto number = index.integer();
        if (!number)
            return std::nullopt;
        if (*number < 0 || *number >= std::int64_t(list->items.size()))
            return fail("The index " + std::to_string(*number) + " is outside the list of " +
                            std::to_string(list->items.size()) + " values.",
                        "Compare with size() before.");
        return list->items[std::size_t(*number)];
    }
    if (const Map* map = target.map())
        return map->get(index);
    if (Object* object = target.object()) {
        auto result = object->call("get", std::span(&index, 1));
        if (!result || *result || !index.isString())
            return result;
        return object->property(*index.string());
    }
    return std::nullopt;
}

Result<bool> assignProperty(const Value& target, const Value& name, const Value& value, Budget& budget)
{
    if (Map* map = target.map()) {
        if (auto wrong = holdsItself(map, value, budget))
            return fail(std::move(*wrong));
        map->put(name, value);
        return true;
    }
    if (Object* object = target.object())
        return object->assign(*name.string(), value);
    return false;
}

Result<bool> assignElement(const Value& target, const Value& index, const Value& value, Budget& budget)
{
    if (target.map())
        return assignProperty(target, index, value, budget);
    if (Object* object = target.object()) {
        const Value arguments[] = {index, value};
        auto put = object->call("put", arguments);
        if (!put)
            return fail(std::move(put.error()));
        return put->has_value() || (index.isString() && object->assign(*index.string(), value));
    }
    List* list = target.list();
    const auto number = index.integer();
    if (!list || !number)
        return false;
    if (*number < 0 || *number >= std::int64_t(list->items.size()))
        return fail("The index " + std::to_string(*number) + " is outside the list of " +
                        std::to_string(list->items.size()) + " values.",
                    "Use add() to make the list longer.");
    if (auto wrong = holdsItself(list, value, budget))
        return fail(std::move(*wrong));
    list->items[std::size_t(*number)] = value;
    return true;
}

std::optional<Diagnostic> holdsItself(const void* holder, const Value& value, Budget& budget)
{
    std::vector<const Value*> pending{&value};
    while (!pending.empty()) {
        const Value* next = pending.back();
        pending.pop_back();
        const List* list = next->list();
        const Map* map = next->map();
        if (!list && !map)
            continue;
        if (list == holder || map == holder)
            return fail("A list or map cannot hold itself.", "Put a copy into it.").value();
        const std::size_t count = list ? list->items.size() : map->size();
        if (!budget.spend(count / 4 + 1))
            return outOfFuel();
        for (std::size_t i = 0; i < count; ++i)
            pending.push_back(list ? &list->items[i] : &map->entries()[i].value);
    }
    return std::nullopt;
}

ListRef elementsOf(const Value& value)
{
    if (const auto* list = std::get_if<ListRef>(&value.data()))
        return *list;
    if (const Map* map = value.map()) {
        auto values = std::make_shared<List>();
        for (const Map::Entry& entry : map->entries())
            values->items.push_back(entry.value);
        return values;
    }
    const Object* object = value.object();
    return object ? object->elements() : nullptr;
}

MethodResult callBoolean(bool truth, const MethodCall& call)
{
    const std::size_t count = call.arguments.size();
    if (count == 0 && call.method == Method::booleanValue)
        return Value(truth);
    if (count == 0 && call.method == Method::toString)
        return Value(truth ? "true" : "false");
    if (count == 0 && call.method == Method::hashCode)
        return Value(std::int32_t(truth ? 1231 : 1237));
    if (count != 1)
        return std::nullopt;
    const Value& other = call.arguments[0];
    if (call.method == Method::compareTo && other.boolean())
        return Value(std::int32_t(truth) - std::int32_t(*other.boolean()));
    if ((call.method == Method::parseBoolean || call.method == Method::valueOf) && other.isString())
        return Value(shown(other) == "true" || shown(other) == "TRUE" || shown(other) == "True");
    return std::nullopt;
}

} // namespace gw::engine::vtl
