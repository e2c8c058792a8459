#include "gateway-engine/auth/condition.h"

#include "core/in_quotes.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

namespace gw::engine::auth {

namespace {

std::optional<double> parseNumber(std::string_view text)
{
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

std::optional<bool> parseBool(std::string_view text)
{
    if (equalsIgnoringCase(text, "true"))
        return true;
    if (equalsIgnoringCase(text, "false"))
        return false;
    return std::nullopt;
}

template <typename T>
bool compare(Comparison comparison, const T& given, const T& value)
{
    switch (comparison) {
    case Comparison::NumericLessThan:
    case Comparison::DateLessThan:
        return given < value;
    case Comparison::NumericLessThanEquals:
    case Comparison::DateLessThanEquals:
        return given <= value;
    case Comparison::NumericGreaterThan:
    case Comparison::DateGreaterThan:
        return given > value;
    case Comparison::NumericGreaterThanEquals:
    case Comparison::DateGreaterThanEquals:
        return given >= value;
    case Comparison::StringEquals:
    case Comparison::StringEqualsIgnoreCase:
    case Comparison::StringLike:
    case Comparison::NumericEquals:
    case Comparison::DateEquals:
    case Comparison::Bool:
    case Comparison::IpAddress:
    case Comparison::Arn:
    case Comparison::Null:
        break;
    }
    return given == value;
}

struct Matching // of one value of the request with one of the policy
{
    Comparison comparison;
    std::string_view given;
    const ConditionKeys& keys;

    bool operator()(const GlobPattern& pattern) const
    {
        if (comparison == Comparison::Arn)
            return pattern.matchesArn(given, keys);
        const bool isIgnored = comparison == Comparison::StringEqualsIgnoreCase;
        return pattern.matches(given, keys, isIgnored ? LetterCase::IsIgnored : LetterCase::Counts);
    }
    bool operator()(double value) const
    {
        const auto number = parseNumber(given);
        return number && compare(comparison, *number, value);
    }
    bool operator()(const PolicyTime& value) const
    {
        const auto time = parsePolicyDate(given);
        return time && compare(comparison, *time, value);
    }
    bool operator()(bool value) const { return parseBool(given) == value; }
    bool operator()(const AddressRange& range) const
    {
        const auto address = addressBytes(given.substr(0, given.find('%'))); // a zone ("%eth0") is not of the address
        return address && range.holds(*address);
    }
};

tl::unexpected<Diagnostic> noValueOf(std::string_view text, std::string kind, std::string hint)
{
    return fail(inQuotes(text) + " is no " + kind + ".", std::move(hint));
}

} // namespace

Result<Condition::Operand> Condition::operandOf(std::string_view text, PolicyVariables variables) const
{
    const auto pattern = [&](Wildcards wildcards) -> Result<Operand> {
        auto parsed = GlobPattern::parse(text, wildcards, variables);
        if (!parsed)
            return tl::unexpected(std::move(parsed.error()));
        return Operand(*std::move(parsed));
    };
    switch (m_operator.comparison) {
    case Comparison::StringEquals:
    case Comparison::StringEqualsIgnoreCase:
        return pattern(Wildcards::No);
    case Comparison::StringLike:
    case Comparison::Arn:
        return pattern(Wildcards::Yes);
    case Comparison::NumericEquals:
    case Comparison::NumericLessThan:
    case Comparison::NumericLessThanEquals:
    case Comparison::NumericGreaterThan:
    case Comparison::NumericGreaterThanEquals:
        if (const auto number = parseNumber(text))
            return Operand(*number);
        return noValueOf(text, "number", "Write it as in \"3600\" or \"0.5\".");
    case Comparison::DateEquals:
    case Comparison::DateLessThan:
    case Comparison::DateLessThanEquals:
    case Comparison::DateGreaterThan:
    case Comparison::DateGreaterThanEquals:
        if (const auto time = parsePolicyDate(text))
            return Operand(*time);
        return noValueOf(text, "date", "Write it as in \"2026-03-04T10:11:12Z\", or in seconds since 1970.");
    case Comparison::Bool:
    case Comparison::Null:
        if (const auto flag = parseBool(text))
            return Operand(*flag);
        return noValueOf(text, "truth value", "Write \"true\" or \"false\".");
    case Comparison::IpAddress:
        break;
    }
    auto range = AddressRange::parse(text);
    if (!range)
        return tl::unexpected(std::move(range.error()));
    return Operand(*range);
}

Result<void> Condition::addValue(std::string_view text, json::TextRange range, PolicyVariables variables)
{
    auto operand = operandOf(text, variables);
    if (!operand)
        return tl::unexpected(std::move(operand.error()));
    m_values.push_back({std::string(text), *std::move(operand), range});
    return {};
}

bool Condition::matches(const Value& value, std::string_view given, const ConditionKeys& keys) const
{
    return std::visit(Matching{m_operator.comparison, given, keys}, value.operand);
}

bool Condition::matchesOne(std::string_view given, const ConditionKeys& keys) const
{
    return std::any_of(m_values.begin(), m_values.end(),
                       [&](const Value& value) { return matches(value, given, keys); });
}

bool Condition::isNullMet(const ConditionKeys& keys) const
{
    const bool isAbsent = !keys.has(m_key);
    return std::any_of(m_values.begin(), m_values.end(),
                       [isAbsent](const Value& value) { return std::get<bool>(value.operand) == isAbsent; });
}

bool Condition::isMet(const ConditionKeys& keys) const
{
    const bool isNegated = m_operator.isNegated;
    const SetQualifier qualifier = m_operator.qualifier;
    if (m_operator.comparison == Comparison::Null)
        return isNullMet(keys);
    if (!keys.has(m_key))
        return m_operator.isIfExists || qualifier == SetQualifier::ForAllValues ||
               (isNegated && qualifier == SetQualifier::None);
    switch (qualifier) {
    case SetQualifier::ForAllValues:
        return !keys.any(m_key, [&](std::string_view given) { return matchesOne(given, keys) == isNegated; });
    case SetQualifier::ForAnyValue:
        return keys.any(m_key, [&](std::string_view given) { return matchesOne(given, keys) != isNegated; });
    case SetQualifier::None:
        break;
    }
    return keys.any(m_key, [&](std::string_view given) { return matchesOne(given, keys); }) != isNegated;
}

std::string Condition::reasonOf(const Value& value, bool matches, const ConditionKeys& keys) const
{
    const auto given = keys.first(m_key);
    if (m_operator.comparison == Comparison::Null)
        return "The request has " + std::string(given ? "a " : "no ") + inQuotes(m_key) + ".";
    if (!given)
        return "The request has no " + inQuotes(m_key) + ".";
    if (matches)
        return "The request's " + inQuotes(*given) + " is met by it.";
    const auto* const pattern = std::get_if<GlobPattern>(&value.operand);
    return pattern ? pattern->whyNot(*given, keys) : "The request's " + inQuotes(*given) + " is not met by it.";
}

PolicyElement Condition::explain(const ConditionKeys& keys) const
{
    PolicyElement element;
    element.name = "Condition " + m_operator.name + " " + m_key;
    element.isMet = isMet(keys);
    const bool isNull = m_operator.comparison == Comparison::Null;
    if (!isNull && !keys.has(m_key))
        element.reason = "The request has no " + inQuotes(m_key) +
                         (element.isMet ? ", which meets this operator." : ", which this operator needs.");
    for (const Value& value : m_values) {
        const bool doesMatch =
            isNull ? std::get<bool>(value.operand) != keys.has(m_key)
                   : keys.any(m_key, [&](std::string_view given) { return matches(value, given, keys); });
        element.lines.push_back({value.text, doesMatch, reasonOf(value, doesMatch, keys), value.range});
    }
    return element;
}

std::vector<std::string> Condition::keys() const
{
    std::vector<std::string> names{m_key};
    for (const Value& value : m_values)
        if (const auto* const pattern = std::get_if<GlobPattern>(&value.operand))
            for (std::string& name : pattern->variables())
                names.push_back(std::move(name));
    return names;
}

} // namespace gw::engine::auth
