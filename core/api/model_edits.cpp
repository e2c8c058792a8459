// Edits of a model's tree of properties.
#include "core/api/model_place.h"
#include "core/api/model_tree.h"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace gw {

namespace {

tl::unexpected<Diagnostic> gone()
{
    return fail("This place is no longer in the model.", "Select another one.");
}

// A schema in the model that may be changed; null also where something else than a schema stands.
json::Value* schemaAt(json::Value& root, std::string_view pointer)
{
    json::Value* schema = valueAt(root, pointer);
    return schema && schema->isObject() ? schema : nullptr;
}

// Which map or list of schemas a node stands in: "/properties/owner" → "properties" of "".
struct NodePlace
{
    json::Value* holder = nullptr; // the map or list, or the schema itself for "items", "not" …
    json::Value* schema = nullptr; // the one around it
    std::string keyword;
    std::string token; // in the holder
    [[nodiscard]] bool isProperty() const { return keyword == "properties"; }
};

std::optional<NodePlace> placeOf(json::Value& root, std::string_view pointer)
{
    const auto parts = splitPointer(pointer);
    if (!parts || !valueAt(root, pointer))
        return std::nullopt;
    NodePlace place;
    place.token = parts->token;
    place.holder = valueAt(root, parts->holder);
    const bool isDirect = parts->token == "items" || parts->token == "not" || parts->token == "additionalItems" ||
                          parts->token == "additionalProperties";
    const auto outer = splitPointer(parts->holder);
    // "/properties/items" is a property of that name; "/items" are elements.
    static constexpr std::array maps{"properties", "patternProperties", "definitions", "items", "allOf", "anyOf",
                                     "oneOf"};
    const bool isInMap = outer && std::find(maps.begin(), maps.end(), outer->token) != maps.end() &&
                         !(place.holder->isObject() && isDirect && outer->token == "items");
    if (isInMap) {
        place.keyword = outer->token;
        place.schema = valueAt(root, outer->holder);
        return place;
    }
    if (!isDirect)
        return std::nullopt;
    place.keyword = parts->token;
    place.schema = place.holder;
    return place;
}

bool isKnownType(std::string_view type)
{
    return std::find(std::begin(modelTypes), std::end(modelTypes), type) != std::end(modelTypes);
}

tl::unexpected<Diagnostic> unknownType(std::string_view type)
{
    return fail("\"" + std::string(type) + "\" is no type of JSON Schema.",
                "Use string, number, integer, boolean, object, array or null.");
}

json::Value newSchema(std::string_view type)
{
    json::Value schema = json::Value::object();
    if (!type.empty())
        schema.set("type", type);
    if (type == "array")
        schema.set("items", json::Value::object());
    return schema;
}

// Renames (or takes out, when `to` is empty) a name in a list of names; an empty list goes.
void replaceName(json::Value& schema, std::string_view keyword, const std::string& from, const std::string& to)
{
    json::Value* list = schema.find(keyword);
    if (!list || !list->isArray())
        return;
    json::Array& names = list->asArray();
    for (json::Value& name : names)
        if (name.toString() == from && !to.empty())
            name = to;
    if (to.empty())
        names.erase(std::remove_if(names.begin(), names.end(), [&](const auto& n) { return n.toString() == from; }),
                    names.end());
    if (names.empty())
        schema.remove(keyword);
}

void replaceDependencies(json::Value& schema, const std::string& from, const std::string& to)
{
    json::Value* dependencies = schema.find("dependencies");
    if (!dependencies || !dependencies->isObject())
        return;
    if (to.empty())
        dependencies->remove(from);
    std::vector<std::string> keys;
    for (json::Member& member : dependencies->asObject()) {
        if (member.key == from)
            member.key = to;
        keys.push_back(member.key);
    }
    for (const std::string& key : keys)
        if ((*dependencies)[key].isArray())
            replaceName(*dependencies, key, from, to);
    if (dependencies->asObject().empty())
        schema.remove("dependencies");
}

void replaceProperty(json::Value& schema, const std::string& from, const std::string& to)
{
    replaceName(schema, "required", from, to);
    replaceDependencies(schema, from, to);
}

json::Member* memberNamed(json::Value& object, const std::string& key)
{
    for (json::Member& member : object.asObject())
        if (member.key == key)
            return &member;
    return nullptr;
}

// Keywords that speak of one type only: of no use to others.
struct TypeKeywords
{
    std::string_view type;
    std::initializer_list<const char*> keywords;
};

const TypeKeywords typeKeywords[] = {
    {"string", {"minLength", "maxLength", "pattern", "format"}},
    {"number", {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"}},
    {"array", {"items", "additionalItems", "minItems", "maxItems", "uniqueItems"}},
    {"object",
     {"properties", "patternProperties", "additionalProperties", "required", "minProperties", "maxProperties",
      "dependencies"}}};

void dropForeignKeywords(json::Value& schema, const std::vector<std::string>& types)
{
    const auto isOf = [&types](std::string_view wanted) {
        return types.empty() || std::any_of(types.begin(), types.end(), [wanted](const std::string& type) {
                   return type == wanted || (type == "integer" && wanted == "number");
               });
    };
    for (const TypeKeywords& group : typeKeywords)
        if (!isOf(group.type))
            for (const char* keyword : group.keywords)
                schema.remove(keyword);
}

} // namespace

Result<json::Value> addProperty(json::Value schema, std::string_view pointer, const std::string& name,
                                std::string_view type)
{
    json::Value* node = schemaAt(schema, pointer);
    if (!node)
        return gone();
    if (!type.empty() && !isKnownType(type))
        return unknownType(type);
    if (name.empty())
        return fail("A property needs a name.", "Type one.");
    if ((*node)["$ref"].isString())
        return fail("This place refers to another model.", "Add the property there.");
    json::Value* properties = node->find("properties");
    if (properties && properties->isObject() && properties->find(name))
        return fail("Another property here is already called \"" + name + "\".", "Choose another name.");
    if (!node->find("type"))
        node->set("type", "object");
    if (!properties || !properties->isObject())
        node->set("properties", json::Value::object());
    node->find("properties")->set(name, newSchema(type));
    return schema;
}

Result<json::Value> removeModelNode(json::Value schema, std::string_view pointer)
{
    const auto place = placeOf(schema, pointer);
    if (!place)
        return pointer.empty() ? Result<json::Value>(fail("The model itself cannot be taken out of the model.",
                                                          "Delete the model instead."))
                               : Result<json::Value>(gone());
    if (place->isProperty())
        replaceProperty(*place->schema, place->token, {});
    // The holder is found again: what was changed beside it may have moved it.
    json::Value* holder = valueAt(schema, splitPointer(pointer)->holder);
    if (holder->isArray())
        holder->asArray().erase(holder->asArray().begin() + std::stoi(place->token));
    else
        holder->remove(place->token);
    const bool isEmptyList = holder->isArray() && holder->asArray().empty();
    const bool isEmptyDefinitions = place->keyword == "definitions" && holder->asObject().empty();
    if (isEmptyList || isEmptyDefinitions || (place->keyword == "patternProperties" && holder->asObject().empty()))
        if (json::Value* around = valueAt(schema, splitPointer(splitPointer(pointer)->holder)->holder))
            around->remove(place->keyword);
    return schema;
}

Result<json::Value> renameProperty(json::Value schema, std::string_view pointer, const std::string& name)
{
    const auto place = placeOf(schema, pointer);
    const bool hasName =
        place && (place->isProperty() || place->keyword == "patternProperties" || place->keyword == "definitions");
    if (!hasName)
        return gone();
    if (name.empty())
        return fail("A property needs a name.", "Type one.");
    if (name == place->token)
        return schema;
    if (place->holder->find(name))
        return fail("Another property here is already called \"" + name + "\".", "Choose another name.");
    memberNamed(*place->holder, place->token)->key = name;
    if (place->isProperty())
        replaceProperty(*place->schema, place->token, name);
    return schema;
}

Result<json::Value> moveProperty(json::Value schema, std::string_view pointer, std::size_t index)
{
    const auto place = placeOf(schema, pointer);
    if (!place || !place->holder->isObject() || place->holder == place->schema)
        return gone();
    json::Object& members = place->holder->asObject();
    json::Member* member = memberNamed(*place->holder, place->token);
    const auto from = members.begin() + (member - members.data());
    const auto to = members.begin() + static_cast<std::ptrdiff_t>(std::min(index, members.size() - 1));
    if (from < to)
        std::rotate(from, from + 1, to + 1);
    else
        std::rotate(to, from, from + 1);
    return schema;
}

Result<json::Value> setRequired(json::Value schema, std::string_view pointer, bool isRequired)
{
    const auto place = placeOf(schema, pointer);
    if (!place || !place->isProperty())
        return place ? Result<json::Value>(fail("Only properties can be required.", "Select a property."))
                     : Result<json::Value>(gone());
    json::Value& around = *place->schema;
    const std::string& name = place->token;
    if (!isRequired) {
        replaceName(around, "required", name, {});
        return schema;
    }
    if (!around["required"].isArray())
        around.set("required", json::Value::array());
    json::Array& names = around.find("required")->asArray();
    if (std::none_of(names.begin(), names.end(), [&name](const json::Value& v) { return v.toString() == name; }))
        names.emplace_back(name);
    return schema;
}

Result<json::Value> setModelTypes(json::Value schema, std::string_view pointer, const std::vector<std::string>& types)
{
    json::Value* node = schemaAt(schema, pointer);
    if (!node)
        return gone();
    for (const std::string& type : types)
        if (!isKnownType(type))
            return unknownType(type);
    node->remove("$ref");
    dropForeignKeywords(*node, types);
    if (types.empty()) {
        node->remove("type");
    } else if (types.size() == 1) {
        node->set("type", types.front());
    } else {
        json::Value list = json::Value::array();
        for (const std::string& type : types)
            list.asArray().emplace_back(type);
        node->set("type", std::move(list));
    }
    if (std::find(types.begin(), types.end(), "array") != types.end() && !node->find("items"))
        node->set("items", json::Value::object());
    return schema;
}

Result<json::Value> setItemsType(json::Value schema, std::string_view pointer, std::string_view type)
{
    json::Value* node = schemaAt(schema, pointer);
    if (!node)
        return gone();
    if (!type.empty() && !isKnownType(type))
        return unknownType(type);
    if (!node->find("type"))
        node->set("type", "array");
    if (!(*node)["items"].isObject()) {
        node->set("items", newSchema(type));
        return schema;
    }
    const std::vector<std::string> types = type.empty() ? std::vector<std::string>{} : std::vector{std::string(type)};
    return setModelTypes(std::move(schema), std::string(pointer) + "/items", types);
}

Result<json::Value> setModelReference(json::Value schema, std::string_view pointer, const std::string& ref)
{
    json::Value* node = schemaAt(schema, pointer);
    if (!node)
        return gone();
    if (ref.empty())
        return fail("A reference needs an address.", "Name a model, such as #/components/schemas/Pet.");
    json::Value reference = json::Value::object();
    reference.set("$ref", ref);
    *node = std::move(reference);
    return schema;
}

} // namespace gw
