// Reads routes, authorizers and models of a WebSocket API file.
#include "core/format/websocket_parts.h"

#include "core/in_quotes.h"
#include "core/json/text.h"

#include <set>

namespace gw {

namespace {

// The subject of an entry that has a name: Route "say".
EntryReader named(const EntryReader& entry, NodeRef node, const std::string& subject)
{
    ReadContext context = entry.context();
    context.node = node;
    return {context, entry.entry(), subject, webSocketFindings};
}

// Reads each entry of the list that has a name of its own; `read` gives the item.
template <typename T, typename Read>
std::vector<Listed<T>> namedEntries(EntryReader& root, const char* key, const char* nameKey, const char* word,
                                    Read read)
{
    std::vector<Listed<T>> list;
    std::set<std::string> names;
    for (auto& [place, entry] : root.parts(key)) {
        const std::string name = entry.entry()[nameKey].scalarText();
        if (name.empty())
            entry.error(entry.entry(), std::string(word) + " has no " + nameKey + ".",
                        std::string("Give it one: ") + nameKey + ": …");
        else if (!names.insert(name).second)
            entry.error(entry.entry()[nameKey], std::string(word) + " " + inQuotes(name) + " stands there twice.",
                        "Rename one of them, or remove it.");
        else
            list.push_back({place, read(entry, name)});
    }
    return list;
}

// name: { required: true }, or name: true.
std::vector<RouteParameter> readParameters(EntryReader& owner, const char* key)
{
    std::vector<RouteParameter> list;
    EntryReader reader = owner.part(key);
    if (!reader.entry().isObject())
        return list;
    for (const json::Member& member : reader.entry().asObject()) {
        const json::Value& said = member.value.isObject() ? member.value["required"] : member.value;
        if (!said.isBool() && !said.isNull())
            reader.error(member.value, inQuotes(member.key) + " says neither whether it is required nor not.",
                         "Write " + member.key + ": { required: true }.");
        else
            list.push_back({member.key, said.toBool()});
    }
    return list;
}

WebSocketRoute readRoute(const EntryReader& entry, const std::string& routeKey, ApiId api)
{
    WebSocketRoute route;
    route.id = routeIdOf(api, routeKey);
    EntryReader reader = named(entry, nodeOf(api, route.id), "route " + inQuotes(routeKey));
    route.routeKey = routeKey;
    route.operationName = reader.text("operationName");
    route.authorizationType = reader.text("authorizationType");
    route.authorizer = reader.text("authorizerId");
    route.apiKeyRequired = reader.flag("apiKeyRequired", false);
    route.modelSelectionExpression = reader.text("modelSelectionExpression");
    route.requestModels = reader.map("requestModels");
    route.requestParameters = readParameters(reader, "requestParameters");
    route.routeResponseSelectionExpression = reader.text("routeResponseSelectionExpression");
    route.integration = readRouteIntegration(reader);
    for (Listed<RouteResponse>& response : readRouteResponses(reader))
        route.routeResponses.push_back(std::move(response.item));
    return route;
}

Authorizer readAuthorizer(const EntryReader& entry, const std::string& name)
{
    EntryReader reader = named(entry, entry.context().node, "authorizer " + inQuotes(name));
    Authorizer authorizer;
    authorizer.name = name;
    authorizer.type = reader.word("authorizerType", AuthorizerType::Request, authorizerTypeFrom,
                                  "Use REQUEST: WebSocket APIs have no other authorizers.");
    authorizer.authorizerUri = reader.text("authorizerUri");
    authorizer.authorizerCredentials = reader.text("authorizerCredentialsArn");
    authorizer.identitySource = reader.texts("identitySource");
    authorizer.identityValidationExpression = reader.text("identityValidationExpression");
    authorizer.authorizerResultTtlInSeconds = reader.optionalNumber("authorizerResultTtlInSeconds");
    return authorizer;
}

// The service's model has schemas as text; here they may stand as they are.
json::Value readSchema(EntryReader& reader)
{
    const json::Value& said = reader.entry()["schema"];
    if (!said.isString())
        return said;
    auto schema = json::readJson(said.asString());
    if (schema)
        return *std::move(schema);
    reader.error(said, "the schema is no JSON: " + schema.error().message, "Correct it, or write it as YAML.");
    return {};
}

WebSocketModel readModel(const EntryReader& entry, const std::string& name)
{
    EntryReader reader = named(entry, entry.context().node, "model " + inQuotes(name));
    WebSocketModel model;
    model.name = name;
    model.description = reader.text("description");
    model.contentType = reader.text("contentType");
    model.schema = readSchema(reader);
    return model;
}

template <typename T>
std::vector<T> items(std::vector<Listed<T>> list)
{
    std::vector<T> result;
    result.reserve(list.size());
    for (Listed<T>& each : list)
        result.push_back(std::move(each.item));
    return result;
}

} // namespace

std::vector<Listed<Cow<WebSocketRoute>>> readRoutes(EntryReader& root, ApiId api)
{
    return namedEntries<Cow<WebSocketRoute>>(
        root, "routes", "routeKey", "a route",
        [api](const EntryReader& entry, const std::string& key) { return readRoute(entry, key, api); });
}

std::vector<Listed<Authorizer>> readAuthorizers(EntryReader& root)
{
    return namedEntries<Authorizer>(root, "authorizers", "name", "an authorizer", readAuthorizer);
}

std::vector<Listed<WebSocketModel>> readModels(EntryReader& root)
{
    return namedEntries<WebSocketModel>(root, "models", "name", "a model", readModel);
}

std::vector<Listed<RouteResponse>> readRouteResponses(EntryReader& route)
{
    return namedEntries<RouteResponse>(route, "routeResponses", "routeResponseKey", "a route response",
                                       [](EntryReader& entry, const std::string& key) {
                                           RouteResponse response;
                                           response.routeResponseKey = key;
                                           response.modelSelectionExpression = entry.text("modelSelectionExpression");
                                           response.responseModels = entry.map("responseModels");
                                           response.responseParameters = readParameters(entry, "responseParameters");
                                           return response;
                                       });
}

WebSocketApi readWebSocketApi(const ReadContext& context, const json::Value& tree, ApiId id)
{
    EntryReader root(context, tree, {}, webSocketFindings);
    WebSocketApi api;
    api.description = root.text("description");
    api.version = root.text("version");
    api.routeSelectionExpression = root.text("routeSelectionExpression", defaultRouteSelection);
    api.apiKeySelectionExpression = root.text("apiKeySelectionExpression", apiKeyInHeader);
    api.disableExecuteApiEndpoint = root.flag("disableExecuteApiEndpoint", false);
    api.disableSchemaValidation = root.flag("disableSchemaValidation", false);
    api.routes = items(readRoutes(root, id));
    api.authorizers = items(readAuthorizers(root));
    api.models = items(readModels(root));
    return api;
}

} // namespace gw
