// Runs routes.
#include "gateway-engine/websocket/route_run.h"

#include "gateway-engine/compile/program.h"
#include "gateway-engine/pipeline/gateway_response.h"
#include "gateway-engine/trace/socket_trace.h"

#include <utility>

namespace gw::engine {

namespace {

std::shared_ptr<SocketTrace> socketTraceOf(const SocketCall& call)
{
    auto told = std::make_shared<SocketTrace>();
    told->connectionId = call.facts->connectionId;
    told->eventType = toString(call.event);
    told->messageDirection = "IN";
    told->messageId = call.messageId;
    told->userAgent = call.facts->userAgent;
    told->connectedAt = call.facts->connectedAt;
    told->disconnectStatusCode = call.disconnectStatusCode;
    told->disconnectReason = call.disconnectReason;
    return told;
}

} // namespace

void beginCall(Exchange& x, std::shared_ptr<const ConnectionFacts> facts, SocketEvent event)
{
    if (!x.socket)
        x.socket = std::make_unique<SocketCall>();
    x.socket->event = event;
    x.socket->facts = std::move(facts);
    Trace* record = x.trace.trace();
    if (!record)
        return;
    record->socket = socketTraceOf(*x.socket);
    record->method = toString(event);
    auto span = x.trace.begin("client", Card::Client);
    x.trace.in(x.trace.capture(x.request));
    if (event != SocketEvent::Connect) // no HTTP request stands behind it
        record->messages.back().startLine = toString(event);
}

void takeRoute(Exchange& x, int index, std::string routeKey, std::string reason)
{
    auto span = x.trace.begin("route", Card::MethodRequest);
    if (index >= 0)
        x.method = &x.program->methods[static_cast<std::size_t>(index)];
    x.socket->routeKey = std::move(routeKey);
    Trace* record = x.trace.trace();
    if (!record)
        return;
    record->path = x.socket->routeKey;
    record->resourcePath = x.method ? x.method->resourcePath : std::string();
    if (!x.socket->routeKey.empty())
        x.trace.note("route", x.socket->routeKey);
    x.trace.note("reason", reason);
    SocketTrace told = *record->socket;
    told.routeKey = x.socket->routeKey;
    told.routeReason = std::move(reason);
    record->socket = std::make_shared<const SocketTrace>(std::move(told));
}

Task<std::optional<Fault>> runStages(Exchange& x)
{
    for (const auto& stage : x.method->stages) { // order: compile/websocket_pipeline.cpp
        auto span = x.trace.begin(stage->name(), stage->card());
        std::optional<Fault> fault;
        if (stage->waits()) // no conditional operator: GCC 12 destroys an awaited operand of it twice
            fault = co_await stage->wait(x);
        else
            fault = stage->run(x);
        if (fault)
            co_return fault;
    }
    co_return std::nullopt;
}

void noteFault(Exchange& x, Fault& fault, std::string_view message)
{
    x.trace.fail(responseTypeName(fault.type), std::move(fault.reason));
    Trace* record = x.trace.trace();
    if (!record)
        return;
    record->fault.message = fault.messageInTrace.empty() ? std::string(message) : fault.messageInTrace;
    record->fault.validationErrorString = fault.validationErrorString;
    if (fault.setting) {
        record->fault.setting = fault.setting->node;
        record->fault.authorizer = fault.setting->authorizer;
    }
}

void noteReply(Exchange& x, const char* kind, std::string_view payload)
{
    Trace* record = x.trace.trace();
    if (!record)
        return;
    {
        auto span = x.trace.begin("reply", Card::MethodResponse);
        if (!payload.empty()) {
            Response shown;
            shown.body = payload;
            x.trace.out(x.trace.capture(shown));
            record->messages.back().startLine = kind;
        }
    }
    record->spans.front().out = record->spans.back().out;
    record->spans.front().duration = record->spans.back().start + record->spans.back().duration;
}

} // namespace gw::engine
