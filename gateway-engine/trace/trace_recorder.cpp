// Messages are masked and cut here, once, when they are captured; nothing later holds a secret.
#include "gateway-engine/trace/trace_recorder.h"

#include "gateway-engine/pipeline/upstream.h"

#include <algorithm>
#include <charconv>

namespace gw::engine {

namespace {

constexpr std::size_t usualSpans = 6;
constexpr std::size_t usualMessages = 4;

bool holdsSecrets(const Headers& headers)
{
    for (const HeaderField field : headers)
        if (isSecretHeader(field.name))
            return true;
    return false;
}

void captureHeaders(const Headers& from, Headers& to)
{
    if (!holdsSecrets(from)) { // as a whole, which is much cheaper
        to = from;
        return;
    }
    to.reserve(from.size(), from.bytes());
    for (const HeaderField field : from)
        if (isSecretHeader(field.name))
            to.add(field.name, maskSecret(field.value));
        else
            to.add(field.name, field.value);
}

void captureBody(const std::string& body, std::size_t limit, TraceMessage& message)
{
    message.body.assign(body, 0, limit);
    message.bodyBytes = body.size();
    message.isCut = body.size() > limit;
}

std::string requestLine(const std::string& method, const std::string& target, int versionMinor)
{
    std::string line;
    line.reserve(method.size() + target.size() + 10);
    line.append(method).append(" ");
    if (target.find('?') == std::string::npos)
        line.append(target);
    else
        line.append(maskQuery(target));
    line.append(versionMinor == 0 ? " HTTP/1.0" : " HTTP/1.1");
    return line;
}

std::string statusLine(int status)
{
    char digits[16];
    const auto end = std::to_chars(digits, digits + sizeof digits, status).ptr;
    std::string line(digits, end);
    if (const std::string_view reason = reasonPhrase(status); !reason.empty())
        line.append(" ").append(reason);
    return line;
}

} // namespace

TraceRecorder::TraceRecorder(const TraceOptions& options, const Services& services)
    : m_services(&services), m_options(options)
{
    if (!options.enabled)
        return;
    m_start = m_last = services.now();
    m_trace = std::make_shared<Trace>();
    m_trace->time = services.wallClock();
    m_trace->spans.reserve(usualSpans);
    m_trace->messages.reserve(usualMessages);
}

int TraceRecorder::beginSpan(const char* stage, Card card)
{
    Span& span = m_trace->spans.emplace_back();
    span.stage = stage;
    span.card = card;
    span.start = m_last - m_start;
    return static_cast<int>(m_trace->spans.size()) - 1;
}

void TraceRecorder::endSpan(int index)
{
    if (!m_trace)
        return;
    Span& span = m_trace->spans[static_cast<std::size_t>(index)];
    m_last = m_services->now();
    span.duration = m_last - m_start - span.start;
}

void TraceRecorder::note(std::string_view name, std::string_view value)
{
    if (m_trace && !m_trace->spans.empty())
        m_trace->spans.back().notes.emplace_back(name, value);
}

void TraceRecorder::fail(std::string_view responseType, std::string reason)
{
    if (!m_trace || m_trace->spans.empty())
        return;
    m_trace->spans.back().failed = true;
    m_trace->hasFault = true;
    m_trace->fault.responseType = responseType;
    m_trace->fault.reason = std::move(reason);
}

void TraceRecorder::in(int message)
{
    if (m_trace && !m_trace->spans.empty())
        m_trace->spans.back().in = message;
}

void TraceRecorder::out(int message)
{
    if (m_trace && !m_trace->spans.empty())
        m_trace->spans.back().out = message;
}

int TraceRecorder::capture(const Request& request)
{
    if (!m_trace)
        return -1;
    TraceMessage& message = m_trace->messages.emplace_back();
    message.startLine = requestLine(request.method, request.target, request.versionMinor);
    captureHeaders(request.headers, message.headers);
    captureBody(request.body, m_options.maxBodyBytes, message);
    return static_cast<int>(m_trace->messages.size()) - 1;
}

int TraceRecorder::capture(const UpstreamRequest& request)
{
    if (!m_trace)
        return -1;
    TraceMessage& message = m_trace->messages.emplace_back();
    message.startLine = requestLine(request.method, request.target, 1);
    captureHeaders(request.headers, message.headers);
    captureBody(request.body, m_options.maxBodyBytes, message);
    return static_cast<int>(m_trace->messages.size()) - 1;
}

int TraceRecorder::capture(const Response& response)
{
    if (!m_trace)
        return -1;
    TraceMessage& message = m_trace->messages.emplace_back();
    message.startLine = statusLine(response.status);
    captureHeaders(response.headers, message.headers);
    captureBody(response.bodyText(), m_options.maxBodyBytes, message);
    return static_cast<int>(m_trace->messages.size()) - 1;
}

int TraceRecorder::lastMessage() const
{
    return m_trace ? static_cast<int>(m_trace->messages.size()) - 1 : -1;
}

std::shared_ptr<Trace> TraceRecorder::finish(const Response& response)
{
    if (!m_trace)
        return nullptr;
    if (!m_secrets.areNone())
        m_secrets.maskIn(*m_trace);
    m_trace->duration = m_last - m_start;
    m_trace->status = response.status;
    m_trace->responseBytes = response.bodyText().size();
    return std::move(m_trace);
}

} // namespace gw::engine
