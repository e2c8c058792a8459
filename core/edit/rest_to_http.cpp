// The API as a whole, its stages, and the way through its methods. The parts are in rest_to_http_*.cpp.
#include "core/edit/rest_to_http.h"

#include "core/api/route_key.h"
#include "core/edit/definition_rules.h"
#include "core/edit/edits.h"
#include "core/edit/edits_access.h"
#include "core/edit/lookup.h"
#include "core/edit/rest_to_http_parts.h"
#include "core/format/authorizer_scheme.h"
#include "core/in_quotes.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace gw {

namespace {

using conversion::Notes;
using conversion::Origin;

// "pets-http", "pets-http2", …
std::string freeName(const Project& project, const std::string& name)
{
    std::string free = name + "-http";
    for (int i = 2; project.findApi(free); ++i)
        free = name + "-http" + std::to_string(i);
    return free;
}

// Of Swagger 2.0 and OpenAPI 3, where schemas stand.
void renameReferences(json::Value& value)
{
    constexpr std::string_view swagger = "#/definitions/";
    if (value.isArray())
        for (json::Value& element : value.asArray())
            renameReferences(element);
    if (!value.isObject())
        return;
    for (json::Member& member : value.asObject()) {
        if (member.key == "$ref" && member.value.isString() && member.value.asString().starts_with(swagger))
            member.value = json::Value("#/components/schemas/" + member.value.asString().substr(swagger.size()));
        else
            renameReferences(member.value);
    }
}

void modernise(MediaType& type)
{
    renameReferences(type.schema);
}

void modernise(Method& method)
{
    for (Parameter& parameter : method.requestParameters) {
        parameter.ref.clear();
        renameReferences(parameter.schema);
    }
    for (MediaType& type : method.requestModels)
        modernise(type);
    for (MethodResponse& response : method.responses) {
        response.ref.clear();
        for (MediaType& type : response.content)
            modernise(type);
    }
}

// Schemas and what else is shared; authorizers and API keys are none of them.
json::Value componentsOf(const OpenApiDefinition& definition)
{
    json::Value components = definition.components;
    const std::string key(securitySchemesKey(definition));
    std::vector<std::string> gone;
    if (const json::Value* schemes = components.find(key); schemes && schemes->isObject())
        for (const json::Member& scheme : schemes->asObject())
            if (readAuthorizer(scheme.value, scheme.key) || scheme.value["type"].scalarText() == "apiKey")
                gone.push_back(scheme.key);
    for (const std::string& name : gone)
        components.find(key)->remove(name);
    if (!gone.empty() && components[key].asObject().empty())
        components.remove(key);
    if (definition.isSwagger) {
        json::Value schemas = components["definitions"];
        components = json::Value::object();
        if (schemas.isObject()) {
            renameReferences(schemas);
            components.set("schemas", std::move(schemas));
        }
    }
    return components.isObject() && components.asObject().empty() ? json::Value() : components;
}

void noteEndpoint(const OpenApiDefinition& from, Notes& notes)
{
    if (from.endpoint.isPrivate())
        notes.lost("HTTP APIs have no private endpoint: this one is Regional.",
                   "Keep the REST API where callers must come through VPC endpoints.");
    else if (!from.endpoint.types.empty() && from.endpoint.types.front() == "EDGE")
        notes.changed("The endpoint is Regional: HTTP APIs have no edge-optimized one.",
                      "Put a CloudFront distribution in front.");
    if (!from.policy.isNull())
        notes.lost("The resource policy cannot be carried: HTTP APIs have none.",
                   "Use an authorizer, IAM, or mutual TLS on a custom domain.");
}

void noteSettings(const OpenApiDefinition& from, Notes& notes)
{
    for (const GatewayResponseDefinition& response : from.gatewayResponses)
        notes.lost("The gateway response " + response.responseType +
                       " cannot be carried: an HTTP API's errors are its own.",
                   "Let clients read the status; the body is {\"message\": \"…\"}.");
    if (!from.binaryMediaTypes.empty())
        notes.changed("Binary media types are gone: HTTP APIs tell bytes from text by the content type.");
    if (from.minimumCompressionSize)
        notes.lost("Answers are not compressed by HTTP APIs.", "Compress in the integration or in front of the API.");
    if (!from.documentation.empty())
        notes.lost("The documentation parts cannot be carried.",
                   "Keep descriptions in the OpenAPI document, which goes along.");
    if (from.apiKeySource == ApiKeySource::Authorizer)
        notes.lost("API keys from an authorizer's answer are gone with API keys.", "Throttle routes on the stage.");
}

void noteUsage(const Project& project, const Api& from, Notes& notes)
{
    for (const Cow<UsagePlan>& plan : project.usagePlans)
        for (const PlanStage& stage : plan->apiStages)
            if (stage.api == from.name) {
                notes.lost("The usage plan " + inQuotes(plan->name) + " does not reach it: HTTP APIs have no plans.",
                           "Throttle routes on the stage, and tell callers apart by an authorizer.");
                break;
            }
}

const RequestValidator* validatorOf(const OpenApiDefinition& definition, const Method& method)
{
    const std::string& name = method.requestValidator.empty() ? definition.requestValidator : method.requestValidator;
    const RequestValidator* validator = name.empty() ? nullptr : findValidator(definition, name);
    const bool needsParameters =
        std::any_of(method.requestParameters.begin(), method.requestParameters.end(),
                    [](const Parameter& p) { return p.required && p.location != ParameterLocation::Path; });
    const bool checks = validator && ((validator->validateRequestBody && !method.requestModels.empty()) ||
                                      (validator->validateRequestParameters && needsParameters));
    return checks ? validator : nullptr;
}

struct Made
{
    ApiId api;
    OpenApiDefinition& definition;
    std::vector<std::string> authorizers;
};

Method convertMethod(const Origin& origin, const Method& from, const Made& made, Notes& notes)
{
    Method to = from;
    if (origin.definition.isSwagger)
        modernise(to);
    to.requestValidator.clear();
    if (const RequestValidator* validator = validatorOf(origin.definition, from))
        notes.lost("Requests are not validated any more by " + inQuotes(validator->name) + ".",
                   "Check them in the integration; what the document says of them stays.");
    conversion::convertAccess(origin, from, to, made.authorizers, notes);
    if (from.integration)
        to.integration =
            conversion::convertIntegration(origin, *from.integration, made.definition.cors.has_value(), notes);
    if (notes.isEmpty())
        notes.carried(!from.integration ? "Answers with its examples, as before."
                      : from.integration->type == IntegrationType::AwsProxy
                          ? "Lambda proxy, with the event it knows: payload format 1.0."
                          : "HTTP_PROXY to the same target.");
    return to;
}

void convertResource(const Origin& origin, const Resource& from, Made& made, ConversionReport& report)
{
    Resource to;
    to.path = from.path;
    to.id = newResourceId(made.definition, made.api, to.path);
    for (const Cow<Method>& method : from.methods) {
        Notes notes(report, routeKeyOf(from.path, method->verb), {origin.api.id, from.id, method->id, {}});
        if (conversion::isPreflight(*method)) {
            notes.carried("Answers preflight requests: the CORS configuration does that now.");
            continue;
        }
        Method route = convertMethod(origin, *method, made, notes);
        route.id = newMethodId(made.definition, to.id, route.verb);
        to.methods.emplace_back(std::move(route));
    }
    if (!to.methods.empty())
        made.definition.resources.emplace_back(std::move(to));
}

void noteRouting(const OpenApiDefinition& from, Notes& notes)
{
    notes.changed("A path that no route answers gets 404 Not Found, where it was 403 Missing Authentication Token; a "
                  "slash at its end makes another path.");
    for (const Cow<Resource>& resource : from.resources)
        for (const Cow<Method>& method : resource->methods)
            if (method->integration && method->integration->type == IntegrationType::AwsProxy) {
                notes.changed("Functions find the stage's name in the event's path.",
                              "Name the stage $default to be without it.");
                return;
            }
}

// The new API's text is written from its definition; the REST API's is not looked at.
Result<void> convertDefinition(const Origin& origin, Project& project, ApiId id, ConversionReport& report)
{
    Notes notes(report, {}, {origin.api.id, {}, {}, {}});
    OpenApiDefinition& definition = *project.edit(id)->openApi();
    definition.title = origin.definition.title;
    definition.version = origin.definition.version;
    definition.description = origin.definition.description;
    definition.components = componentsOf(origin.definition);
    definition.endpoint.disableExecuteApiEndpoint = origin.definition.endpoint.disableExecuteApiEndpoint;
    noteRouting(origin.definition, notes);
    noteEndpoint(origin.definition, notes);
    noteSettings(origin.definition, notes);
    noteUsage(origin.project, origin.api, notes);
    definition.cors = conversion::corsOf(origin.definition, notes);
    std::vector<std::string> names;
    for (const Authorizer& authorizer : authorizersOf(origin.definition))
        if (const auto converted = conversion::convertAuthorizer(origin, authorizer, notes)) {
            Result<Project> with = createAuthorizer(project, id, *converted);
            if (!with)
                return fail(with.error());
            project = std::move(*with);
            names.push_back(converted->name);
        }
    Made made{id, *project.edit(id)->openApi(), std::move(names)};
    for (const Cow<Resource>& resource : origin.definition.resources)
        convertResource(origin, *resource, made, report);
    return {};
}

} // namespace

