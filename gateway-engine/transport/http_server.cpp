// Listening sockets (plain-worded errors), handing out connections, and the order of an orderly end.
#include "gateway-engine/transport/http_server.h"

#include "gateway-engine/transport/http_session.h"
#include "gateway-engine/transport/listen_socket.h"
#include "gateway-engine/transport/websocket_session.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>
#include <condition_variable>
#include <future>
#include <mutex>

namespace gw::engine {

namespace {
// accept() fails for want of file descriptors or memory: others must end first.
constexpr std::chrono::milliseconds acceptPause{100};
} // namespace

class HttpServer::Listener
{
public:
    Listener(HttpServer& server, std::string host, std::vector<Acceptor> acceptors, const HandlerFactory& makeHandler,
             std::shared_ptr<const PublishedTls> tls)
        : m_server(server), m_host(std::move(host)), m_port(acceptors.front().local_endpoint().port()),
          m_acceptors(std::move(acceptors)), m_tls(std::move(tls))
    {
        for (const auto& worker : server.m_workers)
            m_handlers.push_back(makeHandler(*worker));
    }

    void start()
    {
        for (auto& acceptor : m_acceptors)
            asio::co_spawn(acceptor.get_executor(), accept(acceptor), asio::detached);
    }

    [[nodiscard]] bool isAt(const std::string& host, int port) const { return m_host == host && m_port == port; }
    [[nodiscard]] int port() const { return m_port; }
    void forgetPlace() { m_port = 0; } // another may listen there

    // On worker 0's thread: the connections handed over are in the workers' queues before this.
    void endConnections()
    {
        for (std::size_t i = 0; i < m_handlers.size(); ++i) {
            Worker& worker = *m_server.m_workers[i];
            asio::post(worker.context, [&worker, &handler = *m_handlers[i]] {
                for (HttpSession* session : worker.sessions)
                    session->endFor(handler);
                for (WebSocketSession* socket : worker.sockets)
                    socket->endFor(handler);
            });
        }
    }

    void close() // on worker 0's thread, or when no thread runs
    {
        error_code ignored;
        for (auto& acceptor : m_acceptors)
            acceptor.close(ignored);
    }

    void releaseSockets() { m_acceptors.clear(); } // when no thread runs, and before the io_context goes

private:
    Task<void> accept(Acceptor& acceptor)
    {
        Timer pause(acceptor.get_executor());
        while (acceptor.is_open()) {
            const std::size_t index = m_server.m_nextWorker++ % m_server.m_workers.size();
            Worker& worker = *m_server.m_workers[index];
            auto [error, socket] = co_await acceptor.async_accept(worker.context, asTask);
            if (!error) {
                if (m_tls)
                    handOver(std::move(socket), m_tls->now(), worker, *m_handlers[index]);
                else
                    handOver(std::move(socket), worker, *m_handlers[index]);
            } else if (acceptor.is_open() && error != asio::error::connection_aborted) {
                pause.expires_after(acceptPause);
                co_await pause.async_wait(asTask);
            }
        }
    }

    static void handOver(Socket socket, Worker& worker, RequestHandler& handler)
    {
        asio::dispatch(worker.context, [socket = std::move(socket), &worker, &handler]() mutable {
            HttpSession::start(std::move(socket), worker, handler);
        });
    }

    static void handOver(Socket socket, std::shared_ptr<const TlsServer> tls, Worker& worker, RequestHandler& handler)
    {
        if (!tls) // no certificate is there to show
            return;
        asio::dispatch(worker.context, [socket = std::move(socket), tls = std::move(tls), &worker, &handler]() mutable {
            HttpSession::start(std::move(socket), std::move(tls), worker, handler);
        });
    }

    HttpServer& m_server;
    const std::string m_host;
    int m_port;
    std::vector<Acceptor> m_acceptors;
    std::vector<std::unique_ptr<RequestHandler>> m_handlers;
    std::shared_ptr<const PublishedTls> m_tls; // null: plain
};

HttpServer::HttpServer(int threads, const WorkerOptions& options)
{
    WorkerOptions withConnections = options;
    withConnections.connections = &m_connections;
    for (int i = 0; i < std::max(threads, 1); ++i)
        m_workers.push_back(std::make_unique<Worker>(withConnections));
}

HttpServer::~HttpServer()
{
    stop(std::chrono::milliseconds(0));
}

void HttpServer::start()
{
    if (std::exchange(m_isRunning, true))
        return;
    for (auto& worker : m_workers)
        worker->start();
}

Result<int> HttpServer::listen(const std::string& host, int port, const HandlerFactory& makeHandler,
                               std::shared_ptr<const PublishedTls> tls)
{
    if (m_isStopped)
        return fail("The gateway has been stopped and cannot listen any more.", "Start it anew.");
    auto sockets = openListenSockets(m_workers.front()->context, host, port);
    if (!sockets)
        return fail(sockets.error());
    m_listeners.push_back(std::make_unique<Listener>(*this, host, std::move(*sockets), makeHandler, std::move(tls)));
    asio::post(m_workers.front()->context, [listener = m_listeners.back().get()] { listener->start(); });
    start();
    return m_listeners.back()->port();
}

void HttpServer::run(Task<void> work)
{
    if (m_isStopped)
        return;
    asio::co_spawn(m_workers.front()->context, std::move(work), asio::detached);
    start();
}

// The listener itself stays until the server ends: its connections still run through its handlers.
void HttpServer::close(const std::string& host, int port)
{
    const auto found = std::find_if(m_listeners.begin(), m_listeners.end(),
                                    [&](const auto& listener) { return listener->isAt(host, port); });
    if (found == m_listeners.end() || m_isStopped)
        return;
    Listener& listener = **found;
    listener.forgetPlace();
    std::promise<void> closed;
    asio::post(m_workers.front()->context, [&] {
        listener.close();
        listener.endConnections();
        closed.set_value();
    });
    closed.get_future().wait();
}

std::uint64_t HttpServer::openConnections() const
{
    std::uint64_t count = 0;
    for (const auto& worker : m_workers)
        count += worker->openConnections.load(std::memory_order_relaxed);
    return count;
}

// Listeners are closed on the thread that accepts, and only then are the others told: a connection handed over before
// is in their queues by then.
void HttpServer::drain(std::chrono::milliseconds deadline, const std::function<void()>& whenDrained)
{
    std::mutex mutex;
    std::condition_variable changed;
    std::size_t left = m_workers.size();
    const auto whenEmpty = [&] {
        const std::lock_guard lock(mutex);
        --left;
        changed.notify_one();
    };
    asio::post(m_workers.front()->context, [&] {
        for (auto& listener : m_listeners)
            listener->close();
        for (auto& worker : m_workers)
            asio::post(worker->context, [&whenEmpty, &worker] { worker->drain(whenEmpty); });
    });
    {
        std::unique_lock lock(mutex);
        changed.wait_for(lock, deadline, [&] { return left == 0; });
    }
    if (whenDrained)
        whenDrained();
    for (auto& worker : m_workers)
        worker->stop(); // from here on nobody calls whenEmpty
}

void HttpServer::stop(std::chrono::milliseconds deadline, const std::function<void()>& whenDrained)
{
    if (std::exchange(m_isStopped, true))
        return;
    if (m_isRunning)
        drain(deadline, whenDrained);
    else if (whenDrained)
        whenDrained();
    for (auto& listener : m_listeners)
        listener->releaseSockets();
    for (auto& worker : m_workers)
        worker.reset(); // suspended coroutines end here, before the handlers they run
    m_workers.clear();
    m_listeners.clear();
}

} // namespace gw::engine
