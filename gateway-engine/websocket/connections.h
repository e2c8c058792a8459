// Connections: the open WebSocket connections of an engine, by id (reference 3.6). Any thread may ask; a message on its
// way touches nothing of it. Sixteen shards with a lock each, held for a look or the copy of their pointers.
#pragma once

#include "gateway-engine/websocket/connection.h"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gw::engine {

struct ConnectionTraffic
{
    std::uint64_t messagesIn = 0;
    std::uint64_t messagesOut = 0;
    std::uint64_t bytesIn = 0; // payloads
    std::uint64_t bytesOut = 0;
};

// A connection that counts what it carries, and that leaves sending to its own thread where that is asked for.
class OpenConnection : public Connection
{
public:
    [[nodiscard]] virtual ConnectionTraffic traffic() const = 0;
    // As send(), but never on the calling thread: many of these cost one hop per thread, not one each.
    virtual Sending post(std::shared_ptr<const Frame> frame) = 0;
};

// One of them at a glance.
struct ConnectionSnapshot
{
    ConnectionFacts facts;
    std::chrono::system_clock::time_point lastActiveAt;
    ConnectionTraffic traffic;
};

struct SocketStatistics
{
    std::uint64_t open = 0;
    std::uint64_t messagesIn = 0;
    std::uint64_t messagesOut = 0;
};

class Connections
{
public:
    Connections() = default;
    Connections(const Connections&) = delete;
    Connections& operator=(const Connections&) = delete;

    [[nodiscard]] std::shared_ptr<OpenConnection> find(std::string_view connectionId) const; // null: there is none
    [[nodiscard]] std::size_t count() const { return m_open.load(std::memory_order_relaxed); }
    [[nodiscard]] SocketStatistics statistics() const;
    // At most `limit` of them, those of one API where one is named; the longest open first.
    [[nodiscard]] std::vector<ConnectionSnapshot> list(std::string_view apiId = {}, std::size_t limit = 100'000) const;

    // To each of them that is open; tells how many took it.
    std::size_t broadcast(const std::vector<std::string>& connectionIds,
                          const std::shared_ptr<const Frame>& frame) const;
    std::size_t broadcastTo(std::string_view apiId, std::string_view stageName,
                            const std::shared_ptr<const Frame>& frame) const;
    bool close(std::string_view connectionId, CloseCode code, std::string_view reason) const; // false: it is not open

    // Of the transport.
    void add(std::shared_ptr<OpenConnection> connection);
    void remove(std::string_view connectionId);
    void countIn() { m_messagesIn.fetch_add(1, std::memory_order_relaxed); }
    void countOut() { m_messagesOut.fetch_add(1, std::memory_order_relaxed); }

private:
    struct Shard
    {
        mutable std::mutex mutex;
        // The keys are views of the ids that the connections themselves hold.
        std::unordered_map<std::string_view, std::shared_ptr<OpenConnection>> connections;
    };
    [[nodiscard]] const Shard& shardOf(std::string_view connectionId) const;
    [[nodiscard]] Shard& shardOf(std::string_view connectionId);
    template <typename Look>
    void forEach(const Look& look) const;
    [[nodiscard]] std::vector<std::shared_ptr<OpenConnection>>
    select(const std::function<bool(const ConnectionFacts&)>& isWanted) const;

    std::array<Shard, 16> m_shards;
    std::atomic<std::size_t> m_open{0};
    std::atomic<std::uint64_t> m_messagesIn{0};
    std::atomic<std::uint64_t> m_messagesOut{0};
};

} // namespace gw::engine
