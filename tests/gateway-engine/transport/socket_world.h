// WebSocket connections for tests: a server whose conversations do as they are told, and a client that speaks the
// protocol byte by byte, over plain connections and TLS alike.
#pragma once

#include "gateway-engine/services.h"
#include "gateway-engine/transport/http_server.h"
#include "gateway-engine/websocket/management.h"
#include "gateway-engine/websocket/socket_handler.h"

#include "tests/gateway-engine/transport/raw_client.h"

#include <algorithm>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace gw::test {

using namespace std::chrono_literals;

// What a server saw, told across threads.
class SocketLog
{
public:
    struct End
    {
        std::string connectionId;
        engine::CloseCode code;
        std::string reason;
    };
    void connected(std::shared_ptr<engine::Connection> connection)
    {
        const std::lock_guard lock(m_mutex);
        m_connections.push_back(std::move(connection));
        m_changed.notify_all();
    }
    void message(std::string payload)
    {
        const std::lock_guard lock(m_mutex);
        m_messages.push_back(std::move(payload));
        m_changed.notify_all();
    }
    void ended(End end)
    {
        const std::lock_guard lock(m_mutex);
        ++m_endsOf[end.connectionId];
        m_ends.push_back(std::move(end));
        m_changed.notify_all();
    }
    std::vector<std::shared_ptr<engine::Connection>> waitForConnections(std::size_t count)
    {
        return waitFor(m_connections, count);
    }
    std::vector<std::string> waitForMessages(std::size_t count) { return waitFor(m_messages, count); }
    std::vector<End> waitForEnds(std::size_t count) { return waitFor(m_ends, count); }
    std::vector<std::shared_ptr<engine::Connection>> takeConnections()
    {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_connections, {});
    }
    std::size_t mostEndsOfOne()
    {
        const std::lock_guard lock(m_mutex);
        std::size_t most = 0;
        for (const auto& [id, count] : m_endsOf)
            most = std::max(most, count);
        return most;
    }

private:
    template <typename T>
    std::vector<T> waitFor(const std::vector<T>& things, std::size_t count)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, 60s, [&] { return things.size() >= count; });
        return things;
    }

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<std::shared_ptr<engine::Connection>> m_connections;
    std::vector<std::string> m_messages;
    std::vector<End> m_ends;
    std::map<std::string, std::size_t> m_endsOf;
};

// What the conversations of a server do.
struct SocketBehaviour
{
    engine::SocketLimits limits;
    std::function<engine::Task<void>(engine::Connection&, std::string, bool)> message; // none: echo
    std::function<void(const engine::Request&, engine::Handshake&)> connect;           // may refuse
    bool notesMessages = true;
    engine::ManagementAccess management; // of "/dev/@connections/…"
};

class ScriptedConversation final : public engine::SocketConversation
{
public:
    ScriptedConversation(const SocketBehaviour& behaviour, SocketLog& log,
                         std::shared_ptr<engine::Connection> connection)
        : m_behaviour(behaviour), m_log(log), m_connection(std::move(connection))
    {
    }
    [[nodiscard]] engine::SocketLimits limits() const override { return m_behaviour.limits; }
    engine::Task<void> message(std::string payload, bool isBinary) override
    {
        if (m_behaviour.notesMessages)
            m_log.message(payload);
        if (m_behaviour.message)
            co_await m_behaviour.message(*m_connection, std::move(payload), isBinary);
        else
            m_connection->send(engine::frameOf(isBinary ? engine::Opcode::Binary : engine::Opcode::Text, payload));
    }
    engine::Task<void> ended(engine::CloseCode code, std::string reason) override
    {
        m_log.ended({m_connection->facts().connectionId, code, std::move(reason)});
        co_return;
    }

private:
    const SocketBehaviour& m_behaviour;
    SocketLog& m_log;
    std::shared_ptr<engine::Connection> m_connection;
};

// Owns what is below "/ws"; the rest is HTTP.
class ScriptedSockets final : public engine::RequestHandler, public engine::SocketHandler
{
public:
    ScriptedSockets(const SocketBehaviour& behaviour, SocketLog& log, const engine::Connections& connections)
        : m_behaviour(behaviour), m_log(log), m_connections(connections)
    {
    }

    engine::SocketHandler* sockets() override { return this; }
    engine::Task<engine::Response> handle(engine::Request&& request) override
    {
        static constexpr std::string_view stage = "/dev";
        const std::string_view path = request.path();
        const auto id = path.starts_with(stage) ? engine::managedConnection(path.substr(stage.size())) : std::nullopt;
        if (id)
            co_return engine::manageConnection(request, *id, {"chat", "dev", m_behaviour.management}, m_connections,
                                               engine::systemServices());
        engine::Response response;
        response.body = "HTTP " + request.target;
        co_return response;
    }
    [[nodiscard]] bool owns(const engine::Request& request) const override { return request.target.starts_with("/ws"); }
    engine::Task<engine::Handshake> connect(engine::Request&& request,
                                            std::shared_ptr<engine::Connection> connection) override
    {
        engine::Handshake handshake;
        handshake.apiId = "chat";
        handshake.stageName = "dev";
        handshake.principalId = request.headers.get("X-User");
        if (m_behaviour.connect)
            m_behaviour.connect(request, handshake);
        if (handshake.refusal.status == 200) {
            m_log.connected(connection);
            handshake.conversation = std::make_unique<ScriptedConversation>(m_behaviour, m_log, std::move(connection));
        }
        co_return handshake;
    }

private:
    const SocketBehaviour& m_behaviour;
    SocketLog& m_log;
    const engine::Connections& m_connections;
};

