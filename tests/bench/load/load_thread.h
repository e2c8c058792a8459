// One thread of the load: its connections, in one epoll loop.
//
// At a constant rate, request k is due at begin + k/rate, whatever has become of those before. It goes out on a
// connection that waits for nothing; when there is none it waits in line, and its time counts all the same from when it
// was due. So a server that stops for a second is charged with every request of that second, not with one a connection
// (which is what "coordinated omission" leaves out).
#pragma once

#include "tests/bench/load/answer_reader.h"
#include "tests/bench/load/latency_histogram.h"
#include "tests/bench/load/load_plan.h"

#include <chrono>
#include <cstdint>
#include <deque>
#include <vector>

namespace gw::bench {

struct LoadFigures
{
    LatencyHistogram latency;
    std::uint64_t answers = 0;
    std::uint64_t bytes = 0;         // heads and bodies
    std::uint64_t not2xx = 0;        // among the answers
    std::uint64_t connectFailed = 0; // the rest are requests without an answer
    std::uint64_t closed = 0;        // the connection ended first
    std::uint64_t timedOut = 0;
    std::uint64_t malformed = 0;
    std::uint64_t unsent = 0;     // due, and never sent: no connection was free until the end
    std::uint64_t reconnects = 0; // after "Connection: close", or an end between requests: no failure
    bool gaveUp = false;          // nobody listens any more
    std::int64_t seenAt = 0;      // nanoseconds since 1970 when the text watched for first came; 0: never

    void add(const LoadFigures& other);
    [[nodiscard]] std::uint64_t failed() const { return connectFailed + closed + timedOut + malformed + unsent; }
};

class LoadThread
{
public:
    // `share` of the threads: 0 … threads - 1.
    LoadThread(const LoadPlan& plan, std::size_t share);
    ~LoadThread();
    LoadThread(const LoadThread&) = delete;
    LoadThread& operator=(const LoadThread&) = delete;

    bool open();
    void run(); // for as long as the plan says, and until what is on its way has come back
    [[nodiscard]] const LoadFigures& figures() const { return m_figures; }

private:
    using Nanoseconds = std::int64_t; // of the steady clock

    struct Connection
    {
        int handle = -1;
        Nanoseconds since = 0; // when the request was due, or sent; 0: waits for nothing
        const std::string* request = nullptr;
        std::size_t sent = 0; // bytes of the request
        AnswerReader reader;
    };

    static Nanoseconds now();
    bool connect(std::size_t index);
    void reconnect(std::size_t index);
    void poll(Nanoseconds until);
    void sendWhatIsDue(Nanoseconds at);
    void begin(std::size_t index, Nanoseconds due);
    void write(std::size_t index);
    void read(std::size_t index);
    void take(std::size_t index, std::string_view bytes);
    void answered(std::size_t index);
    void lose(std::size_t index, std::uint64_t& reason);
    void giveUpOld(Nanoseconds at);
    void free(std::size_t index);
    void drain();
    void countUnsent(Nanoseconds at);
    [[nodiscard]] bool isBehind() const; // a request that was due has not gone out
    [[nodiscard]] Nanoseconds dueTime(std::uint64_t request) const;

    const LoadPlan& m_plan;
    std::size_t m_share;
    double m_interval; // nanoseconds between requests of this thread; 0: no rate
    int m_epoll;
    std::vector<Connection> m_connections;
    std::deque<std::size_t> m_free; // with a rate: who waits for nothing, longest first
    std::size_t m_busy = 0;
    std::uint64_t m_next = 0;  // with a rate: the request that is due next
    std::uint64_t m_begun = 0; // requests
    std::size_t m_failuresInTurn = 0;
    Nanoseconds m_begin = 0;
    Nanoseconds m_end = 0;
    Nanoseconds m_nextCheck = 0; // for answers that never come
    bool m_isEnding = false;
    std::vector<char> m_buffer;
    LoadFigures m_figures;
};

} // namespace gw::bench
