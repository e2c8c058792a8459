// ChoiceRule: one rule of a Choice state: a JSONata condition, or comparisons joined by And, Or and Not
// (reference 4.2).
#pragma once

#include "gateway-engine/states/template.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace gw::engine::states {

enum class Comparison { Equals, LessThan, GreaterThan, LessThanEquals, GreaterThanEquals, Matches };
enum class ComparedKind { String, Numeric, Boolean, Timestamp };
enum class Test { IsNull, IsPresent, IsNumeric, IsString, IsBoolean, IsTimestamp };

struct Condition;
using Conditions = std::vector<Condition>;

struct Compare
{
    Path variable;
    ComparedKind kind;
    Comparison comparison;
    std::variant<json::Value, Path> operand;
    std::string field; // "StringEqualsPath"
};

struct TestKind
{
    Path variable;
    Test test;
    bool wanted = true;
};

struct Condition
{
    struct And
    {
        Conditions all;
    };
    struct Or
    {
        Conditions any;
    };
    struct Not
    {
        std::shared_ptr<const Condition> inner;
    };
    std::variant<Compare, TestKind, And, Or, Not, Query> what;

    [[nodiscard]] Outcome<bool> holds(const Scope& scope) const;
};

// The operator's kind and comparison of "NumericLessThanEqualsPath"; `isPath` tells of its last word.
struct Operator
{
    ComparedKind kind;
    Comparison comparison;
    bool isPath = false;
};
[[nodiscard]] std::optional<Operator> operatorNamed(std::string_view name);
[[nodiscard]] std::optional<Test> testNamed(std::string_view name);

// "*" stands for any characters; "\\*" for itself.
[[nodiscard]] bool matchesWildcard(std::string_view text, std::string_view pattern);

} // namespace gw::engine::states
