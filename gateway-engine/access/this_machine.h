// Whether a host name or an address is this machine's own: localhost, names below it, and loopback addresses.
#pragma once

#include <string_view>

namespace gw::engine {

[[nodiscard]] bool isThisMachine(std::string_view host); // without port and brackets

} // namespace gw::engine
