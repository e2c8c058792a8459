// Writes routes, authorizers and models of a WebSocket API file.
#include "core/format/websocket_parts.h"

#include "core/json/text.h"

#include <algorithm>

namespace gw {

namespace {

constexpr std::string_view rootOrder[] = {"description",
                                          "version",
                                          "routeSelectionExpression",
                                          "apiKeySelectionExpression",
                                          "disableExecuteApiEndpoint",
                                          "disableSchemaValidation",
                                          "authorizers",
                                          "models",
                                          "routes"};
constexpr std::string_view routeOrder[] = {"routeKey",      "operationName",     "authorizationType",
                                           "authorizerId",  "apiKeyRequired",    "modelSelectionExpression",
                                           "requestModels", "requestParameters", "routeResponseSelectionExpression",
                                           "integration",   "routeResponses"};
constexpr std::string_view routeResponseOrder[] = {"routeResponseKey", "modelSelectionExpression", "responseModels",
                                                   "responseParameters"};
constexpr std::string_view authorizerOrder[] = {"name",
                                                "authorizerType",
                                                "authorizerUri",
                                                "authorizerCredentialsArn",
                                                "identitySource",
                                                "identityValidationExpression",
                                                "authorizerResultTtlInSeconds"};
constexpr std::string_view modelOrder[] = {"name", "description", "contentType", "schema"};

void writeParameters(json::Value& owner, std::string_view key, const std::vector<RouteParameter>& base,
                     const std::vector<RouteParameter>& wanted, KeyOrder order)
{
    if (base == wanted)
        return;
    MemberKind<RouteParameter> kind;
    kind.key = [](const RouteParameter& parameter) { return parameter.name; };
    kind.matches = [](const std::string& memberKey, const RouteParameter& each) { return memberKey == each.name; };
    kind.write = [](const json::Value* original, const RouteParameter* from, const RouteParameter& parameter) {
        json::Value value = original ? *original : json::Value::object();
        if (value.isBool())
            return json::Value(parameter.required);
        if (!from || from->required != parameter.required)
            value.set("required", parameter.required);
        return value;
    };
    const auto isSame = [](const RouteParameter& a, const RouteParameter& b) { return a.name == b.name; };
    json::Value& child = childObject(owner, key, order);
    const auto origins = pairItems(base, wanted, isSame);
    std::string taken;
    while (!(taken = writeMembers(child, base, wanted, origins, kind)).empty())
        if (!child.remove(taken)) // what stood there could not be read; the edit says it anew
            break;
    dropIfEmpty(owner, key);
}

json::Value writeRouteResponse(json::Value node, const RouteResponse* from, const RouteResponse& wanted)
{
    const RouteResponse base = from ? *from : RouteResponse{{}, {}, {}, {}};
    putText(node, "routeResponseKey", base.routeResponseKey, wanted.routeResponseKey, routeResponseOrder);
    putText(node, "modelSelectionExpression", base.modelSelectionExpression, wanted.modelSelectionExpression,
            routeResponseOrder);
    putMap(node, "responseModels", base.responseModels, wanted.responseModels, routeResponseOrder);
    writeParameters(node, "responseParameters", base.responseParameters, wanted.responseParameters, routeResponseOrder);
    return node;
}

void writeRouteResponses(json::Value& node, const std::vector<RouteResponse>& wanted)
{
    const OpenApiDocument document{node};
    EntryReader reader({document, nullptr, {}, {}}, node, {}, webSocketFindings);
    const auto base = readRouteResponses(reader);
    writeList(
        node, "routeResponses", routeOrder, base, wanted,
        [](const RouteResponse& a, const RouteResponse& b) { return a.routeResponseKey == b.routeResponseKey; },
        writeRouteResponse);
}

json::Value writeRoute(json::Value node, const Cow<WebSocketRoute>* from, const Cow<WebSocketRoute>& route)
{
    const WebSocketRoute base = from ? **from : WebSocketRoute{};
    const WebSocketRoute& wanted = *route;
    putText(node, "routeKey", base.routeKey, wanted.routeKey, routeOrder);
    putText(node, "operationName", base.operationName, wanted.operationName, routeOrder);
    putText(node, "authorizationType", base.authorizationType, wanted.authorizationType, routeOrder);
    putText(node, "authorizerId", base.authorizer, wanted.authorizer, routeOrder);
    putFlag(node, "apiKeyRequired", base.apiKeyRequired, wanted.apiKeyRequired, routeOrder);
    putText(node, "modelSelectionExpression", base.modelSelectionExpression, wanted.modelSelectionExpression,
            routeOrder);
    putMap(node, "requestModels", base.requestModels, wanted.requestModels, routeOrder);
    writeParameters(node, "requestParameters", base.requestParameters, wanted.requestParameters, routeOrder);
    putText(node, "routeResponseSelectionExpression", base.routeResponseSelectionExpression,
            wanted.routeResponseSelectionExpression, routeOrder);
    writeRouteIntegration(node, base.integration, wanted.integration, routeOrder);
    writeRouteResponses(node, wanted.routeResponses);
    return node;
}

json::Value writeAuthorizer(json::Value node, const Authorizer* from, const Authorizer& wanted)
{
    const Authorizer base = from ? *from : Authorizer{};
    putText(node, "name", base.name, wanted.name, authorizerOrder);
    if (!from || base.type != wanted.type)
        put(node, "authorizerType", toString(wanted.type), authorizerOrder);
    putText(node, "authorizerUri", base.authorizerUri, wanted.authorizerUri, authorizerOrder);
    putText(node, "authorizerCredentialsArn", base.authorizerCredentials, wanted.authorizerCredentials,
            authorizerOrder);
    putList(node, "identitySource", base.identitySource, wanted.identitySource, authorizerOrder);
    putText(node, "identityValidationExpression", base.identityValidationExpression,
            wanted.identityValidationExpression, authorizerOrder);
    putOptional(node, "authorizerResultTtlInSeconds", base.authorizerResultTtlInSeconds,
                wanted.authorizerResultTtlInSeconds, authorizerOrder);
    return node;
}

json::Value writeModel(json::Value node, const WebSocketModel* from, const WebSocketModel& wanted)
{
    const WebSocketModel base = from ? *from : WebSocketModel{};
    putText(node, "name", base.name, wanted.name, modelOrder);
    putText(node, "description", base.description, wanted.description, modelOrder);
    putText(node, "contentType", base.contentType, wanted.contentType, modelOrder);
    if (node["schema"].isString() && !(base.schema == wanted.schema) && !wanted.schema.isNull())
        put(node, "schema", json::writeJson(wanted.schema), modelOrder); // the file has schemas as text
    else
        putValue(node, "schema", base.schema, wanted.schema, modelOrder);
    return node;
}

template <typename T>
bool haveOneName(const T& a, const T& b)
{
    return a.name == b.name;
}

// A route is the one it was while it keeps its key, and its id when it was renamed.
bool isSameRoute(const std::vector<Listed<Cow<WebSocketRoute>>>& base, const Cow<WebSocketRoute>& a,
                 const Cow<WebSocketRoute>& b)
{
    const bool hasEntry = std::any_of(base.begin(), base.end(), [&](const Listed<Cow<WebSocketRoute>>& each) {
        return each.item->routeKey == b->routeKey;
    });
    return hasEntry ? a->routeKey == b->routeKey : a->id == b->id;
}

void writeSettings(json::Value& tree, const WebSocketApi& base, const WebSocketApi& wanted)
{
    putText(tree, "description", base.description, wanted.description, rootOrder);
    putText(tree, "version", base.version, wanted.version, rootOrder);
    putSaid(tree, "routeSelectionExpression", base.routeSelectionExpression, wanted.routeSelectionExpression,
            rootOrder);
    putText(tree, "apiKeySelectionExpression", base.apiKeySelectionExpression, wanted.apiKeySelectionExpression,
            rootOrder);
    putFlag(tree, "disableExecuteApiEndpoint", base.disableExecuteApiEndpoint, wanted.disableExecuteApiEndpoint,
            rootOrder);
    putFlag(tree, "disableSchemaValidation", base.disableSchemaValidation, wanted.disableSchemaValidation, rootOrder);
}

} // namespace

void writeWebSocketApi(const json::Value& source, json::Value& tree, const WebSocketApi& wanted, ApiId api)
{
    const OpenApiDocument document{source};
    const ReadContext context{document, nullptr, {}, {}};
    WebSocketApi base = readWebSocketApi(context, source, api);
    if (source.asObject().empty())
        base.routeSelectionExpression.clear(); // a new file says it
    EntryReader root(context, source, {}, webSocketFindings);
    const auto routes = readRoutes(root, api);
    writeSettings(tree, base, wanted);
    writeList(tree, "authorizers", rootOrder, readAuthorizers(root), wanted.authorizers, haveOneName<Authorizer>,
              writeAuthorizer);
    writeList(tree, "models", rootOrder, readModels(root), wanted.models, haveOneName<WebSocketModel>, writeModel);
    writeList(
        tree, "routes", rootOrder, routes, wanted.routes,
        [&](const auto& a, const auto& b) { return isSameRoute(routes, a, b); }, writeRoute);
    if (!tree.find("routes"))
        put(tree, "routes", json::Value::array(), rootOrder);
}

} // namespace gw
