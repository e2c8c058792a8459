// A model (JSON Schema draft 4, reference 1.7) as a tree of properties, and the edits of that tree: what the visual
// model editor shows and does. Pure: a schema goes in, a schema comes out; key order and keys that are not known here
// are kept. A node of the tree is named by its place in the schema, a JSON pointer (RFC 6901): "" is the whole model,
// "/properties/owner/properties/name" a property, "/properties/tags/items" the elements of a list.
#pragma once

#include "core/json/value.h"
#include "core/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace gw {

enum class ModelNodeKind {
    Root,
    Property,             // under "properties"
    PatternProperty,      // under "patternProperties"; its name is the pattern
    AdditionalProperties, // every other property
    Items,                // the elements of a list; of a tuple: one place, named "0", "1" …
    AdditionalItems,      // elements beyond a tuple
    Alternative,          // an entry of allOf, anyOf or oneOf, or "not"; its name is "anyOf 1"
    Definition            // under "definitions"
};

struct ModelNode
{
    ModelNodeKind kind = ModelNodeKind::Root;
    std::string pointer;            // of this node's schema in the model
    std::string name;               // as shown: the property's name, "items", "anyOf 1"; empty for the root
    std::vector<std::string> types; // as they stand; empty: any type
    bool isRequired = false;        // properties only
    std::string ref;                // "$ref"; everything else of the node is void when it is set
    std::string title;
    std::string description;
    std::string format;
    json::Value enumeration; // an array; null when there is none
    // Numbers and lengths as they stand, null when not set: minimum, maximum of numbers, minLength … of strings,
    // minItems … of lists, minProperties … of objects, after the node's first type.
    json::Value minimum;
    json::Value maximum;
    std::string pattern;
    bool allowsOthers = true;        // additionalProperties is not false
    std::vector<ModelNode> children; // in the order of the file

    bool operator==(const ModelNode&) const = default;
    [[nodiscard]] bool isObject() const; // may take properties: type object, or none while it has properties
    [[nodiscard]] bool isList() const;
};

// Bounded: beyond 64 levels or 20,000 nodes the rest is left out. Anything but an object is a root without children.
[[nodiscard]] ModelNode modelTree(const json::Value& schema);

inline constexpr std::string_view modelTypes[] = {"string", "number", "integer", "boolean", "object", "array", "null"};
// What draft 4 and the service define, for choices; any other text is kept but not checked.
inline constexpr std::string_view modelFormats[] = {"date-time", "email", "hostname", "ipv4", "ipv6", "uri", "uuid"};

// Edits. Each fails, with the way out, when the place is not there or the value cannot stand there.

// A property of the node at `pointer`, at the end; makes "type": "object" and "properties" where they are missing.
// `type` empty: any. A list gets items of any type.
[[nodiscard]] Result<json::Value> addProperty(json::Value schema, std::string_view pointer, const std::string& name,
                                              std::string_view type);
// Takes out a property (also from "required" and "dependencies"), the items of a list, an alternative, a definition.
[[nodiscard]] Result<json::Value> removeModelNode(json::Value schema, std::string_view pointer);
// The property keeps its place; "required" and "dependencies" follow.
[[nodiscard]] Result<json::Value> renameProperty(json::Value schema, std::string_view pointer, const std::string& name);
// To position `index` among its siblings (clamped).
[[nodiscard]] Result<json::Value> moveProperty(json::Value schema, std::string_view pointer, std::size_t index);
[[nodiscard]] Result<json::Value> setRequired(json::Value schema, std::string_view pointer, bool isRequired);
// Empty: any. One stands as text, several as a list. A reference gives way; keywords that say nothing about the new
// types (minLength of a number) go, unknown ones stay.
[[nodiscard]] Result<json::Value> setModelTypes(json::Value schema, std::string_view pointer,
                                                const std::vector<std::string>& types);
// The type of a list's elements; makes "items".
[[nodiscard]] Result<json::Value> setItemsType(json::Value schema, std::string_view pointer, std::string_view type);
// "#/components/schemas/Pet", "#/definitions/x" or the address of a model; takes the place of the node's other keys.
[[nodiscard]] Result<json::Value> setModelReference(json::Value schema, std::string_view pointer,
                                                    const std::string& ref);
// One keyword of a node: "title", "description", "format", "pattern", "enum", "default", "minimum", "maximum",
// "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength", "minItems", "maxItems",
// "uniqueItems", "minProperties", "maxProperties", "additionalProperties" or any that is not structure. Null (and an
// empty text or list where that means nothing) takes it out.
[[nodiscard]] Result<json::Value> setModelKeyword(json::Value schema, std::string_view pointer,
                                                  const std::string& keyword, json::Value value);
// The lower and upper bound of the node, whatever its type calls them.
[[nodiscard]] Result<json::Value> setModelMinimum(json::Value schema, std::string_view pointer, json::Value value);
[[nodiscard]] Result<json::Value> setModelMaximum(json::Value schema, std::string_view pointer, json::Value value);

} // namespace gw
