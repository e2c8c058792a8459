// Writes what CORS needs into a resource. Header values are static mappings, 'value' in quotes, as the service's own
// "Enable CORS" writes them.
#include "core/edit/cors.h"

#include "core/api/gateway_response_types.h"
#include "core/edit/definition_rules.h"
#include "core/edit/edits.h"
#include "core/edit/lookup.h"
#include "core/edit/resource_rules.h"
#include "core/in_quotes.h"

#include <algorithm>
#include <utility>

namespace gw {

namespace {

constexpr char allowOriginHeader[] = "Access-Control-Allow-Origin";
constexpr char allowHeadersHeader[] = "Access-Control-Allow-Headers";
constexpr char allowMethodsHeader[] = "Access-Control-Allow-Methods";
constexpr char allowCredentialsHeader[] = "Access-Control-Allow-Credentials";
constexpr char exposeHeadersHeader[] = "Access-Control-Expose-Headers";
constexpr char maxAgeHeader[] = "Access-Control-Max-Age";
constexpr std::string_view methodResponseHeader = "method.response.header.";
constexpr char json[] = "application/json";

std::string literal(const std::string& value)
{
    return "'" + value + "'";
}

std::string unquoted(const std::string* value)
{
    if (!value || value->size() < 2 || value->front() != '\'' || value->back() != '\'')
        return {};
    return value->substr(1, value->size() - 2);
}

Result<void> checkValue(const char* header, const std::string& value)
{
    const auto isWrong = [](char c) { return c == '\'' || static_cast<unsigned char>(c) < ' ' || c == '\x7f'; };
    if (std::any_of(value.begin(), value.end(), isWrong))
        return fail("The value of " + std::string(header) + " has a quote or a control character.",
                    "Write it as it shall be sent, without quotes.");
    return {};
}

Result<void> checkOptions(const CorsOptions& options)
{
    if (options.allowOrigin.empty())
        return fail("No origin is allowed.", "Use * for any, or one origin such as https://example.com.");
    if (options.allowOrigin.find_first_of(", ") != std::string::npos)
        return fail(inQuotes(options.allowOrigin) + " is more than one origin.",
                    "Use * or one origin: the header can carry only one value.");
    if (options.allowOrigin == "*" && options.allowCredentials)
        return fail("Browsers refuse credentials when any origin is allowed.",
                    "Name the origin, or do not allow credentials.");
    if (options.maxAge.find_first_not_of("0123456789") != std::string::npos)
        return fail(inQuotes(options.maxAge) + " is no number of seconds.", "Use digits only, such as 3600.");
    for (const auto& [header, value] :
         {std::pair(allowOriginHeader, &options.allowOrigin), std::pair(allowHeadersHeader, &options.allowHeaders),
          std::pair(exposeHeadersHeader, &options.exposeHeaders)})
        if (const auto checked = checkValue(header, *value); !checked)
            return checked;
    return {};
}

// The verbs a browser may use: those of the resource (ANY stands for all) and OPTIONS.
std::vector<HttpVerb> verbsOf(const Resource* resource)
{
    const auto has = [resource](HttpVerb verb) {
        return resource && std::any_of(resource->methods.begin(), resource->methods.end(),
                                       [verb](const Cow<Method>& method) { return method->verb == verb; });
    };
    std::vector<HttpVerb> verbs;
    for (const HttpVerb verb : allHttpVerbs)
        if (verb != HttpVerb::Any && (verb == HttpVerb::Options || has(verb) || has(HttpVerb::Any)))
            verbs.push_back(verb);
    return verbs;
}

std::string joined(const std::vector<HttpVerb>& verbs)
{
    std::string text;
    for (const HttpVerb verb : verbs)
        text += (text.empty() ? "" : ",") + std::string(toString(verb));
    return text;
}

StringMap withoutEmpty(StringMap headers)
{
    std::erase_if(headers, [](const auto& header) { return header.second.empty(); });
    return headers;
}

// What the answers to the requests themselves carry.
StringMap answerHeaders(const CorsOptions& options)
{
    return withoutEmpty({{allowOriginHeader, options.allowOrigin},
                         {allowCredentialsHeader, options.allowCredentials ? "true" : ""},
                         {exposeHeadersHeader, options.exposeHeaders}});
}

StringMap preflightHeaders(const CorsOptions& options, const Resource* resource)
{
    const std::vector<HttpVerb> verbs = options.allowMethods.empty() ? verbsOf(resource) : options.allowMethods;
    return withoutEmpty({{allowHeadersHeader, options.allowHeaders},
                         {allowMethodsHeader, joined(verbs)},
                         {allowOriginHeader, options.allowOrigin},
                         {allowCredentialsHeader, options.allowCredentials ? "true" : ""},
                         {maxAgeHeader, options.maxAge}});
}

MethodResponse& responseOf(Method& method, const std::string& statusCode)
{
    for (MethodResponse& response : method.responses)
        if (response.statusCode == statusCode)
            return response;
    MethodResponse response;
    response.statusCode = statusCode;
    response.description = statusCode + " response";
    method.responses.push_back(std::move(response));
    return method.responses.back();
}

void declare(MethodResponse& response, const StringMap& headers)
{
    for (const auto& [name, value] : headers) {
        const bool isKnown = std::any_of(response.headers.begin(), response.headers.end(),
                                         [&name = name](const Parameter& header) { return header.name == name; });
        if (isKnown)
            continue;
        Parameter header;
        header.name = name;
        header.location = ParameterLocation::Header;
        header.schema = json::Object{{"type", "string", {}}};
        response.headers.push_back(std::move(header));
        response.ref.clear(); // it is no longer what others share
    }
}

void map(IntegrationResponse& response, const StringMap& headers)
{
    for (const auto& [name, value] : headers)
        setIn(response.responseParameters, std::string(methodResponseHeader) + name, literal(value));
}

bool isProxy(const Integration& integration)
{
    return integration.type == IntegrationType::HttpProxy || integration.type == IntegrationType::AwsProxy;
}

void writeAnswers(Method& method, const StringMap& headers)
{
    if (!method.integration || isProxy(*method.integration)) {
        for (MethodResponse& response : method.responses)
            declare(response, headers);
        return;
    }
    for (IntegrationResponse& response : method.integration->responses) {
        map(response, headers);
        declare(responseOf(method, response.statusCode.empty() ? "200" : response.statusCode), headers);
    }
}

void writePreflight(Method& method, const StringMap& headers)
{
    method.authorizationType.clear(); // browsers send no credentials with a preflight
    method.authorizer.clear();
    method.apiKeyRequired = false;
    if (!method.integration)
        method.integration = Integration{};
    Integration& integration = *method.integration;
    integration.type = IntegrationType::Mock;
    if (!findIn(integration.requestTemplates, json))
        setIn(integration.requestTemplates, json, "{\"statusCode\": 200}");
    const auto isDefault = [](const IntegrationResponse& response) { return response.selectionPattern.empty(); };
    auto answer = std::find_if(integration.responses.begin(), integration.responses.end(), isDefault);
    if (answer == integration.responses.end()) {
        IntegrationResponse response;
        response.statusCode = "200";
        answer = integration.responses.insert(integration.responses.end(), std::move(response));
    }
    std::erase_if(answer->responseParameters, [](const auto& parameter) {
        return parameter.first.starts_with(std::string(methodResponseHeader) + "Access-Control-");
    });
    map(*answer, headers);
    declare(responseOf(method, answer->statusCode.empty() ? "200" : answer->statusCode), headers);
}

const Method* optionsOf(const OpenApiDefinition& definition, const std::string& path)
{
    if (const Resource* resource = definition.findPath(path))
        for (const Cow<Method>& method : resource->methods)
            if (method->verb == HttpVerb::Options)
                return &*method;
    return nullptr;
}

void writeDefaultResponses(OpenApiDefinition& definition, const StringMap& headers)
{
    for (const std::string_view type : {default4xx, default5xx}) {
        auto& responses = definition.gatewayResponses;
        auto found = std::find_if(responses.begin(), responses.end(),
                                  [type](const GatewayResponseDefinition& r) { return r.responseType == type; });
        if (found == responses.end()) {
            GatewayResponseDefinition response;
            response.responseType = type;
            found = responses.insert(responses.end(), std::move(response));
        }
        for (const auto& [name, value] : headers)
            setIn(found->responseParameters, std::string(gatewayResponseHeaderPrefix) + name, literal(value));
    }
}

Result<void> checkPlace(const Project& project, ApiId id, const std::string& path)
{
    const Api& api = *project.find(id);
    if (api.kind() != ApiKind::Rest)
        return fail(inQuotes(api.name) + " is no REST API.", "HTTP APIs have CORS settings of their own.",
                    NodeRef{id, {}, {}, {}});
    if (const auto exists = requirePath(*api.openApi(), path); !exists)
        return exists;
    const Method* options = optionsOf(*api.openApi(), path);
    if (options && options->integration && options->integration->type != IntegrationType::Mock)
        return fail("OPTIONS " + path + " has an integration that answers preflight requests itself.",
                    "Delete the method, or change its integration to MOCK first.", NodeRef{id, {}, options->id, {}});
    return {};
}

} // namespace

Result<Project> enableCors(Project project, ApiId api, const std::string& path, const CorsOptions& options)
{
    if (const auto known = editDefinition(project, api); !known)
        return fail(known.error());
    if (const auto checked = checkPlace(project, api, path); !checked)
        return fail(checked.error());
    if (const auto checked = checkOptions(options); !checked)
        return fail(checked.error());
    if (!optionsOf(*project.find(api)->openApi(), path)) {
        Result<Project> created = createMethod(std::move(project), api, path, HttpVerb::Options);
        if (!created)
            return created;
        project = std::move(*created);
    }
    OpenApiDefinition& definition = *project.edit(api)->openApi();
    Resource& resource = *definition.edit(definition.findPath(path)->id);
    const StringMap preflight = preflightHeaders(options, &resource);
    const StringMap answers = answerHeaders(options);
    for (Cow<Method>& method : resource.methods)
        if (method->verb == HttpVerb::Options)
            writePreflight(method.edit(), preflight);
        else
            writeAnswers(method.edit(), answers);
    if (options.defaultResponses)
        writeDefaultResponses(definition, answers);
    return project;
}

CorsOptions corsOptionsOf(const OpenApiDefinition& definition, const std::string& path)
{
    CorsOptions options;
    options.allowMethods = verbsOf(definition.findPath(path));
    const Method* method = optionsOf(definition, path);
    if (!method || !method->integration || method->integration->responses.empty())
        return options;
    const StringMap& parameters = method->integration->responses.front().responseParameters;
    const auto valueOf = [&](const char* header) {
        return unquoted(findIn(parameters, std::string(methodResponseHeader) + header));
    };
    if (valueOf(allowOriginHeader).empty())
        return options;
    options.allowOrigin = valueOf(allowOriginHeader);
    options.allowHeaders = valueOf(allowHeadersHeader);
    options.allowCredentials = valueOf(allowCredentialsHeader) == "true";
    options.maxAge = valueOf(maxAgeHeader);
    options.exposeHeaders = valueOf(exposeHeadersHeader);
    return options;
}

} // namespace gw
