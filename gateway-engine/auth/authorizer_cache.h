// What Lambda authorizers have decided lately (reference 1.25): policy and context by authorizer, API, stage and the
// values that identify a caller. The policy is evaluated anew for each request.
//
// Keys are keyed digests: neither tokens nor what could be tried against them stand in memory. Bounded in number; the
// entry used least lately makes room. A lock is held for a look at one of sixteen tables.
#pragma once

#include "gateway-engine/auth/authorizer_result.h"
#include "gateway-engine/crypto/sha256.h"

#include <chrono>
#include <cstring>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gw::engine::auth {

struct AuthorizerScope // what a kept result is good for
{
    std::string apiId;
    std::string stage;
    std::string authorizer; // its name
    std::string design;     // what it is made of: results of what it was before count no more
};

class AuthorizerCache final
{
public:
    using Key = Sha256;
    using Time = std::chrono::steady_clock::time_point;
    static constexpr std::size_t usualCapacity = 10'000;

    explicit AuthorizerCache(std::string digestKey, std::size_t capacity = usualCapacity);

    [[nodiscard]] Key keyOf(const AuthorizerScope& scope, const std::vector<std::string>& identity) const;

    struct Found
    {
        std::shared_ptr<const AuthorizerResult> result; // null: nothing is kept
        std::chrono::nanoseconds left{0};               // until it ends
    };
    [[nodiscard]] Found find(const Key& key, Time now);
    void keep(const Key& key, std::shared_ptr<const AuthorizerScope> scope,
              std::shared_ptr<const AuthorizerResult> result, Time end);

    // Each gives how many results were forgotten.
    std::size_t flushStage(std::string_view apiId, std::string_view stage);
    std::size_t flushAuthorizer(std::string_view apiId, std::string_view authorizer); // on every stage
    [[nodiscard]] std::size_t size() const;

private:
    struct Entry
    {
        Key key;
        std::shared_ptr<const AuthorizerScope> scope;
        std::shared_ptr<const AuthorizerResult> result;
        Time end;
    };
    struct Hash
    {
        std::size_t operator()(const Key& key) const
        {
            std::size_t hash = 0;
            std::memcpy(&hash, key.data(), sizeof hash);
            return hash;
        }
    };
    struct Shard
    {
        mutable std::mutex mutex;
        std::list<Entry> entries; // the one used last first
        std::unordered_map<Key, std::list<Entry>::iterator, Hash> byKey;
    };
    [[nodiscard]] Shard& shardOf(const Key& key) { return *m_shards[key.back() % m_shards.size()]; }
    template <typename Test>
    std::size_t forget(Test test);

    std::string m_digestKey;
    std::vector<std::unique_ptr<Shard>> m_shards;
    std::size_t m_perShard;
};

} // namespace gw::engine::auth
