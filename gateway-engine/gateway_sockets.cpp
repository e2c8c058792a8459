// Handshakes find their API; everything behind that is websocket/handshake.
#include "gateway-engine/gateway_sockets.h"

#include "gateway-engine/pipeline/serve.h"
#include "gateway-engine/websocket/handshake.h"

#include <utility>

namespace gw::engine {

namespace {

// "/{stage}" and nothing below it.
std::string whyNoHandshake(std::string_view path)
{
    if (path.empty() || path == "/")
        return {};
    constexpr std::size_t shown = 100;
    return "WebSocket APIs are connected to at their stage; \"" + std::string(path.substr(0, shown)) +
           "\" is below it.";
}

} // namespace

GatewaySockets::GatewaySockets(Gateway& gateway, std::function<const ListenerScope&()> scope, UpstreamClient& upstream)
    : m_gateway(gateway),
      m_scope(std::move(scope)), m_surroundings{upstream, gateway.m_services, gateway.m_traceOptions, *this}
{
}

bool GatewaySockets::owns(const Request& request) const
{
    return m_gateway.hasSockets() && m_gateway.find(request, m_scope()).program->sockets != nullptr;
}

Task<Handshake> GatewaySockets::connect(Request&& request, std::shared_ptr<Connection> connection)
{
    Gateway::Place place = m_gateway.find(request, m_scope());
    const std::string_view path = std::string_view(request.target).substr(place.pathBegin, place.pathSize);
    std::string refusal = place.refusal.empty() ? whyNoHandshake(path) : std::move(place.refusal);
    if (refusal.empty() && !place.program->sockets)
        refusal = "No WebSocket API is served at this address.";
    Exchange x(std::move(request), std::move(place.program), m_surroundings.upstream, m_surroundings.services,
               m_surroundings.traces);
    if (place.domain)
        x.setDomain(std::move(place.domain));
    if (place.lowersHeaderNames)
        x.request.headers.lowerNames();
    x.path = std::string_view(x.request.target).substr(place.pathBegin, place.pathSize);
    Handshake handshake;
    if (refusal.empty()) {
        handshake = co_await shakeHands(x, std::move(connection), m_surroundings);
    } else {
        refuse(x, std::move(refusal));
        handshake.refusal = x.response;
    }
    m_gateway.finish(x);
    co_return std::move(handshake);
}

void GatewaySockets::finished(Exchange& x)
{
    m_gateway.finish(x);
}

} // namespace gw::engine
