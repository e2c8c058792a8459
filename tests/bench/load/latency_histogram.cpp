#include "tests/bench/load/latency_histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace gw::bench {

// Values below 128 have a bucket each; above, every power of two is cut into 128.
std::size_t LatencyHistogram::bucketOf(std::uint64_t value)
{
    if (value < perPower)
        return static_cast<std::size_t>(value);
    const int power = std::bit_width(value) - 1 - precisionBits;
    return perPower * static_cast<std::size_t>(power) + static_cast<std::size_t>(value >> power);
}

std::uint64_t LatencyHistogram::highestIn(std::size_t bucket)
{
    if (bucket < 2 * perPower)
        return bucket;
    const std::size_t power = bucket / perPower - 1;
    const std::uint64_t lowest = static_cast<std::uint64_t>(perPower + bucket % perPower) << power;
    return lowest + (std::uint64_t{1} << power) - 1;
}

void LatencyHistogram::record(std::uint64_t nanoseconds)
{
    ++m_buckets[bucketOf(nanoseconds)];
    ++m_count;
    m_longest = std::max(m_longest, nanoseconds);
    m_sum += static_cast<double>(nanoseconds);
}

void LatencyHistogram::add(const LatencyHistogram& other)
{
    for (std::size_t i = 0; i < m_buckets.size(); ++i)
        m_buckets[i] += other.m_buckets[i];
    m_count += other.m_count;
    m_longest = std::max(m_longest, other.m_longest);
    m_sum += other.m_sum;
}

double LatencyHistogram::mean() const
{
    return m_count == 0 ? 0 : m_sum / static_cast<double>(m_count);
}

std::uint64_t LatencyHistogram::percentile(double share) const
{
    const auto wanted = static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(m_count)));
    std::uint64_t seen = 0;
    for (std::size_t i = 0; i < m_buckets.size(); ++i)
        if ((seen += m_buckets[i]) >= wanted && seen > 0)
            return std::min(highestIn(i), m_longest);
    return m_longest;
}

} // namespace gw::bench
