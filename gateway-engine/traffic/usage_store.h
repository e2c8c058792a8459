// UsageStore: what API keys have used, kept in an SQLite file from one run to the next. Rows are added to, not
// replaced: two gateways at one project count together.
#pragma once

#include "core/result.h"
#include "gateway-engine/traffic/usage_counter.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace gw::engine {

struct UsageOwner // whose usage: a key's under a plan
{
    std::string planId;
    std::string keyId;
    auto operator<=>(const UsageOwner&) const = default;
};

struct UsageDay
{
    std::chrono::sys_days day;
    std::int64_t used = 0;
    std::optional<std::int64_t> remaining; // of the quota, at the end of that day; nothing: there was no quota
    bool operator==(const UsageDay&) const = default;
};

class UsageStore
{
public:
    static constexpr std::chrono::days kept{400};       // older rows go when the file is opened
    static constexpr std::int64_t mostRows = 1'000'000; // beyond, the oldest go, then too

    struct Opened
    {
        std::unique_ptr<UsageStore> store;
        std::optional<Diagnostic> warning; // a damaged file has been set aside: where it is now
    };

    // Opens or creates the file and its folder; an empty path keeps everything in memory. A file that is damaged is
    // renamed to "….damaged" and a new one begun. One that is something else, or of a newer version, is left alone:
    // that fails. `today` is the world's.
    [[nodiscard]] static Result<Opened> open(const std::filesystem::path& file, std::chrono::sys_days today);
    ~UsageStore();

    [[nodiscard]] Result<UsageRecord> record(const UsageOwner& owner, std::chrono::sys_days from) const;
    // All of it, or nothing.
    [[nodiscard]] Result<void> add(const std::vector<std::pair<UsageOwner, UsageChange>>& changes);
    // Days that were used, in order of key and day. No key: all of the plan.
    [[nodiscard]] Result<std::vector<std::pair<std::string, UsageDay>>> days(const std::string& planId,
                                                                             const std::optional<std::string>& keyId,
                                                                             std::chrono::sys_days first,
                                                                             std::chrono::sys_days last) const;

private:
    struct Impl;
    explicit UsageStore(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace gw::engine
