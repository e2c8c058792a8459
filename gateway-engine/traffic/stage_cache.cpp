#include "gateway-engine/traffic/stage_cache.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <limits>
#include <utility>

namespace gw::engine {

namespace {

constexpr std::size_t entryOverhead = 256; // list and map nodes, the response itself

struct ClusterSize
{
    std::string_view name;
    double gibibytes;
};
constexpr ClusterSize clusterSizes[] = {{"0.5", 0.5},   {"1.6", 1.6},   {"6.1", 6.1}, {"13.5", 13.5},
                                        {"28.4", 28.4}, {"58.2", 58.2}, {"118", 118}, {"237", 237}};

std::size_t bytesOf(const CacheKey& key, const CachedResponse& response)
{
    return key.text().size() + response.headers.bytes() + (response.body ? response.body->size() : 0) + entryOverhead;
}

} // namespace

std::optional<std::size_t> cacheClusterBytes(std::string_view size)
{
    for (const ClusterSize& known : clusterSizes)
        if (known.name == size)
            return static_cast<std::size_t>(known.gibibytes * (1u << 30));
    return std::nullopt;
}

StageCache::Shard& StageCache::shardOf(const CacheKey& key)
{
    return m_shards[(std::hash<std::string_view>{}(key.text()) >> 8U) % shardCount];
}

std::optional<StageCache::Entry> StageCache::remove(Shard& shard, Entries::iterator entry)
{
    shard.places.erase(entry->key);
    m_bytes -= entry->bytes;
    std::optional<Entry> removed(std::move(*entry));
    shard.entries.erase(entry);
    return removed;
}

CachedResponsePtr StageCache::find(const CacheKey& key, TimePoint now)
{
    Shard& shard = shardOf(key);
    std::optional<Entry> expired; // freed after the lock
    CachedResponsePtr found;
    {
        const std::lock_guard lock(shard.mutex);
        if (const auto place = shard.places.find(key.text()); place != shard.places.end()) {
            const auto entry = place->second;
            if (now < entry->expires) {
                shard.entries.splice(shard.entries.begin(), shard.entries, entry);
                entry->lastUse = ++m_use;
                ++entry->hits;
                found = entry->response;
            } else {
                expired = remove(shard, entry);
            }
        }
    }
    ++(found ? m_hits : m_misses);
    return found;
}

StageCache::Stored StageCache::store(const CacheKey& key, CachedResponsePtr response, std::chrono::seconds timeToLive,
                                     TimePoint now)
{
    if (timeToLive <= std::chrono::seconds::zero())
        return Stored::NoTimeToLive;
    const std::size_t bytes = bytesOf(key, *response);
    if ((response->body && response->body->size() > largestBody) || bytes > m_maxBytes)
        return Stored::TooLarge;
    Entry entry{++m_stored, key.text(), std::move(response), bytes, now, now + std::min(timeToLive, longestTimeToLive),
                0,          0};
    Shard& shard = shardOf(key);
    std::optional<Entry> former;
    {
        const std::lock_guard lock(shard.mutex);
        if (const auto place = shard.places.find(key.text()); place != shard.places.end())
            former = remove(shard, place->second);
        entry.lastUse = ++m_use;
        shard.entries.push_front(std::move(entry));
        shard.places.emplace(shard.entries.front().key, shard.entries.begin());
        m_bytes += bytes;
    }
    makeRoom();
    return Stored::Yes;
}

StageCache::Shard* StageCache::shardOfOldest()
{
    Shard* found = nullptr;
    std::uint64_t oldest = std::numeric_limits<std::uint64_t>::max();
    for (Shard& shard : m_shards) {
        const std::lock_guard lock(shard.mutex);
        if (shard.entries.empty() || shard.entries.back().lastUse >= oldest)
            continue;
        oldest = shard.entries.back().lastUse;
        found = &shard;
    }
    return found;
}

void StageCache::makeRoom()
{
    while (m_bytes > m_maxBytes) {
        Shard* shard = shardOfOldest();
        if (!shard)
            return;
        std::optional<Entry> evicted;
        const std::lock_guard lock(shard->mutex);
        if (shard->entries.empty() || m_bytes <= m_maxBytes)
            continue; // another thread came first
        evicted = remove(*shard, std::prev(shard->entries.end()));
        ++m_evictions;
    }
}

bool StageCache::invalidate(const CacheKey& key)
{
    Shard& shard = shardOf(key);
    std::optional<Entry> removed;
    const std::lock_guard lock(shard.mutex);
    if (const auto place = shard.places.find(key.text()); place != shard.places.end())
        removed = remove(shard, place->second);
    return removed.has_value();
}

bool StageCache::invalidate(std::uint64_t id)
{
    for (Shard& shard : m_shards) {
        std::optional<Entry> removed;
        const std::lock_guard lock(shard.mutex);
        const auto entry =
            std::find_if(shard.entries.begin(), shard.entries.end(), [id](const Entry& each) { return each.id == id; });
        if (entry == shard.entries.end())
            continue;
        removed = remove(shard, entry);
        return true;
    }
    return false;
}

std::size_t StageCache::flush()
{
    std::size_t count = 0;
    for (Shard& shard : m_shards) {
        Entries entries; // freed after the lock
        const std::lock_guard lock(shard.mutex);
        shard.places.clear();
        entries.swap(shard.entries);
        for (const Entry& entry : entries)
            m_bytes -= entry.bytes;
        count += entries.size();
    }
    return count;
}

void StageCache::setMaxBytes(std::size_t maxBytes)
{
    m_maxBytes = maxBytes;
    makeRoom();
}

CacheStatistics StageCache::statistics() const
{
    CacheStatistics sum{m_hits, m_misses, m_evictions, 0, m_bytes, m_maxBytes};
    for (const Shard& shard : m_shards) {
        const std::lock_guard lock(shard.mutex);
        sum.entries += shard.entries.size();
    }
    return sum;
}

std::vector<CacheEntry> StageCache::list(TimePoint now, std::size_t most) const
{
    std::vector<Entry> entries;
    for (const Shard& shard : m_shards) {
        const std::lock_guard lock(shard.mutex);
        std::size_t taken = 0; // no shard can give more than are wanted in all
        for (auto entry = shard.entries.begin(); entry != shard.entries.end() && taken < most; ++entry)
            if (now < entry->expires) {
                entries.push_back(*entry);
                ++taken;
            }
    }
    std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.lastUse > b.lastUse; });
    entries.resize(std::min(entries.size(), most));
    std::vector<CacheEntry> listed;
    for (const Entry& entry : entries)
        listed.push_back({entry.id, cacheKeyInWords(entry.key), entry.response->status, entry.bytes, entry.hits,
                          now - entry.stored, entry.expires - now});
    return listed;
}

} // namespace gw::engine
