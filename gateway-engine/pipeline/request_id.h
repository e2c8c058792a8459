// The ids of a request (reference 0.2, 1.5): the request id, a UUID that a client may supply, the extended one, which
// is always the gateway's own, and the one its trace has at the endpoint.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace gw::engine {

class Services;

// An id in place: every request makes two, of known length and too long for a string to hold without an allocation.
template <std::size_t Length>
struct IdText
{
    std::array<char, Length> letters;
    operator std::string_view() const { return {letters.data(), Length}; }
    [[nodiscard]] std::string str() const { return std::string(letters.data(), Length); }
};

using RequestId = IdText<36>;
using ExtendedRequestId = IdText<16>;

[[nodiscard]] bool isUuid(std::string_view text); // 8-4-4-4-12 hexadecimal digits
[[nodiscard]] RequestId requestIdFrom(std::string_view uuid);
[[nodiscard]] RequestId newRequestId(Services& services);                 // UUID version 4
[[nodiscard]] ExtendedRequestId newExtendedRequestId(Services& services); // 15 url-safe base64 characters and "="
[[nodiscard]] std::string newTraceId(Services& services); // X-Amzn-Trace-Id: "Root=1-{seconds}-{random}"

} // namespace gw::engine
