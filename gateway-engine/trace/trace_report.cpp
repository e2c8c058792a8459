// Traces as JSON values.
#include "gateway-engine/trace/trace_report.h"

#include "gateway-engine/trace/trace_parts.h"
#include "gateway-engine/trace/trace_text.h"

namespace gw::engine {

namespace {

json::Value toJson(const TraceMessage& message)
{
    json::Array headers;
    for (const HeaderField field : message.headers) {
        json::Value header = json::Value::object();
        header.set("name", validUtf8(field.name));
        header.set("value", validUtf8(field.value));
        headers.push_back(std::move(header));
    }
    json::Value value = json::Value::object();
    value.set("startLine", validUtf8(message.startLine));
    value.set("headers", std::move(headers));
    value.set("body", validUtf8(message.body));
    value.set("bodyBytes", static_cast<std::int64_t>(message.bodyBytes));
    value.set("isCut", message.isCut);
    return value;
}

json::Value toJson(const Trace& trace, const Span& span)
{
    json::Value notes = json::Value::object();
    for (const auto& [name, text] : span.notes)
        notes.set(validUtf8(name), validUtf8(text));
    json::Value value = json::Value::object();
    value.set("stage", span.stage);
    value.set("card", cardName(span.card));
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

json::Value traceReport(const Trace& trace)
{
    json::Array spans;
    for (const Span& span : trace.spans)
        spans.push_back(toJson(trace, span));
    json::Value value = json::Value::object();
    value.set("requestId", trace.requestId);
    value.set("extendedRequestId", trace.extendedRequestId);
    value.set("api", validUtf8(trace.apiName));
    value.set("apiId", trace.apiId);
    value.set("stage", trace.stage);
    value.set("time", isoTime(trace.time));
    value.set("method", validUtf8(trace.method));
    value.set("path", validUtf8(trace.path));
    value.set("resourcePath", validUtf8(trace.resourcePath));
    value.set("remoteAddress", trace.remoteAddress);
    value.set("status", trace.status);
    value.set("duration", milliseconds(trace.duration));
    value.set("requestBytes", static_cast<std::int64_t>(trace.requestBytes));
    value.set("responseBytes", static_cast<std::int64_t>(trace.responseBytes));
    if (trace.socket)
        value.set("socket", toJson(*trace.socket));
    if (trace.hasFault) {
        json::Value fault = json::Value::object();
        fault.set("responseType", trace.fault.responseType);
        fault.set("reason", validUtf8(trace.fault.reason));
        value.set("fault", std::move(fault));
    }
    value.set("spans", std::move(spans));
    return value;
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

} // namespace gw::engine
