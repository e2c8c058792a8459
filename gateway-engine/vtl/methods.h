// The Java methods of String, List, Map, Number and Boolean that templates can call (reference 1.21).
#pragma once

#include "gateway-engine/vtl/limits.h"
#include "gateway-engine/vtl/value.h"

#include <optional>
#include <span>
#include <string_view>

namespace gw::engine::vtl {

// Every method name that some built-in class has; a name is looked up once, when a template is parsed.
enum class Method : std::uint8_t {
    Unknown,
#define GW_VTL_METHOD(name) name,
#include "gateway-engine/vtl/method_names.inc"
#undef GW_VTL_METHOD
};

[[nodiscard]] Method methodNamed(std::string_view name);

struct MethodCall
{
    Method method;
    std::string_view name;
    std::span<const Value> arguments;
    Budget& budget;
};

// nullopt: the class has no such method for such arguments. A failure is what Java would have thrown, or a limit.
using MethodResult = Result<std::optional<Value>>;
[[nodiscard]] MethodResult callMethod(const Value& target, const MethodCall& call);

// `$x.name` and `$x[key]`; null where there is nothing.
[[nodiscard]] Value propertyOf(const Value& target, const Value& name);
[[nodiscard]] MethodResult elementOf(const Value& target, const Value& index);
// `#set($x.name = …)`; false where it cannot be set. The budget is for the search for a value that holds itself.
[[nodiscard]] Result<bool> assignProperty(const Value& target, const Value& name, const Value& value, Budget& budget);
[[nodiscard]] Result<bool> assignElement(const Value& target, const Value& index, const Value& value, Budget& budget);

// Of each class; the text functions are in several files because there are many.
[[nodiscard]] MethodResult callText(const std::string& text, const MethodCall& call);
[[nodiscard]] MethodResult callTextByIndex(const std::string& text, const MethodCall& call);
[[nodiscard]] MethodResult callTextPattern(const std::string& text, const MethodCall& call);
[[nodiscard]] MethodResult callList(const ListRef& list, const MethodCall& call);
[[nodiscard]] MethodResult callMap(const MapRef& map, const MethodCall& call);
[[nodiscard]] MethodResult callNumber(const Value& number, const MethodCall& call);
[[nodiscard]] MethodResult callBoolean(bool truth, const MethodCall& call);

// A failure when `holder` would come to hold itself through `value`.
[[nodiscard]] std::optional<Diagnostic> holdsItself(const void* holder, const Value& value, Budget& budget);
// What #foreach goes through: a list's items, a map's values, an iterator's rest; nullptr for anything else.
[[nodiscard]] ListRef elementsOf(const Value& value);

[[nodiscard]] Diagnostic outOfFuel();
[[nodiscard]] Diagnostic tooLong(std::size_t mostBytes);

} // namespace gw::engine::vtl
