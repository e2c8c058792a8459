// The two ids of a request (reference 0.2, 1.5): the request id, a UUID that a client may supply, and the extended one,
// which is always the gateway's own.
#pragma once

#include <string>
#include <string_view>

namespace gw::engine {

class Services;

[[nodiscard]] bool isUuid(std::string_view text);                   // 8-4-4-4-12 hexadecimal digits
[[nodiscard]] std::string newRequestId(Services& services);         // UUID version 4
[[nodiscard]] std::string newExtendedRequestId(Services& services); // 15 url-safe base64 characters and "="

} // namespace gw::engine
