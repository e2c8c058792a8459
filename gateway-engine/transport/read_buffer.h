// ReadBuffer: bytes received and not parsed yet, contiguous, in a block lent by the thread's pool.
#pragma once

#include "gateway-engine/transport/buffer_pool.h"

#include <cstring>
#include <span>
#include <string_view>
#include <utility>

namespace gw::engine {

class ReadBuffer
{
public:
    explicit ReadBuffer(BufferPool& pool) : m_pool(pool) {}
    ReadBuffer(ReadBuffer&& other) noexcept
        : m_pool(other.m_pool), m_block(std::move(other.m_block)), m_begin(std::exchange(other.m_begin, 0)),
          m_end(std::exchange(other.m_end, 0))
    {
    }
    ReadBuffer(const ReadBuffer&) = delete;
    ReadBuffer& operator=(const ReadBuffer&) = delete;
    ~ReadBuffer() { m_pool.giveBack(std::move(m_block)); }

    [[nodiscard]] bool isEmpty() const { return m_begin == m_end; }
    [[nodiscard]] std::string_view bytes() const { return {m_block.get() + m_begin, m_end - m_begin}; }
    [[nodiscard]] std::span<char> span() { return {m_block.get() + m_begin, m_end - m_begin}; }
    void consume(std::size_t count) { m_begin += count; }

    // Where the next bytes go; borrows a block, and moves what is kept to its front when little room is left. There is
    // room as long as nobody leaves a whole block unparsed: parsers refuse heads and chunk lines before that.
    [[nodiscard]] char* freeSpace()
    {
        if (!m_block)
            m_block = m_pool.borrow();
        if (m_begin == m_end) {
            m_begin = m_end = 0;
        } else if (m_pool.blockBytes() - m_end < m_pool.blockBytes() / 4) {
            std::memmove(m_block.get(), m_block.get() + m_begin, m_end - m_begin);
            m_end -= std::exchange(m_begin, 0);
        }
        return m_block.get() + m_end;
    }
    [[nodiscard]] std::size_t freeBytes() const { return m_pool.blockBytes() - m_end; }
    void received(std::size_t count) { m_end += count; }

    // Gives the block back when nothing is left in it.
    void releaseIfEmpty()
    {
        if (!isEmpty())
            return;
        m_begin = m_end = 0;
        m_pool.giveBack(std::move(m_block));
    }

private:
    BufferPool& m_pool;
    BufferPool::Block m_block;
    std::size_t m_begin = 0;
    std::size_t m_end = 0;
};

} // namespace gw::engine
