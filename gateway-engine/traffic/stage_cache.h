// StageCache: the answers one stage keeps (reference 1.30). Times are Clock::now(). Looking one up locks a sixteenth of
// the cache for as long as a pointer's copy takes; bodies are shared, never copied.
#pragma once

#include "gateway-engine/http/headers.h"
#include "gateway-engine/traffic/cache_key.h"

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gw::engine {

struct CachedResponse
{
    int status = 200;
    Headers headers;
    std::shared_ptr<const std::string> body; // as Response::sharedBody takes it
    std::chrono::steady_clock::time_point stored{};
};
using CachedResponsePtr = std::shared_ptr<const CachedResponse>;

struct CacheEntry // for who looks at the cache
{
    std::uint64_t id = 0; // of this answer; one that takes its place has another
    std::string key;      // in words, secrets masked
    int status = 0;
    std::size_t bytes = 0;
    std::uint64_t hits = 0;
    std::chrono::nanoseconds age{0};
    std::chrono::nanoseconds timeLeft{0};
};

struct CacheStatistics
{
    std::uint64_t hits = 0;
    std::uint64_t misses = 0;
    std::uint64_t evictions = 0; // entries that went for want of room
    std::size_t entries = 0;
    std::size_t bytes = 0;
    std::size_t maxBytes = 0;
};

// cacheClusterSize, "0.5" to "237", in bytes; nothing for what is no size of the service's.
[[nodiscard]] std::optional<std::size_t> cacheClusterBytes(std::string_view size);

class StageCache
{
public:
    using TimePoint = std::chrono::steady_clock::time_point;

    static constexpr std::chrono::seconds longestTimeToLive{3600};
    static constexpr std::size_t largestBody = 1'048'576; // bytes; a longer one is not kept

    explicit StageCache(std::size_t maxBytes) : m_maxBytes(maxBytes) {}

    // Null: a miss. Counts either.
    [[nodiscard]] CachedResponsePtr find(const CacheKey& key, TimePoint now);

    enum class Stored { Yes, NoTimeToLive, TooLarge };
    // In place of the former answer. A time to live beyond the longest counts as that. What was used longest ago makes
    // room; an answer that is larger than the whole cache is too large.
    Stored store(const CacheKey& key, CachedResponsePtr response, std::chrono::seconds timeToLive, TimePoint now);

    bool invalidate(const CacheKey& key); // false: it was not there
    bool invalidate(std::uint64_t id);    // CacheEntry::id
    std::size_t flush();                  // how many there were
    void setMaxBytes(std::size_t maxBytes);

    [[nodiscard]] CacheStatistics statistics() const;
    // Those that may still be served, the last used first.
    [[nodiscard]] std::vector<CacheEntry> list(TimePoint now, std::size_t most = 1000) const;

private:
    struct Entry
    {
        std::uint64_t id = 0;
        std::string key;
        CachedResponsePtr response;
        std::size_t bytes = 0;
        TimePoint stored;
        TimePoint expires;
        std::uint64_t lastUse = 0;
        std::uint64_t hits = 0;
    };
    using Entries = std::list<Entry>; // the last used first

    struct Shard
    {
        mutable std::mutex mutex;
        Entries entries;
        std::unordered_map<std::string_view, Entries::iterator> places; // views into the entries
    };

    Shard& shardOf(const CacheKey& key);
    std::optional<Entry> remove(Shard& shard, Entries::iterator entry); // under the shard's lock; freed outside of it
    Shard* shardOfOldest();
    void makeRoom();

    static constexpr std::size_t shardCount = 16;
    std::array<Shard, shardCount> m_shards;
    std::atomic<std::size_t> m_maxBytes;
    std::atomic<std::size_t> m_bytes{0};
    std::atomic<std::uint64_t> m_use{0};
    std::atomic<std::uint64_t> m_stored{0};
    std::atomic<std::uint64_t> m_hits{0};
    std::atomic<std::uint64_t> m_misses{0};
    std::atomic<std::uint64_t> m_evictions{0};
};

} // namespace gw::engine
