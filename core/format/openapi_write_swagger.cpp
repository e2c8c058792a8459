// Writes bodies in Swagger 2.0's shape. What that shape cannot say (a schema per content type, named examples) is added
// as "x-gatewright-content", which holds OpenAPI 3's `content`; other tools still see the plain part.
#include "core/format/openapi_write_parts.h"

#include <algorithm>

namespace gw {

namespace {

std::vector<std::string> contentTypes(const std::vector<MediaType>& list)
{
    std::vector<std::string> types;
    for (const MediaType& mediaType : list)
        types.push_back(mediaType.contentType);
    return types;
}

json::Value firstSchema(const std::vector<MediaType>& list)
{
    return list.empty() ? json::Value() : list.front().schema;
}

void removeBodyParameters(const WriteContext& context, json::Value& operation)
{
    json::Value* parameters = operation.find("parameters");
    if (!parameters || !parameters->isArray())
        return;
    std::erase_if(parameters->asArray(), [&](const json::Value& node) {
        const json::Value* target = context.source.document.target(node);
        const std::string_view in = target ? (*target)["in"].toString() : std::string_view();
        return in == "body" || in == "formData";
    });
    dropIfEmpty(operation, "parameters");
}

void putBodyParameter(const WriteContext& context, json::Value& operation, json::Value body)
{
    constexpr std::string_view order[] = {"parameters", "responses", "security", integrationKey};
    if (!operation["parameters"].isArray())
        put(operation, "parameters", json::Value::array(), order);
    const json::Value before = operation["parameters"];
    const json::Value* existing = swaggerBodyParameter(context.source.document, operation);
    json::Array& parameters = operation.find("parameters")->asArray();
    if (existing)
        parameters[static_cast<std::size_t>(existing - before.asArray().data())] = std::move(body);
    else
        parameters.push_back(std::move(body));
}

void putContentTypes(const WriteContext& context, json::Value& operation, std::string_view key,
                     const std::vector<MediaType>& wanted)
{
    constexpr std::string_view order[] = {"consumes", "produces", "parameters", "responses"};
    const std::vector<std::string> types = contentTypes(wanted);
    if (!types.empty() && swaggerMediaTypes(context.source.document, operation, key) != types)
        putList(operation, key, {}, types, order);
}

Method readBody(const WriteContext& context, const json::Value& operation)
{
    Method method;
    readSwaggerRequestBody(context.source, operation, method);
    return method;
}

json::Value newBodyParameter()
{
    return json::Object{{"name", "body", {}}, {"in", "body", {}}};
}

} // namespace

void writeSwaggerRequestBody(const WriteContext& context, json::Value& operation, const Method& base,
                             const Method& wanted)
{
    const json::Value* original = swaggerBodyParameter(context.source.document, operation);
    if (!original || wanted.requestModels.empty()) // a form becomes a body, or the body goes
        removeBodyParameters(context, operation);
    if (wanted.requestModels.empty() && !wanted.requestBodyRequired)
        return;
    original = swaggerBodyParameter(context.source.document, operation);
    json::Value body = original ? context.inlined(original) : newBodyParameter();
    const Method before = original ? base : Method{};
    putFlag(body, "required", before.requestBodyRequired, wanted.requestBodyRequired);
    putValue(body, "schema", body["schema"], firstSchema(wanted.requestModels));
    if (body.find(swaggerContentKey))
        writeContent(context, body, swaggerContentKey, before.requestModels, wanted.requestModels);
    putContentTypes(context, operation, "consumes", wanted.requestModels);
    putBodyParameter(context, operation, body);
    if (readBody(context, operation).requestModels == wanted.requestModels)
        return;
    body.remove(swaggerContentKey);
    writeContent(context, body, swaggerContentKey, {}, wanted.requestModels);
    if (!body.find(swaggerContentKey)) // required, but of no content type yet
        body.set(swaggerContentKey, json::Value::object());
    putBodyParameter(context, operation, std::move(body));
}

void writeSwaggerContent(const WriteContext& context, const json::Value& operation, json::Value& response,
                         const MethodResponse& base, const MethodResponse& wanted)
{
    if (base.content == wanted.content)
        return;
    if (response.find(swaggerContentKey))
        return writeContent(context, response, swaggerContentKey, base.content, wanted.content);
    constexpr std::string_view order[] = {"description", "schema", "headers", "examples"};
    putValue(response, "schema", response["schema"], firstSchema(wanted.content), order);
    for (const MediaType& mediaType : base.content)
        if (json::Value* examples = response.find("examples"))
            examples->remove(mediaType.contentType);
    for (const MediaType& mediaType : wanted.content)
        if (!mediaType.example.isNull())
            childObject(response, "examples", order).set(mediaType.contentType, mediaType.example);
    dropIfEmpty(response, "examples");
    if (readSwaggerContent(context.source, operation, response) != wanted.content)
        writeContent(context, response, swaggerContentKey, {}, wanted.content);
}

} // namespace gw
