// The methods of java.util.List, and the iterators over it.
#include "gateway-engine/vtl/java_text.h"
#include "gateway-engine/vtl/list_iterator.h"
#include "gateway-engine/vtl/methods.h"

#include <algorithm>

namespace gw::engine::vtl {

namespace {

constexpr std::size_t mostItems = 1'000'000;

tl::unexpected<Diagnostic> outside(std::int64_t index, std::size_t size)
{
    return fail("The index " + std::to_string(index) + " is outside the list of " + std::to_string(size) + " values.",
                "Compare with size() before.");
}

MethodResult insert(List& list, std::size_t at, const std::vector<Value>& items, Budget& budget)
{
    if (!budget.spend(items.size() + 1))
        return fail(outOfFuel());
    if (list.items.size() + items.size() > mostItems)
        return fail("The list grew beyond a million values.", "Keep less in it.");
    for (const Value& item : items)
        if (auto wrong = holdsItself(&list, item, budget))
            return fail(std::move(*wrong));
    list.items.insert(list.items.begin() + std::ptrdiff_t(at), items.begin(), items.end());
    return Value(true);
}

std::optional<std::size_t> find(const List& list, const Value& value)
{
    const auto it = std::find(list.items.begin(), list.items.end(), value);
    return it == list.items.end() ? std::nullopt : std::optional(std::size_t(it - list.items.begin()));
}

std::int32_t lastIndex(const List& list, const Value& value)
{
    for (std::size_t i = list.items.size(); i > 0; --i)
        if (list.items[i - 1] == value)
            return std::int32_t(i - 1);
    return -1;
}

MethodResult removeFrom(List& list, const Value& what)
{
    if (const auto index = what.integer()) {
        if (*index < 0 || *index >= std::int64_t(list.items.size()))
            return outside(*index, list.items.size());
        Value old = std::move(list.items[std::size_t(*index)]);
        list.items.erase(list.items.begin() + std::ptrdiff_t(*index));
        return old;
    }
    const auto index = find(list, what);
    if (index)
        list.items.erase(list.items.begin() + std::ptrdiff_t(*index));
    return Value(index.has_value());
}

MethodResult withCollection(List& list, Method method, const List& other, Budget& budget)
{
    if (!budget.spend(list.items.size() * (other.items.size() / 16 + 1)))
        return fail(outOfFuel());
    if (method == Method::addAll) {
        const std::vector<Value> copy = other.items; // it may be the same list
        auto added = insert(list, list.items.size(), copy, budget);
        return added ? MethodResult(Value(!copy.empty())) : added;
    }
    if (method == Method::containsAll)
        return Value(std::all_of(other.items.begin(), other.items.end(),
                                 [&](const Value& item) { return find(list, item).has_value(); }));
    const std::vector<Value> copy = other.items;
    const auto size = list.items.size();
    std::erase_if(list.items, [&](const Value& item) {
        const bool in = std::find(copy.begin(), copy.end(), item) != copy.end();
        return in == (method == Method::removeAll);
    });
    return Value(list.items.size() != size);
}

MethodResult withNone(List& list, const ListRef& self, const MethodCall& call)
{
    switch (call.method) {
    case Method::size:
        return Value(std::int32_t(list.items.size()));
    case Method::isEmpty:
        return Value(list.items.empty());
    case Method::iterator:
    case Method::listIterator:
        return Value(ObjectRef(std::make_shared<ListIterator>(self)));
    case Method::toArray: {
        auto copy = std::make_shared<List>(list.items, list.printing);
        copy->fixedSize = true;
        return call.budget.spend(list.items.size()) ? MethodResult(Value(std::move(copy))) : fail(outOfFuel());
    }
    case Method::toString: {
        std::string text;
        const std::size_t most = call.budget.limits().outputBytes;
        if (!appendText(text, Value(self), most, call.budget.limits().nesting))
            return fail(tooLong(most));
        return call.budget.spend(text.size() / 32) ? MethodResult(Value(std::move(text))) : fail(outOfFuel());
    }
    case Method::hashCode:
        return Value(hashCode(textOf(Value(self))));
    case Method::clear:
        if (list.fixedSize)
            return std::nullopt;
        list.items.clear();
        return Value();
    default:
        return std::nullopt;
    }
}

MethodResult withOne(List& list, const MethodCall& call)
{
    const Value& argument = call.arguments[0];
    if (!call.budget.spend(list.items.size() / 16))
        return fail(outOfFuel());
    const auto index = argument.integer();
    switch (call.method) {
    case Method::get:
        if (!index)
            return std::nullopt;
        return *index < 0 || *index >= std::int64_t(list.items.size())
                   ? MethodResult(outside(*index, list.items.size()))
                   : list.items[std::size_t(*index)];
    case Method::contains:
        return Value(find(list, argument).has_value());
    case Method::indexOf:
        return Value(find(list, argument) ? std::int32_t(*find(list, argument)) : -1);
    case Method::lastIndexOf:
        return Value(lastIndex(list, argument));
    case Method::add:
        return list.fixedSize ? std::nullopt : insert(list, list.items.size(), {argument}, call.budget);
    case Method::remove:
        return list.fixedSize ? std::nullopt : removeFrom(list, argument);
    case Method::addAll:
    case Method::removeAll:
    case Method::retainAll:
    case Method::containsAll: {
        const ListRef other = argument.isString() ? nullptr : elementsOf(argument);
        if (!other || (list.fixedSize && call.method != Method::containsAll))
            return std::nullopt;
        return withCollection(list, call.method, *other, call.budget);
    }
    default:
        return std::nullopt;
    }
}

MethodResult withTwo(List& list, const MethodCall& call)
{
    const auto index = call.arguments[0].integer();
    const Value& value = call.arguments[1];
    const std::int64_t size = std::int64_t(list.items.size());
    if (!index)
        return std::nullopt;
    if (call.method == Method::set) {
        if (*index < 0 || *index >= size)
            return outside(*index, list.items.size());
        if (auto wrong = holdsItself(&list, value, call.budget))
            return fail(std::move(*wrong));
        return std::exchange(list.items[std::size_t(*index)], value);
    }
    if (call.method == Method::add && !list.fixedSize) {
        if (*index < 0 || *index > size)
            return outside(*index, list.items.size());
        auto added = insert(list, std::size_t(*index), {value}, call.budget);
        return added ? MethodResult(Value()) : added;
    }
    if (call.method == Method::subList && value.integer()) {
        const std::int64_t end = *value.integer();
        if (*index < 0 || end > size || *index > end)
            return outside(*index < 0 || *index > end ? *index : end, list.items.size());
        if (!call.budget.spend(std::uint64_t(end - *index)))
            return fail(outOfFuel());
        return makeList({list.items.begin() + std::ptrdiff_t(*index), list.items.begin() + std::ptrdiff_t(end)},
                        list.printing);
    }
    return std::nullopt;
}

} // namespace

MethodResult callList(const ListRef& self, const MethodCall& call)
{
    List& list = *self;
    if (call.arguments.empty())
        return withNone(list, self, call);
    if (call.arguments.size() == 1)
        return withOne(list, call);
    return call.arguments.size() == 2 ? withTwo(list, call) : MethodResult(std::nullopt);
}

ListIterator::ListIterator(ListRef list) : m_list(std::move(list)) {}

Result<std::optional<Value>> ListIterator::call(std::string_view method, std::span<const Value> arguments)
{
    if (!arguments.empty())
        return std::nullopt;
    if (method == "hasNext")
        return Value(m_next < m_list->items.size());
    if (method != "next")
        return std::nullopt;
    if (m_next >= m_list->items.size())
        return fail("The iterator has no next value.", "Ask hasNext() before.");
    return m_list->items[m_next++];
}

ListRef ListIterator::elements() const
{
    auto rest = std::make_shared<List>();
    for (; m_next < m_list->items.size(); ++m_next)
        rest->items.push_back(m_list->items[m_next]);
    return rest;
}

std::optional<std::string> ListIterator::text() const
{
    return "java.util.Iterator";
}

} // namespace gw::engine::vtl
