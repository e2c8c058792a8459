// $context as far as a trace tells it; what has no meaning on this machine (X-Ray) is "-".
#include "gateway-engine/trace/access_log.h"

#include "gateway-engine/pipeline/request_id.h"
#include "gateway-engine/pipeline/variables.h"
#include "gateway-engine/trace/execution_log.h"
#include "gateway-engine/trace/trace_parts.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>

namespace gw::engine {

namespace {

constexpr std::size_t longestEvent = 1024;

struct Context
{
    const StageLogging& logging;
    const Trace& trace;
};

using Value = std::optional<std::string>;

std::tm utcOf(std::chrono::system_clock::time_point time)
{
    const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
    std::tm t{};
    gmtime_r(&seconds, &t);
    return t;
}

std::string requestTime(const Trace& trace) // 10/Oct/2000:13:55:36 +0000
{
    static constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const std::tm t = utcOf(trace.time);
    char text[64];
    std::snprintf(text, sizeof text, "%02d/%s/%04d:%02d:%02d:%02d +0000", t.tm_mday,
                  months[static_cast<std::size_t>(t.tm_mon)], t.tm_year + 1900, t.tm_hour, t.tm_min, t.tm_sec);
    return text;
}

std::string isoTime(std::chrono::system_clock::time_point time)
{
    const std::tm t = utcOf(time);
    const auto millis = std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count() % 1000;
    char text[64];
    std::snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", t.tm_year + 1900, t.tm_mon + 1, t.tm_mday,
                  t.tm_hour, t.tm_min, t.tm_sec, static_cast<int>(millis));
    return text;
}

Value notEmpty(const std::string& text)
{
    return text.empty() ? Value() : Value(text);
}

const TraceMessage* clientRequest(const Trace& trace)
{
    return trace.spans.empty() ? nullptr : messageAt(trace, trace.spans.front().in);
}

Value headerOf(const Trace& trace, std::string_view name)
{
    const TraceMessage* request = clientRequest(trace);
    const std::string_view value = request ? request->headers.get(name) : std::string_view();
    return value.empty() ? Value() : Value(std::string(value));
}

std::string protocolOf(const Trace& trace)
{
    const TraceMessage* request = clientRequest(trace);
    const std::size_t blank = request ? request->startLine.rfind(' ') : std::string::npos;
    return blank == std::string::npos ? "HTTP/1.1" : request->startLine.substr(blank + 1);
}

const Span* integrationOf(const Trace& trace)
{
    return spanNamed(trace, "integrate");
}

std::string millis(std::chrono::nanoseconds duration)
{
    return std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(duration).count());
}

Value integrationLatency(const Context& c)
{
    const Span* span = integrationOf(c.trace);
    return span ? Value(millis(span->duration)) : Value();
}

Value integrationStatus(const Context& c)
{
    const Span* span = integrationOf(c.trace);
    const TraceMessage* answer = span ? messageAt(c.trace, span->out) : nullptr;
    return answer && answer->startLine.size() >= 3 ? Value(answer->startLine.substr(0, 3)) : Value();
}

Value integrationError(const Context& c)
{
    const Span* span = integrationOf(c.trace);
    return span && span->failed ? Value(c.trace.fault.reason) : Value();
}

// API keys are written masked.
template <const char* stage, const char* note>
Value noted(const Context& c)
{
    const Span* span = spanNamed(c.trace, stage);
    const std::string* text = span ? findNote(*span, note) : nullptr;
    return text ? Value(*text) : Value();
}

constexpr char usagePlanStage[] = "usage_plan";
constexpr char apiKeyNote[] = "apiKey";
constexpr char apiKeyIdNote[] = "apiKeyId";
constexpr char webAclStage[] = "web_acl";
constexpr char webAclArnNote[] = "webaclArn";

Value wafResponseCode(const Context& c)
{
    const Span* span = spanNamed(c.trace, webAclStage);
    return span ? Value(span->failed ? "WAF_BLOCK" : "WAF_ALLOW") : Value();
}

Value wafStatus(const Context& c)
{
    return spanNamed(c.trace, webAclStage) ? Value("200") : Value();
}

Value wafLatency(const Context& c)
{
    const Span* span = spanNamed(c.trace, webAclStage);
    return span ? Value(millis(span->duration)) : Value();
}

Value errorMessage(const Context& c)
{
    return c.trace.hasFault ? notEmpty(c.trace.fault.message) : Value();
}

Value errorMessageString(const Context& c)
{
    if (!c.trace.hasFault)
        return {};
    return c.trace.fault.message.empty() ? Value("null") : Value(jsonQuoted(c.trace.fault.message));
}

// Clients may bring their own id, if it is a UUID (reference 1.5).
Value requestId(const Context& c)
{
    const Value brought = headerOf(c.trace, "x-amzn-RequestId");
    return brought && !isUuid(*brought) ? Value("UUID_REPLACED_INVALID_REQUEST_ID") : notEmpty(c.trace.requestId);
}

