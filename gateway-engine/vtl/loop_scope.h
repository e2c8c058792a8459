// $foreach: what a loop tells its body, and the handle that #break($foreach.parent) takes.
#pragma once

#include "gateway-engine/vtl/value.h"

namespace gw::engine::vtl {

class LoopScope final : public Object, public std::enable_shared_from_this<LoopScope>
{
public:
    // `before`: what $foreach was; the scope of the loop around, or a value that this one hides.
    explicit LoopScope(const Value& before);

    [[nodiscard]] Value property(std::string_view name) const override;
    [[nodiscard]] Result<std::optional<Value>> call(std::string_view method, std::span<const Value> arguments) override;
    bool assign(std::string_view name, const Value& value) override;
    [[nodiscard]] std::optional<std::string> text() const override;

    std::int32_t index = -1;
    bool hasNext = false;

private:
    [[nodiscard]] Value replaced() const;
    [[nodiscard]] Value topmost() const;
    [[nodiscard]] std::int32_t depth() const;

    Value m_before;
    std::shared_ptr<LoopScope> m_parent;
    Map m_own; // `#set($foreach.x = 1)`
};

} // namespace gw::engine::vtl
