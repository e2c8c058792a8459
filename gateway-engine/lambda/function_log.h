// FunctionLog: what functions wrote and what the engine says of their invocations (START, END, REPORT), newest kept, in
// a ring bounded by lines and bytes. Written on the service's thread; read from any.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace gw::engine {

struct LogLine
{
    enum class Source { Output, Errors, Platform }; // stdout, stderr, the engine itself
    std::uint64_t sequence = 0;                     // rises by one a line over all functions, from 1
    std::chrono::system_clock::time_point time;
    std::string function;
    std::string requestId; // empty outside of an invocation (init, between two)
    int pid = 0;           // 0: no process yet
    Source source = Source::Output;
    std::string text;   // without the line break; a console.log of several lines is one entry that holds "\n"
    bool isCut = false; // it was longer than a line may be
};

struct FunctionLogLimits
{
    std::size_t maxLines = 10'000;
    std::size_t maxBytes = 8u << 20;      // of texts
    std::size_t maxLineBytes = 16u << 10; // what is longer is cut
};

class FunctionLog
{
public:
    explicit FunctionLog(const FunctionLogLimits& limits) : m_limits(limits) {}

    [[nodiscard]] const FunctionLogLimits& limits() const { return m_limits; }
    void append(LogLine line); // its sequence is given here

    struct Lines
    {
        std::vector<LogLine> lines;     // rising sequence
        std::uint64_t lastSequence = 0; // of the newest there is: ask with it next time
        std::uint64_t dropped = 0;      // since the start: lines that are no longer here
    };
    // The newest `most` of those after `sequence`, of one function or (empty) of all.
    [[nodiscard]] Lines after(std::uint64_t sequence, std::string_view function = {}, std::size_t most = 10'000) const;
    [[nodiscard]] std::uint64_t lastSequence() const;
    void clear(); // sequences go on

private:
    const FunctionLogLimits m_limits;
    mutable std::mutex m_mutex;
    std::deque<LogLine> m_lines;
    std::size_t m_bytes = 0;
    std::uint64_t m_lastSequence = 0;
    std::uint64_t m_dropped = 0;
};

} // namespace gw::engine
