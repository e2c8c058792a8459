// ConfigurationFault: the stage of a method that cannot work as it is designed. Answers API_CONFIGURATION_ERROR and
// tells the trace why.
#pragma once

#include "gateway-engine/pipeline/stage.h"

#include <string>

namespace gw::engine {

class ConfigurationFault final : public Stage
{
public:
    // In place of the stage `name`, which must be static text.
    ConfigurationFault(std::string reason, const char* name, Card card)
        : m_reason(std::move(reason)), m_name(name), m_card(card)
    {
    }
    [[nodiscard]] const char* name() const override { return m_name; }
    [[nodiscard]] Card card() const override { return m_card; }
    std::optional<Fault> run(Exchange& x) const override;

private:
    std::string m_reason;
    const char* m_name;
    Card m_card;
};

// 500 Internal server error, with the reason in the service's wording: "Execution failed due to configuration error:
// …".
[[nodiscard]] Fault configurationFault(std::string_view detail);

} // namespace gw::engine
