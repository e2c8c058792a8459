// ThrottleSettings: a token bucket, as accounts, stages and usage plans have them (reference 1.27). The bucket holds
// `burstLimit` requests and gains `rateLimit` a second.
#pragma once

#include <optional>

namespace gw {

struct ThrottleSettings
{
    std::optional<double> rateLimit; // requests a second, fractions allowed; 0 rejects all; unset: inherited
    std::optional<int> burstLimit;   // requests; 0 rejects all; unset: inherited

    [[nodiscard]] bool isSet() const { return rateLimit || burstLimit; }
    bool operator==(const ThrottleSettings&) const = default;
};

// An account of the service. They fill the half of a throttle that is unset; by themselves they limit nothing here.
inline constexpr double accountRateLimit = 10'000;
inline constexpr int accountBurstLimit = 5'000;

// One bucket of several: what `own` leaves unset is `inherited`'s.
[[nodiscard]] inline ThrottleSettings inherit(ThrottleSettings own, const ThrottleSettings& inherited)
{
    if (!own.rateLimit)
        own.rateLimit = inherited.rateLimit;
    if (!own.burstLimit)
        own.burstLimit = inherited.burstLimit;
    return own;
}

} // namespace gw
