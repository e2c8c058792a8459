#include "gateway-engine/pipeline/http_api_answer.h"

#include <string>

namespace gw::engine {

namespace {

struct Error
{
    int status;
    std::string_view message;
};

constexpr Error badRequest{400, "Bad Request"};
constexpr Error unauthorized{401, "Unauthorized"};
constexpr Error forbidden{403, "Forbidden"};
constexpr Error notFound{404, "Not Found"};
constexpr Error tooLarge{413, "Request Entity Too Large"};
constexpr Error tooMany{429, "Too Many Requests"};
constexpr Error internal{500, "Internal Server Error"};
constexpr Error unavailable{503, "Service Unavailable"};

// An endpoint that cannot be reached, or takes too long, is unavailable; a function that fails is our own fault
// (reference 2.4).
Error errorOf(const Fault& fault)
{
    switch (fault.type) {
    case GatewayResponseType::ResourceNotFound:
        return notFound;
    case GatewayResponseType::Unauthorized:
        return unauthorized;
    case GatewayResponseType::AccessDenied:
    case GatewayResponseType::ExpiredToken:
    case GatewayResponseType::InvalidApiKey:
    case GatewayResponseType::InvalidSignature:
    case GatewayResponseType::MissingAuthenticationToken:
    case GatewayResponseType::WafFiltered:
        return forbidden;
    case GatewayResponseType::QuotaExceeded:
    case GatewayResponseType::Throttled:
        return tooMany;
    case GatewayResponseType::RequestTooLarge:
        return tooLarge;
    case GatewayResponseType::BadRequestBody:
    case GatewayResponseType::BadRequestParameters:
    case GatewayResponseType::Default4xx:
    case GatewayResponseType::UnsupportedMediaType:
        return badRequest;
    case GatewayResponseType::IntegrationTimeout:
        return unavailable;
    case GatewayResponseType::IntegrationFailure:
        return fault.status ? internal : unavailable;
    case GatewayResponseType::ApiConfigurationError:
    case GatewayResponseType::AuthorizerConfigurationError:
    case GatewayResponseType::AuthorizerFailure:
    case GatewayResponseType::Default5xx:
        break;
    }
    return internal;
}

Response responseOf(const Error& error)
{
    Response response;
    response.status = error.status;
    response.headers.add("content-type", "application/json");
    response.body.append(R"({"message":")").append(error.message).append(R"("})");
    return response;
}

} // namespace

std::string_view httpApiMessage(const Fault& fault)
{
    return errorOf(fault).message;
}

Response httpApiError(const Fault& fault)
{
    Response response = responseOf(errorOf(fault));
    if (!fault.wwwAuthenticate.empty())
        response.headers.add("www-authenticate", fault.wwwAuthenticate);
    return response;
}

Response notFoundResponse()
{
    return responseOf(notFound);
}

void addHttpApiHeaders(const Exchange& x, Response& response)
{
    response.headers.remove(httpApiIdHeader);
    response.headers.addParsed(httpApiIdHeader, x.extendedRequestId);
}

} // namespace gw::engine
