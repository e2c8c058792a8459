// Writes request bodies, responses, media types and their examples.
#include "core/format/openapi_write_parts.h"

namespace gw {

namespace {

constexpr std::string_view operationOrder[] = {"requestBody", "responses", "security", requestValidatorKey,
                                               integrationKey};
constexpr std::string_view mediaTypeOrder[] = {"schema", "example", "examples"};
constexpr std::string_view responseOrder[] = {"description", "headers", "schema", "content", "examples"};

MemberKind<NamedExample> exampleKind(const WriteContext& context)
{
    MemberKind<NamedExample> kind;
    kind.key = [](const NamedExample& example) { return example.name; };
    kind.matches = [](const std::string& key, const NamedExample& example) { return key == example.name; };
    kind.write = [&context](const json::Value* original, const NamedExample* base, const NamedExample& wanted) {
        if (original && base && base->value == wanted.value)
            return *original;
        json::Value node = context.inlined(original);
        put(node, "value", wanted.value);
        return node;
    };
    return kind;
}

void writeExamples(const WriteContext& context, json::Value& node, const MediaType& base, const MediaType& wanted)
{
    if (base.examples == wanted.examples)
        return;
    const auto sameName = [](const NamedExample& a, const NamedExample& b) { return a.name == b.name; };
    const auto origins = pairItems(base.examples, wanted.examples, sameName);
    json::Value& examples = childObject(node, "examples", mediaTypeOrder);
    context.refuse(writeMembers(examples, base.examples, wanted.examples, origins, exampleKind(context)));
    dropIfEmpty(node, "examples");
}

json::Value writeMediaType(const WriteContext& context, const json::Value* original, const MediaType* base,
                           const MediaType& wanted)
{
    json::Value node = original && original->isObject() ? *original : json::Value::object();
    const MediaType before = base && original ? *base : MediaType{};
    putValue(node, "schema", before.schema, wanted.schema, mediaTypeOrder);
    putValue(node, "example", before.example, wanted.example, mediaTypeOrder);
    writeExamples(context, node, before, wanted);
    return node;
}

void writeHeaders(const WriteContext& context, json::Value& node, const MethodResponse& base,
                  const MethodResponse& wanted)
{
    if (base.headers == wanted.headers)
        return;
    MemberKind<Parameter> kind;
    kind.key = [](const Parameter& header) { return header.name; };
    kind.matches = [](const std::string& key, const Parameter& header) { return key == header.name; };
    kind.write = [&context](const json::Value* original, const Parameter* from, const Parameter& header) {
        return writeHeader(context, original, from, header);
    };
    const auto sameName = [](const Parameter& a, const Parameter& b) { return a.name == b.name; };
    const auto origins = pairItems(base.headers, wanted.headers, sameName);
    context.refuse(
        writeMembers(childObject(node, "headers", responseOrder), base.headers, wanted.headers, origins, kind));
    dropIfEmpty(node, "headers");
}

json::Value writeResponse(const WriteContext& context, const json::Value& operation, const json::Value* original,
                          const MethodResponse* base, const MethodResponse& wanted)
{
    MethodResponse before = base && original ? *base : MethodResponse{};
    before.statusCode = wanted.statusCode; // the member's key
    if (original && before == wanted)
        return *original;
    const json::Member shared{wanted.statusCode, json::Object{{"$ref", wanted.ref, {}}}, {}};
    if (!wanted.ref.empty() && readResponse(context.source, operation, shared) == wanted)
        return shared.value;
    json::Value node = context.inlined(original);
    if (!original) // required by OpenAPI
        put(node, "description", wanted.description, responseOrder);
    else
        putText(node, "description", before.description, wanted.description, responseOrder);
    writeHeaders(context, node, before, wanted);
    if (context.isSwagger())
        writeSwaggerContent(context, operation, node, before, wanted);
    else
        writeContent(context, node, "content", before.content, wanted.content);
    return node;
}

} // namespace

void writeContent(const WriteContext& context, json::Value& owner, std::string_view key,
                  const std::vector<MediaType>& base, const std::vector<MediaType>& wanted)
{
    if (base == wanted)
        return;
    MemberKind<MediaType> kind;
    kind.key = [](const MediaType& mediaType) { return mediaType.contentType; };
    kind.matches = [](const std::string& k, const MediaType& mediaType) { return k == mediaType.contentType; };
    kind.write = [&context](const json::Value* original, const MediaType* from, const MediaType& mediaType) {
        return writeMediaType(context, original, from, mediaType);
    };
    const auto sameType = [](const MediaType& a, const MediaType& b) { return a.contentType == b.contentType; };
    const auto origins = pairItems(base, wanted, sameType);
    context.refuse(writeMembers(childObject(owner, key, responseOrder), base, wanted, origins, kind));
    dropIfEmpty(owner, key);
}

void writeRequestBody(const WriteContext& context, json::Value& operation, const Method& base, const Method& wanted)
{
    if (base.requestModels == wanted.requestModels && base.requestBodyRequired == wanted.requestBodyRequired)
        return;
    if (context.isSwagger())
        return writeSwaggerRequestBody(context, operation, base, wanted);
    if (wanted.requestModels.empty() && !wanted.requestBodyRequired) {
        operation.remove("requestBody");
        return;
    }
    json::Value node = context.inlined(operation.find("requestBody"));
    constexpr std::string_view order[] = {"required", "content"};
    putFlag(node, "required", base.requestBodyRequired, wanted.requestBodyRequired, order);
    writeContent(context, node, "content", base.requestModels, wanted.requestModels);
    put(operation, "requestBody", std::move(node), operationOrder);
}

void writeResponses(const WriteContext& context, json::Value& operation, const Method* base, const Method& wanted)
{
    const std::vector<MethodResponse> before = base ? base->responses : std::vector<MethodResponse>{};
    if (base && before == wanted.responses)
        return;
    MemberKind<MethodResponse> kind;
    kind.key = [](const MethodResponse& response) { return response.statusCode; };
    kind.matches = [](const std::string& key, const MethodResponse& response) { return key == response.statusCode; };
    const json::Value surroundings = operation; // Swagger's `produces` stands beside the responses
    kind.write = [&](const json::Value* original, const MethodResponse* from, const MethodResponse& response) {
        return writeResponse(context, surroundings, original, from, response);
    };
    const auto sameCode = [](const MethodResponse& a, const MethodResponse& b) { return a.statusCode == b.statusCode; };
    json::Value& responses = childObject(operation, "responses", operationOrder); // stays when empty: OpenAPI wants it
    context.refuse(
        writeMembers(responses, before, wanted.responses, pairItems(before, wanted.responses, sameCode), kind));
}

} // namespace gw
