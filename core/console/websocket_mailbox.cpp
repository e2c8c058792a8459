// Frames wait here, and no more than may.
#include "core/console/websocket_mailbox.h"

#include <algorithm>
#include <utility>

namespace gw::console {

void WebSocketMailbox::put(News news)
{
    const std::lock_guard lock(m_mutex);
    if (news.frame)
        add(std::move(*news.frame));
    if (news.state)
        m_state = *news.state;
    if (news.opened)
        m_opened = std::move(news.opened);
    if (news.ending)
        m_ending = std::move(news.ending);
    if (!std::exchange(m_isAnnounced, true))
        QMetaObject::invokeMethod(m_owner, m_wake, Qt::QueuedConnection);
}

WebSocketMailbox::Delivery WebSocketMailbox::take()
{
    const std::lock_guard lock(m_mutex);
    Delivery delivery;
    const std::size_t count = std::min(m_frames.size(), WebSocketSession::batchFrames);
    delivery.frames.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        m_bytes -= m_frames.front().payload.size();
        delivery.frames.push_back(std::move(m_frames.front()));
        m_frames.pop_front();
    }
    delivery.dropped = std::exchange(m_dropped, 0);
    delivery.isMore = !m_frames.empty();
    delivery.state = m_state;
    if (!delivery.isMore) { // told after the frames that led to them
        delivery.opened = std::exchange(m_opened, std::nullopt);
        delivery.ending = std::exchange(m_ending, std::nullopt);
        m_isAnnounced = false;
    }
    return delivery;
}

void WebSocketMailbox::add(Frame frame)
{
    m_bytes += frame.payload.size();
    m_frames.push_back(std::move(frame));
    while (m_frames.size() > WebSocketSession::mostWaitingFrames ||
           (m_bytes > WebSocketSession::mostWaitingBytes && m_frames.size() > 1)) {
        m_bytes -= m_frames.front().payload.size();
        m_frames.pop_front();
        ++m_dropped;
    }
}

} // namespace gw::console
