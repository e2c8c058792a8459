#include "gateway-engine/integrations/route_answer.h"

#include "core/json/text.h"
#include "gateway-engine/http/base64.h"
#include "gateway-engine/pipeline/header_rules.h"
#include "gateway-engine/pipeline/pass_answer.h"

#include <utility>

namespace gw::engine {

namespace {

using Problem = tl::unexpected<std::string>;

Fault functionFault(std::string reason)
{
    Fault fault{GatewayResponseType::IntegrationFailure};
    fault.status = 500;
    fault.reason = std::move(reason);
    return fault;
}

// Each is a line of its own.
tl::expected<void, std::string> addCookies(Response& response, const json::Value& cookies)
{
    if (cookies.isNull())
        return {};
    if (!cookies.isArray())
        return Problem("cookies is no list; return a list of texts such as \"a=1; Secure\".");
    for (const json::Value& cookie : cookies.asArray()) {
        if (!cookie.isString())
            return Problem("a cookie is no text; return a text such as \"a=1; Secure\".");
        response.headers.add("set-cookie", fieldValue(cookie.asString()));
    }
    return {};
}

// Whatever the client accepts.
tl::expected<Response, std::string> decoded(LambdaAnswer answer)
{
    if (answer.isBase64Encoded) {
        auto bytes = base64Decoded(answer.response.body);
        if (!bytes)
            return Problem("isBase64Encoded is true, and body is no Base64.");
        answer.response.body = *std::move(bytes);
    }
    return std::move(answer.response);
}

// A response in words; what says nothing of its media type is plain text.
tl::expected<Response, std::string> structured(const json::Value& value, PayloadFormat format)
{
    const bool isV2 = format == PayloadFormat::V2;
    auto answer = readAnswerParts(value, isV2 ? MultiValueHeaders::Ignored : MultiValueHeaders::Read);
    if (!answer)
        return Problem(answer.error());
    if (isV2)
        if (const auto added = addCookies(answer->response, value["cookies"]); !added)
            return Problem(added.error());
    dropConnectionHeaders(answer->response.headers);
    if (!answer->response.headers.has("Content-Type") && !answer->response.body.empty())
        answer->response.headers.add("content-type", "text/plain;charset=UTF-8");
    return decoded(*std::move(answer));
}

// 200 with what was returned; a text that is all of it stands without its quotes.
Response inferred(std::string_view payload, const json::Value& value)
{
    Response response;
    response.headers.add("content-type", "application/json");
    response.body = value.isString() ? value.asString() : std::string(payload);
    return response;
}

} // namespace

tl::expected<Response, std::string> readRouteAnswer(std::string_view payload, PayloadFormat format)
{
    json::ReadLimits limits;
    limits.maxBytes = 7u << 20; // a function answers at most 6 MB
    const auto value = json::readJson(payload, limits);
    if (!value)
        return Problem("the function's answer is no JSON: " + value.error().message);
    if (value->isObject() && value->find("statusCode"))
        return structured(*value, format);
    if (format == PayloadFormat::V1)
        return Problem("the function must return an object such as {\"statusCode\": 200, \"body\": \"…\"}.");
    return inferred(payload, *value);
}

std::optional<Fault> PassRouteAnswer::run(Exchange& x) const
{
    x.trace.in(x.trace.lastMessage());
    if (x.endpointResponse.headers.has("X-Amz-Function-Error"))
        return functionFault(functionErrorReason(x.endpointResponse));
    auto response = readRouteAnswer(x.endpointResponse.bodyText(), m_format);
    if (!response) {
        x.trace.note("malformed", response.error());
        return functionFault("Execution failed due to configuration error: Malformed Lambda proxy response");
    }
    x.response = *std::move(response);
    if (x.trace.isOn())
        x.trace.note("status", std::to_string(x.response.status));
    return std::nullopt;
}

} // namespace gw::engine
