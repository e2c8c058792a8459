#include "gateway-engine/websocket/connection_id.h"

#include "gateway-engine/http/base64url.h"
#include "gateway-engine/services.h"

#include <array>
#include <cstdint>
#include <cstring>

namespace gw::engine {

namespace {
constexpr std::size_t randomBytes = 11;
}

std::string newConnectionId(Services& services)
{
    const std::array<std::uint64_t, 2> random{services.random(), services.random()};
    std::array<char, randomBytes> bytes{};
    std::memcpy(bytes.data(), random.data(), bytes.size());
    return base64UrlEncoded({bytes.data(), bytes.size()}) + '=';
}

bool isConnectionId(std::string_view text)
{
    if (!text.ends_with('='))
        return false;
    const auto bytes = base64UrlDecoded(text.substr(0, text.size() - 1));
    return bytes && bytes->size() == randomBytes;
}

} // namespace gw::engine
