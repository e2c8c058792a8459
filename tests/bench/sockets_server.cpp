// WebSocket connections on the transport alone: echoes; "BCAST" goes as 1 KiB to all that are open; GET /stats tells
// how many are open, have ended, and have ended more than once.
//   gw_bench_sockets PORT
//   gw_bench_sockets PORT bare     a bare epoll loop that does the same: see sockets_bare.h
// Ends with SIGTERM or SIGINT.
#include "gateway-engine/transport/http_server.h"
#include "gateway-engine/websocket/socket_handler.h"
#include "tests/bench/sockets_bare.h"

#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include <sys/resource.h>

using namespace gw::engine;

namespace {

struct Counts
{
    std::atomic<std::uint64_t> ended{0};
    std::atomic<std::uint64_t> endedAgain{0};
};

class Echo final : public SocketConversation
{
public:
    Echo(std::shared_ptr<Connection> connection, const Connections& all, Counts& counts)
        : m_connection(std::move(connection)), m_all(all), m_counts(counts)
    {
    }
    [[nodiscard]] SocketLimits limits() const override { return {}; }
    Task<void> message(std::string payload, bool) override
    {
        if (payload == "BCAST")
            m_all.broadcastTo("bench", {}, textFrame(std::string(1'024, 'b')));
        else
            m_connection->send(textFrame(payload));
        co_return;
    }
    Task<void> ended(CloseCode, std::string) override
    {
        m_counts.ended.fetch_add(1, std::memory_order_relaxed);
        if (std::exchange(m_hasEnded, true))
            m_counts.endedAgain.fetch_add(1, std::memory_order_relaxed);
        co_return;
    }

private:
    std::shared_ptr<Connection> m_connection;
    const Connections& m_all;
    Counts& m_counts;
    bool m_hasEnded = false;
};

class Sockets final : public RequestHandler, public SocketHandler
{
public:
    Sockets(const Connections& all, Counts& counts) : m_all(all), m_counts(counts) {}

    SocketHandler* sockets() override { return this; }
    [[nodiscard]] bool owns(const Request&) const override { return true; }
    Task<Handshake> connect(Request&&, std::shared_ptr<Connection> connection) override
    {
        Handshake handshake;
        handshake.apiId = "bench";
        handshake.stageName = "dev";
        handshake.conversation = std::make_unique<Echo>(std::move(connection), m_all, m_counts);
        co_return handshake;
    }
    Task<Response> handle(Request&&) override
    {
        const SocketStatistics statistics = m_all.statistics();
        Response response;
        response.headers.add("Content-Type", "application/json");
        response.body = "{\"open\":" + std::to_string(statistics.open) +
                        ",\"ended\":" + std::to_string(m_counts.ended.load()) +
                        ",\"endedAgain\":" + std::to_string(m_counts.endedAgain.load()) +
                        ",\"messagesIn\":" + std::to_string(statistics.messagesIn) +
                        ",\"messagesOut\":" + std::to_string(statistics.messagesOut) + "}";
        co_return response;
    }

private:
    const Connections& m_all;
    Counts& m_counts;
};

void allowManyFiles()
{
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

} // namespace

int main(int argc, char** argv)
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    allowManyFiles();
    const int wanted = argc > 1 ? std::atoi(argv[1]) : 0;
    if (argc > 2 && std::string_view(argv[2]) == "bare")
        return serveBare(wanted);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    Counts counts;
    HttpServer server(1, {});
    const auto port = server.listen("127.0.0.1", wanted,
                                    [&](Worker&) { return std::make_unique<Sockets>(server.connections(), counts); });
    if (!port) {
        std::fprintf(stderr, "%s\n", port.error().message.c_str());
        return 4;
    }
    std::printf("ws://127.0.0.1:%d\n", *port);
    std::fflush(stdout);
    int signal = 0;
    sigwait(&signals, &signal);
    server.stop(std::chrono::milliseconds(1'000));
    return 0;
}
