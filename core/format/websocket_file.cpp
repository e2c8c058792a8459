// Reads and writes WebSocket API files. Keys this program does not know stay in the file.
#include "core/format/websocket_file.h"

#include "core/format/openapi_document.h"
#include "core/format/tree_edit.h"
#include "core/json/patch.h"

namespace gw {

namespace {

constexpr char rule[] = "websocket-file";
constexpr char selectionKey[] = "routeSelectionExpression";
constexpr std::string_view rootOrder[] = {selectionKey, "routes"};
constexpr std::string_view routeOrder[] = {"routeKey", "integration"};
constexpr std::string_view integrationOrder[] = {
    "integrationType",   "integrationMethod", "integrationUri",      "connectionType",
    "connectionId",      "credentialsArn",    "passthroughBehavior", "contentHandlingStrategy",
    "requestParameters", "requestTemplates",  "timeoutInMillis"};

std::optional<Integration> readIntegration(const ReadContext& context, const json::Value& node)
{
    if (node.isNull())
        return std::nullopt;
    const auto type = integrationTypeFrom(node["integrationType"].toString());
    if (!type) {
        context.warn(node, rule, "The integration's type is not known.",
                     "Use HTTP, HTTP_PROXY, MOCK, AWS or AWS_PROXY.");
        return std::nullopt;
    }
    Integration integration;
    integration.type = *type;
    integration.httpMethod = textField(node, "integrationMethod");
    integration.uri = textField(node, "integrationUri");
    integration.connectionType = textField(node, "connectionType");
    integration.connectionId = textField(node, "connectionId");
    integration.credentials = textField(node, "credentialsArn");
    integration.passthroughBehavior =
        passthroughBehaviorFrom(node["passthroughBehavior"].toString()).value_or(PassthroughBehavior::WhenNoMatch);
    integration.contentHandling =
        contentHandlingFrom(node["contentHandlingStrategy"].toString()).value_or(ContentHandling::Unset);
    integration.requestParameters = stringMap(context, node["requestParameters"], "requestParameters");
    integration.requestTemplates = stringMap(context, node["requestTemplates"], "requestTemplates");
    if (const std::int64_t millis = node["timeoutInMillis"].toInt(-1); millis >= 0 && millis <= 24 * 3600 * 1000)
        integration.timeoutInMillis = static_cast<int>(millis);
    return integration;
}

struct FileRoute
{
    WebSocketRoute route;
    std::size_t index = 0; // in the file's list
};

std::vector<FileRoute> readRoutes(const ReadContext& context, const json::Value& list)
{
    std::vector<FileRoute> routes;
    if (!list.isArray()) {
        if (!list.isNull())
            context.warn(list, rule, "\"routes\" is not a list.", "Write each route as a list item with a routeKey.");
        return routes;
    }
    for (std::size_t i = 0; i < list.asArray().size(); ++i) {
        const json::Value& node = list.asArray()[i];
        ReadContext here = context;
        here.where = node["routeKey"].scalarText();
        if (here.where.empty())
            context.warn(node, rule, "A route has no routeKey.", "Give it one, such as $connect or $default.");
        else
            routes.push_back({{here.where, readIntegration(here, node["integration"])}, i});
    }
    return routes;
}

WebSocketApi readDefinition(const ReadContext& context)
{
    WebSocketApi api;
    const json::Value& tree = context.document.tree;
    if (tree.find(selectionKey))
        api.routeSelectionExpression = tree[selectionKey].scalarText();
    for (FileRoute& item : readRoutes(context, tree["routes"]))
        api.routes.push_back(std::move(item.route));
    return api;
}

void putWord(json::Value& node, std::string_view key, std::string_view base, std::string_view wanted)
{
    putText(node, key, std::string(base), std::string(wanted), integrationOrder);
}

json::Value writeIntegration(json::Value node, const std::optional<Integration>& from, const Integration& wanted)
{
    const Integration base = from.value_or(Integration{});
    if (!from || base.type != wanted.type)
        put(node, "integrationType", toString(wanted.type), integrationOrder);
    putText(node, "integrationMethod", base.httpMethod, wanted.httpMethod, integrationOrder);
    putText(node, "integrationUri", base.uri, wanted.uri, integrationOrder);
    putText(node, "connectionType", base.connectionType, wanted.connectionType, integrationOrder);
    putText(node, "connectionId", base.connectionId, wanted.connectionId, integrationOrder);
    putText(node, "credentialsArn", base.credentials, wanted.credentials, integrationOrder);
    putWord(node, "passthroughBehavior", toString(base.passthroughBehavior), toString(wanted.passthroughBehavior));
    putWord(node, "contentHandlingStrategy", toString(base.contentHandling), toString(wanted.contentHandling));
    putMap(node, "requestParameters", base.requestParameters, wanted.requestParameters, integrationOrder);
    putMap(node, "requestTemplates", base.requestTemplates, wanted.requestTemplates, integrationOrder);
    if (base.timeoutInMillis != wanted.timeoutInMillis)
        putValue(node, "timeoutInMillis", {},
                 wanted.timeoutInMillis ? json::Value(*wanted.timeoutInMillis) : json::Value());
    if (base.timeoutInMillis && !wanted.timeoutInMillis)
        node.remove("timeoutInMillis");
    return node;
}

json::Value writeRoute(json::Value node, const WebSocketRoute* from, const WebSocketRoute& wanted)
{
    const WebSocketRoute base = from ? *from : WebSocketRoute{};
    putText(node, "routeKey", base.routeKey, wanted.routeKey, routeOrder);
    if (base.integration == wanted.integration)
        return node;
    if (!wanted.integration)
        node.remove("integration");
    else
        put(node, "integration",
            writeIntegration(base.integration ? node["integration"] : json::Value::object(), base.integration,
                             *wanted.integration),
            routeOrder);
    return node;
}

void writeRoutes(json::Value& tree, const std::vector<FileRoute>& base, const std::vector<WebSocketRoute>& wanted)
{
    json::Array array = tree["routes"].isArray() ? tree["routes"].asArray() : json::Array{};
    std::vector<bool> isKnown(array.size(), false);
    for (const FileRoute& item : base)
        isKnown[item.index] = true;
    const auto sameKey = [](const FileRoute& a, const WebSocketRoute& b) { return a.route.routeKey == b.routeKey; };
    const auto origins = pairItems(base, wanted, sameKey);
    std::vector<Placed<json::Value>> placed;
    for (std::size_t w = 0; w < wanted.size(); ++w) {
        const FileRoute* from = origins[w] ? &base[*origins[w]] : nullptr;
        placed.push_back(
            {from ? std::optional(from->index) : std::nullopt,
             writeRoute(from ? array[from->index] : json::Value::object(), from ? &from->route : nullptr, wanted[w])});
    }
    put(tree, "routes", arranged(std::move(array), isKnown, std::move(placed)), rootOrder);
}

void writeDefinition(const json::Value& source, json::Value& tree, const WebSocketApi& wanted)
{
    const OpenApiDocument document{source};
    const ReadContext context{document, nullptr, {}, {}};
    const WebSocketApi base = readDefinition(context);
    const bool isNew = source.asObject().empty();
    putText(tree, selectionKey, isNew ? std::string() : base.routeSelectionExpression, wanted.routeSelectionExpression,
            rootOrder);
    if (base.routes != wanted.routes)
        writeRoutes(tree, readRoutes(context, source["routes"]), wanted.routes);
}

WebSocketReading failed(Diagnostic diagnostic, const std::string& fileName)
{
    diagnostic.file = fileName;
    return {{}, nullptr, {std::move(diagnostic)}};
}

} // namespace

WebSocketReading readWebSocket(std::string text, const std::string& fileName)
{
    auto source = std::make_shared<ApiSource>();
    source->syntax = json::detectSyntax(text);
    auto tree = json::read(text, source->syntax);
    if (!tree)
        return failed(std::move(tree.error()), fileName);
    if (!tree->isObject() || (!tree->find("routes") && !tree->find(selectionKey)))
        return failed(fail("This is no WebSocket API: it has neither \"routes\" nor \"routeSelectionExpression\".",
                           "Write routes as a list of { routeKey: …, integration: … }.")
                          .value(),
                      fileName);
    source->text = std::move(text);
    source->tree = std::move(*tree);
    Findings findings(source->text, fileName);
    const OpenApiDocument document{source->tree};
    WebSocketApi definition = readDefinition({document, &findings, {}, {}});
    return {std::move(definition), std::move(source), findings.take()};
}

Result<std::string> writeWebSocket(const Api& api)
{
    const auto* wanted = std::get_if<WebSocketApi>(&api.definition);
    if (!wanted)
        return fail("API \"" + api.name + "\" is no WebSocket API.");
    const json::Value source = api.source ? api.source->tree : json::Value::object();
    json::Value tree = source;
    writeDefinition(source, tree, *wanted);
    if (!api.source)
        return json::writeYaml(tree);
    return json::patchText(api.source->text, api.source->syntax, source, tree);
}

} // namespace gw
