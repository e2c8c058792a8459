// The id of a connection, "R1kmxc2VNjMCFIA=": eleven random bytes in URL-safe base64 (reference 0.2).
#pragma once

#include <string>
#include <string_view>

namespace gw::engine {

class Services;

[[nodiscard]] std::string newConnectionId(Services& services);
[[nodiscard]] bool isConnectionId(std::string_view text); // has its form

} // namespace gw::engine
