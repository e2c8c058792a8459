// Writes paths and their methods. Elements are found by id, so a renamed path is a renamed key and a moved method takes
// along what the file says about it; ids that are new here are looked up by path and verb.
#include "core/format/openapi_write_parts.h"

#include "core/letter_case.h"

#include <unordered_map>
#include <unordered_set>

namespace gw {

namespace {

constexpr std::string_view rootOrder[] = {"paths", "webhooks", "components", "definitions", "securityDefinitions"};

bool isVerbKey(const std::string& key, HttpVerb verb)
{
    return key != "any" && httpVerbFrom(key) == verb;
}

std::string verbKey(HttpVerb verb)
{
    return verb == HttpVerb::Any ? anyMethodKey : toLowerAscii(toString(verb));
}

// Where a method stood in the file that was read.
struct MethodOrigin
{
    const Method* method = nullptr;
    const Resource* resource = nullptr;
    const json::Value* pathItem = nullptr;
    const json::Value* operation = nullptr;
};

const json::Value* operationOf(const json::Value& pathItem, HttpVerb verb)
{
    if (pathItem.isObject())
        for (const json::Member& member : pathItem.asObject())
            if (isVerbKey(member.key, verb))
                return &member.value;
    return nullptr;
}

class PathWriter
{
public:
    PathWriter(const WriteContext& context, const OpenApiDefinition& base, const OpenApiDefinition& wanted)
        : m_context(context), m_base(base), m_wanted(wanted)
    {
        indexBase();
        indexWanted();
    }

    void write()
    {
        MemberKind<Cow<Resource>> kind;
        kind.key = [](const Cow<Resource>& resource) { return resource->path; };
        kind.matches = [](const std::string& key, const Cow<Resource>& resource) { return key == resource->path; };
        kind.write = [this](const json::Value* original, const Cow<Resource>* from, const Cow<Resource>& resource) {
            return writePathItem(original, from ? &**from : nullptr, *resource);
        };
        json::Value paths = m_context.tree["paths"]; // a copy: methods may add shared parts to the tree meanwhile
        m_context.refuse(writeMembers(paths, m_base.resources, m_wanted.resources, resourceOrigins(), kind));
        put(m_context.tree, "paths", std::move(paths), rootOrder);
    }

private:
    void indexBase()
    {
        const json::Value& paths = m_context.source.document.tree["paths"];
        std::unordered_map<std::string_view, const json::Value*> pathItems;
        if (paths.isObject())
            for (const json::Member& member : paths.asObject())
                pathItems.emplace(member.key, &member.value); // of duplicates the first is read
        for (std::size_t i = 0; i < m_base.resources.size(); ++i) {
            const Resource& resource = *m_base.resources[i];
            m_baseById.emplace(resource.id, i);
            m_baseByPath.emplace(resource.path, i);
            const auto found = pathItems.find(resource.path);
            if (found == pathItems.end())
                continue;
            for (const Cow<Method>& method : resource.methods)
                m_methods.emplace(method->id, MethodOrigin{&*method, &resource, found->second,
                                                           operationOf(*found->second, method->verb)});
        }
    }

    void indexWanted()
    {
        for (const Cow<Resource>& resource : m_wanted.resources) {
            m_wantedResources.insert(resource->id);
            for (const Cow<Method>& method : resource->methods)
                m_wantedMethods.insert(method->id);
        }
    }

    std::vector<std::optional<std::size_t>> resourceOrigins() const
    {
        std::vector<std::optional<std::size_t>> origins;
        for (const Cow<Resource>& resource : m_wanted.resources) {
            const auto byId = m_baseById.find(resource->id);
            const auto byPath = m_baseByPath.find(resource->path);
            if (byId != m_baseById.end())
                origins.emplace_back(byId->second);
            else if (byPath != m_baseByPath.end() && !m_wantedResources.contains(m_base.resources[byPath->second]->id))
                origins.emplace_back(byPath->second);
            else
                origins.emplace_back(std::nullopt);
        }
        return origins;
    }

    MethodOrigin originOf(MethodId id) const
    {
        const auto it = m_methods.find(id);
        return it == m_methods.end() ? MethodOrigin{} : it->second;
    }

    // The method of the file that `method` is: by id, else the one with its verb that nobody claims.
    MethodOrigin originOf(const Method& method, const Resource* base) const
    {
        if (const MethodOrigin origin = originOf(method.id); origin.method)
            return origin;
        if (base)
            for (const Cow<Method>& candidate : base->methods)
                if (candidate->verb == method.verb && !m_wantedMethods.contains(candidate->id))
                    return originOf(candidate->id);
        return {};
    }

