#include "gateway-engine/trace/trace_text.h"

#include <array>
#include <cstdio>
#include <ctime>

namespace gw::engine {

namespace {

// Length of the well-formed UTF-8 sequence at `at`; 0 when there is none (Unicode table 3-7).
std::size_t sequenceLength(std::string_view text, std::size_t at)
{
    const auto byte = [text](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
    const auto isTail = [&](std::size_t i) { return (byte(i) & 0xC0u) == 0x80u; };
    const unsigned first = byte(at);
    const unsigned second = byte(at + 1);
    if (first < 0x80u)
        return 1;
    if (first >= 0xC2u && first <= 0xDFu)
        return isTail(at + 1) ? 2 : 0;
    if (first >= 0xE0u && first <= 0xEFu) {
        const bool isShort = first == 0xE0u && second < 0xA0u;
        const bool isSurrogate = first == 0xEDu && second > 0x9Fu;
        return isTail(at + 1) && isTail(at + 2) && !isShort && !isSurrogate ? 3 : 0;
    }
    if (first >= 0xF0u && first <= 0xF4u) {
        const bool isShort = first == 0xF0u && second < 0x90u;
        const bool isBeyond = first == 0xF4u && second > 0x8Fu;
        return isTail(at + 1) && isTail(at + 2) && isTail(at + 3) && !isShort && !isBeyond ? 4 : 0;
    }
    return 0;
}

json::Value headersToJson(const Headers& headers)
{
    json::Array list;
    for (const HeaderField field : headers)
        list.push_back(json::Array{validUtf8(field.name), validUtf8(field.value)});
    return list;
}

json::Value messageToJson(const TraceMessage& message)
{
    json::Value value = json::Value::object();
    value.set("startLine", validUtf8(message.startLine));
    value.set("headers", headersToJson(message.headers));
    if (isUtf8(message.body)) {
        value.set("body", message.body);
    } else {
        static constexpr char digits[] = "0123456789abcdef";
        std::string hex;
        hex.reserve(message.body.size() * 2);
        for (const char c : message.body) {
            hex += digits[static_cast<unsigned char>(c) >> 4U];
            hex += digits[static_cast<unsigned char>(c) & 15U];
        }
        value.set("bodyHex", std::move(hex));
    }
    value.set("bodyBytes", static_cast<std::int64_t>(message.bodyBytes));
    if (message.isCut)
        value.set("isCut", true);
    return value;
}

json::Value spanToJson(const Span& span)
{
    json::Value value = json::Value::object();
    value.set("stage", span.stage);
    value.set("card", cardName(span.card));
    value.set("start", static_cast<std::int64_t>(span.start.count()));
    value.set("duration", static_cast<std::int64_t>(span.duration.count()));
    if (span.in >= 0)
        value.set("in", span.in);
    if (span.out >= 0)
        value.set("out", span.out);
    if (span.failed)
        value.set("failed", true);
    if (!span.notes.empty()) {
        json::Array notes;
        for (const auto& [name, text] : span.notes)
            notes.push_back(json::Array{validUtf8(name), validUtf8(text)});
        value.set("notes", std::move(notes));
    }
    return value;
}

// Span::stage is static text: a name that this version does not know is read as "other".
const char* stageName(std::string_view name)
{
    static constexpr std::array known{"client",
                                      "web_acl",
                                      "route",
                                      "resource_policy",
                                      "authorize_iam",
                                      "authorize_lambda",
                                      "authorize_cognito",
                                      "authorize",
                                      "usage_plan",
                                      "cache",
                                      "validate_request",
                                      "example",
                                      "map_request",
                                      "integrate",
                                      "map_response",
                                      "cache_store",
                                      "method_response",
                                      "gateway_response",
                                      "reply",
                                      "push"};
    for (const char* each : known)
        if (name == each)
            return each;
    return "other";
}

Card cardNamed(std::string_view name)
{
    for (const Card card : allCards)
        if (name == cardName(card))
            return card;
    return Card::Client;
}

int digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : 0;
}

TraceMessage messageFromJson(const json::Value& value)
{
    TraceMessage message;
    message.startLine = value["startLine"].toString();
    if (value["headers"].isArray())
        for (const json::Value& field : value["headers"].asArray())
            if (field.isArray() && field.asArray().size() == 2)
                message.headers.add(field.asArray()[0].scalarText(), field.asArray()[1].scalarText());
    message.body = value["body"].toString();
    if (const std::string_view hex = value["bodyHex"].toString(); !hex.empty())
        for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
            message.body += static_cast<char>(digit(hex[i]) * 16 + digit(hex[i + 1]));
    message.bodyBytes = static_cast<std::uint64_t>(value["bodyBytes"].toInt());
    message.isCut = value["isCut"].toBool();
    return message;
}

Span spanFromJson(const json::Value& value)
{
    Span span;
    span.stage = stageName(value["stage"].toString());
    span.card = cardNamed(value["card"].toString());
    span.start = std::chrono::nanoseconds(value["start"].toInt());
    span.duration = std::chrono::nanoseconds(value["duration"].toInt());
    span.in = static_cast<int>(value["in"].toInt(-1));
    span.out = static_cast<int>(value["out"].toInt(-1));
    span.failed = value["failed"].toBool();
    if (value["notes"].isArray())
        for (const json::Value& note : value["notes"].asArray())
            if (note.isArray() && note.asArray().size() == 2)
                span.notes.emplace_back(note.asArray()[0].scalarText(), note.asArray()[1].scalarText());
    return span;
}

} // namespace

bool isUtf8(std::string_view bytes)
{
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t length = sequenceLength(bytes, at);
        if (length == 0)
            return false;
        at += length;
    }
    return true;
}

