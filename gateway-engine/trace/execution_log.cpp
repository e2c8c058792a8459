#include "gateway-engine/trace/execution_log.h"

#include "gateway-engine/http/uri.h"
#include "gateway-engine/trace/trace_parts.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>

namespace gw::engine {

namespace {

constexpr std::size_t longestMap = 998; // characters, then " [TRUNCATED]"

using Pairs = std::vector<std::pair<std::string, std::string>>;

// {k=v, k2=v2}, as the service prints maps; values of one name joined by commas.
std::string mapText(const Pairs& pairs)
{
    Pairs merged;
    for (const auto& [name, value] : pairs) {
        const auto known =
            std::find_if(merged.begin(), merged.end(), [&n = name](const auto& p) { return p.first == n; });
        if (known == merged.end())
            merged.emplace_back(name, value);
        else
            known->second += "," + value;
    }
    std::string text = "{";
    for (const auto& [name, value] : merged)
        text += (text.size() > 1 ? ", " : "") + name + "=" + value;
    text += "}";
    if (text.size() > longestMap)
        text = text.substr(0, longestMap) + " [TRUNCATED]";
    return text;
}

Pairs pairsOf(const Headers& headers)
{
    Pairs pairs;
    for (const HeaderField field : headers)
        pairs.emplace_back(field.name, field.value);
    return pairs;
}

Pairs queryOf(std::string_view path)
{
    Pairs pairs;
    const auto mark = path.find('?');
    if (mark == std::string_view::npos)
        return pairs;
    forEachQueryPair(path.substr(mark + 1), [&](std::string_view name, std::string_view value) {
        pairs.emplace_back(queryDecoded(name), queryDecoded(value));
        return false;
    });
    return pairs;
}

class LogWriter
{
public:
    explicit LogWriter(const Trace& trace) : m_trace(trace)
    {
        m_text = "Execution log for request " + trace.requestId + "\n";
    }

    void line(std::chrono::nanoseconds at, const std::string& what)
    {
        static constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
        static constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                           "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
        const auto time = m_trace.time + std::chrono::duration_cast<std::chrono::system_clock::duration>(at);
        const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
        std::tm t{};
        gmtime_r(&seconds, &t);
        char stamp[64];
        std::snprintf(
            stamp, sizeof stamp, "%s %s %02d %02d:%02d:%02d UTC %d : ", days[static_cast<std::size_t>(t.tm_wday)],
            months[static_cast<std::size_t>(t.tm_mon)], t.tm_mday, t.tm_hour, t.tm_min, t.tm_sec, t.tm_year + 1900);
        m_text += stamp + what + "\n";
    }

