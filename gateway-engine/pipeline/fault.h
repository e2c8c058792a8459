// Fault: why a stage ended a request early. It names a gateway response (reference 1.24), not a status: that is the
// gateway response's, but for INTEGRATION_FAILURE, whose default follows from the cause (1.16, 1.18).
#pragma once

#include "core/api/ids.h"

#include <memory>
#include <optional>
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

// Where to go to change what refused a request, if not the method: the API (its policy), an identity, a user pool; with
// a name, that authorizer of the API.
struct FaultSetting
{
    NodeRef node;
    std::string authorizer{};
};

struct Fault
{
    GatewayResponseType type;
    std::string reason{};         // for the trace: what happened and why, in a sentence
    std::string message{};        // replaces the type's default message when not empty
    bool duringExecution = false; // bodies of faults raised during execution print `"message": "…"` with a space
    std::optional<int> status{};  // the default in place of the type's own: functions that fail answer 502
    std::string validationErrorString{}; // what is wrong with the body: "[first, second]" (reference 1.7)
    const char* errorType = nullptr;     // x-amzn-ErrorType in place of the type's own; static text
    std::string messageInTrace{};        // what traces and logs have in place of a message that repeats secrets
    std::shared_ptr<const FaultSetting> setting{}; // null: the method
    std::string wwwAuthenticate{}; // HTTP APIs: that header of a 401 or 403 (reference 2.7); empty: none
};

} // namespace gw::engine
