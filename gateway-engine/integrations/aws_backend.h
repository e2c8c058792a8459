// AwsBackend: the call of AWS and AWS_PROXY integrations, and what a refused invocation of a function means (reference
// 1.15, 1.18 and 4.1).
#pragma once

#include "gateway-engine/pipeline/aws_services.h"
#include "gateway-engine/pipeline/stage.h"

#include <memory>
#include <string>

namespace gw::engine {

class AwsBackend final : public WaitingStage
{
public:
    AwsBackend(std::shared_ptr<AwsServices> services, std::string service, std::string region)
        : m_services(std::move(services)), m_service(std::move(service)), m_region(std::move(region))
    {
    }
    [[nodiscard]] const char* name() const override { return "integrate"; }
    [[nodiscard]] Card card() const override { return Card::Integration; }
    Task<std::optional<Fault>> wait(Exchange& x) const override;

private:
    std::shared_ptr<AwsServices> m_services;
    std::string m_service;
    std::string m_region;
};

} // namespace gw::engine
