// Exchange: one request on its way through the pipeline, with everything stages read and write.
#pragma once

#include "gateway-engine/http/domain_address.h"
#include "gateway-engine/http/message.h"
#include "gateway-engine/pipeline/caller.h"
#include "gateway-engine/pipeline/request_id.h"
#include "gateway-engine/pipeline/upstream.h"
#include "gateway-engine/services.h"
#include "gateway-engine/trace/trace_recorder.h"

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace gw::json {
class Value;
}

namespace gw::engine {

struct Program;
struct CompiledMethod;
struct Overrides;

// What the stage's web ACL said ($context.wafResponseCode).
enum class WebAclResponse : std::uint8_t { None, Allow, Block };

struct CacheVisit; // pipeline/cache.h
struct SocketCall; // websocket/socket_call.h

using PathParameters = std::vector<std::pair<std::string, std::string>>; // raw: percent-encoding kept

struct Exchange
{
    Exchange(Request&& clientRequest, std::shared_ptr<const Program> servedProgram, UpstreamClient& upstreamClient,
             Services& worldServices, const TraceOptions& traceOptions);
    ~Exchange();

    // What happened, once the response stands; null when nothing was recorded.
    [[nodiscard]] RecordedTrace finishTrace();
    void setDomain(std::shared_ptr<const DomainAddress> address); // it came by a custom domain

    std::shared_ptr<const Program> program; // kept to the end of the request, whatever is deployed meanwhile
    Request request;
    std::string sentMethod; // the verb on the wire where X-HTTP-Method-Override named another; empty else
    std::unique_ptr<std::string> encodedBody;    // of signed requests: the body before it was decompressed; mostly null
    std::string_view path;                       // raw path below the stage, into request.target: "/pets/1"
    std::shared_ptr<const DomainAddress> domain; // null: it came by no custom domain
    RequestId requestId;
    ExtendedRequestId extendedRequestId;

    const CompiledMethod* method = nullptr; // what routing found
    PathParameters pathParameters;
    std::unique_ptr<Caller> caller;                 // who sends it, once somebody asked; null before
    std::shared_ptr<const json::Value> requestJson; // request.body, once a stage has read it; null before

    UpstreamRequest endpointRequest;      // built by the integration request
    Response endpointResponse;            // what the integration answered
    Response response;                    // what the client gets
    std::shared_ptr<Overrides> overrides; // what templates have set so far; null: nothing
    WebAclResponse webAcl = WebAclResponse::None;
    bool isAnswered = false;                // the response stands: what comes behind has nothing to do
    std::unique_ptr<CacheVisit> cacheVisit; // of a request that the cache did not answer
    std::unique_ptr<SocketCall> socket;     // of WebSocket APIs: what happened on which connection; null: HTTP

    UpstreamClient& upstream;
    Services& services;
    TraceRecorder trace;
};

} // namespace gw::engine
