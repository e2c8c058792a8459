// Reads an API file: text → tree → definition. Parts that are wrong become warnings and are left out of the definition,
// never out of the tree, so a save keeps them. Only a document that is no API definition at all is refused.
#include "core/format/openapi_read.h"

#include "core/format/openapi_parts.h"

namespace gw {

namespace {

void readInfo(const json::Value& tree, OpenApiDefinition& definition)
{
    const json::Value& info = tree["info"];
    definition.title = textField(info, "title");
    definition.version = textField(info, "version");
    definition.description = textField(info, "description");
}

json::Value readComponents(const OpenApiDocument& document)
{
    if (!document.isSwagger)
        return document.tree["components"];
    json::Object members;
    for (const char* key : swaggerComponentKeys)
        if (const json::Value* value = document.tree.find(key))
            members.push_back({key, *value, {}});
    return members.empty() ? json::Value() : json::Value(std::move(members));
}

OpenApiDefinition readDefinition(const ReadContext& context, ApiId api)
{
    OpenApiDefinition definition;
    readInfo(context.document.tree, definition);
    definition.components = readComponents(context.document);
    definition.isSwagger = context.document.isSwagger;
    definition.gatewayResponses = readGatewayResponses(context);
    readSettings(context, definition);
    definition.resources = readPaths(context, api);
    return definition;
}

OpenApiReading failed(Diagnostic diagnostic, const std::string& fileName)
{
    if (diagnostic.file.empty())
        diagnostic.file = fileName;
    return {nullptr, {std::move(diagnostic)}};
}

} // namespace

OpenApiReading readOpenApi(std::string text, const std::string& fileName, ApiId apiId)
{
    auto source = std::make_shared<ApiSource>();
    source->syntax = json::detectSyntax(text);
    auto tree = json::read(text, source->syntax);
    if (!tree)
        return failed(std::move(tree.error()), fileName);
    source->text = std::move(text);
    source->tree = std::move(*tree);
    if (auto reason = reasonToRefuse(source->tree, source->text, fileName))
        return failed(std::move(*reason), fileName);

    const OpenApiDocument document{source->tree, source->tree.find("swagger") != nullptr};
    Findings findings(source->text, fileName);
    source->definition = readDefinition({document, &findings, {apiId, {}, {}, {}}, {}}, apiId);
    return {std::move(source), findings.take()};
}

SourcePosition positionOf(const ApiSource& source, std::string_view path, HttpVerb verb)
{
    const json::Value& pathItem = source.tree["paths"][path];
    if (!pathItem.isObject())
        return {};
    for (const json::Member& member : pathItem.asObject())
        if (httpVerbFrom(member.key) == verb && member.keyRange.end > member.keyRange.begin)
            return json::positionOf(source.text, member.keyRange.begin);
    return {};
}

} // namespace gw