Value resourceId(const Context& c)
{
    for (const auto& [path, id] : c.logging.resourceIds)
        if (path == c.trace.resourcePath)
            return id;
    return {};
}

std::string pathWithStage(const Trace& trace)
{
    if (trace.domain)
        return trace.domain->path;
    return "/" + trace.stage + trace.path.substr(0, trace.path.find('?'));
}

std::string domainName(const Trace& trace)
{
    return trace.domain ? trace.domain->domainName : trace.apiId + ".execute-api.localhost";
}

std::string domainPrefix(const Trace& trace)
{
    return trace.domain ? std::string(trace.domain->domainPrefix()) : trace.apiId;
}

template <std::string DomainAddress::*part>
Value ofDomain(const Context& c)
{
    return c.trace.domain ? notEmpty((*c.trace.domain).*part) : Value();
}

template <std::string TlsFacts::*part>
Value ofTls(const Context& c)
{
    return c.trace.tls ? notEmpty((*c.trace.tls).*part) : Value();
}

template <std::string PeerCertificate::*part>
Value ofClientCertificate(const Context& c)
{
    const PeerCertificate* shown = c.trace.tls ? c.trace.tls->clientCertificate.get() : nullptr;
    return shown ? notEmpty(shown->*part) : Value();
}

// Of WebSocket APIs alone (reference 3.7).
template <std::string SocketTrace::*part>
Value ofSocket(const Context& c)
{
    return c.trace.socket ? notEmpty((*c.trace.socket).*part) : Value();
}

Value connectedAt(const Context& c)
{
    if (!c.trace.socket)
        return {};
    const auto since = c.trace.socket->connectedAt.time_since_epoch();
    return std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(since).count());
}

Value disconnectStatusCode(const Context& c)
{
    const bool isKnown = c.trace.socket && c.trace.socket->disconnectStatusCode != 0;
    return isKnown ? Value(std::to_string(c.trace.socket->disconnectStatusCode)) : Value();
}

Value userAgent(const Context& c)
{
    return c.trace.socket ? ofSocket<&SocketTrace::userAgent>(c) : headerOf(c.trace, "User-Agent");
}

struct Variable
{
    std::string_view name;
    Value (*value)(const Context& c);
};

constexpr std::array variables{
    Variable{"accountId", [](const Context&) { return Value(std::string(localAccountId)); }},
    Variable{"apiId", [](const Context& c) { return notEmpty(c.trace.apiId); }},
    Variable{"cipherSuite", ofTls<&TlsFacts::cipherSuite>},
    Variable{"connectedAt", connectedAt},
    Variable{"connectionId", ofSocket<&SocketTrace::connectionId>},
    Variable{"customDomain.basePathMatched", ofDomain<&DomainAddress::basePathMatched>},
    Variable{"customDomain.routingRuleIdMatched", ofDomain<&DomainAddress::routingRuleIdMatched>},
    Variable{"deploymentId", [](const Context& c) { return notEmpty(c.logging.deploymentId); }},
    Variable{"disconnectReason", ofSocket<&SocketTrace::disconnectReason>},
    Variable{"disconnectStatusCode", disconnectStatusCode},
    Variable{"domainName", [](const Context& c) { return Value(domainName(c.trace)); }},
    Variable{"domainPrefix", [](const Context& c) { return notEmpty(domainPrefix(c.trace)); }},
    Variable{"endpointType", [](const Context&) { return Value("REGIONAL"); }},
    Variable{"error.message", errorMessage},
    Variable{"error.messageString", errorMessageString},
    Variable{"error.responseType",
             [](const Context& c) { return c.trace.hasFault ? notEmpty(c.trace.fault.responseType) : Value(); }},
    Variable{"error.validationErrorString",
             [](const Context& c) { return notEmpty(c.trace.fault.validationErrorString); }},
    Variable{"eventType", ofSocket<&SocketTrace::eventType>},
    Variable{"extendedRequestId", [](const Context& c) { return notEmpty(c.trace.extendedRequestId); }},
    Variable{"httpMethod", [](const Context& c) { return c.trace.socket ? Value() : notEmpty(c.trace.method); }},
    Variable{"identity.apiKey", noted<usagePlanStage, apiKeyNote>},
    Variable{"identity.apiKeyId", noted<usagePlanStage, apiKeyIdNote>},
    Variable{"identity.clientCert.clientCertPem", ofClientCertificate<&PeerCertificate::clientCertPem>},
    Variable{"identity.clientCert.issuerDN", ofClientCertificate<&PeerCertificate::issuerDN>},
    Variable{"identity.clientCert.serialNumber", ofClientCertificate<&PeerCertificate::serialNumber>},
    Variable{"identity.clientCert.subjectDN", ofClientCertificate<&PeerCertificate::subjectDN>},
    Variable{"identity.clientCert.validity.notAfter", ofClientCertificate<&PeerCertificate::notAfter>},
    Variable{"identity.clientCert.validity.notBefore", ofClientCertificate<&PeerCertificate::notBefore>},
    Variable{"identity.sourceIp", [](const Context& c) { return notEmpty(c.trace.remoteAddress); }},
    Variable{"identity.userAgent", userAgent},
    Variable{"integration.error", integrationError},
    Variable{"integration.integrationStatus", integrationStatus},
    Variable{"integration.latency", integrationLatency},
    Variable{"integration.status", integrationStatus},
    Variable{"integrationErrorMessage", integrationError},
    Variable{"integrationLatency", integrationLatency},
    Variable{"integrationStatus", integrationStatus},
    Variable{"isCanaryRequest", [](const Context& c) { return notEmpty(c.logging.canary); }},
    Variable{"messageDirection", ofSocket<&SocketTrace::messageDirection>},
    Variable{"messageId", ofSocket<&SocketTrace::messageId>},
    Variable{"path", [](const Context& c) { return c.trace.socket ? Value() : Value(pathWithStage(c.trace)); }},
    Variable{"protocol", [](const Context& c) { return c.trace.socket ? Value() : Value(protocolOf(c.trace)); }},
    Variable{"requestId", requestId},
    Variable{"requestTime", [](const Context& c) { return Value(requestTime(c.trace)); }},
    Variable{"requestTimeEpoch",
             [](const Context& c) {
                 const auto since = c.trace.time.time_since_epoch();
                 return Value(std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(since).count()));
             }},
    Variable{"resourceId", resourceId},
    Variable{"resourcePath",
             [](const Context& c) { return c.trace.socket ? Value() : notEmpty(c.trace.resourcePath); }},
    Variable{"responseLatency", [](const Context& c) { return Value(millis(c.trace.duration)); }},
    Variable{"responseLength", [](const Context& c) { return Value(std::to_string(c.trace.responseBytes)); }},
    Variable{"routeKey", ofSocket<&SocketTrace::routeKey>},
    Variable{"stage", [](const Context& c) { return notEmpty(c.trace.stage); }},
    Variable{"status", [](const Context& c) { return Value(std::to_string(c.trace.status)); }},
    Variable{"tlsVersion", ofTls<&TlsFacts::version>},
    Variable{"waf.latency", wafLatency},
    Variable{"waf.status", wafStatus},
    Variable{"wafResponseCode", wafResponseCode},
    Variable{"webaclArn", noted<webAclStage, webAclArnNote>},
};

