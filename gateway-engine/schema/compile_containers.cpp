// The part of the schema compiler that is about objects and arrays (draft 4, validation 5.3 and 5.4).
#include "gateway-engine/schema/compile_schema.h"

#include <algorithm>

namespace gw::engine {

std::vector<std::string> SchemaCompiler::names(const json::Value& list, const std::string& keyword)
{
    std::vector<std::string> result;
    const bool isList = list.isArray() && std::all_of(list.asArray().begin(), list.asArray().end(),
                                                      [](const json::Value& name) { return name.isString(); });
    if (!isList) {
        wrong(keyword, "a list of property names");
        return result;
    }
    for (const json::Value& name : list.asArray())
        result.push_back(name.asString());
    std::sort(result.begin(), result.end());
    result.erase(std::unique(result.begin(), result.end()), result.end());
    return result;
}

void SchemaCompiler::compileObject(const json::Value& schema, SchemaNode& node)
{
    compileProperties(schema, node);
    if (const json::Value* additional = schema.find("additionalProperties"))
        compileAdditional(*additional, node);
    if (const json::Value* required = schema.find("required"))
        if (auto list = names(*required, "required"); !list.empty())
            node.checks.push_back({Keyword::Required, ObjectKind, append(m_program->required, SortedNames(std::move(list)))});
    if (const json::Value* dependencies = schema.find("dependencies"))
        compileDependencies(*dependencies, node);
}

void SchemaCompiler::compileProperties(const json::Value& schema, SchemaNode& node)
{
    if (const json::Value* properties = schema.find("properties")) {
        if (!properties->isObject())
            return wrong("properties", "an object of schemas by name");
        std::vector<std::pair<std::string, NodeIndex>> byName;
        for (const json::Member& member : properties->asObject())
            if (!m_error)
                byName.emplace_back(member.key, nodeFor(member.value, child(m_place, "properties", member.key)));
        std::stable_sort(byName.begin(), byName.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
        std::vector<std::string> sorted;
        for (auto& [name, own] : byName) {
            sorted.push_back(std::move(name));
            node.propertyNodes.push_back(own);
        }
        node.properties = SortedNames(std::move(sorted));
    }
    if (const json::Value* patterns = schema.find("patternProperties")) {
        if (!patterns->isObject())
            return wrong("patternProperties", "an object of schemas by pattern");
        for (const json::Member& member : patterns->asObject())
            if (const auto index = m_error ? std::nullopt : pattern(member.key, "patternProperties"))
                node.patternProperties.emplace_back(
                    *index, nodeFor(member.value, child(m_place, "patternProperties", member.key)));
    }
}

void SchemaCompiler::compileAdditional(const json::Value& additional, SchemaNode& node)
{
    if (additional.isBool()) {
        if (!additional.asBool())
            node.checks.push_back({Keyword::AdditionalProperties, ObjectKind, 0});
        return;
    }
    if (!additional.isObject())
        return wrong("additionalProperties", "true, false or a schema");
    node.otherProperties = nodeFor(additional, child(m_place, "additionalProperties"));
}

void SchemaCompiler::compileDependencies(const json::Value& dependencies, SchemaNode& node)
{
    if (!dependencies.isObject())
        return wrong("dependencies", "an object of schemas or lists of property names");
    std::vector<Dependency> list;
    for (const json::Member& member : dependencies.asObject()) {
        Dependency dependency{member.key, {}, noNode};
        if (member.value.isObject())
            dependency.node = nodeFor(member.value, child(m_place, "dependencies", member.key));
        else
            dependency.required = SortedNames(names(member.value, "dependencies"));
        if (m_error)
            return;
        list.push_back(std::move(dependency));
    }
    // What names properties is reported before what is a schema.
    std::stable_partition(list.begin(), list.end(), [](const Dependency& d) { return d.node == noNode; });
    node.checks.push_back({Keyword::Dependencies, ObjectKind, append(m_program->dependencies, std::move(list))});
}

void SchemaCompiler::compileArray(const json::Value& schema, SchemaNode& node)
{
    const json::Value* items = schema.find("items");
    const json::Value* additional = schema.find("additionalItems");
    if (items && items->isArray()) {
        for (std::size_t i = 0; i < items->asArray().size() && !m_error; ++i)
            node.tuple.push_back(nodeFor(items->asArray()[i], child(m_place, "items", std::to_string(i))));
        if (additional && additional->isObject())
            node.items = nodeFor(*additional, child(m_place, "additionalItems"));
        if (additional && additional->isBool() && !additional->asBool())
            node.checks.push_back({Keyword::AdditionalItems, ArrayKind, static_cast<std::uint32_t>(node.tuple.size())});
    } else if (items) {
        node.items = nodeFor(*items, child(m_place, "items"));
    }
    if (additional && !additional->isBool() && !additional->isObject())
        return wrong("additionalItems", "true, false or a schema");
    const json::Value* unique = schema.find("uniqueItems");
    if (unique && !unique->isBool())
        return wrong("uniqueItems", "true or false");
    if (unique && unique->asBool())
        node.checks.push_back({Keyword::UniqueItems, ArrayKind, 0});
}

} // namespace gw::engine
