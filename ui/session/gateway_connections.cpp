#include "ui/session/gateway_connections.h"

#include "gateway-engine/engine.h"
#include "gateway-engine/websocket/frame.h"

#include <QUuid>

namespace gw::ui {

namespace {

constexpr std::size_t mostTraceText = 64 * 1024;
constexpr int pushStatus = 200;

} // namespace

std::vector<engine::ConnectionSnapshot> GatewayConnections::list(const std::string& apiId) const
{
    return m_engine.connections().list(apiId);
}

std::size_t GatewayConnections::send(const std::vector<std::string>& ids, const std::string& text)
{
    return m_engine.connections().broadcast(ids, engine::textFrame(text));
}

std::size_t GatewayConnections::close(const std::vector<std::string>& ids, engine::CloseCode code,
                                      const std::string& reason)
{
    std::size_t closed = 0;
    for (const std::string& id : ids)
        closed += m_engine.connections().close(id, code, reason) ? 1 : 0;
    return closed;
}

engine::TracePtr pushTrace(const engine::ConnectionFacts& to, const std::string& apiName, const std::string& text)
{
    auto trace = std::make_shared<engine::Trace>();
    trace->requestId = QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
    trace->apiId = to.apiId;
    trace->apiName = apiName;
    trace->stage = to.stageName;
    trace->method = "PUSH";
    trace->path = "@connections";
    trace->remoteAddress = to.sourceIp;
    trace->time = std::chrono::system_clock::now();
    trace->status = pushStatus;
    trace->responseBytes = text.size();
    engine::TraceMessage message;
    message.startLine = "Push";
    message.body = text.substr(0, mostTraceText);
    message.bodyBytes = text.size();
    message.isCut = text.size() > mostTraceText;
    trace->messages.push_back(std::move(message));
    engine::Span span;
    span.stage = "push";
    span.out = 0;
    trace->spans.push_back(std::move(span));
    auto socket = std::make_shared<engine::SocketTrace>();
    socket->connectionId = to.connectionId;
    socket->eventType = "MESSAGE";
    socket->messageDirection = "OUT";
    socket->userAgent = to.userAgent;
    socket->connectedAt = to.connectedAt;
    trace->socket = std::move(socket);
    return trace;
}

} // namespace gw::ui
