// HttpServer: N threads and the sockets they listen on. Connections are handed out in turn and stay on their thread.
#pragma once

#include "core/result.h"
#include "gateway-engine/task.h"
#include "gateway-engine/transport/request_handler.h"
#include "gateway-engine/transport/tls_server.h"
#include "gateway-engine/transport/worker.h"
#include "gateway-engine/websocket/connections.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace gw::engine {

class HttpServer
{
public:
    HttpServer(int threads, const WorkerOptions& options);
    ~HttpServer(); // stop() without patience

    [[nodiscard]] std::vector<std::unique_ptr<Worker>>& workers() { return m_workers; }

    // Runs `work` on a thread of these; once stop() was called not at all, and what is left of it then is destroyed.
    void run(Task<void> work);

    // Called once for every worker, before the first connection.
    using HandlerFactory = std::function<std::unique_ptr<RequestHandler>(Worker&)>;
    // Listens on `host` (an address, with or without brackets, or a name) and gives the port; port 0: any free one.
    // With `tls` its connections speak TLS, as what is published there says when they begin.
    [[nodiscard]] Result<int> listen(const std::string& host, int port, const HandlerFactory& makeHandler,
                                     std::shared_ptr<const PublishedTls> tls = nullptr);

    // Ends what listen() began for this host and gave this port: accepts no more before it returns; idle connections
    // end then, others with their present request.
    void close(const std::string& host, int port);

    [[nodiscard]] std::uint64_t openConnections() const;
    [[nodiscard]] Connections& connections() { return m_connections; } // those that speak WebSocket
    [[nodiscard]] const Connections& connections() const { return m_connections; }

    // Stop accepting, close idle connections, let the others end until the deadline, then cancel and join. Idempotent;
    // afterwards nothing listens any more. What handlers refer to must outlive this object. `whenDrained` is called
    // before threads end: other threads that hand results to these end there.
    void stop(std::chrono::milliseconds deadline, const std::function<void()>& whenDrained = {});

private:
    class Listener;
    void start();
    void drain(std::chrono::milliseconds deadline, const std::function<void()>& whenDrained);

    Connections m_connections; // outlives what runs on the threads
    std::vector<std::unique_ptr<Worker>> m_workers;
    std::vector<std::unique_ptr<Listener>> m_listeners;
    std::size_t m_nextWorker = 0; // of worker 0's thread, which accepts
    bool m_isRunning = false;
    bool m_isStopped = false;
};

} // namespace gw::engine
