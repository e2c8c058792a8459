// The stage cache on the way of a request (reference 1.30): CacheLookup answers in place of all that is behind it, or
// leaves the key; CacheStore keeps the method response under that key. What the gateway itself answers is never kept.
#pragma once

#include "gateway-engine/pipeline/stage.h"
#include "gateway-engine/traffic/cache_control.h"
#include "gateway-engine/traffic/clock.h"
#include "gateway-engine/traffic/stage_cache.h"

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace gw::engine {

// A cacheKeyParameter: method.request.{path|querystring|header}.{name}.
struct CacheKeyParameter
{
    enum class Place { Path, QueryString, Header };
    std::string text; // as the design has it
    Place place = Place::QueryString;
    std::string name;
};

struct CacheDesign
{
    std::shared_ptr<StageCache> cache;
    std::shared_ptr<const Clock> clock;
    std::string cacheNamespace;
    std::vector<CacheKeyParameter> parameters;
    std::chrono::seconds timeToLive{300};
    CacheControlSettings control;
    std::string arnPrefix; // "arn:aws:execute-api:us-east-1:000000000000:a1b2c3d4e5/dev/", of callers who are refused
};

// What a request that was not answered from the cache keeps for CacheStore.
struct CacheVisit
{
    CacheKey key;
    bool warns = false; // cacheControlWarning goes out with the answer
};

class CacheLookup final : public Stage
{
public:
    explicit CacheLookup(std::shared_ptr<const CacheDesign> design) : m_design(std::move(design)) {}
    [[nodiscard]] const char* name() const override { return "cache"; }
    [[nodiscard]] Card card() const override { return Card::MethodRequest; }
    std::optional<Fault> run(Exchange& x) const override;

private:
    [[nodiscard]] CacheKey keyOf(const Exchange& x) const;
    void answer(Exchange& x, const CachedResponse& cached, bool warns) const;
    [[nodiscard]] Fault refusal(const Exchange& x) const;

    std::shared_ptr<const CacheDesign> m_design;
};

class CacheStore final : public Stage
{
public:
    explicit CacheStore(std::shared_ptr<const CacheDesign> design) : m_design(std::move(design)) {}
    [[nodiscard]] const char* name() const override { return "cache_store"; }
    [[nodiscard]] Card card() const override { return Card::MethodResponse; }
    std::optional<Fault> run(Exchange& x) const override;

private:
    std::shared_ptr<const CacheDesign> m_design;
};

} // namespace gw::engine
