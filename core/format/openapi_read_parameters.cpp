// Parameters and response headers (OpenAPI 3.0 section 4.7.12, Swagger 2.0 "Parameter Object").
#include "core/format/openapi_parts.h"

#include "core/letter_case.h"

#include <algorithm>
#include <array>

namespace gw {

namespace {

std::optional<ParameterLocation> locationFrom(std::string_view in)
{
    if (in == "path")
        return ParameterLocation::Path;
    if (in == "query")
        return ParameterLocation::QueryString;
    if (in == "header")
        return ParameterLocation::Header;
    if (in == "cookie")
        return ParameterLocation::Cookie;
    return std::nullopt;
}

// OpenAPI 3 gives the schema directly, or inside a `content` with one media type.
const json::Value& schemaOf(const json::Value& node)
{
    const json::Value& content = node["content"];
    if (!node.find("schema") && content.isObject() && !content.asObject().empty())
        return content.asObject().front().value["schema"];
    return node["schema"];
}

void readCommon(const ReadContext& context, const json::Value& node, Parameter& parameter)
{
    parameter.description = textField(node, "description");
    parameter.required = node["required"].toBool();
    if (context.document.isSwagger) {
        parameter.schema = swaggerSchema(node);
        parameter.example = node.find("x-example") ? node["x-example"] : node["example"];
    } else {
        parameter.schema = schemaOf(node);
        parameter.example = node["example"];
    }
}

const json::Value* targetOrWarn(const ReadContext& context, const json::Value& node, const char* rule, const char* what)
{
    const json::Value* target = context.document.target(node);
    if (!target)
        context.warnOfReference(node, what);
    else if (!target->isObject())
        context.warn(node, rule, std::string(what) + " is not an object.", "Write it as an object with its fields.");
    else
        return target;
    return nullptr;
}

bool isSwaggerBody(std::string_view in)
{
    return in == "body" || in == "formData";
}

} // namespace

bool isSwaggerSchemaKey(std::string_view key)
{
    constexpr std::array<std::string_view, 20> keys = {
        "type",      "format",    "items",   "default",   "maximum",  "exclusiveMaximum", "minimum", "exclusiveMinimum",
        "maxLength", "minLength", "pattern", "maxItems",  "minItems", "uniqueItems",      "enum",    "multipleOf",
        "title",     "allOf",     "oneOf",   "properties"};
    return std::find(keys.begin(), keys.end(), key) != keys.end();
}

json::Value swaggerSchema(const json::Value& parameter)
{
    if (!parameter.isObject())
        return {};
    if (const json::Value* schema = parameter.find("schema"))
        return *schema; // not Swagger's way, but people write it
    json::Object members;
    for (const json::Member& member : parameter.asObject())
        if (isSwaggerSchemaKey(member.key))
            members.push_back(member);
    return members.empty() ? json::Value() : json::Value(std::move(members));
}

bool isSameParameter(const Parameter& a, const Parameter& b)
{
    if (a.location != b.location)
        return false;
    return a.location == ParameterLocation::Header ? equalsIgnoringCase(a.name, b.name) : a.name == b.name;
}

std::optional<Parameter> readParameter(const ReadContext& context, const json::Value& node)
{
    constexpr char rule[] = "openapi-parameter";
    const json::Value* target = targetOrWarn(context, node, rule, "A parameter");
    if (!target || (context.document.isSwagger && isSwaggerBody((*target)["in"].toString())))
        return std::nullopt;
    Parameter parameter;
    parameter.ref = refOf(node);
    parameter.name = (*target)["name"].scalarText();
    if (parameter.name.empty()) {
        context.warn(node, rule, "A parameter has no name.", "Add \"name\".");
        return std::nullopt;
    }
    const auto location = locationFrom((*target)["in"].toString());
    if (!location) {
        context.warn(node, rule,
                     "Parameter \"" + parameter.name + "\" does not say where it is: \"in\" is \"" +
                         (*target)["in"].scalarText() + "\".",
                     "Set \"in\" to path, query, header or cookie.");
        return std::nullopt;
    }
    parameter.location = *location;
    readCommon(context, *target, parameter);
    return parameter;
}

std::optional<Parameter> readHeader(const ReadContext& context, const json::Member& header)
{
    const json::Value* target = targetOrWarn(context, header.value, "openapi-header", "A response header");
    if (!target)
        return std::nullopt;
    Parameter parameter;
    parameter.name = header.key;
    parameter.location = ParameterLocation::Header;
    parameter.ref = refOf(header.value);
    readCommon(context, *target, parameter);
    return parameter;
}

std::vector<FileParameter> readParameters(const ReadContext& context, const json::Value& array)
{
    std::vector<FileParameter> parameters;
    if (array.isNull())
        return parameters;
    if (!array.isArray()) {
        context.warn(array, "openapi-parameter", "\"parameters\" is not a list.",
                     "Write each parameter as a list item.");
        return parameters;
    }
    for (const json::Value& node : array.asArray()) {
        auto parameter = readParameter(context, node);
        if (!parameter)
            continue;
        const auto same = [&](const FileParameter& p) { return isSameParameter(p.parameter, *parameter); };
        if (std::any_of(parameters.begin(), parameters.end(), same))
            context.warn(node, "openapi-parameter", "Parameter \"" + parameter->name + "\" is declared twice.",
                         "Remove one of the two.");
        else
            parameters.push_back({std::move(*parameter), &node});
    }
    return parameters;
}

std::vector<Parameter> mergedParameters(const std::vector<FileParameter>& shared, const std::vector<FileParameter>& own)
{
    std::vector<Parameter> merged;
    for (const FileParameter& parameter : shared)
        merged.push_back(parameter.parameter);
    for (const FileParameter& parameter : own) {
        const auto it = std::find_if(merged.begin(), merged.end(),
                                     [&](const Parameter& p) { return isSameParameter(p, parameter.parameter); });
        if (it == merged.end())
            merged.push_back(parameter.parameter);
        else
            *it = parameter.parameter;
    }
    return merged;
}

} // namespace gw
