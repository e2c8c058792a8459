// A map of $context that templates write to: requestOverride and responseOverride and what is in them (reference 1.23).
// It can be asked like any Java map; it remembers which names a rendering has set, since each may be set once only.
#pragma once

#include "gateway-engine/vtl/limits.h"
#include "gateway-engine/vtl/value.h"

#include <set>
#include <string>

namespace gw::engine::vtl {

class OverrideTarget final : public Object
{
public:
    // `budget` pays for the work and outlives this.
    explicit OverrideTarget(Budget& budget) : m_budget(budget) {}

    void preset(std::string_view name, Value value); // does not count as set

    Value property(std::string_view name) const override;
    Result<std::optional<Value>> call(std::string_view method, std::span<const Value> arguments) override;
    bool assign(std::string_view name, const Value& value) override;
    std::optional<std::string> text() const override;
    ListRef elements() const override;

    [[nodiscard]] const Map& map() const { return *m_values; }
    [[nodiscard]] bool wasSet() const { return !m_set.empty(); }
    // The first name that was set a second time; empty when there is none.
    [[nodiscard]] const std::string& setTwice() const { return m_setTwice; }

private:
    void set(const Value& name, const Value& value);

    Budget& m_budget;
    MapRef m_values = std::make_shared<Map>();
    std::set<std::string, std::less<>> m_set;
    std::string m_setTwice;
};

} // namespace gw::engine::vtl
