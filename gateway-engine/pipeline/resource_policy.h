// ResourcePolicyStage: what the API's own policy says of a request (reference 1.26). Before a Lambda authorizer only
// its explicit denials count; of methods without one, and once a user pool's token has been verified, it has to allow
// the request.
#pragma once

#include "gateway-engine/pipeline/authorization.h"
#include "gateway-engine/pipeline/caller_tables.h"

namespace gw::engine {

class ResourcePolicyStage final : public Stage
{
public:
    enum class Pass { UnlessDenied, OnlyIfAllowed };

    // Without tables the clock is the world's.
    ResourcePolicyStage(ResourcePolicy policy, std::string arnPrefix, std::shared_ptr<CallerTables> tables, Pass pass)
        : m_policy(std::move(policy)), m_arnPrefix(std::move(arnPrefix)), m_tables(std::move(tables)), m_pass(pass)
    {
    }
    [[nodiscard]] const char* name() const override { return "resource_policy"; }
    [[nodiscard]] Card card() const override { return Card::MethodRequest; }
    std::optional<Fault> run(Exchange& x) const override;

private:
    ResourcePolicy m_policy;
    std::string m_arnPrefix;
    std::shared_ptr<CallerTables> m_tables;
    Pass m_pass;
};

// Of a private API without a policy of its own, which the service closes to everybody, whatever else would let them in.
class PrivateApiClosed final : public Stage
{
public:
    explicit PrivateApiClosed(std::string arnPrefix) : m_arnPrefix(std::move(arnPrefix)) {}
    [[nodiscard]] const char* name() const override { return "resource_policy"; }
    [[nodiscard]] Card card() const override { return Card::MethodRequest; }
    std::optional<Fault> run(Exchange& x) const override;

private:
    std::string m_arnPrefix;
};

} // namespace gw::engine
