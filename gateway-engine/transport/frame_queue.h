// FrameQueue: the frames a connection has yet to write, shared with all other connections they go to. One frame stands
// in the queue itself: a broadcast allocates for none of its clients, and an empty queue owns no memory.
#pragma once

#include "gateway-engine/transport/asio_types.h"
#include "gateway-engine/websocket/frame.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace gw::engine {

class FrameQueue
{
public:
    [[nodiscard]] bool isEmpty() const { return !m_first; }

    void push(std::shared_ptr<const Frame> frame)
    {
        if (m_first)
            m_others.push_back(std::move(frame));
        else
            m_first = std::move(frame);
    }

    // What is left of the only frame; nothing when there are none or several.
    [[nodiscard]] std::optional<asio::const_buffer> only() const
    {
        return m_first && m_others.empty() ? std::optional(restOfFirst()) : std::nullopt;
    }

    // Fills in what comes next, without what was written of it already, and gives how many pieces that is.
    std::size_t gather(std::span<asio::const_buffer> pieces) const
    {
        if (!m_first || pieces.empty())
            return 0;
        std::size_t count = 0;
        pieces[count++] = restOfFirst();
        for (std::size_t i = m_next; i < m_others.size() && count < pieces.size(); ++i)
            pieces[count++] = asio::buffer(m_others[i]->bytes);
        return count;
    }

    // So many bytes went out; `done` is told of each frame that is through.
    template <typename Done>
    void written(std::size_t bytes, Done done)
    {
        m_written += bytes;
        while (m_first && m_written >= m_first->bytes.size()) {
            m_written -= m_first->bytes.size();
            done(*takeFirst());
        }
    }

    // All but one that has begun: half a frame cannot be taken back.
    template <typename Done>
    void dropUnsent(Done done)
    {
        const std::shared_ptr<const Frame> begun = m_written > 0 ? takeFirst() : nullptr;
        while (m_first)
            done(*takeFirst());
        m_first = begun;
    }

private:
    [[nodiscard]] asio::const_buffer restOfFirst() const { return asio::buffer(m_first->bytes) + m_written; }

    std::shared_ptr<const Frame> takeFirst()
    {
        const bool isLast = m_next == m_others.size();
        std::shared_ptr<const Frame> next = isLast ? nullptr : std::move(m_others[m_next++]);
        if (m_next == m_others.size()) {
            m_next = 0;
            std::vector<std::shared_ptr<const Frame>>().swap(m_others);
        }
        return std::exchange(m_first, std::move(next));
    }

    std::shared_ptr<const Frame> m_first; // null: the queue is empty
    std::vector<std::shared_ptr<const Frame>> m_others;
    std::size_t m_next = 0;    // of the others, is behind the first
    std::size_t m_written = 0; // of the first
};

} // namespace gw::engine
