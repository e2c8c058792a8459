// Times in buckets that are at most 1/128 of their value wide, as HdrHistogram keeps them: recording one costs a few
// nanoseconds and no memory, and percentiles are exact to less than one percent, however long the tail.
#pragma once

#include <array>
#include <cstdint>

namespace gw::bench {

class LatencyHistogram
{
public:
    void record(std::uint64_t nanoseconds);
    void add(const LatencyHistogram& other);

    [[nodiscard]] std::uint64_t count() const { return m_count; }
    [[nodiscard]] std::uint64_t longest() const { return m_longest; } // nanoseconds, as the rest
    [[nodiscard]] double mean() const;
    // The time that `share` (0 to 1) of all took at most; 0 when there are none.
    [[nodiscard]] std::uint64_t percentile(double share) const;

private:
    static constexpr int precisionBits = 7;
    static constexpr std::size_t perPower = std::size_t{1} << precisionBits;

    static std::size_t bucketOf(std::uint64_t value);
    static std::uint64_t highestIn(std::size_t bucket);

    std::array<std::uint64_t, perPower*(64 - precisionBits + 1)> m_buckets{};
    std::uint64_t m_count = 0;
    std::uint64_t m_longest = 0;
    double m_sum = 0;
};

} // namespace gw::bench
