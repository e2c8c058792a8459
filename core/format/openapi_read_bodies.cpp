// Request bodies, responses and their media types (OpenAPI 3.0 sections 4.7.13 to 4.7.17). Swagger 2.0's way of saying
// the same is in openapi_read_swagger.cpp.
#include "core/format/openapi_parts.h"

namespace gw {

namespace {

constexpr char contentRule[] = "openapi-content";
constexpr char responseRule[] = "openapi-response";

void readExamples(const ReadContext& context, const json::Value& examples, MediaType& mediaType)
{
    if (!examples.isObject()) {
        if (!examples.isNull())
            context.warn(examples, "openapi-example", "\"examples\" of " + mediaType.contentType + " is not an object.",
                         "Give each example a name: { name: { value: … } }.");
        return;
    }
    for (const json::Member& member : examples.asObject()) {
        const json::Value* target = context.document.target(member.value);
        if (!target)
            context.warnOfReference(member.value, "Example \"" + member.key + "\"");
        else if (const json::Value* value = target->find("value"))
            mediaType.examples.push_back({member.key, *value});
    }
}

std::vector<Parameter> readHeaders(const ReadContext& context, const json::Value& headers)
{
    std::vector<Parameter> list;
    if (!headers.isObject()) {
        if (!headers.isNull())
            context.warn(headers, "openapi-header", "\"headers\" is not an object.",
                         "Write it as name: { schema: … }.");
        return list;
    }
    for (const json::Member& member : headers.asObject())
        if (auto header = readHeader(context, member))
            list.push_back(std::move(*header));
    return list;
}

} // namespace

MediaType readMediaType(const ReadContext& context, const json::Member& member)
{
    MediaType mediaType;
    mediaType.contentType = member.key;
    mediaType.schema = member.value["schema"];
    mediaType.example = member.value["example"];
    readExamples(context, member.value["examples"], mediaType);
    return mediaType;
}

std::vector<MediaType> readContent(const ReadContext& context, const json::Value& content)
{
    std::vector<MediaType> list;
    if (!content.isObject()) {
        if (!content.isNull())
            context.warn(content, contentRule, "\"content\" is not an object.",
                         "Write it as content type: { schema: … }.");
        return list;
    }
    for (const json::Member& member : content.asObject()) {
        if (member.value.isObject() || member.value.isNull())
            list.push_back(readMediaType(context, member));
        else
            context.warn(member.value, contentRule, "Content of \"" + member.key + "\" is not an object.",
                         "Write it as { schema: … }.");
    }
    return list;
}

std::optional<MethodResponse> readResponse(const ReadContext& context, const json::Value& operation,
                                           const json::Member& member)
{
    const json::Value* target = context.document.target(member.value);
    if (!target) {
        context.warnOfReference(member.value, "Response " + member.key);
        return std::nullopt;
    }
    if (!target->isObject()) {
        context.warn(member.value, responseRule, "Response " + member.key + " is not an object.",
                     "Write it as { description: … }.");
        return std::nullopt;
    }
    MethodResponse response;
    response.statusCode = member.key;
    response.ref = refOf(member.value);
    response.description = textField(*target, "description");
    response.headers = readHeaders(context, (*target)["headers"]);
    response.content = context.document.isSwagger ? readSwaggerContent(context, operation, *target)
                                                  : readContent(context, (*target)["content"]);
    return response;
}

std::vector<MethodResponse> readResponses(const ReadContext& context, const json::Value& operation)
{
    std::vector<MethodResponse> list;
    const json::Value& responses = operation["responses"];
    if (!responses.isObject()) {
        if (!responses.isNull())
            context.warn(responses, responseRule, "\"responses\" is not an object.",
                         "Write it as status code: { description: … }.");
        return list;
    }
    for (const json::Member& member : responses.asObject()) {
        if (member.key.starts_with("x-"))
            continue;
        if (auto response = readResponse(context, operation, member))
            list.push_back(std::move(*response));
    }
    return list;
}

void readRequestBody(const ReadContext& context, const json::Value& operation, Method& method)
{
    if (context.document.isSwagger)
        return readSwaggerRequestBody(context, operation, method);
    const json::Value& node = operation["requestBody"];
    if (node.isNull())
        return;
    const json::Value* target = context.document.target(node);
    if (!target)
        return context.warnOfReference(node, "\"requestBody\"");
    if (!target->isObject())
        return context.warn(node, "openapi-request-body", "\"requestBody\" is not an object.",
                            "Write it as { content: … }.");
    method.requestBodyRequired = (*target)["required"].toBool();
    method.requestModels = readContent(context, (*target)["content"]);
}

} // namespace gw
