// The name a client asks for in its handshake: the server_name extension (RFC 6066 section 3). Read here because a site
// must be chosen before OpenSSL looks at anything else of a greeting, sessions to resume among them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace gw::engine {

// In lower case. Nothing when the extension is malformed or its name is no host name.
[[nodiscard]] std::optional<std::string> serverNameIn(std::string_view extension);

} // namespace gw::engine
