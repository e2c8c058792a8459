// Events of connections.
#include "gateway-engine/integrations/socket_event.h"

#include "core/json/text.h"
#include "gateway-engine/compile/program.h"
#include "gateway-engine/integrations/event_parts.h"
#include "gateway-engine/pipeline/variables.h"
#include "gateway-engine/websocket/socket_call.h"

#include <algorithm>

namespace gw::engine {

namespace {

void writeConnectionIdentity(EventWriter& event, const Exchange& x)
{
    event.key("identity");
    event.open();
    for (const char* name :
         {"userAgent", "sourceIp", "apiKey", "apiKeyId", "accountId", "accessKey", "caller", "user", "userArn"})
        if (const auto value = contextVariable(x, "identity." + std::string(name)))
            event.text(name, *value);
    event.close();
}

void writeRequestContext(EventWriter& event, const Exchange& x)
{
    const SocketCall& call = *x.socket;
    const auto variable = [&](const char* name) {
        if (const auto value = contextVariable(x, name))
            event.text(name, *value);
    };
    const auto number = [&](const char* name) { event.raw(name, contextVariable(x, name).value_or("0")); };
    event.key("requestContext");
    event.open();
    event.text("routeKey", call.routeKey);
    variable("messageId");
    if (call.event == SocketEvent::Disconnect)
        number("disconnectStatusCode");
    for (const char* name : {"eventType", "extendedRequestId", "requestTime", "messageDirection"})
        variable(name);
    if (call.event == SocketEvent::Disconnect)
        event.text("disconnectReason", call.disconnectReason);
    variable("stage");
    number("connectedAt");
    number("requestTimeEpoch");
    writeConnectionIdentity(event, x);
    for (const char* name : {"requestId", "domainName", "connectionId", "apiId"})
        variable(name);
    if (const json::Value authorizer = authorizerObject(x); authorizer.isObject())
        event.raw("authorizer", json::writeJson(authorizer));
    event.close();
}

// "Connection" and "Upgrade" are between the client and the gateway.
EventFields handshakeHeaders(Exchange& x)
{
    EventFields fields = eventHeaders(x);
    std::erase_if(fields, [](const EventField& field) { return equalsIgnoreCase(field.name, "Upgrade"); });
    return fields;
}

EventFields disconnectHeaders(const Exchange& x)
{
    EventFields fields;
    fields.push_back({"Host", {contextVariable(x, "domainName").value_or(std::string())}});
    for (const char* name : {"x-api-key", "X-Forwarded-For", "x-restapi"})
        fields.push_back({name, {std::string()}});
    return fields;
}

void writeHeaders(EventWriter& event, const EventFields& headers)
{
    event.singles("headers", headers);
    event.lists("multiValueHeaders", headers);
}

void writeQuery(EventWriter& event, const EventFields& query)
{
    event.singles("queryStringParameters", query);
    event.lists("multiValueQueryStringParameters", query);
}

void writeStageVariables(EventWriter& event, const Exchange& x)
{
    if (!x.program->stageVariables.empty())
        event.pairs("stageVariables", x.program->stageVariables);
}

} // namespace

std::string socketEvent(Exchange& x)
{
    constexpr std::size_t usualRest = 1'024;
    const SocketCall& call = *x.socket;
    EventWriter event(x.request.body.size() + 2 * x.request.headers.bytes() + usualRest);
    event.open();
    if (call.event == SocketEvent::Connect) {
        writeHeaders(event, handshakeHeaders(x));
        if (const EventFields query = eventQuery(x.request); !query.empty())
            writeQuery(event, query);
    } else if (call.event == SocketEvent::Disconnect) {
        writeHeaders(event, disconnectHeaders(x));
    }
    writeStageVariables(event, x);
    writeRequestContext(event, x);
    if (call.event == SocketEvent::Message)
        event.text("body", x.request.body);
    event.raw("isBase64Encoded", "false");
    event.close();
    return event.take();
}

void writeHandshake(EventWriter& event, Exchange& x)
{
    writeHeaders(event, handshakeHeaders(x));
    writeQuery(event, eventQuery(x.request));
    event.pairs("stageVariables", x.program->stageVariables);
    writeRequestContext(event, x);
}

} // namespace gw::engine
