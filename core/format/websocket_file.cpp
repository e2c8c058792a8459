// Reads and writes WebSocket API files: text → tree → definition and back. Keys this program does not know stay in the
// file.
#include "core/format/websocket_file.h"

#include "core/format/websocket_parts.h"
#include "core/json/patch.h"

namespace gw {

namespace {

WebSocketReading failed(Diagnostic diagnostic, const std::string& fileName)
{
    diagnostic.file = fileName;
    if (diagnostic.rule.empty())
        diagnostic.rule = webSocketRule;
    return {{}, nullptr, {std::move(diagnostic)}};
}

Diagnostic noWebSocketApi(const json::Value& tree)
{
    const bool isOpenApi = tree.find("openapi") || tree.find("swagger");
    Diagnostic reason;
    reason.position = {1, 1};
    reason.message = "This is no WebSocket API: it has neither \"routes\" nor \"routeSelectionExpression\".";
    reason.hint = isOpenApi ? "It is an OpenAPI document: list it in gatewright.yaml with \"kind: rest\" or "
                              "\"kind: http\"."
                            : "Write routes as a list of { routeKey: …, integration: … }.";
    return reason;
}

} // namespace

WebSocketReading readWebSocket(std::string text, const std::string& fileName, ApiId api)
{
    auto source = std::make_shared<ApiSource>();
    source->syntax = json::detectSyntax(text);
    auto tree = json::read(text, source->syntax);
    if (!tree)
        return failed(std::move(tree.error()), fileName);
    if (!tree->isObject() || (!tree->find("routes") && !tree->find("routeSelectionExpression")))
        return failed(noWebSocketApi(*tree), fileName);
    source->text = std::move(text);
    source->tree = std::move(*tree);
    Findings findings(source->text, fileName);
    const OpenApiDocument document{source->tree};
    NodeRef node;
    node.api = api;
    WebSocketApi definition = readWebSocketApi({document, &findings, node, {}}, source->tree, api);
    return {std::move(definition), std::move(source), findings.take()};
}

Result<std::string> writeWebSocket(const Api& api)
{
    const auto* wanted = std::get_if<WebSocketApi>(&api.definition);
    if (!wanted)
        return fail("API \"" + api.name + "\" is no WebSocket API.");
    const json::Value source = api.source ? api.source->tree : json::Value::object();
    json::Value tree = source;
    writeWebSocketApi(source, tree, *wanted, api.id);
    if (!api.source)
        return json::writeYaml(tree);
    return json::patchText(api.source->text, api.source->syntax, source, tree);
}

} // namespace gw
