#include "gateway-engine/states/jsonata_heap_memory.h"

#include <cstdlib>

namespace gw::engine::states {

struct alignas(std::max_align_t) HeapMemory::Block
{
    Block* previous;
    Block* next;
    std::size_t size;
};

HeapMemory::~HeapMemory()
{
    while (m_first) {
        Block* next = m_first->next;
        std::free(m_first);
        m_first = next;
    }
}

void HeapMemory::limit(std::size_t bytes, std::chrono::milliseconds time)
{
    m_most = m_base + bytes;
    m_deadline = std::chrono::steady_clock::now() + time;
}

void HeapMemory::checkTime() const
{
    if (std::chrono::steady_clock::now() > m_deadline)
        throw HeapLimit("The expression took more than its time.");
}

void HeapMemory::count(std::size_t size)
{
    constexpr unsigned callsALook = 256; // a look at the clock costs 25 ns
    if (++m_calls % callsALook == 0)
        checkTime();
    if (size > m_most || m_used + size > m_most)
        throw HeapLimit("The expression used more than its memory.");
}

void HeapMemory::link(Block* block)
{
    block->previous = nullptr;
    block->next = m_first;
    if (m_first)
        m_first->previous = block;
    m_first = block;
    m_used += block->size;
}

void* HeapMemory::allocate(void* self, std::size_t size)
{
    if (size == 0)
        return nullptr;
    auto& memory = *static_cast<HeapMemory*>(self);
    memory.count(size);
    auto* block = static_cast<Block*>(std::malloc(sizeof(Block) + size));
    if (!block)
        throw HeapLimit("There is no memory left.");
    block->size = size;
    memory.link(block);
    return block + 1;
}

void* HeapMemory::reallocate(void* self, void* old, std::size_t size)
{
    if (!old)
        return allocate(self, size);
    if (size == 0) {
        release(self, old);
        return nullptr;
    }
    auto& memory = *static_cast<HeapMemory*>(self);
    auto* block = static_cast<Block*>(old) - 1;
    if (size > block->size)
        memory.count(size - block->size);
    auto* moved = static_cast<Block*>(std::realloc(block, sizeof(Block) + size));
    if (!moved)
        throw HeapLimit("There is no memory left.");
    memory.m_used = memory.m_used - moved->size + size;
    moved->size = size;
    (moved->previous ? moved->previous->next : memory.m_first) = moved;
    if (moved->next)
        moved->next->previous = moved;
    return moved + 1;
}

void HeapMemory::release(void* self, void* old)
{
    if (!old)
        return;
    auto& memory = *static_cast<HeapMemory*>(self);
    auto* block = static_cast<Block*>(old) - 1;
    (block->previous ? block->previous->next : memory.m_first) = block->next;
    if (block->next)
        block->next->previous = block->previous;
    memory.m_used -= block->size;
    std::free(block);
}

} // namespace gw::engine::states
