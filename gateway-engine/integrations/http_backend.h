// HttpBackend: the call of HTTP and HTTP_PROXY integrations, and what its failures mean (reference 1.18). A host that
// is the name of one of the user's servers, or a VPC link, leads to that server's instances (reference 4.3).
#pragma once

#include "gateway-engine/pipeline/stage.h"
#include "gateway-engine/servers/server_directory.h"

#include <memory>
#include <string>
#include <utility>

namespace gw::engine {

class HttpBackend final : public WaitingStage
{
public:
    explicit HttpBackend(std::shared_ptr<const ServerDirectory> servers = nullptr, std::string vpcLink = {})
        : m_servers(std::move(servers)), m_vpcLink(std::move(vpcLink))
    {
    }
    [[nodiscard]] const char* name() const override { return "integrate"; }
    [[nodiscard]] Card card() const override { return Card::Integration; }
    Task<std::optional<Fault>> wait(Exchange& x) const override;

private:
    [[nodiscard]] ServerGroup* group(const Exchange& x) const; // null: the endpoint is the URI's host itself

    std::shared_ptr<const ServerDirectory> m_servers;
    std::string m_vpcLink; // empty: none
};

} // namespace gw::engine