    std::vector<std::optional<std::size_t>> methodOrigins(const Resource* base, const Resource& wanted) const
    {
        std::vector<std::optional<std::size_t>> origins(wanted.methods.size());
        for (std::size_t w = 0; base && w < wanted.methods.size(); ++w) {
            const Method* from = originOf(*wanted.methods[w], base).method;
            for (std::size_t b = 0; b < base->methods.size(); ++b)
                if (&*base->methods[b] == from)
                    origins[w] = b;
        }
        return origins;
    }

    json::Value writePathItem(const json::Value* original, const Resource* base, const Resource& wanted)
    {
        if (original && base && base->methods == wanted.methods)
            return *original;
        json::Value pathItem = original && original->isObject() ? *original : json::Value::object();
        if (base)
            writeSharedParameters(m_context, pathItem, *base, wanted);
        const json::Value sharedNode = pathItem["parameters"];
        const std::vector<FileParameter> shared = readParameters(m_context.source, sharedNode);

        MemberKind<Cow<Method>> kind;
        kind.key = [](const Cow<Method>& method) { return verbKey(method->verb); };
        kind.matches = [](const std::string& key, const Cow<Method>& m) { return isVerbKey(key, m->verb); };
        kind.write = [&](const json::Value*, const Cow<Method>*, const Cow<Method>& method) {
            return writeMethod(wanted, base, *method, shared);
        };
        const std::vector<Cow<Method>> before = base ? base->methods : std::vector<Cow<Method>>{};
        m_context.refuse(writeMembers(pathItem, before, wanted.methods, methodOrigins(base, wanted), kind));
        return pathItem;
    }

    json::Value writeMethod(const Resource& resource, const Resource* base, const Method& method,
                            const std::vector<FileParameter>& shared)
    {
        const MethodOrigin origin = originOf(method, base);
        WriteContext context = m_context;
        context.where = std::string(toString(method.verb)) + " " + resource.path;
        json::Value operation = origin.operation ? *origin.operation : json::Value::object();
        std::vector<FileParameter> sharedBefore;
        if (origin.pathItem)
            sharedBefore = readParameters(m_context.source, (*origin.pathItem)["parameters"]);
        writeOperation(context, operation, origin.method, method, sharedBefore, shared);
        if (!origin.method && resource.path == defaultRoutePath && method.verb == HttpVerb::Any)
            operation.set("isDefaultRoute", true); // of HTTP APIs, as the service exports it
        return operation;
    }

    const WriteContext& m_context;
    const OpenApiDefinition& m_base;
    const OpenApiDefinition& m_wanted;
    std::unordered_map<ResourceId, std::size_t> m_baseById;
    std::unordered_map<std::string_view, std::size_t> m_baseByPath;
    std::unordered_map<MethodId, MethodOrigin> m_methods;
    std::unordered_set<ResourceId> m_wantedResources;
    std::unordered_set<MethodId> m_wantedMethods;
};

} // namespace

void writeOperation(const WriteContext& context, json::Value& operation, const Method* base, const Method& wanted,
                    const std::vector<FileParameter>& sharedBefore, const std::vector<FileParameter>& sharedNow)
{
    constexpr std::string_view order[] = {"tags",      "summary",  "description",       "operationId",
                                          "consumes",  "produces", "parameters",        "requestBody",
                                          "responses", "security", requestValidatorKey, integrationKey};
    const Method before = base ? *base : Method{};
    putList(operation, "tags", before.tags, wanted.tags, order);
    putText(operation, "summary", before.summary, wanted.summary, order);
    putText(operation, "description", before.description, wanted.description, order);
    putText(operation, "operationId", before.operationName, wanted.operationName, order);
    writeOwnParameters(context, operation, base, wanted, sharedBefore, sharedNow);
    writeRequestBody(context, operation, before, wanted);
    writeResponses(context, operation, base, wanted);
    writeSecurity(context, operation, before, wanted);
    putText(operation, requestValidatorKey, before.requestValidator, wanted.requestValidator, order);
    writeIntegration(context, operation, before.integration, wanted.integration);
}

void writePaths(const WriteContext& context, const OpenApiDefinition& base, const OpenApiDefinition& wanted)
{
    if (base.resources != wanted.resources)
        PathWriter(context, base, wanted).write();
}

} // namespace gw
