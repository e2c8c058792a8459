// Traffic: how often the APIs of one project may be called, and what is remembered of their answers: API keys and usage
// plans, throttles, stage caches, web ACLs (reference 1.27, 1.30 and 1.36). Follows the design; programs hold it.
//
// Every function may be called from any thread. Those for the studio give plain values; elements are named by the ids
// the design has for them: planId, keyId and apiId.
#pragma once

#include "core/api/project.h"
#include "core/api/secrets.h"
#include "core/diagnostic.h"
#include "core/result.h"
#include "gateway-engine/access/stage_caches.h"
#include "gateway-engine/pipeline/usage_plan_check.h"
#include "gateway-engine/pipeline/web_acl_check.h"
#include "gateway-engine/traffic/clock.h"
#include "gateway-engine/traffic/stage_cache.h"
#include "gateway-engine/traffic/usage.h"
#include "gateway-engine/traffic/usage_plans.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gw::engine {

struct TrafficOptions
{
    std::size_t mostCacheBytes = std::size_t(256) << 20; // of one stage's cache, whatever its cluster's size
};

class Traffic final : public TrafficGate
{
public:
    // `clock` outlives this. Usage is kept in the state folder; in memory only when that is empty.
    Traffic(Clock& clock, std::filesystem::path stateFolder, TrafficOptions options = {});
    ~Traffic() override;
    Traffic(const Traffic&) = delete;
    Traffic& operator=(const Traffic&) = delete;

    // Plans, keys, throttles, web ACLs and caches as they are designed now. Tells what cannot work.
    Diagnostics follow(const Project& project, const Secrets& secrets);

    // --- For who looks at it ---------------------------------------------------------------------------------------

    [[nodiscard]] std::vector<BucketGauge> gauges() const; // every bucket there is, the account's first

    // Both days included, at most Usage::mostDays. Without a key: of all that the plan has counted for.
    [[nodiscard]] Result<std::vector<KeyUsage>> usage(const std::string& planId,
                                                      const std::optional<std::string>& keyId,
                                                      std::chrono::sys_days first, std::chrono::sys_days last);
    // What the key has left in the present period of its plan's quota; nothing: the plan has no quota, or not the key.
    [[nodiscard]] std::optional<QuotaState> quota(const std::string& planId, const std::string& keyId);
    // From now on the present period has that many left. Fails where there is no quota.
    [[nodiscard]] Result<void> setRemaining(const std::string& planId, const std::string& keyId,
                                            std::int64_t remaining);
    [[nodiscard]] std::chrono::sys_days today() const { return m_clock.today(); }

    [[nodiscard]] std::vector<StageCacheState> caches() const; // by API and stage
    // The last used first. Empty where there is no such cache.
    [[nodiscard]] std::vector<CacheEntry> cacheEntries(const StageCacheName& name, std::size_t most = 1000) const;
    std::size_t flushCache(const StageCacheName& name);                    // how many entries there were
    bool invalidate(const StageCacheName& name, std::uint64_t cacheEntry); // CacheEntry::id; false: it has gone

    // --- For programs ----------------------------------------------------------------------------------------------

    [[nodiscard]] TrafficDecision check(const TrafficRequest& request) const override;
    [[nodiscard]] NodeRef settingOf(const TrafficDecision& decision) const override;
    // The methods of this API are served on the stage from here on, and limited as the stage's settings say.
    void serve(const Api& api, const gw::Stage& stage, bool isCanary);
    [[nodiscard]] bool limitsAccount() const;
    [[nodiscard]] std::shared_ptr<StageCache> cache(const StageCacheName& name, const std::string& clusterSize);
    [[nodiscard]] std::shared_ptr<const PublishedWebAcl> webAcl(const std::string& name);
    [[nodiscard]] const Clock& clock() const { return m_clock; }

private:
    struct Impl;

    Clock& m_clock;
    std::unique_ptr<Impl> m_impl;
};

} // namespace gw::engine
