// The methods of java.lang.String that need neither positions nor patterns.
#include "gateway-engine/vtl/java_text.h"
#include "gateway-engine/vtl/methods.h"
#include "gateway-engine/vtl/text_units.h"

#include <algorithm>

namespace gw::engine::vtl {

namespace {

// Java's trim: everything up to the space, at both ends.
std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ')
        text.remove_prefix(1);
    while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ')
        text.remove_suffix(1);
    return text;
}

MethodResult listOfCharacters(const std::string& text, bool bytes, Budget& budget)
{
    if (!budget.spend(text.size()))
        return fail(outOfFuel());
    std::vector<Value> items;
    if (bytes) {
        for (const char c : text)
            items.emplace_back(std::int32_t(static_cast<signed char>(c)));
    } else {
        for (const char16_t unit : toUnits(text))
            items.emplace_back(fromUnits(std::u16string_view(&unit, 1)));
    }
    auto list = std::make_shared<List>(std::move(items));
    list->fixedSize = true;
    return Value(std::move(list));
}

MethodResult withNone(const std::string& text, const MethodCall& call)
{
    switch (call.method) {
    case Method::isEmpty:
        return Value(text.empty());
    case Method::isBlank:
        return Value(trimmed(text).empty());
    case Method::trim:
    case Method::strip:
        return Value(trimmed(text));
    case Method::toLowerCase:
        return Value(toLower(text));
    case Method::toUpperCase:
        return Value(toUpper(text));
    case Method::toString:
    case Method::intern:
        return Value(text);
    case Method::hashCode:
        return Value(hashCode(text));
    case Method::getBytes:
    case Method::toCharArray:
        return listOfCharacters(text, call.method == Method::getBytes, call.budget);
    default:
        return callTextByIndex(text, call);
    }
}

// String.compareTo: the difference of the first units that differ, or of the lengths.
std::int32_t compare(const std::string& left, const std::string& right)
{
    const std::u16string l = toUnits(left);
    const std::u16string r = toUnits(right);
    const auto [a, b] = std::mismatch(l.begin(), l.end(), r.begin(), r.end());
    if (a != l.end() && b != r.end())
        return std::int32_t(*a) - std::int32_t(*b);
    return std::int32_t(l.size()) - std::int32_t(r.size());
}

MethodResult withText(const std::string& text, const std::string& other, const MethodCall& call)
{
    switch (call.method) {
    case Method::contains:
        return Value(text.find(other) != std::string::npos);
    case Method::startsWith:
        return Value(text.starts_with(other));
    case Method::endsWith:
        return Value(text.ends_with(other));
    case Method::equalsIgnoreCase:
        return Value(toLower(text) == toLower(other));
    case Method::contentEquals:
        return Value(text == other);
    case Method::compareTo:
        return Value(compare(text, other));
    case Method::compareToIgnoreCase:
        return Value(compare(toLower(text), toLower(other)));
    case Method::concat:
        return Value(text + other);
    case Method::getBytes:
        return listOfCharacters(text, true, call.budget);
    case Method::matches:
    case Method::split:
        return callTextPattern(text, call);
    case Method::valueOf:
        return Value(other);
    default:
        return callTextByIndex(text, call);
    }
}

// Java's replace: between all characters, too, when `from` is empty.
MethodResult replaced(const std::string& text, const std::string& from, const std::string& to, Budget& budget)
{
    const std::size_t most = budget.limits().outputBytes;
    std::string out;
    std::size_t at = 0;
    while (true) {
        std::size_t found = from.empty() ? at : text.find(from, at);
        if (found == std::string::npos || (from.empty() && at > text.size()))
            break;
        out.append(text, at, found - at).append(to);
        at = found + from.size();
        if (from.empty()) {
            std::size_t next = at + 1;
            while (next < text.size() && (static_cast<unsigned char>(text[next]) & 0xC0) == 0x80)
                ++next;
            out.append(text, at, next - at);
            at = next;
        }
        if (out.size() > most)
            return fail(tooLong(most));
    }
    if (at < text.size())
        out.append(text, at);
    return budget.spend(out.size() / 32) ? MethodResult(Value(std::move(out))) : fail(outOfFuel());
}

MethodResult repeated(const std::string& text, std::int64_t count, Budget& budget)
{
    const std::size_t most = budget.limits().outputBytes;
    if (count < 0)
        return fail("The count " + std::to_string(count) + " is negative.", "Repeat a text 0 times or more.");
    if (!text.empty() && std::size_t(count) > most / text.size())
        return fail(tooLong(most));
    std::string out;
    for (std::int64_t i = 0; i < count && !text.empty(); ++i)
        out += text;
    return budget.spend(out.size() / 32) ? MethodResult(Value(std::move(out))) : fail(outOfFuel());
}

} // namespace

MethodResult callText(const std::string& text, const MethodCall& call)
{
    if (!call.budget.spend(text.size() / 64))
        return fail(outOfFuel());
    if (call.arguments.empty())
        return withNone(text, call);
    const std::string* first = call.arguments[0].string();
    if (call.arguments.size() == 1) {
        if (call.method == Method::repeat && call.arguments[0].integer())
            return repeated(text, *call.arguments[0].integer(), call.budget);
        if (call.method == Method::valueOf)
            return Value(textOf(call.arguments[0]));
        return first ? withText(text, *first, call) : callTextByIndex(text, call);
    }
    const std::string* second = call.arguments[1].string();
    if (call.arguments.size() == 2 && first && second) {
        if (call.method == Method::replace)
            return replaced(text, *first, *second, call.budget);
        if (call.method == Method::replaceAll || call.method == Method::replaceFirst)
            return callTextPattern(text, call);
    }
    if (call.method == Method::split && first && call.arguments.size() == 2 && call.arguments[1].integer())
        return callTextPattern(text, call);
    return callTextByIndex(text, call);
}

} // namespace gw::engine::vtl