std::size_t ConversionReport::count(Carry carry) const
{
    return static_cast<std::size_t>(
        std::count_if(notes.begin(), notes.end(), [carry](const ConversionNote& note) { return note.carry == carry; }));
}

Result<HttpConversion> httpApiFrom(const Project& project, ApiId restApi)
{
    const Api* from = project.find(restApi);
    if (!from)
        return fail("This API is no longer in the project.", "Choose another one, or undo its removal.");
    if (from->kind() != ApiKind::Rest)
        return fail(inQuotes(from->name) + " is no REST API.", "Choose one that is.", NodeRef{restApi, {}, {}, {}});
    const std::string name = freeName(project, from->name);
    Result<Project> created = createApi(project, ApiKind::Http, name);
    if (!created)
        return fail(created.error());
    HttpConversion made{std::move(*created), {}, {}};
    made.api = made.project.findApi(name)->id;
    const Origin origin{project, *from, *from->openApi()};
    if (const auto converted = convertDefinition(origin, made.project, made.api, made.report); !converted)
        return fail(converted.error());
    Api& api = *made.project.edit(made.api);
    api.host = from->host;
    api.stages.clear();
    for (const Stage& stage : from->stages) {
        Notes notes(made.report, "Stage " + stage.name, {restApi, {}, {}, stage.id});
        Stage to = conversion::convertStage(origin.definition, stage, notes);
        to.id = newStageId(api, to.name);
        api.stages.push_back(std::move(to));
    }
    // The API's own notes first, then the stages', then those of methods.
    std::stable_sort(made.report.notes.begin(), made.report.notes.end(), [](const auto& a, const auto& b) {
        const auto rank = [](const ConversionNote& note) { return note.node.method ? 2 : note.node.stage ? 1 : 0; };
        return rank(a) < rank(b);
    });
    return made;
}

} // namespace gw
