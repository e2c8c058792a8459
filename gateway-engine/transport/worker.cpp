// Worker: starting, draining and stopping one engine thread.
#include "gateway-engine/transport/worker.h"

#include "gateway-engine/transport/http_client.h"
#include "gateway-engine/transport/http_session.h"
#include "gateway-engine/transport/socket_mailbox.h"
#include "gateway-engine/transport/websocket_session.h"

#include <algorithm>
#include <utility>

namespace gw::engine {

namespace {

constexpr std::chrono::milliseconds endpointTick{10};
constexpr std::size_t maxSpareBytes = 65'536;

// A second is fine enough for the default limits; shorter limits get a shorter tick.
std::chrono::milliseconds clientTick(const HttpLimits& limits)
{
    const auto shortest =
        std::min({limits.headerTimeout, limits.bodyTimeout, limits.idleTimeout, limits.handshakeTimeout});
    return std::clamp(shortest / 8, std::chrono::milliseconds(5), std::chrono::milliseconds(1'000));
}

// A head must fit into one block, with room left to read on.
std::size_t blockBytes(const HttpLimits& limits)
{
    std::size_t bytes = 16'384;
    while (bytes < 3 * std::max(limits.maxHeaderBytes, limits.maxTargetBytes) / 2)
        bytes *= 2;
    return bytes;
}

} // namespace

Worker::Worker(const WorkerOptions& workerOptions)
    : options(workerOptions), coarse(clientTick(options.limits)), fine(endpointTick),
      buffers(blockBytes(options.limits)), work(context.get_executor()),
      mailbox(std::make_shared<SocketMailbox>(context))
{
    coarse.open(context);
    fine.open(context);
    readiness.open(context);
    HttpClientOptions ofClient;
    ofClient.trustedRoots = options.trustedRoots;
    client = std::make_unique<HttpClient>(*this, ofClient);
}

Worker::~Worker()
{
    stop();
    coarse.close();
    fine.close();
    readiness.close();
}

void Worker::start()
{
    thread = std::thread([this] {
        mailbox->open();
        context.run();
    });
}

void Worker::stop()
{
    context.stop();
    if (thread.joinable())
        thread.join();
    mailbox->close();
    whenEmpty = nullptr; // what is destroyed with the io_context has nobody left to tell
}

void Worker::keepAsSpare(Response&& response)
{
    const std::size_t bytes = response.body.capacity();
    if (bytes > spareResponse.body.capacity() && bytes <= maxSpareBytes)
        spareResponse = std::move(response);
}

Response Worker::takeSpareResponse()
{
    Response response = std::exchange(spareResponse, Response());
    response.status = 200;
    response.headers.clear();
    response.body.clear();
    response.sharedBody.reset();
    return response;
}

void Worker::drain(std::function<void()> callback)
{
    isDraining = true;
    whenEmpty = std::move(callback);
    noteEnd();
    for (HttpSession* session : sessions)
        session->drain();
    for (WebSocketSession* socket : sockets)
        socket->drain();
}

void Worker::noteEnd()
{
    if (isDraining && sessions.empty() && sockets.empty() && whenEmpty)
        std::exchange(whenEmpty, nullptr)();
}

} // namespace gw::engine
