// Translates routes into methods.
#include "gateway-engine/compile/websocket_shape.h"

#include "core/format/authorizer_scheme.h"
#include "gateway-engine/compile/settings_of_routes.h"

namespace gw::engine {

namespace {

constexpr char handshakeValidator[] = "handshake";
constexpr std::string_view ofRoute = "route.";
constexpr std::string_view ofMethod = "method.";

// "route.request.header.X" is "method.request.header.X" to everything that maps.
std::string asOfMethod(const std::string& text)
{
    return text.starts_with(ofRoute) ? std::string(ofMethod) + text.substr(ofRoute.size()) : text;
}

StringMap withMethodSources(const StringMap& mappings)
{
    StringMap result;
    for (const auto& [to, from] : mappings)
        result.emplace_back(asOfMethod(to), asOfMethod(from));
    return result;
}

Authorizer asOfMethod(Authorizer authorizer)
{
    for (std::string& source : authorizer.identitySource)
        source = asOfMethod(source);
    authorizer.authorizerResultTtlInSeconds = 0; // connections keep what it said for as long as they live
    authorizer.identityValidationExpression.clear();
    return authorizer;
}

json::Value componentsOf(const WebSocketApi& api)
{
    json::Value schemes = json::Value::object();
    for (const Authorizer& authorizer : api.authorizers)
        schemes.set(authorizer.name, writtenAuthorizer(json::Value::object(), nullptr, asOfMethod(authorizer)));
    json::Value schemas = json::Value::object();
    for (const WebSocketModel& model : api.models)
        schemas.set(model.name, model.schema);
    json::Value components = json::Value::object();
    components.set("securitySchemes", std::move(schemes));
    components.set("schemas", std::move(schemas));
    return components;
}

bool isOfFunction(const Integration& integration)
{
    return integration.type == IntegrationType::AwsProxy ||
           (integration.type == IntegrationType::Aws && integration.uri.find(":lambda:path/") != std::string::npos);
}

Integration integrationOf(const WebSocketRoute& route)
{
    Integration integration = *route.integration;
    integration.requestParameters = withMethodSources(integration.requestParameters);
    for (IntegrationResponse& response : integration.responses)
        response.responseParameters = withMethodSources(response.responseParameters);
    if (integration.httpMethod.empty() && isOfFunction(integration))
        integration.httpMethod = "POST";
    if (integration.responses.empty() && route.routeKey == connectKey)
        integration.responses.emplace_back(); // whatever the endpoint says decides about the handshake
    return integration;
}

// Only handshakes have headers and a query.
std::vector<Parameter> requiredParameters(const WebSocketRoute& route)
{
    std::vector<Parameter> parameters;
    for (const RouteParameter& each : route.requestParameters) {
        const auto source = routeIdentitySourceFrom(each.name);
        if (!source || !each.required || route.routeKey != connectKey)
            continue;
        Parameter parameter;
        parameter.name = source->name;
        parameter.required = true;
        parameter.location =
            source->place == IdentitySource::Place::Header ? ParameterLocation::Header : ParameterLocation::QueryString;
        parameters.push_back(std::move(parameter));
    }
    return parameters;
}

Resource resourceOf(const WebSocketRoute& route)
{
    Method method;
    method.id = {route.id.value};
    method.verb = HttpVerb::Any;
    method.operationName = route.operationName;
    if (route.routeKey == connectKey) {
        method.authorizationType = route.authorizationType;
        method.authorizer = route.authorizer;
        method.apiKeyRequired = route.apiKeyRequired;
        method.requestValidator = handshakeValidator;
    }
    method.requestParameters = requiredParameters(route);
    if (route.integration)
        method.integration = integrationOf(route);
    Resource resource;
    resource.id = {route.id.value};
    resource.path = route.routeKey;
    resource.methods.emplace_back(std::move(method));
    return resource;
}

} // namespace

Api restShapeOf(const Api& api)
{
    const auto& webSocket = std::get<WebSocketApi>(api.definition);
    RestApi rest;
    rest.openApi.title = api.name;
    rest.openApi.components = componentsOf(webSocket);
    rest.openApi.requestValidators.push_back({handshakeValidator, false, true});
    rest.openApi.apiKeySource =
        webSocket.apiKeySelectionExpression == apiKeyOfAuthorizer ? ApiKeySource::Authorizer : ApiKeySource::Header;
    rest.openApi.endpoint.disableExecuteApiEndpoint = webSocket.disableExecuteApiEndpoint;
    for (const Cow<WebSocketRoute>& route : webSocket.routes)
        rest.openApi.resources.emplace_back(resourceOf(*route));
    Api shape;
    shape.id = api.id;
    shape.apiId = api.apiId;
    shape.name = api.name;
    shape.file = api.file;
    shape.stages = api.stages;
    shape.definition = std::move(rest);
    return shape;
}

gw::Stage restShapeOf(const gw::Stage& stage)
{
    gw::Stage shape = withSettingsOfMethods(stage, ApiKind::WebSocket);
    shape.canary.reset(); // of REST APIs, as caches and web ACLs are
    shape.cacheClusterEnabled = false;
    shape.webAcl.clear();
    return shape;
}

} // namespace gw::engine
