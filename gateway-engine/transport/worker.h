// Worker: one engine thread's own things. All but the marked ones are touched on that thread only, so none needs a
// lock.
#pragma once

#include "gateway-engine/http/limits.h"
#include "gateway-engine/http/message.h"
#include "gateway-engine/pipeline/upstream.h"
#include "gateway-engine/services.h"
#include "gateway-engine/transport/asio_types.h"
#include "gateway-engine/transport/buffer_pool.h"
#include "gateway-engine/transport/deadlines.h"
#include "gateway-engine/transport/readiness.h"
#include "gateway-engine/transport/response_head.h"
#include "gateway-engine/transport/send_limits.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <unordered_set>

namespace gw::engine {

class Connections;
class HttpSession;
class SocketMailbox;
class WebSocketSession;

struct WorkerOptions
{
    HttpLimits limits;
    bool keepConnections = true;
    std::string trustedRoots; // PEM: authorities that endpoints may come from, besides the system's
    SendLimits sending{};     // of a WebSocket connection
    Services* services = &systemServices();
    Connections* connections = nullptr; // where WebSocket connections are listed; a server's
};

// The order of members is the order of life: what suspended coroutines touch when they are destroyed with the
// io_context stands before it.
struct Worker
{
    explicit Worker(const WorkerOptions& options);
    ~Worker();
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    void start(); // runs the io_context on a thread of its own
    void stop();  // from any other thread: cancels what still runs and joins
    // Closes idle connections and lets each busy one end with its present request; calls `whenEmpty` (on this thread)
    // once none is left.
    void drain(std::function<void()> whenEmpty);
    void noteEnd(); // of one of them

    // The memory of an answer that went out is that of the next one to come from an endpoint: it is in cache still,
    // while an allocator gives out its blocks in turn.
    void keepAsSpare(Response&& response);
    [[nodiscard]] Response takeSpareResponse();

    const WorkerOptions options;
    std::atomic<std::uint64_t> openConnections{0}; // read from any thread
    Deadlines coarse;                              // of clients' connections: seconds
    Deadlines fine;                                // of calls to endpoints: milliseconds
    Readiness readiness;                           // of both
    BufferPool buffers;
    DateClock date;
    std::string head;       // scratch for writing heads
    Response spareResponse; // see keepAsSpare()
    std::unordered_set<HttpSession*> sessions;
    std::unordered_set<WebSocketSession*> sockets;
    bool isDraining = false;
    std::function<void()> whenEmpty;

    // Its sockets are used on this thread alone and need no locks; the queue of what others post does.
    asio::io_context context{BOOST_ASIO_CONCURRENCY_HINT_UNSAFE_IO};
    asio::executor_work_guard<Executor> work;
    std::shared_ptr<SocketMailbox> mailbox; // connections that are gone may hold it still
    std::unique_ptr<UpstreamClient> client; // its pooled sockets go before the io_context
    std::thread thread;
};

} // namespace gw::engine
