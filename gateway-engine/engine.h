// Engine: the gateway as an embeddable server. Starts its threads, listens, serves what is deployed, stops gracefully.
// All functions may be called from any one thread (the GUI's); none blocks on requests except stop().
#pragma once

#include "core/result.h"
#include "gateway-engine/compile/listen_table.h"
#include "gateway-engine/compile/program.h"
#include "gateway-engine/http/limits.h"
#include "gateway-engine/pipeline/local_service.h"
#include "gateway-engine/services.h"
#include "gateway-engine/trace/trace.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gw::engine {

struct EngineOptions
{
    int threads = 1;
    HttpLimits limits;
    TraceOptions traces;
    bool keepConnections = true; // keep-alive
    std::string trustedRoots;    // PEM: authorities that endpoints may come from, besides the system's
};

struct EngineStatistics
{
    std::uint64_t requests = 0;
    std::uint64_t openConnections = 0;
    std::uint64_t droppedTraces = 0;
};

class Engine
{
public:
    explicit Engine(EngineOptions options = {}, Services& services = systemServices());
    ~Engine(); // stop()

    // Opens a listening socket (port 0: any free one) and gives the port. The project's port serves every API by Host
    // header and /restapis/… addresses, and `defaultApiId` at "/{stage}/…"; an API's own port serves only that API.
    // Errors say which address and why ("port 4780 is in use").
    [[nodiscard]] Result<int> listenProject(const std::string& host, int port, const std::string& defaultApiId = {});
    [[nodiscard]] Result<int> listenApi(const std::string& apiId, const std::string& host, int port);

    // Listens where `table` says, and serves its domains, from now on: opens what is new, closes what is gone or stands
    // elsewhere (its connections end with their present request), and leaves the rest alone. Tells what cannot be
    // opened; what was open before at another address then stays there. Certificates are taken by connections that
    // begin from then on. listenProject() and listenApi() have nothing to do with it.
    [[nodiscard]] Diagnostics listen(const ListenTable& table);
    // Where listen() opened a port for this API, or for the project (empty id).
    [[nodiscard]] std::optional<ListenAddress> listening(const std::string& apiId = {}) const;
    [[nodiscard]] std::optional<ListenAddress> listeningSecurely() const; // the project's port for TLS
    // Where a custom domain answers that asks for `port`, or with 0 for none.
    [[nodiscard]] std::optional<ListenAddress> listeningForDomain(bool isSecure, int port) const;

    // Services that the project's port answers for beside its APIs: those of AWS (`aws --endpoint-url
    // http://127.0.0.1:4780`) and the project's own issuer. Before the first listening socket; several calls add up.
    // stop() ends what they run with `end`, in the order of the calls, after the last request was answered.
    void serve(std::vector<std::shared_ptr<LocalService>> services, std::function<void()> end);

    // A request to one of them as the project's port would pass it on, without a socket. `done` is called once: on an
    // engine's thread with the answer, or with nothing when no service knows the request or the engine stopped.
    void call(Request request, std::function<void(std::optional<Response>)> done);

    void deploy(std::shared_ptr<const Program> program);
    void undeploy(const std::string& apiId, const std::string& stage);

    void addTraceSink(std::shared_ptr<TraceSink> sink); // before or after start
    void flushTraces();
    [[nodiscard]] EngineStatistics statistics() const;

    // Stop accepting, let running requests finish until the deadline, then cancel and join. Idempotent.
    void stop(std::chrono::milliseconds deadline = std::chrono::seconds(5));

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace gw::engine
