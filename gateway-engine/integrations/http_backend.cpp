#include "gateway-engine/integrations/http_backend.h"

#include "core/in_quotes.h"
#include "gateway-engine/integrations/endpoint_faults.h"
#include "gateway-engine/integrations/server_call.h"
#include "gateway-engine/pipeline/configuration_fault.h"

namespace gw::engine {

ServerGroup* HttpBackend::group(const Exchange& x) const
{
    if (!m_servers)
        return nullptr;
    return m_vpcLink.empty() ? m_servers->find(x.endpointRequest.endpoint.host) : m_servers->findVpcLink(m_vpcLink);
}

Task<std::optional<Fault>> HttpBackend::wait(Exchange& x) const
{
    ServerGroup* const servers = group(x);
    if (!servers && !m_vpcLink.empty())
        co_return configurationFault("Invalid VPC link: no backend has the VPC link " + inQuotes(m_vpcLink));
    if (servers)
        addBasePath(x.endpointRequest, *servers);
    if (x.trace.isOn()) {
        x.trace.in(x.trace.lastMessage());
        x.trace.note("url", endpointUrl(x.endpointRequest));
    }
    UpstreamResponse answer;
    std::optional<UpstreamFailure> failure;
    if (servers)
        failure = co_await sendToServers(x, *servers, !m_vpcLink.empty(), answer);
    else
        failure = co_await x.upstream.send(x.endpointRequest, answer);
    if (failure)
        co_return endpointFault(*failure);
    if (x.trace.isOn())
        noteConnection(x, answer);
    x.endpointResponse = std::move(answer.response);
    x.trace.out(x.trace.capture(x.endpointResponse));
    co_return std::nullopt;
}

} // namespace gw::engine