    [[nodiscard]] std::string take() { return std::move(m_text); }

private:
    const Trace& m_trace;
    std::string m_text;
};

// What usage plans said stands before the execution (reference 1.34, item 3).
void writeUsagePlan(const Trace& trace, LogWriter& log)
{
    const Span* check = spanNamed(trace, "usage_plan");
    if (!check)
        return;
    for (const auto& [name, line] : check->notes)
        if (name == "log")
            log.line(check->start, line);
}

void writeCache(const Trace& trace, LogWriter& log)
{
    const Span* lookup = spanNamed(trace, "cache");
    if (lookup && noteOf(*lookup, "cache") == "hit")
        log.line(lookup->start, "Serving the response from the cache. Age: " + noteOf(*lookup, "age"));
}

// "***" and the end of the name, which tells principals apart.
std::string maskedPrincipal(const std::string& name)
{
    constexpr std::size_t shown = 6;
    const std::size_t tail = std::min(shown, name.size() / 2);
    return "***" + name.substr(name.size() - tail);
}

void writeAuthorizerCall(const Trace& trace, const Span& span, LogWriter& log)
{
    const TraceMessage* request = messageAt(trace, span.in);
    if (!request)
        return; // its result was kept, or nothing told who calls
    const std::string url = noteOf(span, "url");
    log.line(span.start, "Endpoint request URI: " + url);
    log.line(span.start, "Endpoint request headers: " + mapText(pairsOf(request->headers)));
    log.line(span.start, "Endpoint request body after transformations: " + request->body);
    log.line(span.start, "Sending request to " + url);
    if (const TraceMessage* answer = messageAt(trace, span.out))
        log.line(span.start + span.duration, "Authorizer result body before parsing: " + answer->body);
}

// What a Lambda authorizer was asked and said (reference 1.34, item 2).
void writeAuthorizer(const Trace& trace, LogWriter& log)
{
    const Span* span = spanNamed(trace, "authorize_lambda");
    if (!span)
        return;
    const auto end = span->start + span->duration;
    log.line(span->start,
             "Starting authorizer: " + noteOf(*span, "authorizer id") + " for request: " + trace.requestId);
    if (const std::string identity = noteOf(*span, "identity"); !identity.empty())
        log.line(span->start, "Incoming identity: " + identity);
    writeAuthorizerCall(trace, *span, log);
    if (const std::string principal = noteOf(*span, "principal"); !principal.empty()) {
        log.line(end, "Using valid authorizer policy for principal: " + maskedPrincipal(principal));
        if (!span->failed)
            log.line(end, "Successfully completed authorizer execution");
    }
}

// Whether it was refused for who called: nothing was executed.
bool isRefusedByAuthorization(const Trace& trace)
{
    return std::any_of(trace.spans.begin(), trace.spans.end(), [](const Span& span) {
        const std::string_view stage = span.stage;
        return span.failed && (stage.starts_with("authorize") || stage == "resource_policy");
    });
}

// What a route of a WebSocket API is asked (reference 3.7): handshakes bring a head, messages a body.
void writeMessage(const Trace& trace, std::chrono::nanoseconds at, LogWriter& log)
{
    log.line(at, "Route key: " + trace.socket->routeKey + ", Connection Id: " + trace.socket->connectionId);
    const TraceMessage* request = trace.spans.empty() ? nullptr : messageAt(trace, trace.spans.front().in);
    if (!request)
        return;
    if (trace.socket->eventType == "CONNECT")
        log.line(at, "Method request headers: " + mapText(pairsOf(request->headers)));
    else
        log.line(at, "Method request body before transformations: " + request->body);
}

void writeMethodRequest(const Trace& trace, LogWriter& log)
{
    const Span* route = spanNamed(trace, "route");
    const auto at = route ? route->start : std::chrono::nanoseconds{0};
    const std::string path = trace.path.substr(0, trace.path.find('?'));
    log.line(at, "Starting execution for request: " + trace.requestId);
    if (trace.socket)
        return writeMessage(trace, at, log);
    log.line(at, "HTTP Method: " + trace.method + ", Resource Path: " + path);
    if (trace.resourcePath.empty())
        return;
    if (const Span* check = spanNamed(trace, "usage_plan"); check && !noteOf(*check, "apiKey").empty())
        log.line(at, "API Key: " + noteOf(*check, "apiKey"));
    log.line(at, "Method request path: " + mapText(route ? route->notes : Pairs{}));
    log.line(at, "Method request query string: " + mapText(queryOf(trace.path)));
    if (const TraceMessage* request = trace.spans.empty() ? nullptr : messageAt(trace, trace.spans.front().in)) {
        log.line(at, "Method request headers: " + mapText(pairsOf(request->headers)));
        log.line(at, "Method request body before transformations: " + request->body);
    }
}

void writeEndpoint(const Trace& trace, LogWriter& log)
{
    const Span* call = spanNamed(trace, "integrate");
    const TraceMessage* request = call ? messageAt(trace, call->in) : nullptr;
    if (!request)
        return; // MOCK and generated answers have no endpoint
    const std::string url = noteOf(*call, "url");
    log.line(call->start, "Endpoint request URI: " + url);
    log.line(call->start, "Endpoint request headers: " + mapText(pairsOf(request->headers)));
    log.line(call->start, "Endpoint request body after transformations: " + request->body);
    log.line(call->start, "Sending request to " + url);
    const TraceMessage* answer = messageAt(trace, call->out);
    if (!answer)
        return;
    const auto end = call->start + call->duration;
    const auto latency = std::chrono::duration_cast<std::chrono::milliseconds>(call->duration).count();
    log.line(end, "Received response. Status: " + answer->startLine.substr(0, 3) +
                      ", Integration latency: " + std::to_string(latency) + " ms");
    log.line(end, "Endpoint response headers: " + mapText(pairsOf(answer->headers)));
    log.line(end, "Endpoint response body before transformations: " + answer->body);
}

void writeMethodResponse(const Trace& trace, LogWriter& log)
{
    const auto at = trace.spans.empty() ? trace.duration : trace.spans.back().start;
    if (trace.hasFault && trace.fault.responseType == "UNAUTHORIZED") {
        log.line(at, "Unauthorized request: " + trace.requestId);
    } else if (trace.hasFault) {
        log.line(at, trace.fault.reason);
    } else if (const TraceMessage* response = messageAt(trace, trace.spans.empty() ? -1 : trace.spans.back().out)) {
        Pairs headers = pairsOf(response->headers);
        std::erase_if(headers, [](const auto& pair) {
            return equalsIgnoreCase(pair.first, "x-amzn-RequestId") || equalsIgnoreCase(pair.first, "x-amz-apigw-id");
        });
        log.line(at, "Method response body after transformations: " + response->body);
        log.line(at, "Method response headers: " + mapText(headers));
        log.line(at, "Successfully completed execution");
    }
    log.line(trace.duration, "Method completed with status: " + std::to_string(trace.status));
}

} // namespace

std::string executionLog(const Trace& trace)
{
    LogWriter log(trace);
    writeAuthorizer(trace, log);
    if (!isRefusedByAuthorization(trace)) {
        writeUsagePlan(trace, log);
        writeMethodRequest(trace, log);
        writeCache(trace, log);
        writeEndpoint(trace, log);
    }
    writeMethodResponse(trace, log);
    return log.take();
}

} // namespace gw::engine
