// Socket traces as JSON, for the trace file and for reports.
#include "gateway-engine/trace/socket_trace.h"

#include "gateway-engine/trace/trace_text.h"

namespace gw::engine {

namespace {

std::int64_t millisOf(std::chrono::system_clock::time_point time)
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
}

} // namespace

json::Value toJson(const SocketTrace& trace)
{
    json::Value value = json::Value::object();
    const auto text = [&value](const char* key, const std::string& said) {
        if (!said.empty())
            value.set(key, validUtf8(said));
    };
    text("connectionId", trace.connectionId);
    text("eventType", trace.eventType);
    text("messageDirection", trace.messageDirection);
    text("routeKey", trace.routeKey);
    text("routeReason", trace.routeReason);
    text("messageId", trace.messageId);
    text("userAgent", trace.userAgent);
    value.set("connectedAt", millisOf(trace.connectedAt));
    if (trace.disconnectStatusCode != 0)
        value.set("disconnectStatusCode", trace.disconnectStatusCode);
    text("disconnectReason", trace.disconnectReason);
    return value;
}

std::shared_ptr<const SocketTrace> socketTraceFromJson(const json::Value& value)
{
    if (!value["connectionId"].isString())
        return nullptr;
    auto trace = std::make_shared<SocketTrace>();
    trace->connectionId = value["connectionId"].toString();
    trace->eventType = value["eventType"].toString();
    trace->messageDirection = value["messageDirection"].toString();
    trace->routeKey = value["routeKey"].toString();
    trace->routeReason = value["routeReason"].toString();
    trace->messageId = value["messageId"].toString();
    trace->userAgent = value["userAgent"].toString();
    trace->connectedAt = std::chrono::system_clock::time_point(std::chrono::milliseconds(value["connectedAt"].toInt()));
    trace->disconnectStatusCode = static_cast<int>(value["disconnectStatusCode"].toInt());
    trace->disconnectReason = value["disconnectReason"].toString();
    return trace;
}

} // namespace gw::engine
