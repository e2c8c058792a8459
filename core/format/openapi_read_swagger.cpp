// Bodies as Swagger 2.0 describes them: one schema for all content types, which `consumes` and `produces` list; request
// bodies are parameters ("body", or "formData" field by field); responses have one example per content type.
#include "core/format/openapi_parts.h"

#include <algorithm>

namespace gw {

namespace {

const json::Value& formSchemaType(const json::Value& field)
{
    static const json::Value text("string");
    return field["type"].toString() == "file" ? text : field["type"];
}

// The fields of a form as one object schema.
void addFormField(const json::Value& field, json::Value& properties, json::Array& required)
{
    json::Value schema = swaggerSchema(field);
    schema.set("type", formSchemaType(field));
    if (field["type"].toString() == "file")
        schema.set("format", "binary");
    properties.set(field["name"].toString(), std::move(schema));
    if (field["required"].toBool())
        required.push_back(field["name"]);
}

bool isFormType(const std::string& contentType)
{
    return contentType == "application/x-www-form-urlencoded" || contentType == "multipart/form-data";
}

std::vector<std::string> formContentTypes(const OpenApiDocument& document, const json::Value& operation, bool hasFile)
{
    std::vector<std::string> types = swaggerMediaTypes(document, operation, "consumes");
    std::erase_if(types, [](const std::string& type) { return !isFormType(type); });
    if (types.empty())
        types.push_back(hasFile ? "multipart/form-data" : "application/x-www-form-urlencoded");
    return types;
}

void readForm(const ReadContext& context, const json::Value& operation, Method& method)
{
    json::Value properties = json::Value::object();
    json::Array required;
    bool hasFile = false;
    for (const json::Value& node : operation["parameters"].asArray()) {
        const json::Value* field = context.document.target(node);
        if (!field || (*field)["in"].toString() != "formData")
            continue;
        addFormField(*field, properties, required);
        hasFile = hasFile || (*field)["type"].toString() == "file";
    }
    if (properties.asObject().empty())
        return;
    json::Value schema(json::Object{{"type", "object", {}}, {"properties", std::move(properties), {}}});
    method.requestBodyRequired = !required.empty();
    if (!required.empty())
        schema.set("required", std::move(required));
    for (std::string& type : formContentTypes(context.document, operation, hasFile))
        method.requestModels.push_back({std::move(type), schema, {}, {}});
}

MediaType& mediaTypeFor(std::vector<MediaType>& list, const std::string& contentType, const json::Value& schema)
{
    const auto it = std::find_if(list.begin(), list.end(),
                                 [&](const MediaType& mediaType) { return mediaType.contentType == contentType; });
    if (it != list.end())
        return *it;
    list.push_back({contentType, schema, {}, {}});
    return list.back();
}

} // namespace

std::vector<std::string> swaggerMediaTypes(const OpenApiDocument& document, const json::Value& operation,
                                           std::string_view key)
{
    const json::Value* own = operation.find(key);
    std::vector<std::string> types = textList(own ? *own : document.tree[key]);
    if (types.empty())
        types.emplace_back("application/json");
    return types;
}

const json::Value* swaggerBodyParameter(const OpenApiDocument& document, const json::Value& operation)
{
    const json::Value& parameters = operation["parameters"];
    if (!parameters.isArray())
        return nullptr;
    for (const json::Value& node : parameters.asArray()) {
        const json::Value* target = document.target(node);
        if (target && (*target)["in"].toString() == "body")
            return &node;
    }
    return nullptr;
}

void readSwaggerRequestBody(const ReadContext& context, const json::Value& operation, Method& method)
{
    if (!operation["parameters"].isArray())
        return;
    const json::Value* node = swaggerBodyParameter(context.document, operation);
    if (!node)
        return readForm(context, operation, method);
    const json::Value& body = *context.document.target(*node);
    method.requestBodyRequired = body["required"].toBool();
    if (const json::Value* content = body.find(swaggerContentKey)) {
        method.requestModels = readContent(context, *content);
        return;
    }
    for (std::string& type : swaggerMediaTypes(context.document, operation, "consumes"))
        method.requestModels.push_back({std::move(type), body["schema"], {}, {}});
}

std::vector<MediaType> readSwaggerContent(const ReadContext& context, const json::Value& operation,
                                          const json::Value& response)
{
    if (const json::Value* content = response.find(swaggerContentKey))
        return readContent(context, *content);
    std::vector<MediaType> list;
    const json::Value& schema = response["schema"];
    if (!schema.isNull())
        for (const std::string& type : swaggerMediaTypes(context.document, operation, "produces"))
            (void)mediaTypeFor(list, type, schema);
    const json::Value& examples = response["examples"];
    if (examples.isObject())
        for (const json::Member& example : examples.asObject())
            mediaTypeFor(list, example.key, schema).example = example.value;
    return list;
}

} // namespace gw
