// The names of condition operators (reference 1.26): "StringLike", "NumericLessThanIfExists",
// "ForAnyValue:StringNotEquals".
#pragma once

#include "core/result.h"

#include <string>
#include <string_view>

namespace gw::engine::auth {

enum class Comparison {
    StringEquals,
    StringEqualsIgnoreCase,
    StringLike,
    NumericEquals,
    NumericLessThan,
    NumericLessThanEquals,
    NumericGreaterThan,
    NumericGreaterThanEquals,
    DateEquals,
    DateLessThan,
    DateLessThanEquals,
    DateGreaterThan,
    DateGreaterThanEquals,
    Bool,
    IpAddress,
    Arn, // ArnEquals and ArnLike mean the same
    Null
};

enum class SetQualifier { None, ForAllValues, ForAnyValue };

struct ConditionOperator
{
    std::string name; // as it is written
    Comparison comparison = Comparison::StringEquals;
    bool isNegated = false; // StringNotEquals, NotIpAddress, …
    bool isIfExists = false;
    SetQualifier qualifier = SetQualifier::None;

    [[nodiscard]] static Result<ConditionOperator> parse(std::string_view name);
};

} // namespace gw::engine::auth
