// One condition of a policy's statement: an operator, a key, and the values it is compared with (reference 1.26).
//
// Values are read once, when the policy is: numbers, dates and ranges of addresses that are none are refused there. A
// value of the request that is none matches nothing. A key the request does not have meets negated operators,
// "…IfExists" and "ForAllValues:", and no other.
#pragma once

#include "gateway-engine/auth/condition_keys.h"
#include "gateway-engine/auth/condition_operator.h"
#include "gateway-engine/auth/glob_pattern.h"
#include "gateway-engine/auth/policy_date.h"
#include "gateway-engine/auth/policy_explanation.h"
#include "gateway-engine/http/address_range.h"

#include <string>
#include <variant>
#include <vector>

namespace gw::engine::auth {

class Condition
{
public:
    Condition(ConditionOperator op, std::string key) : m_operator(std::move(op)), m_key(std::move(key)) {}

    // One more value; fails where it is none of the operator's kind.
    [[nodiscard]] Result<void> addValue(std::string_view text, json::TextRange range, PolicyVariables variables);

    [[nodiscard]] bool isMet(const ConditionKeys& keys) const;
    [[nodiscard]] PolicyElement explain(const ConditionKeys& keys) const;
    [[nodiscard]] std::vector<std::string> keys() const; // its own, and those of variables

private:
    using Operand = std::variant<GlobPattern, double, PolicyTime, bool, AddressRange>;
    struct Value
    {
        std::string text;
        Operand operand;
        json::TextRange range;
    };

    [[nodiscard]] Result<Operand> operandOf(std::string_view text, PolicyVariables variables) const;
    [[nodiscard]] bool matches(const Value& value, std::string_view given, const ConditionKeys& keys) const;
    [[nodiscard]] bool matchesOne(std::string_view given, const ConditionKeys& keys) const;
    [[nodiscard]] bool isNullMet(const ConditionKeys& keys) const;
    [[nodiscard]] std::string reasonOf(const Value& value, bool matches, const ConditionKeys& keys) const;

    ConditionOperator m_operator;
    std::string m_key;
    std::vector<Value> m_values;
};

} // namespace gw::engine::auth
