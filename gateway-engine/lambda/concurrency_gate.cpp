#include "gateway-engine/lambda/concurrency_gate.h"

#include <utility>

namespace gw::engine {

// Nobody overtakes who waits.
bool ConcurrencyGate::tryEnter()
{
    if (m_isClosed || !m_waiting.empty() || m_inside >= m_limit)
        return false;
    ++m_inside;
    return true;
}

Task<bool> ConcurrencyGate::waitToEnter(std::chrono::milliseconds patience)
{
    if (m_isClosed || m_waiting.size() >= mostWaiting)
        co_return false;
    const auto turn = std::make_shared<Turn>(m_context);
    m_waiting.push_back(turn);
    turn->timer.expires_after(patience);
    co_await turn->timer.async_wait(asTask);
    if (!turn->hasCome)
        std::erase(m_waiting, turn);
    co_return turn->hasCome;
}

void ConcurrencyGate::leave()
{
    --m_inside;
    letIn();
}

void ConcurrencyGate::setLimit(int limit)
{
    m_limit = limit;
    letIn();
}

void ConcurrencyGate::letIn()
{
    while (!m_isClosed && !m_waiting.empty() && m_inside < m_limit) {
        const auto turn = std::move(m_waiting.front());
        m_waiting.pop_front();
        ++m_inside;
        turn->hasCome = true;
        turn->timer.cancel();
    }
}

void ConcurrencyGate::close()
{
    m_isClosed = true;
    for (const auto& turn : m_waiting)
        turn->timer.cancel();
}

} // namespace gw::engine
