// SharedItems: a vector that copies share until one of them is edited. Documents of megabytes are copied whole for
// every edit and every save; so a copy costs a count, and only the way down to what changes is ever copied.
//
// Copies may be read and dropped on any thread; as with any value, one object is not edited while another thread uses
// that same object. A reference that edit() gave must not be written through once the object was copied: the copy would
// change too. Ask for it anew.
#pragma once

#include <atomic>
#include <cstdint>
#include <utility>

namespace gw::json {

template <typename Items>
class SharedItems
{
public:
    SharedItems() = default;
    explicit SharedItems(Items items)
    {
        if (!items.empty())
            m_block = new Block{std::move(items)};
    }
    SharedItems(const SharedItems& other) noexcept : m_block(other.m_block)
    {
        if (m_block)
            m_block->uses.fetch_add(1, std::memory_order_relaxed);
    }
    SharedItems(SharedItems&& other) noexcept : m_block(std::exchange(other.m_block, nullptr)) {}
    SharedItems& operator=(SharedItems other) noexcept
    {
        std::swap(m_block, other.m_block);
        return *this;
    }
    ~SharedItems()
    {
        if (m_block && m_block->uses.fetch_sub(1, std::memory_order_acq_rel) == 1)
            delete m_block;
    }

    [[nodiscard]] const Items& read() const
    {
        if (m_block)
            return m_block->items;
        static const Items none;
        return none;
    }
    [[nodiscard]] Items& edit()
    {
        if (!m_block)
            m_block = new Block;
        else if (m_block->uses.load(std::memory_order_acquire) > 1)
            *this = SharedItems(new Block{m_block->items});
        return m_block->items;
    }

    // True when both are the same items in memory: equal without looking.
    [[nodiscard]] bool isSameAs(const SharedItems& other) const { return m_block == other.m_block; }
    bool operator==(const SharedItems& other) const { return isSameAs(other) || read() == other.read(); }

private:
    struct Block
    {
        Items items;
        std::atomic<std::uint32_t> uses = 1;
    };
    explicit SharedItems(Block* block) : m_block(block) {}

    Block* m_block = nullptr; // null: no items
};

} // namespace gw::json
