// Header fields as lines of a head, for requests and responses. What a template, an endpoint or a client produced must
// not be able to end a line early and add a field or a message of its own.
#pragma once

#include "gateway-engine/http/headers.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace gw::engine {

[[nodiscard]] bool isToken(std::string_view text); // RFC 9110 5.6.2: what names of fields and methods are made of

// Control characters in a value become spaces. False (and nothing written) when the name would break the head.
bool appendField(std::string& out, std::string_view name, std::string_view value);
void appendNumber(std::string& out, std::uint64_t number);

// All fields but those the transport writes itself, as `isOwn` tells of a name.
void appendFields(std::string& out, const Headers& headers, bool (*isOwn)(std::string_view name));

} // namespace gw::engine
