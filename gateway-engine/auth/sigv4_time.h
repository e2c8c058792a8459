// Points in time as signed requests write them: "20150830T123600Z", or as in the header Date. Years are 1970 to 2200.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace gw::engine::auth {

[[nodiscard]] std::optional<std::chrono::sys_seconds> parseBasicIso8601(std::string_view text);
[[nodiscard]] std::optional<std::chrono::sys_seconds>
parseHttpDate(std::string_view text); // IMF-fixdate, RFC 9110 5.6.7

} // namespace gw::engine::auth
