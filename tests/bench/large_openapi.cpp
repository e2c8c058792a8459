#include "tests/bench/large_openapi.h"

#include <array>
#include <string>
#include <utility>

namespace gw::bench {

namespace {

using json::Array;
using json::Object;
using json::Value;

constexpr int operationsOfAResource = 5;
constexpr std::array<const char*, 8> nouns = {"order",   "customer", "invoice",   "shipment",
                                              "product", "payment",  "warehouse", "subscription"};

Value reference(const std::string& place)
{
    return Object{{"$ref", "#/components/" + place, {}}};
}

// One resource, "order17": its paths, its operations and its schemas.
class Resource
{
public:
    explicit Resource(int number)
        : m_noun(nouns[static_cast<std::size_t>(number) % nouns.size()]), m_name(m_noun + std::to_string(number)),
          m_path("/v1/areas/" + std::to_string(number % 40) + "/" + m_name + "s"), m_id(m_noun + "Id")
    {
    }

    void addTo(Object& paths, Object& schemas) const
    {
        paths.push_back({m_path, collection(), {}});
        paths.push_back({m_path + "/{" + m_id + "}", item(), {}});
        schemas.push_back({m_name, schema(), {}});
        schemas.push_back({m_name + "List", listSchema(), {}});
    }

private:
    Value collection() const
    {
        return Object{{"get", operation("list", "GET", listParameters(), false, m_name + "List"), {}},
                      {"post", operation("create", "POST", {}, true, m_name), {}}};
    }

    Value item() const
    {
        return Object{{"parameters", Array{pathParameter()}, {}},
                      {"get", operation("read", "GET", {}, false, m_name), {}},
                      {"put", operation("replace", "PUT", {}, true, m_name), {}},
                      {"delete", operation("remove", "DELETE", {}, false, {}), {}}};
    }

    Value pathParameter() const
    {
        return Object{{"name", m_id, {}},
                      {"in", "path", {}},
                      {"required", true, {}},
                      {"description", "Which " + m_noun + " is meant: its id, as the list tells it.", {}},
                      {"schema", Object{{"type", "string", {}}, {"format", "uuid", {}}}, {}}};
    }

    Array listParameters() const
    {
        Value limit = Object{{"name", "limit", {}},
                             {"in", "query", {}},
                             {"description", "The most of them in an answer.", {}},
                             {"schema", Object{{"type", "integer", {}}, {"minimum", 1, {}}, {"maximum", 100, {}}}, {}}};
        return {std::move(limit), reference("parameters/cursor")};
    }

    Value operation(const std::string& what, const std::string& verb, Array parameters, bool hasBody,
                    const std::string& answer) const
    {
        Object members{{"tags", Array{m_noun + "s"}, {}},
                       {"summary", "What one does with " + m_name + ": " + what, {}},
                       {"operationId", what + "_" + m_name, {}}};
        if (!parameters.empty())
            members.push_back({"parameters", std::move(parameters), {}});
        if (hasBody)
            members.push_back({"requestBody", Object{{"required", true, {}}, {"content", content(m_name), {}}}, {}});
        members.push_back({"responses", responses(verb, answer), {}});
        members.push_back({"security", Array{Object{{"api_key", Array{}, {}}}}, {}});
        if (hasBody)
            members.push_back({"x-amazon-apigateway-request-validator", "body", {}});
        members.push_back({"x-amazon-apigateway-integration", integration(verb), {}});
        return members;
    }

    Value content(const std::string& schema) const
    {
        return Object{{"application/json", Object{{"schema", reference("schemas/" + schema), {}}}, {}}};
    }

    Value responses(const std::string& verb, const std::string& answer) const
    {
        Value success = Object{{"description", "The " + m_noun + ", as it is now.", {}}};
        if (!answer.empty())
            success.set("content", content(answer));
        return Object{{verb == "POST"     ? "201"
                       : verb == "DELETE" ? "204"
                                          : "200",
                       std::move(success),
                       {}},
                      {"400", reference("responses/BadRequest"), {}}};
    }

    Value integration(const std::string& verb) const
    {
        const bool hasId = verb != "POST";
        Object members{{"type", "http_proxy", {}},
                       {"httpMethod", verb, {}},
                       {"uri", "https://" + m_noun + "s.backend.example.com" + m_path + (hasId ? "/{id}" : ""), {}},
                       {"passthroughBehavior", "when_no_match", {}},
                       {"timeoutInMillis", 29000, {}}};
        if (hasId)
            members.push_back(
                {"requestParameters", Object{{"integration.request.path.id", "method.request.path." + m_id, {}}}, {}});
        members.push_back({"responses", Object{{"default", Object{{"statusCode", "200", {}}}, {}}}, {}});
        return members;
    }

    Value schema() const
    {
        Object properties{{m_id, Object{{"type", "string", {}}, {"format", "uuid", {}}}, {}},
                          {"name", Object{{"type", "string", {}}, {"maxLength", 80, {}}}, {}},
                          {"count", Object{{"type", "integer", {}}, {"minimum", 0, {}}}, {}},
                          {"changedAt", Object{{"type", "string", {}}, {"format", "date-time", {}}}, {}}};
        return Object{
            {"type", "object", {}}, {"required", Array{m_id, "name"}, {}}, {"properties", std::move(properties), {}}};
    }

    Value listSchema() const
    {
        Object properties{{"items", Object{{"type", "array", {}}, {"items", reference("schemas/" + m_name), {}}}, {}},
                          {"next", Object{{"type", "string", {}}}, {}}};
        return Object{{"type", "object", {}}, {"properties", std::move(properties), {}}};
    }

    std::string m_noun;
    std::string m_name;
    std::string m_path;
    std::string m_id;
};

Value components(Object schemas)
{
    const Value failure = Object{{"description", "What is wrong, and what to do.", {}}};
    const Value cursor =
        Object{{"name", "cursor", {}}, {"in", "query", {}}, {"schema", Object{{"type", "string", {}}}, {}}};
    const Value key = Object{{"type", "apiKey", {}}, {"name", "x-api-key", {}}, {"in", "header", {}}};
    return Object{{"parameters", Object{{"cursor", cursor, {}}}, {}},
                  {"responses", Object{{"BadRequest", failure, {}}}, {}},
                  {"securitySchemes", Object{{"api_key", key, {}}}, {}},
                  {"schemas", std::move(schemas), {}}};
}

} // namespace

json::Value largeOpenApi(int operations)
{
    Object paths;
    Object schemas;
    for (int number = 0; number * operationsOfAResource < operations; ++number)
        Resource(number).addTo(paths, schemas);
    const Value validators = Object{{"body", Object{{"validateRequestBody", true, {}}}, {}}};
    return Object{{"openapi", "3.0.1", {}},
                  {"info", Object{{"title", "Large", {}}, {"version", "1.0.0", {}}}, {}},
                  {"x-amazon-apigateway-request-validators", validators, {}},
                  {"paths", std::move(paths), {}},
                  {"components", components(std::move(schemas)), {}}};
}

} // namespace gw::bench
