#include "gateway-engine/auth/authorizer_cache.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace gw::engine::auth {

namespace {

constexpr std::size_t mostShards = 16;
constexpr std::size_t leastPerShard = 64; // few entries stand in one table, where the order of use is exact

// No two lists of texts give the same one.
void append(std::string& all, std::string_view text)
{
    all.append(std::to_string(text.size())).append(":").append(text);
}

} // namespace

AuthorizerCache::AuthorizerCache(std::string digestKey, std::size_t capacity) : m_digestKey(std::move(digestKey))
{
    const std::size_t shards = capacity >= mostShards * leastPerShard ? mostShards : 1;
    for (std::size_t i = 0; i < shards; ++i)
        m_shards.push_back(std::make_unique<Shard>());
    m_perShard = std::max<std::size_t>(capacity / shards, 1);
}

AuthorizerCache::Key AuthorizerCache::keyOf(const AuthorizerScope& scope,
                                            const std::vector<std::string>& identity) const
{
    std::string all;
    for (const std::string* part : {&scope.apiId, &scope.stage, &scope.authorizer, &scope.design})
        append(all, *part);
    for (const std::string& value : identity)
        append(all, value);
    return hmacSha256(m_digestKey, all);
}

AuthorizerCache::Found AuthorizerCache::find(const Key& key, Time now)
{
    Shard& shard = shardOf(key);
    const std::lock_guard lock(shard.mutex);
    const auto found = shard.byKey.find(key);
    if (found == shard.byKey.end())
        return {};
    const auto entry = found->second;
    if (entry->end <= now) {
        shard.byKey.erase(found);
        shard.entries.erase(entry);
        return {};
    }
    shard.entries.splice(shard.entries.begin(), shard.entries, entry);
    return {entry->result, entry->end - now};
}

void AuthorizerCache::keep(const Key& key, std::shared_ptr<const AuthorizerScope> scope,
                           std::shared_ptr<const AuthorizerResult> result, Time end)
{
    Shard& shard = shardOf(key);
    const std::lock_guard lock(shard.mutex);
    if (const auto found = shard.byKey.find(key); found != shard.byKey.end()) {
        shard.entries.erase(found->second);
        shard.byKey.erase(found);
    }
    while (shard.entries.size() >= m_perShard) {
        shard.byKey.erase(shard.entries.back().key);
        shard.entries.pop_back();
    }
    shard.entries.push_front({key, std::move(scope), std::move(result), end});
    shard.byKey.emplace(key, shard.entries.begin());
}

template <typename Test>
std::size_t AuthorizerCache::forget(Test test)
{
    std::size_t forgotten = 0;
    for (const auto& shard : m_shards) {
        const std::lock_guard lock(shard->mutex);
        for (auto entry = shard->entries.begin(); entry != shard->entries.end();) {
            const auto next = std::next(entry);
            if (test(*entry->scope)) {
                shard->byKey.erase(entry->key);
                shard->entries.erase(entry);
                ++forgotten;
            }
            entry = next;
        }
    }
    return forgotten;
}

std::size_t AuthorizerCache::flushStage(std::string_view apiId, std::string_view stage)
{
    return forget([&](const AuthorizerScope& scope) { return scope.apiId == apiId && scope.stage == stage; });
}

std::size_t AuthorizerCache::flushAuthorizer(std::string_view apiId, std::string_view authorizer)
{
    return forget([&](const AuthorizerScope& scope) { return scope.apiId == apiId && scope.authorizer == authorizer; });
}

std::size_t AuthorizerCache::size() const
{
    std::size_t all = 0;
    for (const auto& shard : m_shards) {
        const std::lock_guard lock(shard->mutex);
        all += shard->entries.size();
    }
    return all;
}

} // namespace gw::engine::auth
