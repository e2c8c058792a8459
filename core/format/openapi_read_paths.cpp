// Paths, path items and operations (OpenAPI 3.0 sections 4.7.8 to 4.7.10).
#include "core/format/openapi_parts.h"

#include "core/letter_case.h"

#include <algorithm>
#include <array>
#include <unordered_set>

namespace gw {

namespace {

constexpr char pathRule[] = "openapi-path";
constexpr char operationRule[] = "openapi-operation";

// Ids follow from places, so two readings of one file agree; a clash takes the next free value.
class IdSource
{
public:
    explicit IdSource(ApiId api) : m_seed(stableHash(std::to_string(api.value))) {}

    std::uint64_t of(std::string_view path, std::string_view verb = {})
    {
        std::uint64_t id = stableHash(verb, stableHash(" ", stableHash(path, m_seed)));
        while (!m_taken.insert(id).second || id == 0)
            ++id;
        return id;
    }

private:
    std::uint64_t m_seed;
    std::unordered_set<std::uint64_t> m_taken;
};

bool isPathItemKey(std::string_view key)
{
    constexpr std::array<std::string_view, 7> keys = {"$ref",       "summary", "description",         "servers",
                                                      "parameters", "query",   "additionalOperations"};
    return key.starts_with("x-") || std::find(keys.begin(), keys.end(), key) != keys.end();
}

void readOperation(const ReadContext& context, const json::Value& operation, const std::vector<FileParameter>& shared,
                   Method& method)
{
    method.operationName = textField(operation, "operationId");
    method.summary = textField(operation, "summary");
    method.description = textField(operation, "description");
    method.tags = textList(operation["tags"]);
    method.requestParameters = mergedParameters(shared, readParameters(context, operation["parameters"]));
    readRequestBody(context, operation, method);
    readSecurity(context, operation, method);
    method.requestValidator = textField(operation, requestValidatorKey);
    method.integration = readIntegration(context, operation[integrationKey]);
    method.responses = readResponses(context, operation);
}

void warnOfUnknownKey(const ReadContext& context, const json::Member& member)
{
    if (member.key == "trace")
        context.warn(member.keyRange, operationRule, "API Gateway has no TRACE methods; this one is not served.",
                     "It stays in the file as it is.");
    else if (!isPathItemKey(member.key))
        context.warn(member.keyRange, operationRule, "\"" + member.key + "\" is no verb of API Gateway.",
                     "Use get, put, post, delete, options, head, patch or x-amazon-apigateway-any-method.");
}

class PathReader
{
public:
    PathReader(const ReadContext& context, ApiId api) : m_context(context), m_api(api), m_ids(api) {}

    void read(const json::Member& member)
    {
        if (member.key.starts_with("x-") || !isReadable(member))
            return;
        Resource resource;
        resource.path = member.key;
        resource.id = {m_ids.of(member.key)};
        readMethods(member.value, resource);
        m_resources.emplace_back(std::move(resource));
    }

    std::vector<Cow<Resource>> take() { return std::move(m_resources); }

private:
    bool isReadable(const json::Member& member)
    {
        if (!member.key.starts_with('/')) {
            m_context.warn(member.keyRange, pathRule, "Path \"" + member.key + "\" does not begin with \"/\".",
                           "Write \"/" + member.key + "\".");
            return false;
        }
        if (!member.value.isObject() && !member.value.isNull()) {
            m_context.warn(member.keyRange, pathRule, "Path \"" + member.key + "\" is not an object of methods.",
                           "Write it as get: { … }.");
            return false;
        }
        if (!m_paths.insert(member.key).second) {
            m_context.warn(member.keyRange, pathRule, "Path \"" + member.key + "\" stands in the file twice.",
                           "Join the two; only the first is read.");
            return false;
        }
        return true;
    }

    void readMethods(const json::Value& pathItem, Resource& resource)
    {
        if (!pathItem.isObject())
            return;
        ReadContext context = contextOf(resource);
        if (!refOf(pathItem).empty() && !context.document.target(pathItem))
            context.warnOfReference(pathItem, "The path");
        else if (!refOf(pathItem).empty())
            context.warn(pathItem, pathRule,
                         "The path refers to \"" + std::string(refOf(pathItem)) + "\"; shared paths are not read.",
                         "Write its methods here.");
        const std::vector<FileParameter> shared = readParameters(context, pathItem["parameters"]);
        for (const json::Member& member : pathItem.asObject())
            readMethod(member, shared, resource);
    }

    void readMethod(const json::Member& member, const std::vector<FileParameter>& shared, Resource& resource)
    {
        ReadContext context = contextOf(resource);
        const auto verb = member.key == "any" ? std::nullopt : httpVerbFrom(member.key);
        if (!verb)
            return warnOfUnknownKey(context, member);
        context.where = std::string(toString(*verb)) + " " + resource.path;
        if (!member.value.isObject())
            return context.warn(member.keyRange, operationRule, "The method is not an object.",
                                "Write it as { responses: … }.");
        for (const Cow<Method>& other : resource.methods)
            if (other->verb == *verb)
                return context.warn(member.keyRange, operationRule, "The method stands in the file twice.",
                                    "Remove one of the two; only the first is read.");
        Method method;
        method.verb = *verb;
        method.id = {m_ids.of(resource.path, toString(*verb))};
        context.node.method = method.id;
        readOperation(context, member.value, shared, method);
        resource.methods.emplace_back(std::move(method));
    }

    ReadContext contextOf(const Resource& resource) const
    {
        ReadContext context = m_context;
        context.node = {m_api, resource.id, {}, {}};
        context.where = resource.path;
        return context;
    }

    const ReadContext& m_context;
    ApiId m_api;
    IdSource m_ids;
    std::unordered_set<std::string> m_paths;
    std::vector<Cow<Resource>> m_resources;
};

} // namespace

std::vector<Cow<Resource>> readPaths(const ReadContext& context, ApiId api)
{
    PathReader reader(context, api);
    const json::Value& paths = context.document.tree["paths"];
    if (paths.isObject()) {
        for (const json::Member& member : paths.asObject())
            reader.read(member);
    } else if (!paths.isNull()) {
        context.warn(paths, pathRule, "\"paths\" is not an object.", "Write it as /path: { get: … }.");
    }
    return reader.take();
}

} // namespace gw
