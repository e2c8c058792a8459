// AddressRates: how many requests each address has made in the last five minutes, or another window, in thirty steps: a
// request counts for at least 290 and at most 300 seconds. Only so many addresses are remembered; the one not seen for
// longest makes room.
#pragma once

#include "gateway-engine/http/address_range.h"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <list>
#include <mutex>
#include <unordered_map>

namespace gw::engine {

class AddressRates
{
public:
    using TimePoint = std::chrono::steady_clock::time_point;

    static constexpr std::chrono::seconds defaultWindow{300};
    static constexpr std::size_t steps = 30;
    static constexpr std::size_t defaultMost = 10'000; // addresses, as the service's WAF

    explicit AddressRates(std::size_t most = defaultMost, std::chrono::seconds window = defaultWindow)
        : m_window(window), m_mostOfShard(most / shardCount + 1)
    {
    }

    // Counts a request; gives how many there were in the window, with this one. Locks a sixteenth of the addresses.
    [[nodiscard]] std::uint64_t count(const AddressBytes& address, TimePoint now);
    [[nodiscard]] std::size_t size() const; // addresses remembered
    [[nodiscard]] std::chrono::seconds window() const { return m_window; }

private:
    struct Window
    {
        AddressBytes address;
        std::int64_t newest = 0;                 // step
        std::array<std::uint32_t, steps> counts; // by step modulo steps
    };
    using Windows = std::list<Window>; // the last seen first

    struct Hash
    {
        std::size_t operator()(const AddressBytes& address) const;
    };
    struct Shard
    {
        mutable std::mutex mutex;
        Windows windows;
        std::unordered_map<AddressBytes, Windows::iterator, Hash> places;
    };

    Window& windowOf(Shard& shard, const AddressBytes& address, std::int64_t now);

    static constexpr std::size_t shardCount = 16;
    std::chrono::seconds m_window;
    std::size_t m_mostOfShard;
    std::array<Shard, shardCount> m_shards;
};

} // namespace gw::engine
