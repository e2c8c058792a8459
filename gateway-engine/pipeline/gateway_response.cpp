#include "gateway-engine/pipeline/gateway_response.h"

#include "gateway-engine/compile/program.h"
#include "gateway-engine/http/media_type.h"
#include "gateway-engine/pipeline/header_rules.h"
#include "gateway-engine/pipeline/variables.h"

namespace gw::engine {

namespace {

constexpr std::string_view json = "application/json";

struct Row
{
    GatewayResponseType type;
    std::string_view name;
    int status;
    std::string_view message; // empty: the body says null
    std::string_view errorType;
};

using Type = GatewayResponseType;

// In the order of the enumeration, which indexes it.
constexpr std::array<Row, gatewayResponseTypeCount> table{{
    {Type::AccessDenied, "ACCESS_DENIED", 403, "User is not authorized to access this resource",
     "AccessDeniedException"},
    {Type::ApiConfigurationError, "API_CONFIGURATION_ERROR", 500, "Internal server error",
     "InternalServerErrorException"},
    {Type::AuthorizerConfigurationError, "AUTHORIZER_CONFIGURATION_ERROR", 500, "", "AuthorizerConfigurationException"},
    {Type::AuthorizerFailure, "AUTHORIZER_FAILURE", 500, "", "AuthorizerConfigurationException"},
    {Type::BadRequestParameters, "BAD_REQUEST_PARAMETERS", 400, "Missing required request parameters: []",
     "BadRequestException"},
    {Type::BadRequestBody, "BAD_REQUEST_BODY", 400, "Invalid request body", "BadRequestException"},
    {Type::Default4xx, "DEFAULT_4XX", 400, "Bad Request", "BadRequestException"},
    {Type::Default5xx, "DEFAULT_5XX", 500, "Internal server error", "InternalServerErrorException"},
    {Type::ExpiredToken, "EXPIRED_TOKEN", 403, "The security token included in the request is expired",
     "ExpiredTokenException"},
    {Type::IntegrationFailure, "INTEGRATION_FAILURE", 504, "Network error communicating with endpoint",
     "InternalServerErrorException"},
    {Type::IntegrationTimeout, "INTEGRATION_TIMEOUT", 504, "Endpoint request timed out",
     "InternalServerErrorException"},
    {Type::InvalidApiKey, "INVALID_API_KEY", 403, "Forbidden", "ForbiddenException"},
    {Type::InvalidSignature, "INVALID_SIGNATURE", 403,
     "The request signature we calculated does not match the signature you provided.", "InvalidSignatureException"},
    {Type::MissingAuthenticationToken, "MISSING_AUTHENTICATION_TOKEN", 403, "Missing Authentication Token",
     "MissingAuthenticationTokenException"},
    {Type::QuotaExceeded, "QUOTA_EXCEEDED", 429, "Limit Exceeded", "LimitExceededException"},
    {Type::RequestTooLarge, "REQUEST_TOO_LARGE", 413, "HTTP content length exceeded 10485760 bytes",
     "RequestTooLargeException"},
    {Type::ResourceNotFound, "RESOURCE_NOT_FOUND", 404, "Not Found", "NotFoundException"},
    {Type::Throttled, "THROTTLED", 429, "Too Many Requests", "TooManyRequestsException"},
    {Type::Unauthorized, "UNAUTHORIZED", 401, "Unauthorized", "UnauthorizedException"},
    {Type::UnsupportedMediaType, "UNSUPPORTED_MEDIA_TYPE", 415, "Unsupported Media Type", "BadRequestException"},
    {Type::WafFiltered, "WAF_FILTERED", 403, "Forbidden", "ForbiddenException"},
}};

constexpr bool isInOrder()
{
    for (std::size_t i = 0; i < table.size(); ++i)
        if (static_cast<std::size_t>(table[i].type) != i)
            return false;
    return true;
}
static_assert(isInOrder());

const Row& row(Type type)
{
    return table[static_cast<std::size_t>(type)];
}

// The body of a type without a template of its own. Errors of the execution print a space behind the colon, and denials
// a capital letter.
std::string defaultBody(Type type, std::string_view message, bool duringExecution)
{
    std::string body = type == Type::AccessDenied ? "{\"Message\":" : "{\"message\":";
    if (duringExecution)
        body += ' ';
    body += message.empty() ? "null" : jsonQuoted(message);
    body += "}";
    return body;
}

// The template for what is accepted first, else the JSON one. A client that accepts anything gets the only ones there
// are; one that names another type gets the type's own JSON (nullptr).
const std::pair<std::string, Substitution>* chosenTemplate(const GatewayResponse& response, std::string_view accept)
{
    const std::string_view wanted = firstMediaType(accept);
    const bool isAny = wanted.empty() || wanted == "*/*";
    const std::pair<std::string, Substitution>* fallback = nullptr;
    for (const auto& entry : response.templates) {
        if (!isAny && equalsIgnoreCase(entry.first, wanted))
            return &entry;
        if (equalsIgnoreCase(entry.first, json) || (isAny && !fallback))
            fallback = &entry;
    }
    return fallback;
}

void addBody(const Exchange& x, const Fault& fault, const GatewayResponse& design, Response& response)
{
    const auto* chosen = design.templates.empty() ? nullptr : chosenTemplate(design, x.request.headers.get("Accept"));
    if (chosen) {
        response.headers.add("Content-Type", chosen->first);
        response.body = chosen->second.render(x, fault);
        return;
    }
    response.headers.add("Content-Type", std::string(json));
    if (!fault.message.empty()) {
        response.body = defaultBody(fault.type, fault.message, fault.duringExecution);
        return;
    }
    const auto& prepared = *x.program->gatewayResponses;
    const auto index = static_cast<std::size_t>(fault.type);
    response.sharedBody = fault.duringExecution ? prepared.spacedBodies[index] : prepared.plainBodies[index];
}

} // namespace

std::string_view responseTypeName(GatewayResponseType type)
{
    return row(type).name;
}

std::optional<GatewayResponseType> responseTypeFrom(std::string_view name)
{
    for (const Row& entry : table)
        if (equalsIgnoreCase(entry.name, name))
            return entry.type;
    return std::nullopt;
}

int defaultStatus(GatewayResponseType type)
{
    return row(type).status;
}

std::string_view defaultMessage(GatewayResponseType type)
{
    return row(type).message;
}

std::string_view errorType(GatewayResponseType type)
{
    return row(type).errorType;
}

std::string_view faultMessage(const Fault& fault)
{
    return fault.message.empty() ? defaultMessage(fault.type) : std::string_view(fault.message);
}

GatewayResponses::GatewayResponses()
{
    for (std::size_t i = 0; i < table.size(); ++i) {
        plainBodies[i] = std::make_shared<const std::string>(defaultBody(table[i].type, table[i].message, false));
        spacedBodies[i] = std::make_shared<const std::string>(defaultBody(table[i].type, table[i].message, true));
    }
}

const GatewayResponse& GatewayResponses::effective(GatewayResponseType type) const
{
    const GatewayResponse& own = byType[static_cast<std::size_t>(type)];
    if (own.isCustomised || type == Type::RequestTooLarge) // 413 cannot be customised
        return own;
    const Type common = defaultStatus(type) < 500 ? Type::Default4xx : Type::Default5xx;
    return byType[static_cast<std::size_t>(common)];
}

Response gatewayResponse(const Exchange& x, const Fault& fault)
{
    const GatewayResponse& design = x.program->gatewayResponses->effective(fault.type);
    Response response;
    response.status = design.status.value_or(fault.status.value_or(defaultStatus(fault.type)));
    response.headers.reserve(4 + design.headers.size());
    addBody(x, fault, design, response);
    response.headers.add("x-amzn-ErrorType", fault.errorType ? fault.errorType : errorType(fault.type));
    for (const auto& [name, source] : design.headers)
        if (auto value = source.value({x, &fault}))
            response.headers.set(name, fieldValue(*std::move(value)));
    return response;
}

Response forbiddenResponse()
{
    Response response;
    response.status = 403;
    response.headers.add("Content-Type", std::string(json));
    response.headers.add("x-amzn-ErrorType", "ForbiddenException");
    response.body = R"({"message":"Forbidden"})";
    return response;
}

} // namespace gw::engine
