// Usage: what all API keys use under their plans (reference 1.27), counted in memory and written behind to
// `.gatewright/usage.sqlite`: a batch each interval from a thread of its own, the rest when this goes. A crash loses at
// most the last interval. A file that cannot be used is reported, and counting goes on in memory. The file is opened
// for the first counter or report: a project without usage plans has none.
#pragma once

#include "core/result.h"
#include "gateway-engine/traffic/usage_counter.h"
#include "gateway-engine/traffic/usage_store.h"

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gw::engine {

class Clock;

struct KeyUsage // `items` of the service's Usage: a key, and each day's [used, remaining]
{
    std::string keyId;
    std::vector<UsageDay> days; // every day asked for, in order
};

class Usage
{
public:
    static constexpr std::chrono::milliseconds interval{1'000}; // between two batches
    static constexpr int mostDays = 366;                        // of one report
    using Report = std::function<void(const Diagnostic&)>;

    // An empty path counts in memory only. `report` is told of a file that is damaged or cannot be written, once each,
    // from the caller's thread or the writing one. The clock must outlive this.
    Usage(const Clock& clock, const std::filesystem::path& file, Report report);
    ~Usage();
    Usage(const Usage&) = delete;
    Usage& operator=(const Usage&) = delete;

    // For as long as this lives. Reads the file where the counter is new: call it when plans change, not for requests.
    [[nodiscard]] UsageCounter& counter(const UsageOwner& owner);

    // Writes what has changed before it returns.
    [[nodiscard]] Result<void> flush();

    // Both days included, at most `mostDays`. Without a key, all keys the plan has counted for. A day without requests
    // has what the day before it left, or all of the quota where a period begins.
    [[nodiscard]] Result<std::vector<KeyUsage>> report(const std::string& planId,
                                                       const std::optional<std::string>& keyId,
                                                       std::chrono::sys_days first, std::chrono::sys_days last);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace gw::engine
