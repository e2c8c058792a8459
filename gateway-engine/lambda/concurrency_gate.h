// ConcurrencyGate: how many invocations of a function run at once. What comes beyond the limit is turned away, as the
// service does it (reference 4.1), or waits its turn where the function's queueTimeout lets it. Of one thread.
#pragma once

#include "gateway-engine/task.h"
#include "gateway-engine/transport/asio_types.h"

#include <chrono>
#include <cstddef>
#include <deque>
#include <memory>

namespace gw::engine {

class ConcurrencyGate
{
public:
    ConcurrencyGate(asio::io_context& context, int limit) : m_context(context), m_limit(limit) {}

    // True: it is in, and leaves some time.
    [[nodiscard]] bool tryEnter();
    [[nodiscard]] Task<bool> waitToEnter(std::chrono::milliseconds patience);
    void leave();

    void setLimit(int limit);
    void close(); // nothing comes in any more; what waits is turned away

    [[nodiscard]] int inside() const { return m_inside; }
    [[nodiscard]] bool isEmpty() const { return m_inside == 0 && m_waiting.empty(); }

private:
    struct Turn
    {
        explicit Turn(asio::io_context& context) : timer(context) {}
        Timer timer;
        bool hasCome = false;
    };
    static constexpr std::size_t mostWaiting = 1'000;

    void letIn();

    asio::io_context& m_context;
    int m_limit;
    int m_inside = 0;
    bool m_isClosed = false;
    std::deque<std::shared_ptr<Turn>> m_waiting; // in the order they came
};

} // namespace gw::engine
