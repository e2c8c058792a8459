// FrameQueue: the frames a connection has yet to write, shared with all other connections they go to. An empty one owns
// no memory.
#pragma once

#include "gateway-engine/transport/asio_types.h"
#include "gateway-engine/websocket/frame.h"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace gw::engine {

class FrameQueue
{
public:
    [[nodiscard]] bool isEmpty() const { return m_first == m_frames.size(); }

    void push(std::shared_ptr<const Frame> frame) { m_frames.push_back(std::move(frame)); }

    // Fills in what comes next, without what was written of it already, and gives how many pieces that is.
    std::size_t gather(std::span<asio::const_buffer> pieces) const
    {
        std::size_t count = 0;
        for (std::size_t i = m_first; i < m_frames.size() && count < pieces.size(); ++i, ++count)
            pieces[count] = asio::buffer(m_frames[i]->bytes);
        if (count > 0)
            pieces[0] += m_written;
        return count;
    }

    // So many bytes went out; `done` is told of each frame that is through.
    template <typename Done>
    void written(std::size_t bytes, Done done)
    {
        m_written += bytes;
        while (!isEmpty() && m_written >= m_frames[m_first]->bytes.size()) {
            const std::shared_ptr<const Frame> frame = std::move(m_frames[m_first++]);
            m_written -= frame->bytes.size();
            done(*frame);
        }
        releaseIfEmpty();
    }

    // All but one that has begun: half a frame cannot be taken back.
    template <typename Done>
    void dropUnsent(Done done)
    {
        const std::size_t kept = std::min(m_frames.size(), m_first + (m_written > 0 ? 1 : 0));
        for (std::size_t i = kept; i < m_frames.size(); ++i)
            done(*m_frames[i]);
        m_frames.resize(kept);
        releaseIfEmpty();
    }

private:
    void releaseIfEmpty()
    {
        if (!isEmpty())
            return;
        m_first = 0;
        if (m_frames.capacity() > smallCapacity)
            std::vector<std::shared_ptr<const Frame>>().swap(m_frames);
        else
            m_frames.clear();
    }

    static constexpr std::size_t smallCapacity = 2;
    std::vector<std::shared_ptr<const Frame>> m_frames;
    std::size_t m_first = 0;
    std::size_t m_written = 0; // of the first
};

} // namespace gw::engine
