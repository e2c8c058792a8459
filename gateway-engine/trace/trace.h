// Trace: what happened to one request at every step. One span per pipeline stage, shown on the same six cards the
// design shows. A trace is owned by its request while that runs and immutable afterwards.
#pragma once

#include "core/api/ids.h"
#include "gateway-engine/http/domain_address.h"
#include "gateway-engine/http/headers.h"
#include "gateway-engine/http/tls_facts.h"
#include "gateway-engine/trace/socket_trace.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace gw::engine {

// The six cards of a method, in the order a request meets them on its way to the endpoint and back.
enum class Card { Client, MethodRequest, IntegrationRequest, Integration, IntegrationResponse, MethodResponse };
inline constexpr Card allCards[] = {Card::Client,      Card::MethodRequest,       Card::IntegrationRequest,
                                    Card::Integration, Card::IntegrationResponse, Card::MethodResponse};
[[nodiscard]] const char* cardName(Card card); // "Client", "Method Request", …

// A message as it passed a step. Secrets are masked and long bodies cut when it is captured, never later.
struct TraceMessage
{
    std::string startLine; // "GET /dev/pets/1 HTTP/1.1" or "200 OK"
    Headers headers;
    std::string body;            // at most TraceOptions::maxBodyBytes
    std::uint64_t bodyBytes = 0; // full size
    bool isCut = false;          // body is shorter than bodyBytes
};

// Why a request was refused or failed. `reason` is for people and says more than the client is told:
// "403 because no route matches GET /user; the draft has GET /users".
struct TraceFault
{
    std::string responseType; // gateway response type, "MISSING_AUTHENTICATION_TOKEN"
    std::string reason;
    // The service's own words, for access logs; not kept with stored traces.
    std::string message{};               // $context.error.message; empty: null
    std::string validationErrorString{}; // "[first, second]"
    NodeRef setting{};                   // where to go to change it, if not the method; not kept with stored traces
    std::string authorizer{};            // of the API `setting` names; the same
    bool operator==(const TraceFault&) const = default;
};

using TraceNote = std::pair<std::string, std::string>; // name → value: variables, parameters, decisions

struct Span
{
    const char* stage = ""; // static name of the pipeline stage: "route", "integrate"
    Card card = Card::Client;
    std::chrono::nanoseconds start{0}; // since the trace's start
    std::chrono::nanoseconds duration{0};
    int in = -1;  // index into Trace::messages of what went in; -1 none
    int out = -1; // … and came out
    std::vector<TraceNote> notes;
    bool failed = false; // Trace::fault came from here
};

struct StageLogging; // stage_logging.h

// What is plain numbers in a trace, apart so that it can be renewed and packed as one.
struct TraceNumbers
{
    std::uint64_t sequence = 0; // position in the engine's order of finished traces, from 1
    std::chrono::system_clock::time_point time;
    std::chrono::nanoseconds duration{0};
    int status = 0;
    std::uint64_t requestBytes = 0;  // body
    std::uint64_t responseBytes = 0; // body
    std::size_t memory = 0;          // of one that is recorded to its end: see memoryOf()
};

struct Trace : TraceNumbers
{
    std::string requestId;         // UUID, x-amzn-RequestId
    std::string extendedRequestId; // x-amz-apigw-id
    std::string apiId;
    std::string apiName;
    std::string stage;
    std::string method;       // "GET"
    std::string path;         // request path without the stage, with query: "/pets/1?x=y"
    std::string resourcePath; // "/pets/{petId}"; empty when nothing matched
    std::string remoteAddress;
    std::vector<Span> spans;
    std::vector<TraceMessage> messages;
    bool hasFault = false;
    TraceFault fault;
    // Where it came by a custom domain, and by TLS; for access logs, not kept with stored traces.
    std::shared_ptr<const DomainAddress> domain;
    std::shared_ptr<const TlsFacts> tls;
    std::vector<TraceNote> caller;               // $context of who called and who authorized it: the same
    std::shared_ptr<const StageLogging> logging; // of the stage, while it logs anything
    std::shared_ptr<const SocketTrace> socket;   // of WebSocket APIs; null: HTTP
};

using TracePtr = std::shared_ptr<const Trace>;

[[nodiscard]] std::size_t memoryOf(const Trace& trace); // roughly: what bounds of memory count

class TracePool; // trace_pool.h

struct TraceOptions
{
    bool enabled = true;
    std::size_t maxBodyBytes = 64 * 1024;
    TracePool* pool = nullptr; // where their memory comes from; it outlives all recording. Null: the heap
};

// Header names whose values are masked at capture: Authorization, Cookie, Set-Cookie, Proxy-Authorization, X-Api-Key,
// X-Amz-Security-Token. The same for query parameters such as access_token, api_key, X-Amz-Signature.
[[nodiscard]] bool isSecretHeader(std::string_view name);
[[nodiscard]] bool isSecretParameter(std::string_view name);
[[nodiscard]] std::string maskSecret(std::string_view value); // "****" plus the last 4 characters of long values
[[nodiscard]] std::string maskQuery(std::string_view target); // a target with its secret parameters masked

// Takes finished traces: in batches from the engine's trace thread, so that no request waits for it. Or each as soon as
// it has ended, on the thread of its request and by several at once, if no more is done than to keep a copy.
class TraceSink
{
public:
    virtual ~TraceSink() = default;
    [[nodiscard]] virtual bool takesAtOnce() const { return false; } // by keep() then, never by accept()
    virtual void keep(const Trace&) {}                               // the trace is gone afterwards
    // Asked on the thread of the request: a trace that no sink of batches wants does not wait for a batch. One that some
    // other wants is in the batch all the same.
    [[nodiscard]] virtual bool wants(const Trace&) const { return true; }
    virtual void accept(std::span<const TracePtr> traces) = 0;    // in order
};

} // namespace gw::engine
