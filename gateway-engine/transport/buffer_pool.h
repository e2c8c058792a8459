// BufferPool: a thread's blocks for reading. A connection borrows one when bytes are there and gives it back when the
// message is whole, so that idle connections hold none. The block given back last is lent first: it is still in cache.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

namespace gw::engine {

class BufferPool
{
public:
    explicit BufferPool(std::size_t blockBytes) : m_blockBytes(blockBytes) { m_free.reserve(maxFree); }

    using Block = std::unique_ptr<char[]>;
    [[nodiscard]] std::size_t blockBytes() const { return m_blockBytes; }

    [[nodiscard]] Block borrow()
    {
        if (m_free.empty())
            return Block(new char[m_blockBytes]);
        Block block = std::move(m_free.back());
        m_free.pop_back();
        return block;
    }

    void giveBack(Block block)
    {
        if (block && m_free.size() < maxFree)
            m_free.push_back(std::move(block));
    }

private:
    static constexpr std::size_t maxFree = 64;
    std::size_t m_blockBytes;
    std::vector<Block> m_free;
};

} // namespace gw::engine
