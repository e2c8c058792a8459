// StageCaches: the caches of a project's stages (reference 1.30), made, resized and dropped as the design says. Whoever
// holds it keeps threads apart; what a cache holds looks after itself.
#pragma once

#include "core/api/project.h"
#include "core/diagnostic.h"
#include "gateway-engine/traffic/stage_cache.h"

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace gw::engine {

// Whose cache it is. A canary without useStageCache has one of its own beside its stage's.
struct StageCacheName
{
    std::string apiId;
    std::string stage;
    bool isCanary = false;
    auto operator<=>(const StageCacheName&) const = default;
};

struct StageCacheState
{
    StageCacheName name;
    std::string clusterSize;    // GB, as the design says: "0.5"
    CacheStatistics statistics; // maxBytes: what this machine keeps of it
};

class StageCaches
{
public:
    explicit StageCaches(std::size_t mostBytes) : m_mostBytes(mostBytes) {} // of one, whatever its cluster's size

    void follow(const Project& project, Diagnostics& diagnostics);
    // Made when it is not there; emptied when its size is another, as the service makes a new one.
    [[nodiscard]] std::shared_ptr<StageCache> cache(const StageCacheName& name, const std::string& clusterSize);
    [[nodiscard]] std::shared_ptr<StageCache> find(const StageCacheName& name) const; // null: there is none
    [[nodiscard]] std::vector<StageCacheState> states() const;                        // by API and stage

private:
    struct Place
    {
        std::string clusterSize;
        std::shared_ptr<StageCache> cache;
    };

    void tellOfSize(const Api& api, const Stage& stage, Diagnostics& diagnostics) const;
    [[nodiscard]] std::size_t bytesFor(const std::string& clusterSize) const;

    std::size_t m_mostBytes;
    std::map<StageCacheName, Place> m_caches;
};

} // namespace gw::engine