void appendClean(std::string& line, std::string_view value)
{
    for (const char c : value)
        line += static_cast<unsigned char>(c) < ' ' || c == '\x7f' ? ' ' : c;
}

bool beginsWithOneOf(std::string_view text, std::initializer_list<std::string_view> prefixes)
{
    return std::any_of(prefixes.begin(), prefixes.end(),
                       [text](std::string_view prefix) { return text.starts_with(prefix); });
}

// Headers, parameters and bodies.
bool isData(std::string_view event)
{
    return beginsWithOneOf(event, {"Method request ", "Method response ", "Endpoint request ", "Endpoint response ",
                                   "Authorizer result body "});
}

bool isWanted(std::string_view event, const MethodLogging& logging)
{
    return logging.hasDataTrace || !isData(event);
}

} // namespace

std::optional<std::string> accessLogValue(const StageLogging& logging, const Trace& trace, std::string_view name)
{
    const Context context{logging, trace};
    for (const Variable& variable : variables)
        if (variable.name == name)
            return variable.value(context);
    for (const auto& [known, value] : trace.caller)
        if (known == name)
            return notEmpty(value);
    return std::nullopt;
}

std::string accessLogLine(const StageLogging& logging, const Trace& trace)
{
    std::string line;
    for (const LogPart& part : logging.accessLogFormat)
        appendClean(line,
                    part.variable.empty() ? part.text : accessLogValue(logging, trace, part.variable).value_or("-"));
    return line;
}

std::string executionLogLines(const StageLogging& logging, const Trace& trace)
{
    const MethodLogging& method = logging.of(trace.resourcePath, trace.method);
    const bool hasFailed = trace.hasFault || trace.status >= 500;
    if (method.level == MethodLogging::Level::Off || (method.level == MethodLogging::Level::Error && !hasFailed))
        return {};
    const std::string prefix = isoTime(trace.time) + " (" + trace.requestId + ") ";
    std::string lines;
    const auto write = [&](std::string_view event) {
        std::string line = prefix;
        appendClean(line, event);
        if (line.size() > longestEvent)
            line.resize(longestEvent);
        lines += line + "\n";
    };
    write("Extended Request Id: " + trace.extendedRequestId);
    const std::string log = executionLog(trace);
    std::string_view rest(log);
    constexpr std::string_view stamp = " UTC ";
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const std::string_view line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        // "Sun Nov 22 22:00:00 UTC 2026 : what"; a body's further lines have no time and stay with their event.
        const std::size_t at = line.find(" : ");
        const bool isEvent = line.substr(0, 40).find(stamp) != std::string_view::npos && at != std::string_view::npos;
        if (isEvent && isWanted(line.substr(at + 3), method))
            write(line.substr(at + 3));
    }
    return lines;
}

} // namespace gw::engine
