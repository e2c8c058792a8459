// The reading of a model as a tree. Its edits: model_edits.cpp.
#include "core/api/model_tree.h"

#include "core/api/model_place.h"

#include <algorithm>

namespace gw {

namespace {

constexpr int mostLevels = 64;
constexpr std::size_t mostNodes = 20'000;

std::vector<std::string> typesOf(const json::Value& type)
{
    std::vector<std::string> types;
    if (type.isString())
        types.push_back(type.asString());
    if (type.isArray())
        for (const json::Value& name : type.asArray())
            types.emplace_back(name.toString());
    return types;
}

class TreeReader
{
public:
    ModelNode read(const json::Value& schema)
    {
        ModelNode root;
        fill(root, schema, 0);
        return root;
    }

private:
    void fill(ModelNode& node, const json::Value& schema, int level)
    {
        ++m_count;
        node.types = typesOf(schema["type"]);
        node.ref = schema["$ref"].toString();
        node.title = schema["title"].toString();
        node.description = schema["description"].toString();
        node.format = schema["format"].toString();
        node.pattern = schema["pattern"].toString();
        if (schema["enum"].isArray())
            node.enumeration = schema["enum"];
        const BoundKeywords bounds = boundKeywords(schema);
        node.minimum = schema[bounds.minimum];
        node.maximum = schema[bounds.maximum];
        node.allowsOthers = schema["additionalProperties"].toBool(true);
        if (schema.isObject() && node.ref.empty() && level < mostLevels)
            addChildren(node, schema, level + 1);
    }

    void addChildren(ModelNode& node, const json::Value& schema, int level)
    {
        for (const json::Member& member : schema.asObject()) {
            const json::Value& value = member.value;
            const std::string pointer = node.pointer + "/" + json::pointerToken(member.key);
            if (member.key == "properties")
                addMap(node, value, pointer, ModelNodeKind::Property, schema["required"], level);
            else if (member.key == "patternProperties")
                addMap(node, value, pointer, ModelNodeKind::PatternProperty, {}, level);
            else if (member.key == "definitions")
                addMap(node, value, pointer, ModelNodeKind::Definition, {}, level);
            else if (member.key == "additionalProperties" && value.isObject())
                add(node, value, pointer, ModelNodeKind::AdditionalProperties, "any other property", level);
            else if (member.key == "items" && value.isObject())
                add(node, value, pointer, ModelNodeKind::Items, "items", level);
            else if (member.key == "items")
                addList(node, value, pointer, ModelNodeKind::Items, "", level);
            else if (member.key == "additionalItems" && value.isObject())
                add(node, value, pointer, ModelNodeKind::AdditionalItems, "further items", level);
            else if (member.key == "not" && value.isObject())
                add(node, value, pointer, ModelNodeKind::Alternative, "not", level);
            else if (member.key == "allOf" || member.key == "anyOf" || member.key == "oneOf")
                addList(node, value, pointer, ModelNodeKind::Alternative, member.key + " ", level);
        }
    }

    ModelNode* add(ModelNode& parent, const json::Value& schema, std::string pointer, ModelNodeKind kind,
                   std::string name, int level)
    {
        if (m_count >= mostNodes)
            return nullptr;
        ModelNode node;
        node.kind = kind;
        node.pointer = std::move(pointer);
        node.name = std::move(name);
        fill(node, schema, level);
        parent.children.push_back(std::move(node));
        return &parent.children.back();
    }

    void addMap(ModelNode& parent, const json::Value& map, const std::string& pointer, ModelNodeKind kind,
                const json::Value& required, int level)
    {
        if (!map.isObject())
            return;
        for (const json::Member& member : map.asObject()) {
            ModelNode* node =
                add(parent, member.value, pointer + "/" + json::pointerToken(member.key), kind, member.key, level);
            if (node && required.isArray())
                node->isRequired = std::any_of(required.asArray().begin(), required.asArray().end(),
                                               [&member](const json::Value& v) { return v.toString() == member.key; });
        }
    }

    // Tuples count from 0 as their pointers do, alternatives from 1 as people do.
    void addList(ModelNode& parent, const json::Value& list, const std::string& pointer, ModelNodeKind kind,
                 const std::string& prefix, int level)
    {
        if (!list.isArray())
            return;
        for (std::size_t i = 0; i < list.asArray().size(); ++i)
            add(parent, list.asArray()[i], pointer + "/" + std::to_string(i), kind,
                prefix + std::to_string(prefix.empty() ? i : i + 1), level);
    }

    std::size_t m_count = 0;
};

bool contains(const std::vector<std::string>& types, std::string_view type)
{
    return std::find(types.begin(), types.end(), type) != types.end();
}

} // namespace

bool ModelNode::isObject() const
{
    const auto isProperty = [](const ModelNode& child) { return child.kind == ModelNodeKind::Property; };
    return contains(types, "object") || (types.empty() && std::any_of(children.begin(), children.end(), isProperty));
}

bool ModelNode::isList() const
{
    const auto isItem = [](const ModelNode& child) { return child.kind == ModelNodeKind::Items; };
    return contains(types, "array") || (types.empty() && std::any_of(children.begin(), children.end(), isItem));
}

ModelNode modelTree(const json::Value& schema)
{
    return TreeReader().read(schema);
}

} // namespace gw
