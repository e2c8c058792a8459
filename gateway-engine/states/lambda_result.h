// What Task states make of a function's answer: the wrapper of lambda:invoke, and errors by their names
// (reference 4.2).
#pragma once

#include "core/json/value.h"
#include "gateway-engine/http/headers.h"
#include "gateway-engine/states/failure.h"

#include <string>

namespace gw::engine::states {

// The event that lambda:invoke sends for its Payload: the JSON itself, or the text of a string that is JSON.
[[nodiscard]] std::string invokePayload(const json::Value& payload);

// {"ExecutedVersion", "Payload", "SdkHttpMetadata", "SdkResponseMetadata", "StatusCode"} of a good answer.
[[nodiscard]] json::Value invokeResult(json::Value payload, const Headers& headers);

// {"errorMessage", "errorType", …} as a function that failed gives it.
[[nodiscard]] Failure functionFailure(const std::string& payload);

[[nodiscard]] Failure functionNotFound(const std::string& arn, const std::string& requestId);

// The headers of the service's answer to an Invoke, for answers that came by no network.
[[nodiscard]] Headers invokeHeaders(std::size_t payloadBytes, const std::string& requestId);

// {"AllHttpHeaders": {name: [value]}, "HttpHeaders": {name: value}, "HttpStatusCode": n}
[[nodiscard]] json::Value sdkHttpMetadata(const Headers& headers, int status);

} // namespace gw::engine::states
