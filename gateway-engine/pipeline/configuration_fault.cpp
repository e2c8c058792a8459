#include "gateway-engine/pipeline/configuration_fault.h"

namespace gw::engine {

std::optional<Fault> ConfigurationFault::run(Exchange&) const
{
    return configurationFault(m_reason);
}

Fault configurationFault(std::string_view detail)
{
    Fault fault{GatewayResponseType::ApiConfigurationError};
    fault.reason = "Execution failed due to configuration error: " + std::string(detail);
    fault.duringExecution = true;
    return fault;
}

} // namespace gw::engine
