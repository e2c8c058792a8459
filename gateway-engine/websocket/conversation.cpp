// Messages and disconnects.
#include "gateway-engine/websocket/conversation.h"

#include "gateway-engine/http/utf8.h"
#include "gateway-engine/pipeline/gateway_response.h"
#include "gateway-engine/websocket/error_frame.h"
#include "gateway-engine/websocket/frame.h"
#include "gateway-engine/websocket/route_run.h"
#include "gateway-engine/websocket/selected_values.h"
#include "gateway-engine/websocket/socket_routes.h"

#include <utility>

namespace gw::engine {

namespace {

constexpr char disconnectRoute[] = "$disconnect";

// Events of an open connection have no head: only what the handshake told is known.
Request eventRequest(const SocketClient& client, std::string payload)
{
    Request request;
    request.method = "POST"; // to endpoints, where the design names no verb
    request.target = "/" + client.program->stageName;
    request.body = std::move(payload);
    request.remoteAddress = client.facts->sourceIp;
    request.localPort = client.localPort;
    request.isTls = client.isTls;
    request.tls = client.tls;
    return request;
}

// An exchange of the connection, before its event is known.
std::unique_ptr<Exchange> exchangeOf(const SocketClient& client, std::string payload)
{
    const SocketSurroundings& world = client.surroundings;
    auto x = std::make_unique<Exchange>(eventRequest(client, std::move(payload)), client.program, world.upstream,
                                        world.services, world.traces);
    if (client.domain)
        x->setDomain(client.domain);
    x->path = {};
    x->socket = std::make_unique<SocketCall>();
    if (client.caller)
        x->caller = std::make_unique<Caller>(*client.caller);
    return x;
}

void findRoute(Exchange& x)
{
    const SocketRoutes& routes = *x.program->sockets;
    const bool looksInside = routes.selection.reads(Selection::Place::RequestBody);
    const ChosenRoute chosen = chooseRoute(routes, looksInside ? messageJson(x) : nullptr);
    std::string reason = x.trace.isOn() ? routeReason(routes, chosen) : std::string();
    if (chosen.index == SocketRoutes::none)
        return takeRoute(x, chosen.index, {}, reason + " There is no $default route.");
    const std::string& key = x.program->methods[static_cast<std::size_t>(chosen.index)].resourcePath;
    takeRoute(x, chosen.index, key, std::move(reason));
}

Fault noRoute()
{
    Fault fault{GatewayResponseType::Default4xx};
    fault.status = 403;
    fault.message = "Forbidden";
    fault.reason = "No route of the API answers this message, and it has no $default route.";
    return fault;
}

void send(const SocketClient& client, Exchange& x, std::string_view payload)
{
    const auto connection = client.connection.lock();
    const Sending sent = connection ? connection->send(textFrame(payload)) : Sending::Gone;
    if (sent == Sending::Gone)
        x.trace.note("not sent", "the connection has been closed meanwhile");
    else if (sent == Sending::Overflowing)
        x.trace.note("not sent", "the client reads too slowly, so its connection is being closed");
}

void tellFault(const SocketClient& client, Exchange& x, Fault fault)
{
    const std::string message(socketMessage(fault));
    const std::string text = errorFrameText(message, client.facts->connectionId, x.extendedRequestId);
    x.response = Response{};
    x.response.status = fault.status.value_or(defaultStatus(fault.type));
    x.response.body = text;
    noteFault(x, fault, message);
    noteReply(x, "Error frame", text);
    send(client, x, text);
}

Fault replyTooLarge(std::size_t bytes, std::size_t most)
{
    Fault fault{GatewayResponseType::IntegrationFailure};
    fault.status = 500;
    fault.duringExecution = true;
    fault.reason =
        "The reply has " + std::to_string(bytes) + " bytes; a message may have " + std::to_string(most) + ".";
    return fault;
}

// One text frame with the integration's body; a reply without one is none.
void reply(const SocketClient& client, Exchange& x)
{
    std::string text = x.response.bodyText();
    if (!isUtf8Text(text))
        text = utf8Repaired(text);
    if (const std::size_t most = client.program->sockets->limits.messageSize; text.size() > most)
        return tellFault(client, x, replyTooLarge(text.size(), most));
    noteReply(x, "Reply", text);
    if (!text.empty())
        send(client, x, text);
}

// Nothing of it goes to the client.
void keepSilent(Exchange& x)
{
    x.response.body.clear();
    x.response.sharedBody = nullptr;
    noteReply(x, "", {});
}

void succeed(const SocketClient& client, Exchange& x)
{
    if (x.method->isTwoWay)
        reply(client, x);
    else
        keepSilent(x);
}

std::string closeCodeText(CloseCode code)
{
    return std::to_string(static_cast<int>(code));
}

} // namespace

SocketLimits Conversation::limits() const
{
    return m_client->program->sockets->limits;
}

Task<void> Conversation::message(std::string payload, bool)
{
    const std::shared_ptr<const SocketClient> client = m_client; // this may be gone before the endpoint answers
    const std::unique_ptr<Exchange> x = exchangeOf(*client, std::move(payload));
    x->socket->messageId = newExtendedRequestId(x->services).str();
    beginCall(*x, client->facts, SocketEvent::Message);
    findRoute(*x);
    std::optional<Fault> fault;
    if (x->method)
        fault = co_await runStages(*x);
    else
        fault = noRoute();
    if (fault)
        tellFault(*client, *x, *std::move(fault));
    else
        succeed(*client, *x);
    client->surroundings.sink.finished(*x);
}

Task<void> Conversation::ended(CloseCode code, std::string reason)
{
    const std::shared_ptr<const SocketClient> client = m_client;
    const std::unique_ptr<Exchange> x = exchangeOf(*client, {});
    x->socket->disconnectStatusCode = static_cast<int>(code);
    x->socket->disconnectReason = std::move(reason);
    beginCall(*x, client->facts, SocketEvent::Disconnect);
    takeRoute(*x, x->program->sockets->disconnect, disconnectRoute,
              "The connection ended with code " + closeCodeText(code) + ".");
    std::optional<Fault> fault;
    if (x->method)
        fault = co_await runStages(*x);
    if (fault) { // nobody is there to be told
        x->response = Response{};
        x->response.status = fault->status.value_or(defaultStatus(fault->type));
        noteFault(*x, *fault, socketMessage(*fault));
    }
    keepSilent(*x);
    client->surroundings.sink.finished(*x);
}

} // namespace gw::engine
