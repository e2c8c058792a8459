// $context as templates see it (reference 1.22), made from plain data: maps of texts, with the two overrides as maps
// that can be written to.
#pragma once

#include "core/json/value.h"
#include "gateway-engine/vtl/dialect/override_target.h"

namespace gw::engine::vtl {

class TemplateContext
{
public:
    // `budget` outlives this and what reference() gives. Without `overrides` the context has none: for templates that
    // do not come to them.
    TemplateContext(json::Value context, Budget& budget, bool overrides = true);

    [[nodiscard]] Value reference() const { return m_context; }

    // What the overrides hold after rendering; null when the rendering set nothing.
    [[nodiscard]] json::Value requestOverride() const;
    [[nodiscard]] json::Value responseOverride() const;
    // The override target that was set twice, as "requestOverride.header.X"; empty when there is none.
    [[nodiscard]] std::string setTwice() const;

private:
    using Target = std::shared_ptr<OverrideTarget>;
    void makeOverrides(const json::Value& context);
    Target addGroup(const Target& parent, std::string_view name, const json::Value& before);
    [[nodiscard]] Target makeOverride(const json::Value& before, std::initializer_list<std::string_view> groups);

    Budget& m_budget;
    Value m_context;
    Target m_request; // null without overrides, as is the other
    Target m_response;
    std::vector<std::pair<std::string, Target>> m_targets; // all, with their names
};

} // namespace gw::engine::vtl
