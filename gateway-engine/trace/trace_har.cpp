// HAR 1.2. Fields the format demands and a gateway does not know are -1 or empty, as the format says. Headers and query
// parameters that hold secrets were masked when the trace was made.
#include "gateway-engine/trace/trace_har.h"

#include "gateway-engine/trace/trace_report.h"
#include "gateway-engine/trace/trace_text.h"

#include <boost/url/parse_query.hpp>

namespace gw::engine {

namespace {

json::Value pairOf(std::string_view name, std::string_view value)
{
    json::Value pair = json::Value::object();
    pair.set("name", validUtf8(name));
    pair.set("value", validUtf8(value));
    return pair;
}

json::Value headersOf(const TraceMessage* message)
{
    json::Array list;
    if (message)
        for (const HeaderField field : message->headers)
            list.push_back(pairOf(field.name, field.value));
    return list;
}

json::Value queryOf(const std::string& path)
{
    json::Array list;
    const auto mark = path.find('?');
    if (mark == std::string::npos)
        return list;
    const auto parameters = boost::urls::parse_query(std::string_view(path).substr(mark + 1));
    if (!parameters)
        return list;
    for (const auto& parameter : *parameters) {
        boost::urls::encoding_opts spaces;
        spaces.space_as_plus = true;
        list.push_back(pairOf(parameter.key.decode(spaces), parameter.value.decode(spaces)));
    }
    return list;
}

// "GET /dev/pets HTTP/1.1": the target is what stands between the spaces.
std::string urlOf(const Trace& trace, const TraceMessage* request)
{
    std::string target = trace.path;
    std::string host = "localhost";
    if (request) {
        const auto first = request->startLine.find(' ');
        const auto last = request->startLine.rfind(' ');
        if (first != std::string::npos && last > first)
            target = request->startLine.substr(first + 1, last - first - 1);
        if (const auto sent = request->headers.find("Host"))
            host = *sent;
    }
    return validUtf8("http://" + host + target);
}

std::string contentTypeOf(const TraceMessage* message)
{
    return message ? validUtf8(message->headers.get("Content-Type")) : std::string();
}

json::Value requestOf(const Trace& trace)
{
    const TraceMessage* message = clientRequest(trace);
    json::Value request = json::Value::object();
    request.set("method", validUtf8(trace.method));
    request.set("url", urlOf(trace, message));
    request.set("httpVersion", "HTTP/1.1");
    request.set("cookies", json::Value::array());
    request.set("headers", headersOf(message));
    request.set("queryString", queryOf(trace.path));
    request.set("headersSize", -1);
    request.set("bodySize", static_cast<std::int64_t>(trace.requestBytes));
    if (message && !message->body.empty()) {
        json::Value data = json::Value::object();
        data.set("mimeType", contentTypeOf(message));
        data.set("params", json::Value::array());
        data.set("text", validUtf8(message->body));
        request.set("postData", std::move(data));
    }
    return request;
}

json::Value responseOf(const Trace& trace)
{
    const TraceMessage* message = clientResponse(trace);
    json::Value content = json::Value::object();
    content.set("size", static_cast<std::int64_t>(trace.responseBytes));
    content.set("mimeType", contentTypeOf(message));
    if (message)
        content.set("text", validUtf8(message->body));
    if (message && message->isCut)
        content.set("comment", "The body was longer than traces keep.");
    const auto space = message ? message->startLine.find(' ') : std::string::npos;
    json::Value response = json::Value::object();
    response.set("status", trace.status);
    response.set("statusText", space == std::string::npos ? "" : validUtf8(message->startLine.substr(space + 1)));
    response.set("httpVersion", "HTTP/1.1");
    response.set("cookies", json::Value::array());
    response.set("headers", headersOf(message));
    response.set("content", std::move(content));
    response.set("redirectURL", message ? validUtf8(message->headers.get("Location")) : std::string());
    response.set("headersSize", -1);
    response.set("bodySize", static_cast<std::int64_t>(trace.responseBytes));
    return response;
}

json::Value entryOf(const Trace& trace)
{
    json::Value timings = json::Value::object();
    timings.set("send", 0);
    timings.set("wait", milliseconds(trace.duration));
    timings.set("receive", 0);
    json::Value entry = json::Value::object();
    entry.set("startedDateTime", isoTime(trace.time));
    entry.set("time", milliseconds(trace.duration));
    entry.set("request", requestOf(trace));
    entry.set("response", responseOf(trace));
    entry.set("cache", json::Value::object());
    entry.set("timings", std::move(timings));
    entry.set("comment", validUtf8(trace.requestId + (trace.hasFault ? ": " + trace.fault.reason : "")));
    return entry;
}

} // namespace

json::Value toHar(const std::vector<TracePtr>& traces, const std::string& version)
{
    json::Array entries;
    for (const TracePtr& trace : traces)
        entries.push_back(entryOf(*trace));
    json::Value creator = json::Value::object();
    creator.set("name", "Gatewright");
    creator.set("version", version);
    json::Value log = json::Value::object();
    log.set("version", "1.2");
    log.set("creator", std::move(creator));
    log.set("entries", std::move(entries));
    json::Value har = json::Value::object();
    har.set("log", std::move(log));
    return har;
}

} // namespace gw::engine
