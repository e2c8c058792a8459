// ThrottleLimit: how many requests a second pass, and how many at once (reference 1.27). The words are the service's:
// rateLimit tokens come back a second, a bucket holds burstLimit of them, a request takes one.
#pragma once

#include <optional>

namespace gw::engine {

struct ThrottleLimit
{
    double rateLimit = 0; // tokens a second; may be a fraction. 0: every request is refused
    int burstLimit = 0;   // tokens the bucket holds; 0: every request is refused
    bool operator==(const ThrottleLimit&) const = default;
};

// As designs hold it: each half may be unset, which -1 says too.
struct ThrottleSetting
{
    std::optional<double> rateLimit;
    std::optional<int> burstLimit;
    bool operator==(const ThrottleSetting&) const = default;
};

// An account's of the service: fills halves that are unset, and limits nothing by itself (Project::accountThrottle).
inline constexpr ThrottleLimit accountThrottle{10'000, 5'000};

// A half that is unset takes the fallback's; nothing when both are: this level does not limit.
[[nodiscard]] inline std::optional<ThrottleLimit> limitOf(const ThrottleSetting& setting, const ThrottleLimit& fallback)
{
    const bool hasRate = setting.rateLimit && *setting.rateLimit >= 0;
    const bool hasBurst = setting.burstLimit && *setting.burstLimit >= 0;
    if (!hasRate && !hasBurst)
        return std::nullopt;
    return ThrottleLimit{hasRate ? *setting.rateLimit : fallback.rateLimit,
                         hasBurst ? *setting.burstLimit : fallback.burstLimit};
}

} // namespace gw::engine
