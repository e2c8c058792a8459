// Points in time as policies write them (reference 1.26, Date operators): the profile of ISO 8601 of the W3C
// ("2026-03-04", "2026-03-04T10:11Z", "2026-03-04T10:11:12.5+01:00") or seconds since 1970 ("1772619072").
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace gw::engine::auth {

using PolicyTime = std::chrono::sys_time<std::chrono::milliseconds>;

[[nodiscard]] std::optional<PolicyTime> parsePolicyDate(std::string_view text);

} // namespace gw::engine::auth
