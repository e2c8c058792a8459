// Tells API definitions from other documents, and says what the others are: people open templates, collections and
// event descriptions by mistake, and deserve a better answer than "no paths".
#include "core/format/openapi_parts.h"

#include "core/json/text.h"

namespace gw {

namespace {

constexpr int maxSearchDepth = 12;

struct Embedded
{
    const json::Value* definition = nullptr;
    std::string place; // "Resources.Api.Properties.DefinitionBody"
};

bool isApiDefinition(const json::Value& value)
{
    return value.isObject() && (value.find("openapi") || value.find("swagger"));
}

Embedded findEmbedded(const json::Value& value, const std::string& place, int depth)
{
    if (isApiDefinition(value))
        return {&value, place};
    if (!value.isObject() || depth > maxSearchDepth)
        return {};
    for (const json::Member& member : value.asObject())
        if (Embedded found =
                findEmbedded(member.value, place.empty() ? member.key : place + "." + member.key, depth + 1);
            found.definition)
            return found;
    return {};
}

bool isCloudFormation(const json::Value& tree)
{
    return tree.find("AWSTemplateFormatVersion") || (tree.find("Resources") && tree["Resources"].isObject());
}

Diagnostic refuseTemplate(const json::Value& tree, std::string_view text)
{
    const std::string kind = tree.find("Transform") ? "an AWS SAM template" : "an AWS CloudFormation template";
    const Embedded embedded = findEmbedded(tree["Resources"], "Resources", 0);
    if (!embedded.definition)
        return brokenRule("not-openapi", "This is " + kind + ", not an API definition.",
                          "Open the OpenAPI file that the template refers to.");
    const SourcePosition position = json::positionOf(text, embedded.definition->range().begin);
    Diagnostic d =
        brokenRule("not-openapi", "This is " + kind + ". It embeds an API definition at " + embedded.place + ".",
                   "Copy what stands under " + embedded.place + " into a file of its own and open that.");
    d.position = position;
    return d;
}

Diagnostic refuseVersion(const json::Value& value, std::string_view text, std::string message)
{
    Diagnostic d =
        brokenRule("openapi-version", std::move(message),
                   "Gatewright reads OpenAPI 3.0 and 3.1 and Swagger 2.0; convert the document to one of them.");
    if (value.range().end > value.range().begin)
        d.position = json::positionOf(text, value.range().begin);
    return d;
}

std::optional<Diagnostic> checkVersion(const json::Value& tree, std::string_view text)
{
    if (const json::Value* openapi = tree.find("openapi")) {
        const std::string version = openapi->scalarText();
        if (version == "3" || version.starts_with("3."))
            return std::nullopt;
        return refuseVersion(*openapi, text, "OpenAPI version \"" + version + "\" is not supported.");
    }
    const json::Value& swagger = tree["swagger"];
    const std::string version = swagger.scalarText();
    if (version == "2" || version == "2.0")
        return std::nullopt;
    return refuseVersion(swagger, text, "Swagger version \"" + version + "\" is not supported.");
}

Diagnostic refuseOther(const json::Value& tree, std::string_view text)
{
    if (isCloudFormation(tree))
        return refuseTemplate(tree, text);
    if (tree.find("asyncapi"))
        return brokenRule("not-openapi", "This is an AsyncAPI document, which describes messages, not a REST API.",
                          "Open an OpenAPI 3.0, OpenAPI 3.1 or Swagger 2.0 file.");
    if (tree.find("item") && tree["info"].find("schema"))
        return brokenRule("not-openapi", "This is a Postman collection, not an API definition.",
                          "Open an OpenAPI 3.0, OpenAPI 3.1 or Swagger 2.0 file.");
    if (tree.find("swaggerVersion"))
        return brokenRule("openapi-version", "Swagger 1 is not supported.",
                          "Convert the document to OpenAPI 3.0 or Swagger 2.0.");
    if (tree.find("routeSelectionExpression"))
        return brokenRule("not-openapi", "This is a WebSocket API, not an OpenAPI document.",
                          "List it in gatewright.yaml with \"kind: websocket\".");
    return brokenRule("not-openapi",
                      "This is no API definition: it has neither \"openapi\" nor \"swagger\" at its top.",
                      "Add \"openapi: 3.0.1\" if it is an OpenAPI document; otherwise open an OpenAPI file.");
}

} // namespace

std::optional<Diagnostic> reasonToRefuse(const json::Value& tree, std::string_view text, const std::string& fileName)
{
    std::optional<Diagnostic> reason;
    if (tree.isNull())
        reason =
            brokenRule("not-openapi", "The file is empty.", "Begin with \"openapi: 3.0.1\", \"info:\" and \"paths:\".");
    else if (!tree.isObject())
        reason = brokenRule("not-openapi", "This is no API definition: its top is not an object.",
                            "Open an OpenAPI 3.0, OpenAPI 3.1 or Swagger 2.0 file.");
    else if (isApiDefinition(tree))
        reason = checkVersion(tree, text);
    else
        reason = refuseOther(tree, text);
    if (reason)
        reason->file = fileName;
    return reason;
}

} // namespace gw