std::string validUtf8(std::string_view bytes)
{
    std::string text;
    text.reserve(bytes.size());
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t length = sequenceLength(bytes, at);
        if (length == 0)
            text += "\xEF\xBF\xBD";
        else
            text += bytes.substr(at, length);
        at += length == 0 ? 1 : length;
    }
    return text;
}

std::string isoTime(std::chrono::system_clock::time_point time)
{
    const auto since = std::chrono::duration_cast<std::chrono::microseconds>(time.time_since_epoch()).count();
    const std::time_t seconds = static_cast<std::time_t>(since / 1'000'000);
    std::tm t{};
    gmtime_r(&seconds, &t);
    char text[96];
    std::snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d.%06dZ", t.tm_year + 1900, t.tm_mon + 1, t.tm_mday,
                  t.tm_hour, t.tm_min, t.tm_sec, static_cast<int>(since % 1'000'000));
    return text;
}

json::Value traceToJson(const Trace& trace)
{
    const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(trace.time.time_since_epoch()).count();
    json::Value value = json::Value::object();
    value.set("sequence", static_cast<std::int64_t>(trace.sequence));
    value.set("requestId", validUtf8(trace.requestId));
    value.set("extendedRequestId", validUtf8(trace.extendedRequestId));
    value.set("apiId", validUtf8(trace.apiId));
    value.set("api", validUtf8(trace.apiName));
    value.set("stage", validUtf8(trace.stage));
    value.set("method", validUtf8(trace.method));
    value.set("path", validUtf8(trace.path));
    value.set("resourcePath", validUtf8(trace.resourcePath));
    value.set("remoteAddress", validUtf8(trace.remoteAddress));
    value.set("time", isoTime(trace.time));
    value.set("timeMicros", static_cast<std::int64_t>(micros));
    value.set("duration", static_cast<std::int64_t>(trace.duration.count()));
    value.set("status", trace.status);
    value.set("requestBytes", static_cast<std::int64_t>(trace.requestBytes));
    value.set("responseBytes", static_cast<std::int64_t>(trace.responseBytes));
    if (trace.socket)
        value.set("socket", toJson(*trace.socket));
    if (trace.hasFault) {
        json::Value fault = json::Value::object();
        fault.set("type", validUtf8(trace.fault.responseType));
        fault.set("reason", validUtf8(trace.fault.reason));
        value.set("fault", std::move(fault));
    }
    json::Array spans;
    for (const Span& span : trace.spans)
        spans.push_back(spanToJson(span));
    value.set("spans", std::move(spans));
    json::Array messages;
    for (const TraceMessage& message : trace.messages)
        messages.push_back(messageToJson(message));
    value.set("messages", std::move(messages));
    return value;
}

Result<std::shared_ptr<Trace>> traceFromJson(const json::Value& value)
{
    if (!value.isObject() || !value["requestId"].isString())
        return fail("This is no trace.");
    auto trace = std::make_shared<Trace>();
    trace->sequence = static_cast<std::uint64_t>(value["sequence"].toInt());
    trace->requestId = value["requestId"].toString();
    trace->extendedRequestId = value["extendedRequestId"].toString();
    trace->apiId = value["apiId"].toString();
    trace->apiName = value["api"].toString();
    trace->stage = value["stage"].toString();
    trace->method = value["method"].toString();
    trace->path = value["path"].toString();
    trace->resourcePath = value["resourcePath"].toString();
    trace->remoteAddress = value["remoteAddress"].toString();
    trace->time = std::chrono::system_clock::time_point(std::chrono::microseconds(value["timeMicros"].toInt()));
    trace->duration = std::chrono::nanoseconds(value["duration"].toInt());
    trace->status = static_cast<int>(value["status"].toInt());
    trace->requestBytes = static_cast<std::uint64_t>(value["requestBytes"].toInt());
    trace->responseBytes = static_cast<std::uint64_t>(value["responseBytes"].toInt());
    trace->socket = socketTraceFromJson(value["socket"]);
    trace->hasFault = value["fault"].isObject();
    trace->fault.responseType = value["fault"]["type"].toString();
    trace->fault.reason = value["fault"]["reason"].toString();
    if (value["messages"].isArray())
        for (const json::Value& message : value["messages"].asArray())
            trace->messages.push_back(messageFromJson(message));
    const int count = static_cast<int>(trace->messages.size());
    if (value["spans"].isArray()) {
        for (const json::Value& each : value["spans"].asArray()) {
            Span span = spanFromJson(each);
            span.in = span.in < count ? span.in : -1; // a file may say anything
            span.out = span.out < count ? span.out : -1;
            trace->spans.push_back(std::move(span));
        }
    }
    return trace;
}

} // namespace gw::engine
