// What a schema is compiled to: a flat list of nodes that name each other by index, each with its checks in the order
// the service reports them. Nothing of the schema's text is looked at again.
#pragma once

#include "core/json/value.h"
#include "gateway-engine/schema/ecma_pattern.h"
#include "gateway-engine/schema/exact_number.h"
#include "gateway-engine/schema/formats.h"
#include "gateway-engine/schema/sorted_names.h"
#include "gateway-engine/schema/validator.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace gw::engine {

// Kinds of values, a bit each; a number that is an integer has both bits.
enum Kind : std::uint8_t {
    ArrayKind = 1,
    BooleanKind = 2,
    IntegerKind = 4,
    NullKind = 8,
    NumberKind = 16,
    ObjectKind = 32,
    StringKind = 64
};
inline constexpr std::uint8_t anyKind = 127;
inline constexpr std::uint8_t numeric = IntegerKind | NumberKind;

// In the service's order: by name, the format last.
enum class Keyword : std::uint8_t {
    AdditionalItems,
    AdditionalProperties,
    AllOf,
    AnyOf,
    Dependencies,
    Enum,
    MaxItems,
    MaxLength,
    MaxProperties,
    Maximum,
    MinItems,
    MinLength,
    MinProperties,
    Minimum,
    MultipleOf,
    Not,
    OneOf,
    Pattern,
    Required,
    Type,
    UniqueItems,
    Format
};

using NodeIndex = std::int32_t;
inline constexpr NodeIndex noNode = -1;

struct Check
{
    Keyword keyword;
    std::uint8_t kinds; // of values it looks at
    std::uint32_t data; // a size, a set of kinds, or an index into the list of its keyword
};

struct Bound
{
    std::string text;
    bool isExclusive = false;
    std::optional<std::int64_t> word; // of one that is a whole number of a machine word
};

struct Divisor
{
    std::string text;
    ExactNumber number;
    std::int64_t word = 0; // of one that is a whole number of a machine word; else 0
};

struct Dependency
{
    std::string property;
    SortedNames required;
    NodeIndex node = noNode; // instead of `required`
};

struct SchemaNode
{
    std::vector<Check> checks;
    SortedNames properties;
    std::vector<NodeIndex> propertyNodes; // of each of them
    std::vector<std::pair<std::uint32_t, NodeIndex>> patternProperties; // index of the pattern
    NodeIndex otherProperties = noNode;                                 // additionalProperties as a schema
    std::vector<NodeIndex> tuple;                                       // items as a list
    NodeIndex items = noNode;                                           // of all elements, or those beyond the tuple
};

struct Schema::Program
{
    std::vector<SchemaNode> nodes;
    NodeIndex root = 0;
    // By the index of a check.
    std::vector<std::vector<NodeIndex>> alternatives; // allOf, anyOf, oneOf, not
    std::vector<std::vector<Dependency>> dependencies;
    std::vector<json::Value> enumerations; // arrays
    std::vector<Bound> bounds;
    std::vector<Divisor> divisors;
    std::vector<EcmaPattern> patterns;
    std::vector<SortedNames> required;
    std::vector<const gw::engine::Format*> formats;
};

} // namespace gw::engine
