// TokenBucket: the throttle of one level (reference 1.27), exact on any number of threads. It begins full, a request
// takes one token, rateLimit tokens come back a second, and never are there more than burstLimit.
//
// What has come back is worked out anew from the time the settings began, so nothing adds up that was rounded: the
// error stays below 10 ns of refill however long the bucket lives. A bucket holds out for two hundred years.
// Rates above 100 million a second count as that many; one below a token in thirty years, and what is no number, as 0.
#pragma once

#include "gateway-engine/traffic/throttle_limit.h"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

namespace gw::engine {

class TokenBucket
{
public:
    using TimePoint = std::chrono::steady_clock::time_point;

    TokenBucket(const ThrottleLimit& limit, TimePoint now);
    ~TokenBucket();

    // False: there was no token, and nothing has changed. Locks nothing; a look at an empty bucket writes nothing.
    // `now` may lie a little before another thread's.
    [[nodiscard]] bool take(TimePoint now);
    [[nodiscard]] bool hasToken(TimePoint now) const; // whether take() would succeed
    void giveBack(); // a token that was taken, for a request that was refused elsewhere

    [[nodiscard]] double level(TimePoint now) const; // tokens there are, 0 … burstLimit, with their fraction
    [[nodiscard]] ThrottleLimit limit() const;

    // From now on; the tokens there are stay, as far as the new burst holds them. Requests wait for it a moment.
    void setLimit(const ThrottleLimit& limit, TimePoint now);

private:
    struct Flow;

    [[nodiscard]] Flow& current() const { return *m_flow.load(std::memory_order_acquire); }

    std::atomic<Flow*> m_flow;
    std::mutex m_mutex;                         // of setLimit
    std::vector<std::unique_ptr<Flow>> m_flows; // the former ones stay: somebody may be looking at one
};

// One token of each bucket, or none of any: the place of the first that refuses, in the order given; nothing when all
// gave theirs. Null pointers do not limit.
//
// All are looked at before one is touched, and what was taken is given back when another request came first at a later
// one. So no more pass than any single bucket allows, and a refused request costs no tokens. For the moment between,
// another request may find a token missing that comes back: it is refused where it might have passed; the token is the
// next one's.
[[nodiscard]] std::optional<std::size_t> takeFromAll(std::span<TokenBucket* const> buckets, TokenBucket::TimePoint now);

} // namespace gw::engine
