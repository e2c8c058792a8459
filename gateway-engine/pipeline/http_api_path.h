// Paths as HTTP APIs see them: decoded before they are matched, told and sent on (reference 2.1), with the stage in
// front where it is no $default one (2.2).
#pragma once

#include "gateway-engine/pipeline/exchange.h"

#include <string>
#include <string_view>

namespace gw::engine {

inline constexpr std::string_view defaultStageName = "$default";

// "/files/a%20b%3Fc" → "/files/a b": a "?" that was encoded ends the path, too.
[[nodiscard]] std::string decodedPath(std::string_view path);
[[nodiscard]] std::string pathBelowStage(const Exchange& x); // $request.path: "/pets/1"; at least "/"
[[nodiscard]] std::string rawPathOf(const Exchange& x);      // of events: "/prod/pets/1", "/pets/1" of $default

} // namespace gw::engine
