// The ids of a request (reference 0.2, 1.5): the request id, a UUID that a client may supply, the extended one, which
// is always the gateway's own, and the one its trace has at the endpoint.
#pragma once

#include <string>
#include <string_view>

namespace gw::engine {

class Services;

[[nodiscard]] bool isUuid(std::string_view text);                   // 8-4-4-4-12 hexadecimal digits
[[nodiscard]] std::string newRequestId(Services& services);         // UUID version 4
[[nodiscard]] std::string newExtendedRequestId(Services& services); // 15 url-safe base64 characters and "="
[[nodiscard]] std::string newTraceId(Services& services);           // X-Amzn-Trace-Id: "Root=1-{seconds}-{random}"

} // namespace gw::engine
