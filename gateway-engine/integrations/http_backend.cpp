#include "gateway-engine/integrations/http_backend.h"

#include "gateway-engine/integrations/endpoint_faults.h"

namespace gw::engine {

Task<std::optional<Fault>> HttpBackend::wait(Exchange& x) const
{
    if (x.trace.isOn()) {
        x.trace.in(x.trace.lastMessage());
        x.trace.note("url", endpointUrl(x.endpointRequest));
    }
    UpstreamResponse answer;
    if (const auto failure = co_await x.upstream.send(x.endpointRequest, answer))
        co_return endpointFault(*failure);
    if (x.trace.isOn())
        noteConnection(x, answer);
    x.endpointResponse = std::move(answer.response);
    x.trace.out(x.trace.capture(x.endpointResponse));
    co_return std::nullopt;
}

} // namespace gw::engine
