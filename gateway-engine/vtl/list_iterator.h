// What iterator() gives: hasNext() and next(), and something #foreach can go through once.
#pragma once

#include "gateway-engine/vtl/value.h"

namespace gw::engine::vtl {

class ListIterator final : public Object
{
public:
    explicit ListIterator(ListRef list);

    [[nodiscard]] Result<std::optional<Value>> call(std::string_view method, std::span<const Value> arguments) override;
    [[nodiscard]] ListRef elements() const override;
    [[nodiscard]] std::optional<std::string> text() const override;

private:
    ListRef m_list;
    mutable std::size_t m_next = 0; // going through the elements uses them up
};

} // namespace gw::engine::vtl
