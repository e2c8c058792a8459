// Handshakes.
#include "gateway-engine/websocket/handshake.h"

#include "gateway-engine/compile/program.h"
#include "gateway-engine/pipeline/gateway_response.h"
#include "gateway-engine/websocket/conversation.h"
#include "gateway-engine/websocket/error_frame.h"
#include "gateway-engine/websocket/route_run.h"
#include "gateway-engine/websocket/socket_routes.h"

#include <utility>

namespace gw::engine {

namespace {

constexpr char connectRoute[] = "$connect";
constexpr char protocolHeader[] = "Sec-WebSocket-Protocol";
constexpr int switchingProtocols = 101;

std::shared_ptr<const ConnectionFacts> factsOf(const Connection& connection, const Program& program)
{
    auto facts = std::make_shared<ConnectionFacts>(connection.facts());
    facts->apiId = program.apiId;
    facts->stageName = program.stageName;
    return facts;
}

bool isAccepted(const Response& answer)
{
    return answer.status >= 200 && answer.status < 300;
}

// What the client hears of a refusal that the integration decided: its status and its words.
Response refusalOf(const Response& answer)
{
    Response refusal;
    refusal.status = answer.status;
    refusal.body = answer.bodyText();
    if (!refusal.body.empty())
        refusal.headers.add("Content-Type", answer.headers.find("Content-Type").value_or("application/json"));
    return refusal;
}

void addIds(const Exchange& x, Headers& headers)
{
    headers.addParsed("x-amzn-RequestId", x.extendedRequestId);
    headers.addParsed("x-amz-apigw-id", x.extendedRequestId);
}

// The answer to the handshake, on the last card and on the first.
void noteAnswer(Exchange& x, const char* step)
{
    Trace* record = x.trace.trace();
    if (!record)
        return;
    {
        auto span = x.trace.begin(step, Card::MethodResponse);
        x.trace.out(x.trace.capture(x.response));
    }
    record->spans.front().out = record->spans.back().out;
    record->spans.front().duration = record->spans.back().start + record->spans.back().duration;
}

Handshake refused(Exchange& x, Fault fault)
{
    fault.status = handshakeStatus(fault);
    x.response = gatewayResponse(x, fault);
    noteFault(x, fault, faultMessage(fault));
    addIds(x, x.response.headers);
    noteAnswer(x, "gateway_response");
    Handshake handshake;
    handshake.refusal = x.response;
    return handshake;
}

Handshake refusedByIntegration(Exchange& x)
{
    x.response = refusalOf(x.response);
    addIds(x, x.response.headers);
    if (x.trace.isOn())
        x.trace.note("refused", "the integration answered with status " + std::to_string(x.response.status));
    noteAnswer(x, "method_response");
    Handshake handshake;
    handshake.refusal = x.response;
    return handshake;
}

std::shared_ptr<const SocketClient> clientOf(Exchange& x, std::shared_ptr<Connection> connection,
                                             const SocketSurroundings& surroundings)
{
    auto client = std::make_shared<SocketClient>(SocketClient{surroundings});
    client->program = x.program;
    client->connection = std::move(connection);
    client->facts = x.socket->facts;
    client->domain = x.domain;
    client->tls = x.request.tls;
    client->localPort = x.request.localPort;
    client->isTls = x.request.isTls;
    if (x.caller) {
        client->caller = *x.caller;
        client->caller->logged.clear(); // of the handshake
    }
    return client;
}

// A sub-protocol is agreed on only if the integration names one.
Handshake accepted(Exchange& x, std::shared_ptr<Connection> connection, const SocketSurroundings& surroundings)
{
    Handshake handshake;
    handshake.subprotocol = x.response.headers.get(protocolHeader);
    handshake.apiId = x.program->apiId;
    handshake.stageName = x.program->stageName;
    handshake.principalId = x.caller ? x.caller->principalId : std::string();
    x.response = Response{};
    x.response.status = switchingProtocols;
    if (!handshake.subprotocol.empty())
        x.response.headers.add(protocolHeader, handshake.subprotocol);
    noteAnswer(x, "method_response");
    handshake.conversation = std::make_unique<Conversation>(clientOf(x, std::move(connection), surroundings));
    return handshake;
}

} // namespace

Task<Handshake> shakeHands(Exchange& x, std::shared_ptr<Connection> connection, const SocketSurroundings& surroundings)
{
    beginCall(x, factsOf(*connection, *x.program), SocketEvent::Connect);
    const int route = x.program->sockets->connect;
    takeRoute(x, route, connectRoute,
              route == SocketRoutes::none ? "The API has no $connect route: every handshake is accepted."
                                          : "Handshakes are answered by $connect.");
    std::optional<Fault> fault;
    if (x.method)
        fault = co_await runStages(x);
    if (fault)
        co_return refused(x, *std::move(fault));
    if (!isAccepted(x.response))
        co_return refusedByIntegration(x);
    co_return accepted(x, std::move(connection), surroundings);
}

} // namespace gw::engine
