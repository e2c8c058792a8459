#include "gateway-engine/traffic/address_rates.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <limits>
#include <numeric>
#include <string_view>

namespace gw::engine {

std::size_t AddressRates::Hash::operator()(const AddressBytes& address) const
{
    return std::hash<std::string_view>{}({reinterpret_cast<const char*>(address.data()), address.size()});
}

AddressRates::Window& AddressRates::windowOf(Shard& shard, const AddressBytes& address, std::int64_t now)
{
    if (const auto place = shard.places.find(address); place != shard.places.end()) {
        shard.windows.splice(shard.windows.begin(), shard.windows, place->second);
        return shard.windows.front();
    }
    if (shard.windows.size() >= m_mostOfShard) {
        shard.places.erase(shard.windows.back().address);
        shard.windows.splice(shard.windows.begin(), shard.windows, std::prev(shard.windows.end()));
        shard.windows.front() = Window{address, now, {}};
    } else {
        shard.windows.push_front(Window{address, now, {}});
    }
    shard.places.emplace(address, shard.windows.begin());
    return shard.windows.front();
}

std::uint64_t AddressRates::count(const AddressBytes& address, TimePoint now)
{
    const std::int64_t current = now.time_since_epoch() / (TimePoint::duration(m_window) / std::int64_t{steps});
    Shard& shard = m_shards[(Hash{}(address) >> 8U) % shardCount];
    const std::lock_guard lock(shard.mutex);
    Window& window = windowOf(shard, address, current);
    const std::int64_t passed = std::clamp<std::int64_t>(current - window.newest, 0, steps);
    for (std::int64_t i = 1; i <= passed; ++i)
        window.counts[static_cast<std::size_t>((window.newest + i) % std::int64_t{steps})] = 0;
    window.newest = std::max(window.newest, current); // what seems to come from the past counts as now
    std::uint32_t& counted = window.counts[static_cast<std::size_t>(window.newest % std::int64_t{steps})];
    if (counted < std::numeric_limits<std::uint32_t>::max())
        ++counted;
    return std::accumulate(window.counts.begin(), window.counts.end(), std::uint64_t{0});
}

std::size_t AddressRates::size() const
{
    std::size_t sum = 0;
    for (const Shard& shard : m_shards) {
        const std::lock_guard lock(shard.mutex);
        sum += shard.windows.size();
    }
    return sum;
}

} // namespace gw::engine
