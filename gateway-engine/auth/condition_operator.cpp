#include "gateway-engine/auth/condition_operator.h"

#include "core/in_quotes.h"
#include "core/letter_case.h"

#include <algorithm>
#include <array>

namespace gw::engine::auth {

namespace {

struct Named
{
    std::string_view name;
    Comparison comparison;
    bool isNegated;
};

constexpr std::array<Named, 26> operators{{{"StringEquals", Comparison::StringEquals, false},
                                           {"StringNotEquals", Comparison::StringEquals, true},
                                           {"StringEqualsIgnoreCase", Comparison::StringEqualsIgnoreCase, false},
                                           {"StringNotEqualsIgnoreCase", Comparison::StringEqualsIgnoreCase, true},
                                           {"StringLike", Comparison::StringLike, false},
                                           {"StringNotLike", Comparison::StringLike, true},
                                           {"NumericEquals", Comparison::NumericEquals, false},
                                           {"NumericNotEquals", Comparison::NumericEquals, true},
                                           {"NumericLessThan", Comparison::NumericLessThan, false},
                                           {"NumericLessThanEquals", Comparison::NumericLessThanEquals, false},
                                           {"NumericGreaterThan", Comparison::NumericGreaterThan, false},
                                           {"NumericGreaterThanEquals", Comparison::NumericGreaterThanEquals, false},
                                           {"DateEquals", Comparison::DateEquals, false},
                                           {"DateNotEquals", Comparison::DateEquals, true},
                                           {"DateLessThan", Comparison::DateLessThan, false},
                                           {"DateLessThanEquals", Comparison::DateLessThanEquals, false},
                                           {"DateGreaterThan", Comparison::DateGreaterThan, false},
                                           {"DateGreaterThanEquals", Comparison::DateGreaterThanEquals, false},
                                           {"Bool", Comparison::Bool, false},
                                           {"IpAddress", Comparison::IpAddress, false},
                                           {"NotIpAddress", Comparison::IpAddress, true},
                                           {"ArnEquals", Comparison::Arn, false},
                                           {"ArnLike", Comparison::Arn, false},
                                           {"ArnNotEquals", Comparison::Arn, true},
                                           {"ArnNotLike", Comparison::Arn, true},
                                           {"Null", Comparison::Null, false}}};

bool take(std::string_view& text, std::string_view prefix)
{
    if (!text.starts_with(prefix))
        return false;
    text.remove_prefix(prefix.size());
    return true;
}

tl::unexpected<Diagnostic> unknownOperator(std::string_view name, std::string_view bare)
{
    const auto similar = std::find_if(operators.begin(), operators.end(),
                                      [bare](const Named& known) { return equalsIgnoringCase(known.name, bare); });
    return fail(
        inQuotes(name) + " is no condition operator.",
        similar != operators.end()
            ? "Write " + inQuotes(similar->name) + "; letter case counts."
            : std::string("Operators are String…, Numeric…, Date…, Bool, IpAddress, NotIpAddress, Arn… and "
                          "Null, with \"IfExists\" behind them or \"ForAnyValue:\" or \"ForAllValues:\" before."));
}

} // namespace

Result<ConditionOperator> ConditionOperator::parse(std::string_view name)
{
    constexpr std::string_view ifExists = "IfExists";
    ConditionOperator parsed;
    parsed.name = name;
    std::string_view bare = name;
    if (take(bare, "ForAllValues:"))
        parsed.qualifier = SetQualifier::ForAllValues;
    else if (take(bare, "ForAnyValue:"))
        parsed.qualifier = SetQualifier::ForAnyValue;
    if (bare.ends_with(ifExists)) {
        parsed.isIfExists = true;
        bare.remove_suffix(ifExists.size());
    }
    const auto* const known =
        std::find_if(operators.begin(), operators.end(), [bare](const Named& o) { return o.name == bare; });
    if (known == operators.end())
        return unknownOperator(name, bare);
    parsed.comparison = known->comparison;
    parsed.isNegated = known->isNegated;
    if (parsed.comparison == Comparison::Null && (parsed.isIfExists || parsed.qualifier != SetQualifier::None))
        return fail(inQuotes(name) + " is no condition operator.",
                    "Write \"Null\": it asks itself whether a key exists.");
    return parsed;
}

} // namespace gw::engine::auth
