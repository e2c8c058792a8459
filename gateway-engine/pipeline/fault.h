// Fault: why a stage ended a request early. It names a gateway response (reference 1.24), never a status.
#pragma once

#include <string>

namespace gw::engine {

enum class GatewayResponseType {
    AccessDenied,
    ApiConfigurationError,
    AuthorizerConfigurationError,
    AuthorizerFailure,
    BadRequestParameters,
    BadRequestBody,
    Default4xx,
    Default5xx,
    ExpiredToken,
    IntegrationFailure,
    IntegrationTimeout,
    InvalidApiKey,
    InvalidSignature,
    MissingAuthenticationToken,
    QuotaExceeded,
    RequestTooLarge,
    ResourceNotFound,
    Throttled,
    Unauthorized,
    UnsupportedMediaType,
    WafFiltered
};

struct Fault
{
    GatewayResponseType type;
    std::string reason{};         // for the trace: what happened and why, in a sentence
    std::string message{};        // replaces the type's default message when not empty
    bool duringExecution = false; // bodies of faults raised during execution print `"message": "…"` with a space
    std::string validationErrorString{}; // what is wrong with the body: "[first, second]" (reference 1.7)
};

} // namespace gw::engine
