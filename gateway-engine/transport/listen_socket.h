// Opening listening sockets, with errors a person can act on.
#pragma once

#include "core/result.h"
#include "gateway-engine/transport/asio_types.h"

#include <string>
#include <vector>

namespace gw::engine {

// `host` is an IPv4 or IPv6 address (brackets allowed), "localhost" (IPv4 loopback and, where the machine has it, IPv6
// too), or a name of this machine. Never empty when it succeeds; all on the same port, the first decides which.
[[nodiscard]] Result<std::vector<Acceptor>> openListenSockets(asio::io_context& context, const std::string& host,
                                                              int port);

} // namespace gw::engine
