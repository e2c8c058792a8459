#include "gateway-engine/schema/violation_text.h"

#include "core/json/text.h"

#include <algorithm>

namespace gw::engine {

namespace {

constexpr std::size_t longestQuote = 2'000;

// What a client sent, or a schema says, as far as a message has room for it.
std::string quoted(std::string text)
{
    if (text.size() <= longestQuote)
        return text;
    std::size_t end = longestQuote;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
        --end;
    text.resize(end);
    return text + "...";
}

std::string listText(const std::vector<std::string>& names)
{
    json::Value list = json::Value::array();
    for (const std::string& name : names)
        list.asArray().emplace_back(name);
    return quoted(json::writeJson(list));
}

std::string count(std::size_t number)
{
    return std::to_string(number);
}

} // namespace

std::string typeText(std::uint8_t kind, std::uint8_t allowed)
{
    constexpr std::pair<std::uint8_t, const char*> kinds[] = {
        {ArrayKind, "array"},   {BooleanKind, "boolean"}, {IntegerKind, "integer"}, {NullKind, "null"},
        {NumberKind, "number"}, {ObjectKind, "object"},   {StringKind, "string"}};
    std::string found;
    std::vector<std::string> names;
    for (const auto& [bit, name] : kinds) {
        if (bit == kind)
            found = name;
        if (bit & allowed)
            names.emplace_back(name);
    }
    return "instance type (" + found + ") does not match any allowed primitive type (allowed: " + listText(names) + ")";
}

std::string enumText(const json::Value& value, const json::Value& allowed)
{
    return "instance value (" + quoted(json::writeJson(value)) +
           ") not found in enum (possible values: " + quoted(json::writeJson(allowed)) + ")";
}

std::string boundText(Keyword keyword, const Bound& bound, const std::string& found)
{
    const bool isMinimum = keyword == Keyword::Minimum;
    if (bound.isExclusive && compareNumbers(found, bound.text) == 0)
        return std::string("numeric instance is not strictly ") + (isMinimum ? "greater" : "lower") +
               " than the required " + (isMinimum ? "minimum " : "maximum ") + quoted(bound.text);
    return std::string("numeric instance is ") +
           (isMinimum ? "lower than the required minimum (minimum: " : "greater than the required maximum (maximum: ") +
           quoted(bound.text) + ", found: " + quoted(found) + ")";
}

std::string divisorText(const Divisor& divisor, const std::string& found)
{
    return "remainder of division is not zero (" + quoted(found) + " / " + quoted(divisor.text) + ")";
}

std::string sizeText(Keyword keyword, std::size_t limit, std::size_t found)
{
    switch (keyword) {
    case Keyword::MinItems:
        return "array is too short: must have at least " + count(limit) + " elements but instance has " + count(found) +
               " elements";
    case Keyword::MaxItems:
        return "array is too long: must have at most " + count(limit) + " elements but instance has " + count(found) +
               " elements";
    case Keyword::AdditionalItems:
        return "schema only allows " + count(limit) + " elements in array but instance has " + count(found) +
               " elements";
    case Keyword::MinProperties:
        return "object has too few properties (found " + count(found) + " but schema requires at least " +
               count(limit) + ")";
    default:
        return "object has too many properties (found " + count(found) + " but schema requires at most " +
               count(limit) + ")";
    }
}

std::string lengthText(Keyword keyword, const std::string& value, std::size_t limit, std::size_t found)
{
    const bool isMinimum = keyword == Keyword::MinLength;
    return "string \"" + quoted(value) + "\" is too " + (isMinimum ? "short" : "long") + " (length: " + count(found) +
           (isMinimum ? ", required minimum: " : ", maximum allowed: ") + count(limit) + ")";
}

std::string patternText(const std::string& pattern, const std::string& value)
{
    return "ECMA 262 regex \"" + quoted(pattern) + "\" does not match input string \"" + quoted(value) + "\"";
}

std::string hardPatternText(const std::string& pattern, const std::string& value)
{
    return "ECMA 262 regex \"" + quoted(pattern) + "\" takes too many steps on input string \"" + quoted(value) + "\"";
}

std::string formatText(const Format& format, const std::string& value)
{
    return complaintOf(format, quoted(value));
}

std::string missingText(const std::vector<std::string>& names)
{
    return "object has missing required properties (" + listText(names) + ")";
}

std::string unwantedText(const std::vector<std::string>& names)
{
    return "object instance has properties which are not allowed by the schema: " + listText(names);
}

std::string dependencyText(const Dependency& dependency, const std::vector<std::string>& missing)
{
    return "property \"" + quoted(dependency.property) +
           "\" of object has missing property dependencies (schema requires " + listText(dependency.required.all()) +
           "; missing: " + listText(missing) + ")";
}

std::string alternativesText(Keyword keyword, std::size_t matched, std::size_t all)
{
    switch (keyword) {
    case Keyword::AllOf:
        return "instance failed to match all required schemas (matched only " + count(matched) + " out of " +
               count(all) + ")";
    case Keyword::AnyOf:
        return "instance failed to match at least one required schema among " + count(all);
    case Keyword::OneOf:
        return "instance failed to match exactly one schema (matched " + count(matched) + " out of " + count(all) + ")";
    default:
        return "instance matched a schema which it should not have";
    }
}

std::string duplicatesText()
{
    return "array must not contain duplicate elements";
}

} // namespace gw::engine
