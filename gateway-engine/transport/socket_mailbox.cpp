#include "gateway-engine/transport/socket_mailbox.h"

#include "gateway-engine/transport/websocket_connection.h"

#include <boost/asio/post.hpp>

#include <algorithm>
#include <functional>
#include <utility>

namespace gw::engine {

namespace {
constexpr std::size_t portion = 256; // letters delivered before others have their turn
constexpr std::size_t keptCapacity = 1'024;
constexpr std::size_t worthSorting = 512;
} // namespace

void SocketMailbox::close()
{
    std::vector<Letter> dropped;
    const std::lock_guard lock(m_mutex);
    m_context = nullptr;
    m_letters.swap(dropped);
}

void SocketMailbox::put(std::shared_ptr<WebSocketConnection> to, std::shared_ptr<const Frame> frame)
{
    const std::lock_guard lock(m_mutex);
    if (!m_context)
        return;
    m_letters.push_back({std::move(to), std::move(frame)});
    if (!m_hasLetters.exchange(true, std::memory_order_acq_rel))
        deliverLater(*m_context);
}

void SocketMailbox::deliverLater(asio::io_context& context)
{
    asio::post(context, [self = shared_from_this()] { self->deliverSome(); });
}

// Each connection writes what is new to it at once: first all frames of a portion are queued, then they go out.
void SocketMailbox::deliverSome()
{
    if (m_delivered == m_fetched.size()) {
        if (!fetch())
            return;
        sortByConnection();
    }
    const std::size_t begin = m_delivered;
    const std::size_t end = std::min(begin + portion, m_fetched.size());
    for (std::size_t i = begin; i < end; ++i)
        m_fetched[i].to->deliver(std::move(m_fetched[i].frame));
    for (std::size_t i = begin; i < end; ++i)
        std::exchange(m_fetched[i].to, nullptr)->flush();
    m_delivered = end;
    const std::lock_guard lock(m_mutex);
    if (m_context)
        deliverLater(*m_context);
}

bool SocketMailbox::fetch()
{
    m_fetched.clear();
    m_delivered = 0;
    if (m_fetched.capacity() > keptCapacity)
        m_fetched.shrink_to_fit();
    const std::lock_guard lock(m_mutex);
    m_fetched.swap(m_letters);
    if (m_fetched.empty())
        m_hasLetters.store(false, std::memory_order_release);
    return !m_fetched.empty();
}

// Connections that were made one after the other are neighbours in memory, in ours and in the kernel's: a broadcast to
// thousands goes through them in that order. The letters of one connection stay in theirs.
void SocketMailbox::sortByConnection()
{
    if (m_fetched.size() >= worthSorting)
        std::stable_sort(m_fetched.begin(), m_fetched.end(), [](const Letter& a, const Letter& b) {
            return std::less<>()(a.to.get(), b.to.get());
        });
}

} // namespace gw::engine
