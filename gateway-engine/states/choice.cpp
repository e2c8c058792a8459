// How values compare.
#include "gateway-engine/states/choice.h"

#include "core/json/text.h"
#include "gateway-engine/jsonpath/decimal.h"
#include "gateway-engine/states/timestamp.h"

#include <algorithm>
#include <array>

namespace gw::engine::states {

namespace {

template <typename T>
bool compares(const T& a, const T& b, Comparison comparison)
{
    switch (comparison) {
    case Comparison::Equals:
    case Comparison::Matches:
        return a == b;
    case Comparison::LessThan:
        return a < b;
    case Comparison::GreaterThan:
        return b < a;
    case Comparison::LessThanEquals:
        return !(b < a);
    case Comparison::GreaterThanEquals:
        return !(a < b);
    }
    return false;
}

// Values of another kind than the operator's never match: the rule does not hold.
bool comparesAs(ComparedKind kind, Comparison comparison, const json::Value& value, const json::Value& operand)
{
    switch (kind) {
    case ComparedKind::String:
        if (!value.isString() || !operand.isString())
            return false;
        if (comparison == Comparison::Matches)
            return matchesWildcard(value.asString(), operand.asString());
        return compares(value.asString(), operand.asString(), comparison);
    case ComparedKind::Numeric: {
        if (!value.isNumber() || !operand.isNumber())
            return false;
        const auto a = jsonpath::Decimal::parse(value.asNumber().text);
        const auto b = jsonpath::Decimal::parse(operand.asNumber().text);
        return a && b && compares(*a, *b, comparison);
    }
    case ComparedKind::Boolean:
        return value.isBool() && operand.isBool() && value.asBool() == operand.asBool();
    case ComparedKind::Timestamp: {
        const auto a = parseTimestamp(value.toString());
        const auto b = parseTimestamp(operand.toString());
        return a && b && compares(*a, *b, comparison);
    }
    }
    return false;
}

Outcome<json::Value> required(const Path& path, const Scope& scope)
{
    Outcome<std::optional<json::Value>> found = path.find(scope);
    if (!found)
        return tl::unexpected(std::move(found.error()));
    if (!*found)
        return runtimeFailure("Invalid path '" + path.text() +
                              "': The choice state's condition path references an invalid value.");
    return std::move(**found);
}

Outcome<bool> holdsCompare(const Compare& compare, const Scope& scope)
{
    const Outcome<json::Value> value = required(compare.variable, scope);
    if (!value)
        return tl::unexpected(value.error());
    if (const auto* literal = std::get_if<json::Value>(&compare.operand))
        return comparesAs(compare.kind, compare.comparison, *value, *literal);
    const Outcome<json::Value> operand = required(std::get<Path>(compare.operand), scope);
    if (!operand)
        return tl::unexpected(operand.error());
    return comparesAs(compare.kind, compare.comparison, *value, *operand);
}

bool isOf(Test test, const json::Value& value)
{
    switch (test) {
    case Test::IsPresent:
        return true;
    case Test::IsNull:
        return value.isNull();
    case Test::IsNumeric:
        return value.isNumber();
    case Test::IsString:
        return value.isString();
    case Test::IsBoolean:
        return value.isBool();
    case Test::IsTimestamp:
        return parseTimestamp(value.toString()).has_value();
    }
    return false;
}

Outcome<bool> holdsTest(const TestKind& test, const Scope& scope)
{
    const Outcome<std::optional<json::Value>> found = test.variable.find(scope);
    if (test.test == Test::IsPresent && !found) // a variable that was not assigned is not present
        return !test.wanted;
    if (!found)
        return tl::unexpected(found.error());
    if (!*found && test.test != Test::IsPresent)
        return required(test.variable, scope).map([](const json::Value&) { return false; });
    return (found->has_value() && isOf(test.test, **found)) == test.wanted;
}

// `wanted` ends the search: the first that holds for Or, the first that does not for And.
Outcome<bool> anyIs(bool wanted, const Conditions& conditions, const Scope& scope)
{
    for (const Condition& condition : conditions) {
        const Outcome<bool> holds = condition.holds(scope);
        if (!holds || *holds == wanted)
            return holds;
    }
    return !wanted;
}

Outcome<bool> holdsQuery(const Query& query, const Scope& scope)
{
    const Outcome<json::Value> value = query.evaluate(scope);
    if (!value)
        return tl::unexpected(value.error());
    if (!value->isBool())
        return unexpectedKind(query, "boolean", *value);
    return value->asBool();
}

} // namespace

Outcome<bool> Condition::holds(const Scope& scope) const
{
    if (const auto* compare = std::get_if<Compare>(&what))
        return holdsCompare(*compare, scope);
    if (const auto* test = std::get_if<TestKind>(&what))
        return holdsTest(*test, scope);
    if (const auto* all = std::get_if<And>(&what))
        return anyIs(false, all->all, scope);
    if (const auto* any = std::get_if<Or>(&what))
        return anyIs(true, any->any, scope);
    if (const auto* negated = std::get_if<Not>(&what))
        return negated->inner->holds(scope).map([](bool holds) { return !holds; });
    return holdsQuery(std::get<Query>(what), scope);
}

namespace {

struct NamedComparison
{
    std::string_view name;
    Comparison comparison;
};
constexpr std::array<NamedComparison, 5> comparisons{{{"Equals", Comparison::Equals},
                                                      {"LessThan", Comparison::LessThan},
                                                      {"GreaterThan", Comparison::GreaterThan},
                                                      {"LessThanEquals", Comparison::LessThanEquals},
                                                      {"GreaterThanEquals", Comparison::GreaterThanEquals}}};
struct NamedKind
{
    std::string_view name;
    ComparedKind kind;
};
constexpr std::array<NamedKind, 4> kinds{{{"String", ComparedKind::String},
                                          {"Numeric", ComparedKind::Numeric},
                                          {"Boolean", ComparedKind::Boolean},
                                          {"Timestamp", ComparedKind::Timestamp}}};

} // namespace

std::optional<Operator> operatorNamed(std::string_view name)
{
    if (name == "StringMatches")
        return Operator{ComparedKind::String, Comparison::Matches, false};
    const bool isPath = name.ends_with("Path");
    if (isPath)
        name.remove_suffix(std::string_view("Path").size());
    const auto* kind =
        std::find_if(kinds.begin(), kinds.end(), [&](const NamedKind& k) { return name.starts_with(k.name); });
    if (kind == kinds.end())
        return std::nullopt;
    name.remove_prefix(kind->name.size());
    const auto* comparison =
        std::find_if(comparisons.begin(), comparisons.end(), [&](const NamedComparison& c) { return c.name == name; });
    if (comparison == comparisons.end() ||
        (kind->kind == ComparedKind::Boolean && comparison->comparison != Comparison::Equals))
        return std::nullopt;
    return Operator{kind->kind, comparison->comparison, isPath};
}

std::optional<Test> testNamed(std::string_view name)
{
    constexpr std::array<std::string_view, 6> names{"IsNull",   "IsPresent", "IsNumeric",
                                                    "IsString", "IsBoolean", "IsTimestamp"};
    const auto* found = std::find(names.begin(), names.end(), name);
    if (found == names.end())
        return std::nullopt;
    return static_cast<Test>(found - names.begin());
}

namespace {

// The literal texts between the "*" of a pattern.
std::vector<std::string> literalParts(std::string_view pattern)
{
    std::vector<std::string> parts(1);
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] == '*')
            parts.emplace_back();
        else
            parts.back() += pattern[i] == '\\' && i + 1 < pattern.size() ? pattern[++i] : pattern[i];
    }
    return parts;
}

