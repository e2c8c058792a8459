// ConfigurationFault: the stage of a method that cannot work as it is designed. Answers API_CONFIGURATION_ERROR and
// tells the trace why.
#pragma once

#include "gateway-engine/pipeline/stage.h"

#include <string>

namespace gw::engine {

class ConfigurationFault final : public Stage
{
public:
    explicit ConfigurationFault(std::string reason, Card card = Card::Integration)
        : m_reason(std::move(reason)), m_card(card)
    {
    }
    [[nodiscard]] const char* name() const override { return "integrate"; }
    [[nodiscard]] Card card() const override { return m_card; }
    Task<std::optional<Fault>> run(Exchange& x) const override;

private:
    std::string m_reason;
    Card m_card;
};

// 500 Internal server error, with the reason in the service's wording: "Execution failed due to configuration error:
// …".
[[nodiscard]] Fault configurationFault(std::string_view detail);

} // namespace gw::engine
