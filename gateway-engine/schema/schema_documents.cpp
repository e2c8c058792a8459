#include "gateway-engine/schema/schema_documents.h"

#include "core/api/reference.h"
#include "core/json/text.h"
#include "gateway-engine/schema/meta_schema.h"

#include <boost/url/parse.hpp>
#include <boost/url/url.hpp>
#include <boost/url/url_view.hpp>

#include <algorithm>
#include <array>

namespace gw::engine {

namespace {

constexpr int mostLevels = 300;

// What may hold schemas: one, a map of them by name, or a list.
constexpr std::array single{"additionalItems", "additionalProperties", "items", "not"};
constexpr std::array maps{"definitions", "dependencies", "patternProperties", "properties"};
constexpr std::array lists{"allOf", "anyOf", "items", "oneOf"};

// `ref`, which has no fragment, as seen from `base`. Places in a document without an address have none either.
std::string absolute(const std::string& base, std::string_view ref)
{
    if (ref.empty())
        return base;
    const auto from = boost::urls::parse_uri(base);
    const auto to = boost::urls::parse_uri_reference({ref.data(), ref.size()});
    boost::urls::url result;
    if (!from || !to || !boost::urls::resolve(*from, *to, result))
        return std::string(ref);
    return std::string(result.buffer().data(), result.buffer().size());
}

} // namespace

SchemaDocuments::SchemaDocuments(const json::Value& root, const SchemaOptions& options) : m_options(options)
{
    m_documents.emplace("", &root);
    index(root, addBase({}), 0);
}

std::size_t SchemaDocuments::addBase(std::string address)
{
    m_addresses.push_back(std::move(address));
    return m_addresses.size() - 1;
}

// An id beside a $ref is void, as everything else is.
std::size_t SchemaDocuments::baseFor(const json::Value& schema, std::size_t outer)
{
    const std::string_view id = schema["id"].toString();
    if (id.empty() || schema["$ref"].isString())
        return outer;
    const auto mark = std::min(id.find('#'), id.size());
    const std::string address = absolute(m_addresses[outer], id.substr(0, mark));
    if (mark + 1 < id.size())
        m_documents.emplace(address + std::string(id.substr(mark)), &schema);
    if (mark == 0)
        return outer;
    m_documents.emplace(address, &schema);
    return addBase(address);
}

void SchemaDocuments::index(const json::Value& schema, std::size_t base, int depth)
{
    if (!schema.isObject() || depth > mostLevels || isTooLarge() || m_bases.count(&schema) > 0)
        return;
    base = baseFor(schema, base);
    m_bases.emplace(&schema, base);
    indexMembers(schema, base, depth + 1);
}

void SchemaDocuments::indexMembers(const json::Value& schema, std::size_t base, int depth)
{
    for (const char* keyword : single)
        index(schema[keyword], base, depth);
    for (const char* keyword : maps)
        if (const json::Value& map = schema[keyword]; map.isObject())
            for (const json::Member& member : map.asObject())
                index(member.value, base, depth);
    for (const char* keyword : lists)
        if (const json::Value& list = schema[keyword]; list.isArray())
            for (const json::Value& element : list.asArray())
                index(element, base, depth);
}

const json::Value* SchemaDocuments::document(const std::string& address)
{
    if (const auto known = m_documents.find(address); known != m_documents.end())
        return known->second;
    const json::Value* found = m_options.find ? m_options.find(address) : nullptr;
    if (!found && address == metaSchemaAddress) {
        m_metaSchema = std::make_unique<const json::Value>(metaSchema());
        found = m_metaSchema.get();
    }
    if (!found)
        return nullptr;
    m_documents.emplace(address, found);
    index(*found, addBase(address), 0);
    return found;
}

// A place under a keyword nobody knows has not been indexed yet: it reads its references as the schema around it does.
void SchemaDocuments::indexTarget(const json::Value& root, const std::string& pointer, const json::Value& target)
{
    for (std::string outer = pointer; m_bases.count(&target) == 0 && !outer.empty();) {
        outer.resize(outer.rfind('/'));
        const json::Value* around = root.at(outer);
        if (const auto base = m_bases.find(around); base != m_bases.end())
            index(target, base->second, 0);
    }
}

const json::Value* SchemaDocuments::inDocument(const json::Value& root, const std::string& address,
                                               std::string_view fragment)
{
    if (fragment.empty())
        return &root;
    const std::string reference = "#" + std::string(fragment);
    if (!fragment.starts_with('/')) {
        const auto named = m_documents.find(address + reference);
        return named == m_documents.end() ? nullptr : named->second;
    }
    const std::string pointer = pointerOfReference(reference);
    const json::Value* target = root.at(pointer);
    if (target)
        indexTarget(root, pointer, *target);
    return target;
}

Result<const json::Value*> SchemaDocuments::resolve(std::string_view ref, const json::Value& from)
{
    const auto base = m_bases.find(&from);
    const std::string outer = base == m_bases.end() ? std::string() : m_addresses[base->second];
    const auto mark = std::min(ref.find('#'), ref.size());
    const std::string address = absolute(outer, ref.substr(0, mark));
    const std::string_view fragment = mark < ref.size() ? ref.substr(mark + 1) : std::string_view();
    const json::Value* root = document(address);
    const json::Value* target = root ? inDocument(*root, address, fragment) : nullptr;
    if (!target && mark == 0 && fragment.starts_with('/')) // a place in the API's document
        target = document(std::string(ref));
    if (target)
        return target;
    return fail("The reference \"" + std::string(ref.substr(0, 200)) + "\" leads nowhere.",
                "Name a model of this API (#/components/schemas/name) or a place in the same model.");
}

} // namespace gw::engine
