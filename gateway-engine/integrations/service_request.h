// MapServiceRequest: what an HTTP API's route asks an AWS service for (reference 2.3): the action its subtype names,
// with parameters from the request, as the service's own protocol wants them.
#pragma once

#include "core/api/integration_subtype.h"
#include "core/result.h"
#include "gateway-engine/pipeline/http_value_source.h"
#include "gateway-engine/pipeline/stage.h"

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gw::engine {

struct ServiceRequest
{
    struct Parameter
    {
        const SubtypeParameter* design = nullptr;
        HttpValueSource source;
    };
    const IntegrationSubtype* subtype = nullptr;
    std::string region;
    std::vector<Parameter> parameters;
    std::chrono::milliseconds timeout{30'000};
};

[[nodiscard]] std::string_view serviceOf(const IntegrationSubtype& subtype); // as ARNs name it: "sqs", "states"

class MapServiceRequest final : public Stage
{
public:
    explicit MapServiceRequest(ServiceRequest design) : m_design(std::move(design)) {}
    [[nodiscard]] const char* name() const override { return "map_request"; }
    [[nodiscard]] Card card() const override { return Card::IntegrationRequest; }
    std::optional<Fault> run(Exchange& x) const override;

private:
    ServiceRequest m_design;
};

} // namespace gw::engine
