// Gateway: the APIs being served, by address. Finds the program for a request (reference 0.1, 1.2 and 1.33), runs it,
// hands its trace to the queue. Transport calls handle(); deploy() swaps programs without dropping a request.
#pragma once

#include "gateway-engine/compile/program.h"
#include "gateway-engine/http/domain_address.h"
#include "gateway-engine/routing/domain_router.h"
#include "gateway-engine/trace/trace_queue.h"

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace gw::engine {

struct Exchange;
struct ConnectionFacts;            // websocket/connection.h
enum class Sending : std::uint8_t; // the same
class Connections;

// Which addresses a listener answers: one API's own port ("/{stage}/…"), or the project's port (custom domains and
// "{api}.execute-api.localhost/{stage}/…" by Host header, "/restapis/{api}/{stage}/_user_request_/…", and
// "/{stage}/…" of the default API when there is one).
struct ListenerScope
{
    std::string apiId; // the API whose stages stand in the first path segment; empty: none
    bool servesAllApis = false;
};

class Gateway
{
public:
    Gateway(Services& services, TraceOptions traces);
    ~Gateway();

    void deploy(std::shared_ptr<const Program> program); // replaces the same API and stage
    void undeploy(const std::string& apiId, const std::string& stage);
    // The custom domains from now on; null: none.
    void setDomains(std::shared_ptr<const DomainRouter> domains);
    [[nodiscard]] bool isDomain(const Request& request) const; // its Host names a custom domain
    [[nodiscard]] std::shared_ptr<const Program> deployed(const std::string& apiId, const std::string& stage) const;

    [[nodiscard]] Task<Response> handle(Request&& request, const ListenerScope& scope, UpstreamClient& upstream);
    // The answer to a request whose body is too large to be read, of HTTP APIs; REST APIs have the transport's own.
    [[nodiscard]] std::optional<Response> refusal(const Request& request, int status, const ListenerScope& scope);
    void recordFailure(FailedConnection connection); // as a trace, where traces are on
    // A message that went to a client, or not, without its asking: by @connections, or to many at once.
    void recordPush(const ConnectionFacts& to, std::string_view payload, Sending outcome);
    [[nodiscard]] bool hasSockets() const { return m_hasSockets.load(std::memory_order_relaxed); } // WebSocket APIs
    // The answer of @connections (reference 3.6); nothing: the request is another's.
    [[nodiscard]] std::optional<Response> manage(const Request& request, const ListenerScope& scope,
                                                 const Connections& connections);

    [[nodiscard]] TraceQueue& traces() { return m_traces; }
    [[nodiscard]] std::uint64_t requestCount() const { return m_requests.load(std::memory_order_relaxed); }

private:
    friend class GatewaySockets; // finds and finishes handshakes as requests are
    struct Table;
    // Where a request belongs.
    struct Place
    {
        std::shared_ptr<const Program> program; // of no API when the address leads nowhere
        std::uint32_t pathBegin = 0;            // what is below the stage, in the request target
        std::uint32_t pathSize = 0;
        std::string refusal;                         // why the address leads nowhere; empty: it leads to the program
        std::shared_ptr<const DomainAddress> domain; // null: it came by no custom domain
        bool lowersHeaderNames = false;
    };
    [[nodiscard]] std::shared_ptr<const Table> table() const;
    void publish(std::shared_ptr<const Table> table); // under the mutex
    [[nodiscard]] Place find(const Request& request, const ListenerScope& scope) const;
    void finish(Exchange& x);

    Services& m_services;
    std::shared_ptr<TracePool> m_tracePool;
    TraceOptions m_traceOptions; // with the pool
    TraceQueue m_traces;
    std::atomic<std::uint64_t> m_requests{0};
    std::atomic<bool> m_hasDomains{false};
    std::atomic<bool> m_hasSockets{false};
    mutable std::mutex m_mutex; // guards m_table only; held for a pointer copy
    std::shared_ptr<const Table> m_table;
};

} // namespace gw::engine
