// A bucket is one number: how many units of tokens have been spent of those produced since the settings began, where
// spending is moved up when the bucket overflows. A unit is a token's 2^-n, with n as large as two hundred years allow.
// The tokens there are: produced(now) - spent, at most the capacity.
#include "gateway-engine/traffic/token_bucket.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <thread>

namespace gw::engine {

namespace {

__extension__ using Wide = unsigned __int128;

constexpr double largestRate = 1e8;
constexpr double smallestRate = 1e-9;
constexpr int fractionBitsOfRateOne = 28; // 2^33 seconds of up to 2^28 units each, below 2^61
constexpr int mantissaBits = std::numeric_limits<double>::digits;
constexpr std::uint64_t nanosecondsOfSecond = 1'000'000'000;
constexpr std::int64_t closed = std::numeric_limits<std::int64_t>::max(); // in place of spent: a newer flow is coming

double usableRate(double rate)
{
    return rate >= smallestRate ? std::min(rate, largestRate) : 0.0; // NaN is not at least anything
}

} // namespace

struct TokenBucket::Flow
{
    Flow(const ThrottleLimit& newLimit, TimePoint now);

    [[nodiscard]] std::int64_t produced(TimePoint now) const;
    [[nodiscard]] std::int64_t spentBy(std::int64_t spentSoFar, std::int64_t producedSoFar) const
    {
        return std::max(spentSoFar, producedSoFar - capacity); // what overflowed counts as spent
    }
    // A unit early is in time: it makes up for rounding where a token is due at this very nanosecond. It stays owed.
    [[nodiscard]] bool hasToken(std::int64_t spentSoFar, std::int64_t producedSoFar) const
    {
        return capacity > 0 && producedSoFar - spentBy(spentSoFar, producedSoFar) >= token - 1;
    }
    [[nodiscard]] std::int64_t units(std::int64_t spentSoFar, TimePoint now) const
    {
        const std::int64_t sum = produced(now);
        return std::clamp<std::int64_t>(sum - spentBy(spentSoFar, sum), 0, capacity);
    }

    const ThrottleLimit limit;
    const TimePoint begin;
    std::uint64_t mantissa = 0; // the rate is mantissa * 2^-rateShift: no digit of the double is lost
    int shift = 0;              // from mantissa * seconds to units
    int fractionBits = fractionBitsOfRateOne;
    std::int64_t token = 0;    // units
    std::int64_t capacity = 0; // units; 0: refuses everything
    alignas(64) std::atomic<std::int64_t> spent{0};
};

TokenBucket::Flow::Flow(const ThrottleLimit& newLimit, TimePoint now) : limit(newLimit), begin(now)
{
    int exponent = 0;
    const double fraction = std::frexp(usableRate(limit.rateLimit), &exponent);
    fractionBits -= std::max(exponent, 0);
    token = std::int64_t{1} << fractionBits;
    mantissa = static_cast<std::uint64_t>(std::ldexp(fraction, mantissaBits));
    shift = mantissaBits - exponent - fractionBits;
    if (mantissa > 0 && limit.burstLimit > 0)
        capacity = std::int64_t{limit.burstLimit} << fractionBits;
}

std::int64_t TokenBucket::Flow::produced(TimePoint now) const
{
    const std::int64_t elapsed = std::chrono::nanoseconds(now - begin).count();
    if (elapsed <= 0)
        return 0;
    const Wide seconds = Wide{static_cast<std::uint64_t>(elapsed)} * mantissa / nanosecondsOfSecond;
    const Wide half = Wide{1} << (shift - 1);
    return static_cast<std::int64_t>((seconds + half) >> shift);
}

TokenBucket::TokenBucket(const ThrottleLimit& limit, TimePoint now)
{
    m_flows.push_back(std::make_unique<Flow>(limit, now));
    m_flows.back()->spent = -m_flows.back()->capacity;
    m_flow.store(m_flows.back().get(), std::memory_order_release);
}

TokenBucket::~TokenBucket() = default;

bool TokenBucket::take(TimePoint now)
{
    while (true) {
        Flow& flow = current();
        const std::int64_t produced = flow.produced(now);
        std::int64_t spent = flow.spent.load(std::memory_order_relaxed);
        while (spent != closed) {
            if (!flow.hasToken(spent, produced))
                return false;
            if (flow.spent.compare_exchange_weak(spent, flow.spentBy(spent, produced) + flow.token,
                                                 std::memory_order_relaxed))
                return true;
        }
        std::this_thread::yield();
    }
}

bool TokenBucket::hasToken(TimePoint now) const
{
    while (true) {
        const Flow& flow = current();
        if (const std::int64_t spent = flow.spent.load(std::memory_order_relaxed); spent != closed)
            return flow.hasToken(spent, flow.produced(now));
        std::this_thread::yield();
    }
}

void TokenBucket::giveBack()
{
    while (true) {
        Flow& flow = current();
        std::int64_t spent = flow.spent.load(std::memory_order_relaxed);
        while (spent != closed)
            if (flow.spent.compare_exchange_weak(spent, spent - flow.token, std::memory_order_relaxed))
                return;
        std::this_thread::yield();
    }
}

double TokenBucket::level(TimePoint now) const
{
    while (true) {
        const Flow& flow = current();
        if (const std::int64_t spent = flow.spent.load(std::memory_order_relaxed); spent != closed)
            return std::ldexp(static_cast<double>(flow.units(spent, now)), -flow.fractionBits);
        std::this_thread::yield();
    }
}

ThrottleLimit TokenBucket::limit() const
{
    return current().limit;
}

void TokenBucket::setLimit(const ThrottleLimit& limit, TimePoint now)
{
    const std::lock_guard lock(m_mutex);
    Flow& former = current();
    if (former.limit == limit)
        return;
    auto flow = std::make_unique<Flow>(limit, now);
    m_flows.reserve(m_flows.size() + 1); // nothing may fail once the former flow is closed
    const std::int64_t units = former.units(former.spent.exchange(closed, std::memory_order_relaxed), now);
    const int bits = flow->fractionBits - former.fractionBits;
    flow->spent = -std::min(bits >= 0 ? units << bits : units >> -bits, flow->capacity);
    m_flow.store(flow.get(), std::memory_order_release);
    m_flows.push_back(std::move(flow));
}

std::optional<std::size_t> takeFromAll(std::span<TokenBucket* const> buckets, TokenBucket::TimePoint now)
{
    for (std::size_t i = 0; i < buckets.size(); ++i)
        if (buckets[i] && !buckets[i]->hasToken(now))
            return i;
    for (std::size_t i = 0; i < buckets.size(); ++i) {
        if (!buckets[i] || buckets[i]->take(now))
            continue;
        for (std::size_t taken = 0; taken < i; ++taken)
            if (buckets[taken])
                buckets[taken]->giveBack();
        return i;
    }
    return std::nullopt;
}

} // namespace gw::engine
