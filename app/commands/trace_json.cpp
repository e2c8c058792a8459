// Traces as JSON values.
#include "app/commands/trace_json.h"

#include "app/commands/command.h"

#include <cstdio>
#include <ctime>

namespace gw::cli {

namespace {

using engine::Span;
using engine::Trace;
using engine::TraceMessage;

const TraceMessage* messageAt(const Trace& trace, int index)
{
    const bool exists = index >= 0 && static_cast<std::size_t>(index) < trace.messages.size();
    return exists ? &trace.messages[static_cast<std::size_t>(index)] : nullptr;
}

json::Value toJson(const TraceMessage& message)
{
    json::Array headers;
    for (const engine::HeaderField field : message.headers) {
        json::Value header = json::Value::object();
        header.set("name", asUtf8(field.name));
        header.set("value", asUtf8(field.value));
        headers.push_back(std::move(header));
    }
    json::Value value = json::Value::object();
    value.set("startLine", asUtf8(message.startLine));
    value.set("headers", std::move(headers));
    value.set("body", asUtf8(message.body));
    value.set("bodyBytes", static_cast<std::int64_t>(message.bodyBytes));
    value.set("isCut", message.isCut);
    return value;
}

json::Value toJson(const Trace& trace, const Span& span)
{
    json::Value notes = json::Value::object();
    for (const auto& [name, text] : span.notes)
        notes.set(asUtf8(name), asUtf8(text));
    json::Value value = json::Value::object();
    value.set("stage", span.stage);
    value.set("card", engine::cardName(span.card));
    value.set("start", milliseconds(span.start));
    value.set("duration", milliseconds(span.duration));
    value.set("failed", span.failed);
    value.set("notes", std::move(notes));
    if (const TraceMessage* in = messageAt(trace, span.in))
        value.set("in", toJson(*in));
    if (const TraceMessage* out = messageAt(trace, span.out))
        value.set("out", toJson(*out));
    return value;
}

} // namespace

json::Value toJson(const Trace& trace)
{
    json::Array spans;
    for (const Span& span : trace.spans)
        spans.push_back(toJson(trace, span));
    json::Value value = json::Value::object();
    value.set("requestId", trace.requestId);
    value.set("extendedRequestId", trace.extendedRequestId);
    value.set("api", asUtf8(trace.apiName));
    value.set("apiId", trace.apiId);
    value.set("stage", trace.stage);
    value.set("time", isoTime(trace.time));
    value.set("method", asUtf8(trace.method));
    value.set("path", asUtf8(trace.path));
    value.set("resourcePath", asUtf8(trace.resourcePath));
    value.set("remoteAddress", trace.remoteAddress);
    value.set("status", trace.status);
    value.set("duration", milliseconds(trace.duration));
    value.set("requestBytes", static_cast<std::int64_t>(trace.requestBytes));
    value.set("responseBytes", static_cast<std::int64_t>(trace.responseBytes));
    if (trace.hasFault) {
        json::Value fault = json::Value::object();
        fault.set("responseType", trace.fault.responseType);
        fault.set("reason", asUtf8(trace.fault.reason));
        value.set("fault", std::move(fault));
    }
    value.set("spans", std::move(spans));
    return value;
}

std::string isoTime(std::chrono::system_clock::time_point time)
{
    const auto millis = std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
    const std::time_t seconds = static_cast<std::time_t>(millis / 1000);
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    char date[32];
    char text[48];
    std::strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%S", &parts);
    std::snprintf(text, sizeof text, "%s.%03dZ", date, static_cast<int>(millis % 1000));
    return text;
}

double milliseconds(std::chrono::nanoseconds duration)
{
    return static_cast<double>(duration.count() / 1000) / 1000.0; // microseconds are what can be trusted
}

const TraceMessage* clientRequest(const Trace& trace)
{
    return trace.spans.empty() ? nullptr : messageAt(trace, trace.spans.front().in);
}

const TraceMessage* clientResponse(const Trace& trace)
{
    return trace.spans.empty() ? nullptr : messageAt(trace, trace.spans.front().out);
}

} // namespace gw::cli
