// A parsed path and the filter expressions in it, as evaluation wants them.
#pragma once

#include "core/json/value.h"
#include "gateway-engine/jsonpath/filter_pattern.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace gw::engine::jsonpath {

struct Path;
struct Condition;

struct Names // .a, ['a'], ['a','b']
{
    std::vector<std::string> names;
};

struct Indexes // [0], [-1], [0,2]
{
    std::vector<std::int32_t> indexes;
};

struct Slice // [1:], [1:3], [:3]; one end stands at least
{
    std::optional<std::int32_t> from;
    std::optional<std::int32_t> to;
};

struct Wildcard // .*, [*]
{
};

struct Scan // ..
{
};

struct Filter // [?( … )]
{
    std::shared_ptr<const Condition> condition;
};

enum class Function { Min, Max, Avg, StdDev, Sum, Length, Keys, Concat, Append, First, Last, Index };

using Parameter = std::variant<json::Value, std::shared_ptr<const Path>>;

struct Call // .sum(), .append(1), .concat("a", $.b)
{
    Function function;
    std::vector<Parameter> parameters;
};

using Token = std::variant<Names, Indexes, Slice, Wildcard, Scan, Filter, Call>;

struct Path
{
    bool fromRoot = true; // '$' rather than '@'
    std::vector<Token> tokens;

    // What settle() finds out once all tokens are there.
    bool definite = true;
    bool plain = true;
    std::vector<bool> upstreamDefinite; // for each token: all tokens before it are definite

    void settle();
    [[nodiscard]] bool isLeaf(std::size_t token) const { return token + 1 == tokens.size(); }
    [[nodiscard]] bool isDefiniteToken(std::size_t token) const;
};

enum class Operator {
    Equal,
    NotEqual,
    SameAs,    // ===
    NotSameAs, // !==
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Matches, // =~
    In,
    NotIn,
    SubsetOf,
    AnyOf,
    NoneOf,
    All,
    Contains,
    Size,
    Empty,
    Exists
};

struct NumberLiteral
{
    std::string text;
};

struct PathOperand
{
    std::shared_ptr<const Path> path;
    bool negated = false; // '!' before it: the existence check wants nothing there
};

using Operand = std::variant<std::nullptr_t, bool, NumberLiteral, std::string, json::Value, FilterPattern, PathOperand>;

struct Comparison
{
    Operand left;
    Operator operation;
    Operand right;
};

struct Existence
{
    PathOperand operand;
};

struct AllOf
{
    std::vector<Condition> conditions;
};

struct OneOf
{
    std::vector<Condition> conditions;
};

struct Not
{
    std::shared_ptr<const Condition> condition;
};

struct Condition
{
    std::variant<Comparison, Existence, AllOf, OneOf, Not> term;
};

} // namespace gw::engine::jsonpath
