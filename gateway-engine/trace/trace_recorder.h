// TraceRecorder: builds the Trace of one request. Costs next to nothing when traces are off.
#pragma once

#include "gateway-engine/http/message.h"
#include "gateway-engine/services.h"
#include "gateway-engine/trace/trace.h"
#include "gateway-engine/trace/trace_pool.h"
#include "gateway-engine/trace/trace_secrets.h"

#include <memory>

namespace gw::engine {

class TraceRecorder
{
public:
    TraceRecorder(const TraceOptions& options, const Services& services);

    // A running span: ends when it goes out of scope.
    class Running
    {
    public:
        Running(TraceRecorder* recorder, int index) : m_recorder(recorder), m_index(index) {}
        Running(Running&& other) noexcept : m_recorder(std::exchange(other.m_recorder, nullptr)), m_index(other.m_index)
        {
        }
        Running& operator=(Running&&) = delete;
        ~Running() { end(); }
        void end()
        {
            if (TraceRecorder* recorder = std::exchange(m_recorder, nullptr))
                recorder->endSpan(m_index);
        }

    private:
        TraceRecorder* m_recorder;
        int m_index;
    };

    [[nodiscard]] bool isOn() const { return m_trace != nullptr; }
    [[nodiscard]] Running begin(const char* stage, Card card)
    {
        return m_trace ? Running(this, beginSpan(stage, card)) : Running(nullptr, -1);
    }

    // These speak of the span begun last, and do nothing when traces are off.
    void note(std::string_view name, std::string_view value);
    void fail(std::string_view responseType, std::string reason);
    void in(int message);
    void out(int message);
    // Capture messages: mask, cut, give the index for in()/out(). -1 when traces are off.
    int capture(const Request& request);
    int capture(const struct UpstreamRequest& request);
    int capture(const Response& response);
    [[nodiscard]] int lastMessage() const; // the one captured last

    // What nothing recorded before or after may show. Add only while the recorder is on.
    [[nodiscard]] TraceSecrets& secrets() { return m_secrets; }

    [[nodiscard]] Trace* trace() { return m_trace.get(); } // null when off
    [[nodiscard]] const Trace* trace() const { return m_trace.get(); }
    // Ends the trace: total duration, status and sizes. Null when off.
    [[nodiscard]] RecordedTrace finish(const Response& response);

private:
    int beginSpan(const char* stage, Card card); // gives its index
    void endSpan(int index);
    TraceMessage& addMessage(); // as a former one left it: all of it is to be filled
    [[nodiscard]] int fill(const Headers& headers, const std::string& body); // the rest of it; gives its index

    const Services* m_services;
    TraceOptions m_options;
    std::chrono::steady_clock::time_point m_start;
    std::chrono::steady_clock::time_point m_last; // when the span before ended: the next begins there
    RecordedTrace m_trace;
    TraceSecrets m_secrets;
};

} // namespace gw::engine
