// The table of gateway responses.
#include "core/api/gateway_response_types.h"

#include <algorithm>
#include <iterator>

namespace gw {

namespace {

constexpr std::string_view internalError = "Internal server error";

constexpr GatewayResponseKind kinds[] = {
    {"ACCESS_DENIED", 403, "User is not authorized to access this resource",
     "The authorizer or a policy denied the request."},
    {"API_CONFIGURATION_ERROR", 500, internalError, "The API is configured in a way that cannot work."},
    {"AUTHORIZER_CONFIGURATION_ERROR", 500, "", "The authorizer could not be called or answered with no valid policy."},
    {"AUTHORIZER_FAILURE", 500, "", "The authorizer failed."},
    {"BAD_REQUEST_BODY", 400, "Invalid request body", "The body does not match its model."},
    {"BAD_REQUEST_PARAMETERS", 400, "Missing required request parameters: [...]",
     "A required parameter is missing or blank."},
    {"DEFAULT_4XX", 0, "", "Any client error that has no response of its own."},
    {"DEFAULT_5XX", 0, "", "Any server error that has no response of its own."},
    {"EXPIRED_TOKEN", 403, "The security token included in the request is expired", "The caller's token has expired."},
    {"INTEGRATION_FAILURE", 504, "Network error communicating with endpoint",
     "The integration could not be reached or gave an invalid answer."},
    {"INTEGRATION_TIMEOUT", 504, "Endpoint request timed out", "The integration did not answer in time."},
    {"INVALID_API_KEY", 403, "Forbidden", "The method requires an API key, and none that is valid was sent."},
    {"INVALID_SIGNATURE", 403, "The request signature we calculated does not match the signature you provided.",
     "The request's signature is not valid."},
    {"MISSING_AUTHENTICATION_TOKEN", 403, "Missing Authentication Token",
     "No method answers at this path, or the request is not signed where it must be."},
    {"QUOTA_EXCEEDED", 429, "Limit Exceeded", "The usage plan's quota is used up."},
    {"REQUEST_TOO_LARGE", 413, "HTTP content length exceeded 10485760 bytes", "The request is larger than 10 MB."},
    {"RESOURCE_NOT_FOUND", 404, "Not Found", "The resource cannot be found after the request was authorized."},
    {"THROTTLED", 429, "Too Many Requests", "The rate of requests is above a limit."},
    {"UNAUTHORIZED", 401, "Unauthorized", "The authorizer found no valid identity in the request."},
    {"UNSUPPORTED_MEDIA_TYPE", 415, "Unsupported Media Type",
     "No template fits the content type, and passthrough is not allowed."},
    {"WAF_FILTERED", 403, "Forbidden", "The web application firewall blocked the request."},
};

} // namespace

std::span<const GatewayResponseKind> gatewayResponseKinds()
{
    return kinds;
}

const GatewayResponseKind* findGatewayResponseKind(std::string_view type)
{
    const auto found =
        std::find_if(std::begin(kinds), std::end(kinds), [type](const auto& kind) { return kind.type == type; });
    return found == std::end(kinds) ? nullptr : &*found;
}

std::string_view fallbackOfGatewayResponse(std::string_view type)
{
    const GatewayResponseKind* kind = findGatewayResponseKind(type);
    if (!kind || kind->statusCode == 0)
        return {};
    return kind->statusCode < 500 ? default4xx : default5xx;
}

} // namespace gw
