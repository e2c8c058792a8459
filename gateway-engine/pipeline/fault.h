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

struct Fault
{
    GatewayResponseType type;
    std::string reason{};         // for the trace: what happened and why, in a sentence
    std::string message{};        // replaces the type's default message when not empty
    bool duringExecution = false; // bodies of faults raised during execution print `"message": "…"` with a space
    std::optional<int> status{};  // the default in place of the type's own: functions that fail answer 502
    std::string validationErrorString{};      // what is wrong with the body: "[first, second]" (reference 1.7)
    std::shared_ptr<const NodeRef> setting{}; // of the design, that refused; null: the method itself
};

} // namespace gw::engine
