#include "gateway-engine/access/stage_caches.h"

#include "core/in_quotes.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace gw::engine {

namespace {

constexpr char smallestCluster[] = "0.5";

std::string sizeOf(const std::string& clusterSize)
{
    return clusterSize.empty() ? smallestCluster : clusterSize;
}

} // namespace

std::size_t StageCaches::bytesFor(const std::string& clusterSize) const
{
    return std::min(cacheClusterBytes(sizeOf(clusterSize)).value_or(m_mostBytes), m_mostBytes);
}

void StageCaches::follow(const Project& project, Diagnostics& diagnostics)
{
    std::map<StageCacheName, Place> kept;
    for (const Cow<Api>& api : project.apis)
        for (const gw::Stage& stage : api->stages) {
            if (!stage.cacheClusterEnabled || !std::get_if<RestApi>(&api->definition))
                continue;
            const StageCacheName name{api->apiId, stage.name, false};
            (void)cache(name, stage.cacheClusterSize);
            kept.insert(m_caches.extract(name));
            if (stage.canary && !stage.canary->useStageCache)
                kept.insert(m_caches.extract(StageCacheName{api->apiId, stage.name, true}));
            tellOfSize(*api, stage, diagnostics);
        }
    m_caches.swap(kept); // programs keep what they have until they are compiled anew
}

void StageCaches::tellOfSize(const Api& api, const gw::Stage& stage, Diagnostics& diagnostics) const
{
    const std::string size = sizeOf(stage.cacheClusterSize);
    if (cacheClusterBytes(size).value_or(0) <= m_mostBytes)
        return;
    Diagnostic told =
        brokenRule("cache-size-capped",
                   "The cache of the stage " + inQuotes(stage.name) + " of " + inQuotes(api.name) + " has " + size +
                       " GB; this machine keeps " + std::to_string(m_mostBytes >> 20) + " MiB of it.",
                   "What was used longest ago makes room.");
    told.severity = Severity::Info;
    told.node.api = api.id;
    told.node.stage = stage.id;
    diagnostics.push_back(std::move(told));
}

std::shared_ptr<StageCache> StageCaches::cache(const StageCacheName& name, const std::string& clusterSize)
{
    Place& place = m_caches[name];
    if (!place.cache) {
        place = {clusterSize, std::make_shared<StageCache>(bytesFor(clusterSize))};
    } else if (place.clusterSize != clusterSize) {
        place.clusterSize = clusterSize;
        place.cache->flush();
        place.cache->setMaxBytes(bytesFor(clusterSize));
    }
    return place.cache;
}

std::shared_ptr<StageCache> StageCaches::find(const StageCacheName& name) const
{
    const auto found = m_caches.find(name);
    return found == m_caches.end() ? nullptr : found->second.cache;
}

std::vector<StageCacheState> StageCaches::states() const
{
    std::vector<StageCacheState> states;
    for (const auto& [name, place] : m_caches)
        states.push_back({name, sizeOf(place.clusterSize), place.cache->statistics()});
    return states;
}

} // namespace gw::engine
