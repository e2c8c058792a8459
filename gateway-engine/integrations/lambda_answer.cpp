#include "gateway-engine/integrations/lambda_answer.h"

#include "core/in_quotes.h"
#include "core/json/text.h"
#include "gateway-engine/compile/program.h"
#include "gateway-engine/http/base64.h"
#include "gateway-engine/http/media_type.h"
#include "gateway-engine/pipeline/configuration_fault.h"
#include "gateway-engine/pipeline/header_rules.h"
#include "gateway-engine/pipeline/map_response.h"

#include <algorithm>
#include <charconv>

namespace gw::engine {

namespace {

using Problem = tl::unexpected<std::string>;

constexpr std::size_t longestQuote = 100;

std::string shown(std::string_view name)
{
    return inQuotes(name.substr(0, longestQuote));
}

bool isKnownKey(std::string_view key)
{
    constexpr std::string_view known[] = {"statusCode", "headers",         "multiValueHeaders",
                                          "body",       "isBase64Encoded", "base64Encoded"}; // the last one is of old
    return std::find(std::begin(known), std::end(known), key) != std::end(known);
}

// 200 or "200".
tl::expected<int, std::string> statusOf(const json::Value& value)
{
    const std::string text = value.isNumber() || value.isString() ? value.scalarText() : std::string();
    int status = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), status);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size() || status < 100 || status > 599)
        return Problem("statusCode is no status code; return a number such as 200.");
    return status;
}

bool isScalar(const json::Value& value)
{
    return value.isString() || value.isNumber() || value.isBool();
}

struct HeaderLine
{
    std::string name;
    std::string value;
};

// All of multiValueHeaders, then of headers; a name that stands in both keeps the casing of the former.
tl::expected<std::vector<HeaderLine>, std::string> headerLines(const json::Value& answer, const json::Value& multi)
{
    std::vector<HeaderLine> lines;
    const json::Value& single = answer["headers"];
    if ((!multi.isNull() && !multi.isObject()) || (!single.isNull() && !single.isObject()))
        return Problem("headers or multiValueHeaders is no object.");
    if (multi.isObject())
        for (const json::Member& header : multi.asObject()) {
            if (!header.value.isArray())
                return Problem("the multiValueHeader " + shown(header.key) + " is no list.");
            for (const json::Value& value : header.value.asArray()) {
                if (!isScalar(value))
                    return Problem("a value of the multiValueHeader " + shown(header.key) + " is no text.");
                lines.push_back({header.key, value.scalarText()});
            }
        }
    if (single.isObject())
        for (const json::Member& header : single.asObject()) {
            if (header.value.isNull())
                continue;
            if (!isScalar(header.value))
                return Problem("the header " + shown(header.key) + " is no text.");
            const auto same = std::find_if(lines.begin(), lines.end(), [&](const HeaderLine& line) {
                return equalsIgnoreCase(line.name, header.key);
            });
            lines.push_back({same == lines.end() ? header.key : same->name, header.value.scalarText()});
        }
    return lines;
}

void addHeaders(Response& response, const std::vector<HeaderLine>& lines)
{
    for (const HeaderLine& line : lines)
        if (isFieldName(line.name))
            response.headers.add(line.name, fieldValue(line.value));
}

// Something went wrong behind the gateway: 502, in the words of a fault within (reference 1.18).
Fault functionFault(std::string reason)
{
    Fault fault{GatewayResponseType::IntegrationFailure};
    fault.status = 502;
    fault.message = "Internal server error";
    fault.reason = std::move(reason);
    fault.duringExecution = true;
    return fault;
}

bool acceptsBinary(const Exchange& x)
{
    const BinaryMediaTypes& binary = x.program->binaryMediaTypes;
    return !binary.empty() && binary.matches(firstMediaType(x.request.headers.get("Accept")));
}

} // namespace

std::string functionErrorReason(const Response& answer)
{
    json::ReadLimits limits;
    limits.maxDepth = 50;
    const auto error = json::readJson(answer.bodyText(), limits);
    const std::string message(error ? (*error)["errorMessage"].toString() : std::string_view());
    return "Lambda execution failed with status 200 due to customer function error: " + message +
           ". Lambda request id: " + std::string(answer.headers.get("x-amzn-RequestId"));
}

tl::expected<LambdaAnswer, std::string> readAnswerParts(const json::Value& value, MultiValueHeaders multiValueHeaders)
{
    LambdaAnswer answer;
    if (const json::Value* status = value.find("statusCode")) {
        const auto code = statusOf(*status);
        if (!code)
            return Problem(code.error());
        answer.response.status = *code;
    }
    static const json::Value none;
    const bool readsMulti = multiValueHeaders == MultiValueHeaders::Read;
    const auto lines = headerLines(value, readsMulti ? value["multiValueHeaders"] : none);
    if (!lines)
        return Problem(lines.error());
    addHeaders(answer.response, *lines);
    const json::Value& body = value["body"];
    if (!body.isNull() && !body.isString())
        return Problem("body is no text; return JSON as text, such as JSON.stringify(value).");
    if (body.isString())
        answer.response.body = body.asString();
    answer.isBase64Encoded = value["isBase64Encoded"].toBool() || value["base64Encoded"].toBool();
    return answer;
}

tl::expected<LambdaAnswer, std::string> readLambdaAnswer(std::string_view payload)
{
    json::ReadLimits limits;
    limits.maxBytes = 7u << 20; // a function answers at most 6 MB
    const auto value = json::readJson(payload, limits);
    if (!value)
        return Problem("the function's answer is no JSON: " + value.error().message);
    if (!value->isObject() || value->asObject().empty())
        return Problem("the function must return an object such as {\"statusCode\": 200, \"body\": \"…\"}.");
    for (const json::Member& member : value->asObject())
        if (!isKnownKey(member.key))
            return Problem("the answer has the key " + shown(member.key) +
                           "; only statusCode, headers, multiValueHeaders, body and isBase64Encoded may stand there.");
    return readAnswerParts(*value, MultiValueHeaders::Read);
}

std::optional<Fault> PassLambdaAnswer::run(Exchange& x) const
{
    x.trace.in(x.trace.lastMessage());
    if (x.endpointResponse.headers.has("X-Amz-Function-Error"))
        return functionFault(functionErrorReason(x.endpointResponse));
    auto answer = readLambdaAnswer(x.endpointResponse.bodyText());
    if (!answer) {
        x.trace.note("malformed", answer.error());
        return functionFault("Execution failed due to configuration error: Malformed Lambda proxy response");
    }
    if (answer->isBase64Encoded && acceptsBinary(x)) {
        auto bytes = base64Decoded(answer->response.body);
        if (!bytes)
            return configurationFault("Unable to base64 decode the body.");
        answer->response.body = *std::move(bytes);
    } else if (answer->isBase64Encoded && x.trace.isOn()) {
        x.trace.note("not decoded",
                     "isBase64Encoded is true, but the first type of the request's Accept header is none "
                     "of the API's binary media types");
    }
    x.response = std::move(answer->response);
    passAnswerHeaders(x.response);
    if (!x.response.headers.has("Content-Type"))
        x.response.headers.add("Content-Type", "application/json");
    if (!x.response.headers.has("X-Amzn-Trace-Id"))
        addTraceId(x);
    return std::nullopt;
}

} // namespace gw::engine
