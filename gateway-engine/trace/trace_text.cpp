#include "gateway-engine/trace/trace_text.h"

#include "core/json/json_stream.h"

#include <array>
#include <cstdio>
#include <cstring>
#include <ctime>

namespace gw::engine {

namespace {

// How many bytes at the front are ASCII, by eights: most texts are nothing else.
std::size_t asciiBytes(std::string_view text)
{
    constexpr std::uint64_t highBits = 0x8080'8080'8080'8080U;
    std::size_t at = 0;
    for (std::uint64_t word = 0; at + sizeof word <= text.size(); at += sizeof word) {
        std::memcpy(&word, text.data() + at, sizeof word);
        if ((word & highBits) != 0)
            break;
    }
    return at;
}

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

// Texts that JSON cannot hold are rare: nothing is copied for those it can.
void putText(json::JsonStream& out, std::string_view text)
{
    if (isUtf8(text))
        out.text(text);
    else
        out.text(validUtf8(text));
}

void putMember(json::JsonStream& out, std::string_view name, std::string_view text)
{
    out.key(name);
    putText(out, text);
}

void putPair(json::JsonStream& out, std::string_view name, std::string_view value)
{
    out.beginArray();
    putText(out, name);
    putText(out, value);
    out.endArray();
}

std::string hexOf(std::string_view bytes)
{
    static constexpr char digits[] = "0123456789abcdef";
    std::string hex;
    hex.reserve(bytes.size() * 2);
    for (const char c : bytes) {
        hex += digits[static_cast<unsigned char>(c) >> 4U];
        hex += digits[static_cast<unsigned char>(c) & 15U];
    }
    return hex;
}

void putMessage(json::JsonStream& out, const TraceMessage& message)
{
    out.beginObject();
    putMember(out, "startLine", message.startLine);
    out.key("headers");
    out.beginArray();
    for (const HeaderField field : message.headers)
        putPair(out, field.name, field.value);
    out.endArray();
    if (isUtf8(message.body))
        out.member("body", message.body);
    else
        out.member("bodyHex", hexOf(message.body));
    out.member("bodyBytes", static_cast<std::int64_t>(message.bodyBytes));
    if (message.isCut) {
        out.key("isCut");
        out.truth(true);
    }
    out.endObject();
}

void putSpan(json::JsonStream& out, const Span& span)
{
    out.beginObject();
    out.member("stage", span.stage);
    out.member("card", cardName(span.card));
    out.member("start", static_cast<std::int64_t>(span.start.count()));
    out.member("duration", static_cast<std::int64_t>(span.duration.count()));
    if (span.in >= 0)
        out.member("in", span.in);
    if (span.out >= 0)
        out.member("out", span.out);
    if (span.failed) {
        out.key("failed");
        out.truth(true);
    }
    if (!span.notes.empty()) {
        out.key("notes");
        out.beginArray();
        for (const auto& [name, text] : span.notes)
            putPair(out, name, text);
        out.endArray();
    }
    out.endObject();
}

// What a list shows of it, and where it came from.
void putSummary(json::JsonStream& out, const Trace& trace)
{
    const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(trace.time.time_since_epoch()).count();
    out.member("sequence", static_cast<std::int64_t>(trace.sequence));
    putMember(out, "requestId", trace.requestId);
    putMember(out, "extendedRequestId", trace.extendedRequestId);
    putMember(out, "apiId", trace.apiId);
    putMember(out, "api", trace.apiName);
    putMember(out, "stage", trace.stage);
    putMember(out, "method", trace.method);
    putMember(out, "path", trace.path);
    putMember(out, "resourcePath", trace.resourcePath);
    putMember(out, "remoteAddress", trace.remoteAddress);
    out.member("time", isoTime(trace.time));
    out.member("timeMicros", static_cast<std::int64_t>(micros));
    out.member("duration", static_cast<std::int64_t>(trace.duration.count()));
    out.member("status", trace.status);
    out.member("requestBytes", static_cast<std::int64_t>(trace.requestBytes));
    out.member("responseBytes", static_cast<std::int64_t>(trace.responseBytes));
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
    for (std::size_t at = asciiBytes(bytes); at < bytes.size();) {
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

std::string traceToJson(const Trace& trace)
{
    constexpr std::size_t usualBytes = 3'072; // besides bodies
    std::string text;
    text.reserve(usualBytes + 2 * trace.responseBytes + 2 * trace.requestBytes);
    json::JsonStream out(text);
    out.beginObject();
    putSummary(out, trace);
    if (trace.socket) {
        out.key("socket");
        out.value(toJson(*trace.socket));
    }
    if (trace.hasFault) {
        out.key("fault");
        out.beginObject();
        putMember(out, "type", trace.fault.responseType);
        putMember(out, "reason", trace.fault.reason);
        out.endObject();
    }
    out.key("spans");
    out.beginArray();
    for (const Span& span : trace.spans)
        putSpan(out, span);
    out.endArray();
    out.key("messages");
    out.beginArray();
    for (const TraceMessage& message : trace.messages)
        putMessage(out, message);
    out.endArray();
    out.endObject();
    return text;
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
