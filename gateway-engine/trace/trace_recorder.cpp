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
    to.clear();
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

void writeRequestLine(std::string& line, const std::string& method, const std::string& target, int versionMinor)
{
    line.clear();
    line.reserve(method.size() + target.size() + 10);
    line.append(method).append(" ");
    if (target.find('?') == std::string::npos)
        line.append(target);
    else
        line.append(maskQuery(target));
    line.append(versionMinor == 0 ? " HTTP/1.0" : " HTTP/1.1");
}

void writeStatusLine(std::string& line, int status)
{
    char digits[16];
    const auto end = std::to_chars(digits, digits + sizeof digits, status).ptr;
    line.assign(digits, end);
    if (const std::string_view reason = reasonPhrase(status); !reason.empty())
        line.append(" ").append(reason);
}

// Gives the part of a former trace that the new one is to fill next, or a new one.
template <typename Part>
Part& addPart(std::vector<Part>& parts, std::vector<Part>& former)
{
    if (former.empty())
        return parts.emplace_back();
    Part& part = parts.emplace_back(std::move(former.back()));
    former.pop_back();
    return part;
}

} // namespace

TraceRecorder::TraceRecorder(const TraceOptions& options, const Services& services)
    : m_services(&services), m_options(options)
{
    if (!options.enabled)
        return;
    m_start = m_last = services.now();
    m_trace = options.pool ? options.pool->take() : RecordedTrace(new PooledTrace);
    m_trace->time = services.wallClock();
    m_trace->spans.reserve(usualSpans);
    m_trace->messages.reserve(usualMessages);
}

int TraceRecorder::beginSpan(const char* stage, Card card)
{
    Span& span = addPart(m_trace->spans, m_trace->formerSpans);
    span.stage = stage; // all of it: a former trace has left something everywhere
    span.card = card;
    span.start = m_last - m_start;
    span.duration = {};
    span.in = span.out = -1;
    span.notes.clear();
    span.failed = false;
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

TraceMessage& TraceRecorder::addMessage()
{
    return addPart(m_trace->messages, m_trace->formerMessages);
}

int TraceRecorder::fill(const Headers& headers, const std::string& body)
{
    TraceMessage& message = m_trace->messages.back();
    captureHeaders(headers, message.headers);
    captureBody(body, m_options.maxBodyBytes, message);
    return lastMessage();
}

int TraceRecorder::capture(const Request& request)
{
    if (!m_trace)
        return -1;
    writeRequestLine(addMessage().startLine, request.method, request.target, request.versionMinor);
    return fill(request.headers, request.body);
}

int TraceRecorder::capture(const UpstreamRequest& request)
{
    if (!m_trace)
        return -1;
    writeRequestLine(addMessage().startLine, request.method, request.target, 1);
    return fill(request.headers, request.body);
}

int TraceRecorder::capture(const Response& response)
{
    if (!m_trace)
        return -1;
    writeStatusLine(addMessage().startLine, response.status);
    return fill(response.headers, response.bodyText());
}

int TraceRecorder::lastMessage() const
{
    return m_trace ? static_cast<int>(m_trace->messages.size()) - 1 : -1;
}

RecordedTrace TraceRecorder::finish(const Response& response)
{
    if (!m_trace)
        return nullptr;
    if (!m_secrets.areNone())
        m_secrets.maskIn(*m_trace);
    m_trace->duration = m_last - m_start;
    m_trace->status = response.status;
    m_trace->responseBytes = response.bodyText().size();
    m_trace->memory = memoryOf(*m_trace);
    return std::move(m_trace);
}

} // namespace gw::engine
