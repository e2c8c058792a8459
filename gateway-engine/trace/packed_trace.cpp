// The bytes are read by who wrote them, in the same process: numbers and pointers to static text stand in them as they
// are. One walk says what is written; it runs twice, to count and to write.
#include "gateway-engine/trace/packed_trace.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace gw::engine {

namespace {

using Size = std::uint32_t; // of a text: bodies are cut long before

constexpr std::string Trace::*traceTexts[] = {&Trace::requestId, // the first: requestId() looks there
                                              &Trace::extendedRequestId,
                                              &Trace::apiId,
                                              &Trace::apiName,
                                              &Trace::stage,
                                              &Trace::method,
                                              &Trace::path,
                                              &Trace::resourcePath,
                                              &Trace::remoteAddress};
constexpr std::string TraceFault::*faultTexts[] = {&TraceFault::responseType, &TraceFault::reason, &TraceFault::message,
                                                   &TraceFault::validationErrorString, &TraceFault::authorizer};

struct Counts
{
    bool hasFault;
    Size spans;
    Size messages;
    Size caller;
};

struct SpanNumbers
{
    const char* stage;
    std::chrono::nanoseconds start;
    std::chrono::nanoseconds duration;
    Card card;
    int in;
    int out;
    Size notes;
    bool failed;
};

struct MessageNumbers
{
    std::uint64_t bodyBytes;
    Size headerLines;  // bytes of Headers::Image
    Size headerPlaces; // the same
    Size sameBody;     // as many messages before it is one of the same body; 0: its own follows
    bool areLinesWhole;
    bool isCut;
};

class Counter
{
public:
    void bytes(const void*, std::size_t size) { m_size += size; }
    [[nodiscard]] std::size_t size() const { return m_size; }

private:
    std::size_t m_size = 0;
};

class Writer
{
public:
    explicit Writer(char* to) : m_to(to) {}
    void bytes(const void* from, std::size_t size)
    {
        if (size == 0) // of nothing there may be no pointer
            return;
        std::memcpy(m_to, from, size);
        m_to += size;
    }

private:
    char* m_to;
};

template <typename Numbers, typename Out>
void putNumbers(Out& out, const Numbers& numbers)
{
    static_assert(std::is_trivially_copyable_v<Numbers>);
    out.bytes(&numbers, sizeof numbers);
}

template <typename Out>
void putText(Out& out, std::string_view text)
{
    putNumbers(out, static_cast<Size>(text.size()));
    out.bytes(text.data(), text.size());
}

template <typename Out>
void putNotes(Out& out, const std::vector<TraceNote>& notes)
{
    for (const auto& [name, value] : notes) {
        putText(out, name);
        putText(out, value);
    }
}

template <typename Out>
void putSpan(Out& out, const Span& span)
{
    putNumbers(out, SpanNumbers{span.stage, span.start, span.duration, span.card, span.in, span.out,
                                static_cast<Size>(span.notes.size()), span.failed});
    putNotes(out, span.notes);
}

// What a gateway passes on it mostly passes on as it is.
Size sameBodyBefore(const std::vector<TraceMessage>& messages, std::size_t index)
{
    for (std::size_t back = 1; back <= index; ++back)
        if (messages[index - back].body == messages[index].body)
            return static_cast<Size>(back);
    return 0;
}

template <typename Out>
void putMessage(Out& out, const std::vector<TraceMessage>& messages, std::size_t index, const Headers::Image& headers)
{
    const TraceMessage& message = messages[index];
    const Size sameBody = sameBodyBefore(messages, index);
    putNumbers(out, MessageNumbers{message.bodyBytes, static_cast<Size>(headers.lines.size()),
                                   static_cast<Size>(headers.places.size()), sameBody, headers.areLinesWhole,
                                   message.isCut});
    putText(out, message.startLine);
    out.bytes(headers.lines.data(), headers.lines.size());
    out.bytes(headers.places.data(), headers.places.size());
    if (sameBody == 0)
        putText(out, message.body);
}

// What was removed from headers is not to be kept.
template <typename Out>
void putMessage(Out& out, const std::vector<TraceMessage>& messages, std::size_t index)
{
    const Headers& headers = messages[index].headers;
    if (headers.areCompact())
        putMessage(out, messages, index, headers.image());
    else
        putMessage(out, messages, index, Headers(headers).image());
}

template <typename Out>
void putFault(Out& out, const TraceFault& fault)
{
    for (const auto text : faultTexts)
        putText(out, fault.*text);
    putNumbers(out, fault.setting);
}

template <typename Out>
void putTrace(Out& out, const Trace& trace)
{
    for (const auto text : traceTexts)
        putText(out, trace.*text);
    putNumbers(out, static_cast<const TraceNumbers&>(trace));
    putNumbers(out, Counts{trace.hasFault, static_cast<Size>(trace.spans.size()),
                           static_cast<Size>(trace.messages.size()), static_cast<Size>(trace.caller.size())});
    for (const Span& span : trace.spans)
        putSpan(out, span);
    for (std::size_t i = 0; i < trace.messages.size(); ++i)
        putMessage(out, trace.messages, i);
    putNotes(out, trace.caller);
    if (trace.hasFault)
        putFault(out, trace.fault);
}

class Reader
{
public:
    explicit Reader(const char* at) : m_at(at) {}

