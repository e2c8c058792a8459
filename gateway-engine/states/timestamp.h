// Points in time as Amazon States Language writes them: RFC 3339 with an upper-case "T" and "Z" or an offset
// (reference 4.2).
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace gw::engine::states {

// "2016-03-14T01:59:00.123Z", "2016-03-14T01:59:00+01:00"; nullopt: anything else, or a day or hour there is none of.
// What is finer than a nanosecond is cut off.
[[nodiscard]] std::optional<std::chrono::system_clock::time_point> parseTimestamp(std::string_view text);

// UTC with 0, 3, 6 or 9 digits of a second, as many as it needs.
[[nodiscard]] std::string formatTimestamp(std::chrono::system_clock::time_point time);

} // namespace gw::engine::states
