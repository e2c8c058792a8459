// What stands at the start of every request: its ids (reference 1.5) and the head of its trace.
#include "gateway-engine/pipeline/exchange.h"

#include "gateway-engine/compile/program.h"
#include "gateway-engine/pipeline/cache.h"
#include "gateway-engine/pipeline/request_id.h"
#include "gateway-engine/pipeline/variables.h"
#include "gateway-engine/websocket/socket_call.h"

namespace gw::engine {

namespace {

RequestId requestIdOf(const Request& request, Services& services)
{
    const auto supplied = request.headers.findLast("x-amzn-RequestId");
    return supplied && isUuid(*supplied) ? requestIdFrom(*supplied) : newRequestId(services);
}

// A stage's logs are written from traces.
TraceOptions optionsFor(const Program& program, TraceOptions options)
{
    options.enabled = options.enabled || program.logging;
    return options;
}

} // namespace

Exchange::Exchange(Request&& clientRequest, std::shared_ptr<const Program> servedProgram,
                   UpstreamClient& upstreamClient, Services& worldServices, const TraceOptions& traceOptions)
    : program(std::move(servedProgram)), request(std::move(clientRequest)), path(request.path()),
      requestId(requestIdOf(request, worldServices)), extendedRequestId(newExtendedRequestId(worldServices)),
      upstream(upstreamClient), services(worldServices), trace(optionsFor(*program, traceOptions), worldServices)
{
    Trace* record = trace.trace();
    if (!record)
        return;
    record->apiId = program->apiId;
    record->apiName = program->apiName;
    record->stage = program->stageName;
    record->method = request.method;
    record->remoteAddress = request.remoteAddress;
    record->tls = request.tls;
    record->requestBytes = request.body.size();
}

Exchange::~Exchange() = default;

void Exchange::setDomain(std::shared_ptr<const DomainAddress> address)
{
    domain = std::move(address);
    if (Trace* record = trace.trace())
        record->domain = domain;
}

RecordedTrace Exchange::finishTrace()
{
    auto finished = trace.finish(response);
    if (finished) {
        const bool hasOneId = program->isHttpApi || socket; // of HTTP and WebSocket APIs
        finished->requestId = hasOneId ? std::string_view(extendedRequestId) : std::string_view(requestId);
        finished->extendedRequestId = std::string_view(extendedRequestId);
        if (caller && program->logging)
            finished->caller = callerVariables(*this);
    }
    return finished;
}

} // namespace gw::engine
