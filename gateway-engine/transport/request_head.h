// The head of a request to an endpoint as bytes (RFC 9112 section 3): the given fields, and those the client owns.
#pragma once

#include "gateway-engine/pipeline/upstream.h"

#include <optional>
#include <string>

namespace gw::engine {

// Why the request cannot be written so that the endpoint reads what was meant: "The path holds a space". Nothing if it
// can.
[[nodiscard]] std::optional<std::string> problemOf(const UpstreamRequest& request);

void writeRequestHead(std::string& out, const UpstreamRequest& request); // replaces `out`

[[nodiscard]] bool isIdempotent(std::string_view method); // RFC 9110 9.2.2: may be sent again

[[nodiscard]] std::string addressText(const Endpoint& endpoint); // "example.com:443", "[::1]:80"

} // namespace gw::engine