    template <typename Numbers>
    [[nodiscard]] Numbers numbers()
    {
        Numbers numbers;
        std::memcpy(&numbers, take(sizeof numbers), sizeof numbers);
        return numbers;
    }
    [[nodiscard]] std::string_view text()
    {
        const auto size = numbers<Size>();
        return {take(size), size};
    }
    const char* take(std::size_t size) { return std::exchange(m_at, m_at + size); }

private:
    const char* m_at;
};

std::vector<TraceNote> readNotes(Reader& from, Size count)
{
    std::vector<TraceNote> notes;
    notes.reserve(count);
    for (Size i = 0; i < count; ++i) {
        const std::string_view name = from.text();
        notes.emplace_back(name, from.text());
    }
    return notes;
}

Span readSpan(Reader& from)
{
    const auto numbers = from.numbers<SpanNumbers>();
    return {numbers.stage, numbers.card, numbers.start,
            numbers.duration, numbers.in, numbers.out,
            readNotes(from, numbers.notes), numbers.failed};
}

void readMessage(Reader& from, std::vector<TraceMessage>& messages)
{
    const auto numbers = from.numbers<MessageNumbers>();
    TraceMessage message;
    message.bodyBytes = numbers.bodyBytes;
    message.isCut = numbers.isCut;
    message.startLine = from.text();
    const std::string_view lines(from.take(numbers.headerLines), numbers.headerLines);
    const std::string_view places(from.take(numbers.headerPlaces), numbers.headerPlaces);
    message.headers = Headers(Headers::Image{lines, places, numbers.areLinesWhole});
    message.body = numbers.sameBody == 0 ? from.text() : messages[messages.size() - numbers.sameBody].body;
    messages.push_back(std::move(message));
}

void readTrace(Reader& from, Trace& trace)
{
    for (const auto text : traceTexts)
        trace.*text = from.text();
    static_cast<TraceNumbers&>(trace) = from.numbers<TraceNumbers>();
    const auto counts = from.numbers<Counts>();
    trace.hasFault = counts.hasFault;
    trace.spans.reserve(counts.spans);
    for (Size i = 0; i < counts.spans; ++i)
        trace.spans.push_back(readSpan(from));
    trace.messages.reserve(counts.messages);
    for (Size i = 0; i < counts.messages; ++i)
        readMessage(from, trace.messages);
    trace.caller = readNotes(from, counts.caller);
    if (!trace.hasFault)
        return;
    for (const auto text : faultTexts)
        trace.fault.*text = from.text();
    trace.fault.setting = from.numbers<NodeRef>();
}

} // namespace

PackedTrace::PackedTrace(const Trace& trace)
{
    Counter counter;
    putTrace(counter, trace);
    m_size = counter.size();
    m_bytes.reset(new char[m_size]);
    Writer writer(m_bytes.get());
    putTrace(writer, trace);
    if (trace.domain || trace.tls || trace.logging || trace.socket)
        m_shared = std::make_unique<Shared>(Shared{trace.domain, trace.tls, trace.logging, trace.socket});
}

std::shared_ptr<Trace> PackedTrace::unpack() const
{
    auto trace = std::make_shared<Trace>();
    Reader reader(m_bytes.get());
    readTrace(reader, *trace);
    if (m_shared) {
        trace->domain = m_shared->domain;
        trace->tls = m_shared->tls;
        trace->logging = m_shared->logging;
        trace->socket = m_shared->socket;
    }
    return trace;
}

std::string_view PackedTrace::requestId() const
{
    return Reader(m_bytes.get()).text();
}

} // namespace gw::engine