// Knuth, Morris and Pratt: linear, whatever the texts.
std::size_t findPart(std::string_view text, std::size_t from, const std::string& part)
{
    if (part.empty())
        return from;
    std::vector<std::size_t> border(part.size(), 0);
    for (std::size_t i = 1, length = 0; i < part.size(); ++i) {
        while (length > 0 && part[i] != part[length])
            length = border[length - 1];
        border[i] = part[i] == part[length] ? ++length : 0;
    }
    for (std::size_t i = from, length = 0; i < text.size(); ++i) {
        while (length > 0 && text[i] != part[length])
            length = border[length - 1];
        if (text[i] == part[length] && ++length == part.size())
            return i + 1 - length;
    }
    return std::string_view::npos;
}

} // namespace

bool matchesWildcard(std::string_view text, std::string_view pattern)
{
    const std::vector<std::string> parts = literalParts(pattern);
    if (parts.size() == 1)
        return text == parts.front();
    if (!text.starts_with(parts.front()))
        return false;
    std::size_t at = parts.front().size();
    for (std::size_t i = 1; i + 1 < parts.size(); ++i) {
        at = findPart(text, at, parts[i]);
        if (at == std::string_view::npos)
            return false;
        at += parts[i].size();
    }
    return text.size() - at >= parts.back().size() && text.ends_with(parts.back());
}

} // namespace gw::engine::states