struct SocketServer
{
    explicit SocketServer(SocketBehaviour does = {}, const engine::WorkerOptions& options = {}, int threads = 1,
                          std::shared_ptr<const engine::PublishedTls> tls = nullptr)
        : behaviour(std::move(does)), http(threads, options)
    {
        const auto result = http.listen(
            "127.0.0.1", 0,
            [this](engine::Worker&) { return std::make_unique<ScriptedSockets>(behaviour, log, http.connections()); },
            std::move(tls));
        port = result ? *result : 0;
    }
    SocketBehaviour behaviour;
    SocketLog log;
    engine::HttpServer http;
    int port = 0;
};

// One frame as it came from the server.
struct SeenFrame
{
    bool isFinal = false;
    int opcode = 0;
    std::string payload;
    [[nodiscard]] int closeCode() const
    {
        if (payload.size() < 2)
            return 1005;
        return static_cast<unsigned char>(payload[0]) * 256 + static_cast<unsigned char>(payload[1]);
    }
    [[nodiscard]] std::string closeReason() const { return payload.size() < 2 ? std::string() : payload.substr(2); }
};

// Takes the first frame off the front of the bytes, when it is whole. Frames of a server are not masked.
inline std::optional<SeenFrame> takeFrame(std::string& bytes)
{
    if (bytes.size() < 2)
        return std::nullopt;
    const auto at = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
    std::size_t size = at(1) & 0x7FU;
    std::size_t head = 2;
    const std::size_t extended = size == 126 ? 2 : size == 127 ? 8 : 0;
    if (bytes.size() < head + extended)
        return std::nullopt;
    if (extended > 0)
        size = 0;
    for (std::size_t i = 0; i < extended; ++i)
        size = size << 8U | at(head + i);
    head += extended;
    if (bytes.size() < head + size)
        return std::nullopt;
    SeenFrame frame{(at(0) & 0x80U) != 0, static_cast<int>(at(0) & 0x0FU), bytes.substr(head, size)};
    bytes.erase(0, head + size);
    return frame;
}

// A client's frame: masked.
inline std::string maskedFrame(int opcode, std::string_view payload, bool isFinal = true)
{
    std::string bytes(1, static_cast<char>((isFinal ? 0x80 : 0) | opcode));
    const std::size_t size = payload.size();
    if (size < 126) {
        bytes += static_cast<char>(0x80 | size);
    } else if (size <= 0xFFFF) {
        bytes += {static_cast<char>(0x80 | 126), static_cast<char>(size >> 8U), static_cast<char>(size & 0xFFU)};
    } else {
        bytes += static_cast<char>(0x80 | 127);
        for (int shift = 56; shift >= 0; shift -= 8)
            bytes += static_cast<char>((size >> shift) & 0xFFU);
    }
    static constexpr std::string_view mask = "\x37\xfa\x21\x3d";
    bytes += mask;
    for (std::size_t i = 0; i < size; ++i)
        bytes += static_cast<char>(payload[i] ^ mask[i % 4]);
    return bytes;
}

inline std::string text(std::string_view payload)
{
    return maskedFrame(1, payload);
}

inline std::string closing(int code, std::string_view reason = {})
{
    std::string payload{static_cast<char>(code >> 8), static_cast<char>(code & 0xFF)};
    return maskedFrame(8, payload + std::string(reason));
}

inline std::string upgradeRequest(const std::string& target = "/ws", const std::string& more = {})
{
    return "GET " + target +
           " HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
           "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n" +
           more + "\r\n";
}

// Speaks WebSocket over anything that can send() and receiveSome(std::string&).
template <typename Wire>
class SocketClient
{
public:
    template <typename... Args>
    explicit SocketClient(Args&&... args) : m_wire(std::forward<Args>(args)...)
    {
    }

    // The head of the answer; the frames begin behind it.
    std::string open(const std::string& request = upgradeRequest())
    {
        m_wire.send(request);
        std::size_t end = 0;
        while ((end = m_received.find("\r\n\r\n")) == std::string::npos)
            if (!m_wire.receiveInto(m_received))
                return std::exchange(m_received, {});
        std::string head = m_received.substr(0, end + 4);
        m_received.erase(0, end + 4);
        return head;
    }
    bool send(std::string_view bytes) { return m_wire.send(bytes); }
    // Nothing: the server ended the connection.
    std::optional<SeenFrame> receive()
    {
        for (;;) {
            if (auto frame = takeFrame(m_received))
                return frame;
            if (!m_wire.receiveInto(m_received))
                return std::nullopt;
        }
    }
    std::vector<SeenFrame> receiveAll()
    {
        std::vector<SeenFrame> frames;
        while (auto frame = receive())
            frames.push_back(*std::move(frame));
        return frames;
    }
    Wire& wire() { return m_wire; }

private:
    Wire m_wire;
    std::string m_received;
};

using PlainClient = SocketClient<RawClient>;

} // namespace gw::test
