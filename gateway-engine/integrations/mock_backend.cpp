#include "gateway-engine/integrations/mock_backend.h"

#include "core/json/text.h"
#include "gateway-engine/pipeline/configuration_fault.h"

namespace gw::engine {

namespace {

constexpr std::size_t longestTemplate = 300 * 1024; // the service's limit of a mapping template
constexpr int deepest = 50;

} // namespace

std::optional<int> mockStatus(std::string_view output)
{
    json::ReadLimits limits;
    limits.maxBytes = longestTemplate;
    limits.maxDepth = deepest;
    auto value = json::readJson(output, limits);
    if (!value) // unquoted and single-quoted keys are what YAML's flow style allows, too
        value = json::readYaml(output, limits);
    if (!value || !value->isObject())
        return std::nullopt;
    const std::int64_t status = (*value)["statusCode"].toInt(-1);
    if (status < 100 || status > 599)
        return std::nullopt;
    return static_cast<int>(status);
}

std::optional<Fault> MockBackend::run(Exchange& x) const
{
    const auto status = mockStatus(x.endpointRequest.body);
    if (!status)
        return configurationFault("Unable to parse statusCode. It should be an integer that is defined in the "
                                     "request template.");
    x.endpointResponse.status = *status;
    x.trace.note("statusCode", std::to_string(*status));
    return std::nullopt;
}

} // namespace gw::engine
