// Models by name, and the references to them.
#include "core/api/models.h"

#include "core/api/reference.h"
#include "core/api/references_in.h"

#include <algorithm>
#include <iterator>

namespace gw {

namespace {

constexpr std::string_view serviceReference = "https://apigateway.amazonaws.com/restapis/";
constexpr std::string_view modelKeys[] = {"schemas", "definitions"};

bool isAlphanumeric(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool refersTo(const json::Value& value, std::string_view name)
{
    bool found = false;
    forEachReference(value, [&](const json::Value& ref) { found = found || modelOfReference(ref.asString()) == name; });
    return found;
}

class UseSearch
{
public:
    explicit UseSearch(std::string_view name) : m_name(name) {}

    void look(const json::Value& schema, const std::string& where, const NodeRef& node)
    {
        if (refersTo(schema, m_name))
            m_uses.push_back({where, node});
    }

    void look(const Resource& resource, const Method& method)
    {
        const std::string label = std::string(toString(method.verb)) + " " + resource.path + ": ";
        const NodeRef node{{}, resource.id, method.id, {}};
        for (const Parameter& parameter : method.requestParameters)
            look(parameter.schema, label + "parameter \"" + parameter.name + "\"", node);
        for (const MediaType& type : method.requestModels)
            look(type.schema, label + "request body " + type.contentType, node);
        for (const MethodResponse& response : method.responses) {
            for (const Parameter& header : response.headers)
                look(header.schema, label + "response " + response.statusCode + " header \"" + header.name + "\"",
                     node);
            for (const MediaType& type : response.content)
                look(type.schema, label + "response " + response.statusCode + " " + type.contentType, node);
        }
    }

    // Shared parts but security schemes: a model that only refers to itself is not in use.
    void lookInComponents(const json::Value& components)
    {
        if (!components.isObject())
            return;
        for (const json::Member& group : components.asObject()) {
            if (!group.value.isObject())
                continue;
            const bool isModels =
                std::find(std::begin(modelKeys), std::end(modelKeys), group.key) != std::end(modelKeys);
            for (const json::Member& part : group.value.asObject())
                if (!isModels)
                    look(part.value, "shared " + group.key + " \"" + part.key + "\"", {});
                else if (part.key != m_name)
                    look(part.value, "model \"" + part.key + "\"", {});
        }
    }

    std::vector<ModelUse> take() { return std::move(m_uses); }

private:
    std::string_view m_name;
    std::vector<ModelUse> m_uses;
};

} // namespace

std::vector<std::string> modelNames(const OpenApiDefinition& definition)
{
    std::vector<std::string> names;
    const json::Value& models = definition.components[modelsKey(definition)];
    if (models.isObject())
        for (const json::Member& member : models.asObject())
            names.push_back(member.key);
    return names;
}

const json::Value* findModel(const OpenApiDefinition& definition, std::string_view name)
{
    return definition.components[modelsKey(definition)].find(name);
}

const json::Value* builtInModel(std::string_view name)
{
    static const json::Value draft = "http://json-schema.org/draft-04/schema#";
    static const json::Value empty =
        json::Object{{"$schema", draft, {}}, {"title", "Empty Schema", {}}, {"type", "object", {}}};
    static const json::Value message = json::Object{{"message", json::Object{{"type", "string", {}}}, {}}};
    static const json::Value error = json::Object{
        {"$schema", draft, {}}, {"title", "Error Schema", {}}, {"type", "object", {}}, {"properties", message, {}}};
    if (name == "Empty")
        return &empty;
    return name == "Error" ? &error : nullptr;
}

bool isModelName(std::string_view name)
{
    return !name.empty() && name.size() <= 255 && std::all_of(name.begin(), name.end(), isAlphanumeric);
}

std::string_view modelsKey(const OpenApiDefinition& definition)
{
    return definition.isSwagger ? modelKeys[1] : modelKeys[0];
}

std::string modelReference(const OpenApiDefinition& definition, std::string_view name)
{
    return (definition.isSwagger ? "#/definitions/" : "#/components/schemas/") + std::string(name);
}

std::string modelOfReference(std::string_view ref)
{
    if (ref.starts_with(serviceReference)) {
        constexpr std::string_view models = "/models/";
        const std::size_t at = ref.find(models, serviceReference.size());
        return at == std::string_view::npos ? std::string() : std::string(ref.substr(at + models.size()));
    }
    const std::string pointer = pointerOfReference(ref);
    for (const std::string_view prefix : {"/components/schemas/", "/definitions/"})
        if (pointer.starts_with(prefix) && pointer.find('/', prefix.size()) == std::string::npos)
            return pointer.substr(prefix.size());
    return {};
}

std::vector<ModelUse> usesOfModel(const OpenApiDefinition& definition, std::string_view name)
{
    UseSearch search(name);
    for (const Cow<Resource>& resource : definition.resources)
        for (const Cow<Method>& method : resource->methods)
            search.look(*resource, *method);
    search.lookInComponents(definition.components);
    return search.take();
}

} // namespace gw
