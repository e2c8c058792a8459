// What handshakes, messages and disconnects do alike: an event becomes an exchange, the stages of its route run over
// it, and what came of it stands in its trace.
#pragma once

#include "gateway-engine/pipeline/fault.h"
#include "gateway-engine/pipeline/stage.h"
#include "gateway-engine/task.h"
#include "gateway-engine/websocket/socket_call.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace gw::engine {

struct SocketClient;

// Tells the exchange and its trace which event of which connection it is.
void beginCall(Exchange& x, std::shared_ptr<const ConnectionFacts> facts, SocketEvent event);

// The route that answers (-1: none) and why, as a span of its own.
void takeRoute(Exchange& x, int index, std::string routeKey, std::string reason);

[[nodiscard]] Task<std::optional<Fault>> runStages(Exchange& x); // of x.method

// Why the event ended early, in its trace.
void noteFault(Exchange& x, Fault& fault, std::string_view message);

// The last span: what the client gets over its connection ("Reply", "Error frame"), or nothing (empty payload).
void noteReply(Exchange& x, const char* kind, std::string_view payload);

} // namespace gw::engine
