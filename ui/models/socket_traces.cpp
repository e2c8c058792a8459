#include "ui/models/socket_traces.h"

#include "ui/inspector/trace_picture.h"

#include <QCoreApplication>

namespace gw::ui {

using Kind = SocketEventRow::Kind;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("gw::ui::SocketTraces", text);
}

QString toQt(const std::string& text)
{
    return QString::fromStdString(text);
}

QString bodyOf(const engine::TraceMessage* message)
{
    return message ? toQt(message->body) : QString();
}

// What came in, or what ended it.
SocketEventRow incoming(const engine::Trace& trace, const engine::SocketTrace& socket)
{
    SocketEventRow row;
    row.time = trace.time;
    row.duration = trace.duration;
    row.route = toQt(socket.routeKey);
    row.why = toQt(socket.routeReason);
    row.requestId = toQt(trace.requestId);
    row.isFault = trace.hasFault;
    if (!spansOf(trace, engine::Card::Integration).empty())
        row.answer = pictureOf(trace)[static_cast<std::size_t>(engine::Card::Integration)].headline;
    if (trace.hasFault)
        row.answer = toQt(trace.fault.reason);
    return row;
}

QString endWords(const engine::SocketTrace& socket)
{
    const QString code = tr("Code %1").arg(socket.disconnectStatusCode);
    return socket.disconnectReason.empty() ? code : QStringLiteral("%1: %2").arg(code, toQt(socket.disconnectReason));
}

// What the client was sent for its message: the reply, or an error frame.
void appendReply(const engine::Trace& trace, std::vector<SocketEventRow>& rows)
{
    const engine::TraceMessage* reply = messageOutOf(trace, engine::Card::MethodResponse);
    if (!reply || reply->bodyBytes == 0)
        return;
    SocketEventRow row = rows.front();
    row.kind = trace.hasFault ? Kind::Error : Kind::Replied;
    row.time = trace.time + std::chrono::duration_cast<std::chrono::system_clock::duration>(trace.duration);
    row.text = bodyOf(reply);
    row.why.clear();
    rows.push_back(std::move(row));
}

} // namespace

bool isOfConnection(const engine::Trace& trace, const std::string& connectionId)
{
    return trace.socket && trace.socket->connectionId == connectionId;
}

std::vector<SocketEventRow> eventsOf(const engine::Trace& trace)
{
    if (!trace.socket)
        return {};
    const engine::SocketTrace& socket = *trace.socket;
    std::vector<SocketEventRow> rows{incoming(trace, socket)};
    SocketEventRow& row = rows.front();
    if (socket.messageDirection == "OUT") {
        row.kind = Kind::Pushed;
        row.text = bodyOf(messageOutOf(trace, engine::Card::Client));
        if (row.text.isEmpty())
            row.text = bodyOf(messageInto(trace, engine::Card::Client));
    } else if (socket.eventType == "CONNECT") {
        const bool isIn = trace.status == 101 || (trace.status == 0 && !trace.hasFault);
        row.kind = isIn ? Kind::Connected : Kind::Refused;
        row.text = isIn ? toQt(socket.userAgent) : tr("Refused with %1").arg(trace.status);
    } else if (socket.eventType == "DISCONNECT") {
        row.kind = Kind::Ended;
        row.text = endWords(socket);
    } else {
        row.kind = Kind::Received;
        row.text = bodyOf(messageInto(trace, engine::Card::Client));
        appendReply(trace, rows);
    }
    return rows;
}

std::map<std::string, int> runsOfRoutes(const std::vector<engine::TracePtr>& traces, const std::string& apiId)
{
    std::map<std::string, int> runs;
    for (const engine::TracePtr& trace : traces)
        if (trace->socket && trace->apiId == apiId && !trace->socket->routeKey.empty())
            ++runs[trace->socket->routeKey];
    return runs;
}

QString wordOf(Kind kind)
{
    switch (kind) {
    case Kind::Connected:
        return tr("Connected");
    case Kind::Refused:
        return tr("Refused");
    case Kind::Received:
        return tr("Received");
    case Kind::Replied:
        return tr("Replied");
    case Kind::Error:
        return tr("Error sent");
    case Kind::Pushed:
        return tr("Pushed");
    case Kind::Ended:
        return tr("Ended");
    }
    return {};
}

} // namespace gw::ui
