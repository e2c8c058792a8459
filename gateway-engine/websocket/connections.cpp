#include "gateway-engine/websocket/connections.h"

#include <algorithm>
#include <utility>

namespace gw::engine {

const Connections::Shard& Connections::shardOf(std::string_view connectionId) const
{
    return m_shards[std::hash<std::string_view>()(connectionId) % m_shards.size()];
}

Connections::Shard& Connections::shardOf(std::string_view connectionId)
{
    return m_shards[std::hash<std::string_view>()(connectionId) % m_shards.size()];
}

std::shared_ptr<OpenConnection> Connections::find(std::string_view connectionId) const
{
    const Shard& shard = shardOf(connectionId);
    const std::lock_guard lock(shard.mutex);
    const auto found = shard.connections.find(connectionId);
    return found == shard.connections.end() ? nullptr : found->second;
}

void Connections::add(std::shared_ptr<OpenConnection> connection)
{
    const std::string_view id = connection->facts().connectionId;
    Shard& shard = shardOf(id);
    const std::lock_guard lock(shard.mutex);
    if (shard.connections.emplace(id, std::move(connection)).second)
        m_open.fetch_add(1, std::memory_order_relaxed);
}

void Connections::remove(std::string_view connectionId)
{
    Shard& shard = shardOf(connectionId);
    std::shared_ptr<OpenConnection> last; // goes without the lock
    const std::lock_guard lock(shard.mutex);
    const auto found = shard.connections.find(connectionId);
    if (found == shard.connections.end())
        return;
    last = std::move(found->second);
    shard.connections.erase(found);
    m_open.fetch_sub(1, std::memory_order_relaxed);
}

SocketStatistics Connections::statistics() const
{
    SocketStatistics statistics;
    statistics.open = count();
    statistics.messagesIn = m_messagesIn.load(std::memory_order_relaxed);
    statistics.messagesOut = m_messagesOut.load(std::memory_order_relaxed);
    return statistics;
}

// Pointers are copied under the lock of a shard, and looked at without it; one shard after the other, so that a core
// still has its connections in its cache when something is done with them.
template <typename Look>
void Connections::forEach(const Look& look) const
{
    std::vector<std::shared_ptr<OpenConnection>> some;
    for (const Shard& shard : m_shards) {
        some.clear();
        {
            const std::lock_guard lock(shard.mutex);
            for (const auto& [id, connection] : shard.connections)
                some.push_back(connection);
        }
        for (auto& connection : some)
            look(std::move(connection));
    }
}

std::vector<std::shared_ptr<OpenConnection>>
Connections::select(const std::function<bool(const ConnectionFacts&)>& isWanted) const
{
    std::vector<std::shared_ptr<OpenConnection>> selected;
    forEach([&](std::shared_ptr<OpenConnection> connection) {
        if (isWanted(connection->facts()))
            selected.push_back(std::move(connection));
    });
    return selected;
}

std::vector<ConnectionSnapshot> Connections::list(std::string_view apiId, std::size_t limit) const
{
    auto selected = select([apiId](const ConnectionFacts& facts) { return apiId.empty() || facts.apiId == apiId; });
    const auto isOlder = [](const auto& a, const auto& b) {
        return std::pair(a->facts().connectedAt, std::string_view(a->facts().connectionId)) <
               std::pair(b->facts().connectedAt, std::string_view(b->facts().connectionId));
    };
    const std::size_t kept = std::min(limit, selected.size());
    std::partial_sort(selected.begin(), selected.begin() + static_cast<std::ptrdiff_t>(kept), selected.end(), isOlder);
    std::vector<ConnectionSnapshot> list;
    list.reserve(kept);
    for (std::size_t i = 0; i < kept; ++i)
        list.push_back({selected[i]->facts(), selected[i]->lastActiveAt(), selected[i]->traffic()});
    return list;
}

std::size_t Connections::broadcast(const std::vector<std::string>& connectionIds,
                                   const std::shared_ptr<const Frame>& frame) const
{
    std::size_t taken = 0;
    for (const std::string& id : connectionIds)
        if (const auto connection = find(id); connection && connection->post(frame) == Sending::Taken)
            ++taken;
    return taken;
}

std::size_t Connections::broadcastTo(std::string_view apiId, std::string_view stageName,
                                     const std::shared_ptr<const Frame>& frame) const
{
    std::size_t taken = 0;
    forEach([&](const std::shared_ptr<OpenConnection>& connection) {
        const ConnectionFacts& facts = connection->facts();
        const bool isWanted = facts.apiId == apiId && (stageName.empty() || facts.stageName == stageName);
        if (isWanted && connection->post(frame) == Sending::Taken)
            ++taken;
    });
    return taken;
}

bool Connections::close(std::string_view connectionId, CloseCode code, std::string_view reason) const
{
    const auto connection = find(connectionId);
    if (connection)
        connection->close(code, reason);
    return connection != nullptr;
}

} // namespace gw::engine
