// HeapMemory: the blocks of one JSONata heap: counted, timed, and given back together. Over a limit, allocating throws
// HeapLimit, and the heap is never entered again.
#pragma once

#include <chrono>
#include <cstddef>
#include <stdexcept>

namespace gw::engine::states {

class HeapLimit : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

class HeapMemory
{
public:
    HeapMemory() = default;
    ~HeapMemory();
    HeapMemory(const HeapMemory&) = delete;
    HeapMemory& operator=(const HeapMemory&) = delete;

    // From now on: so many bytes beyond the base, for so long.
    void limit(std::size_t bytes, std::chrono::milliseconds time);
    void setBase() { m_base = m_used; }
    void checkTime() const;

    // Duktape's allocator; `self` is the HeapMemory.
    static void* allocate(void* self, std::size_t size);
    static void* reallocate(void* self, void* block, std::size_t size);
    static void release(void* self, void* block);

    void* owner = nullptr;

private:
    struct Block;
    void count(std::size_t size);
    void link(Block* block);

    Block* m_first = nullptr;
    std::size_t m_used = 0;
    std::size_t m_base = 0;
    std::size_t m_most = 0;
    unsigned m_calls = 0;
    std::chrono::steady_clock::time_point m_deadline;
};

} // namespace gw::engine::states
