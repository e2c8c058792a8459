#include "gateway-engine/integrations/server_call.h"

#include <string>
#include <utility>
#include <vector>

namespace gw::engine {

namespace {

using Kind = UpstreamFailure::Kind;

// Nothing of the request has been sent then.
bool mayGoElsewhere(const UpstreamFailure& failure)
{
    return failure.kind == Kind::Connect || failure.kind == Kind::NameResolution || failure.kind == Kind::Tls;
}

// What the gateway itself refuses says nothing about the instance.
bool isInstancesFault(const UpstreamFailure& failure)
{
    return failure.kind != Kind::TooLarge && failure.kind != Kind::NotConfigured && failure.kind != Kind::Protocol;
}

Moment momentOf(const Exchange& x)
{
    return {x.services.now(), x.services.wallClock()};
}

void settle(ServerGroup::Lease& lease, const std::optional<UpstreamFailure>& failure, const UpstreamResponse& answer,
            const Exchange& x)
{
    constexpr int firstServerError = 500;
    if (failure && !isInstancesFault(*failure))
        return;
    if (failure)
        lease.failed(failure->detail, momentOf(x));
    else if (answer.response.status >= firstServerError)
        lease.failed("Answered " + std::to_string(answer.response.status), momentOf(x));
    else
        lease.succeeded();
}

void noteChoice(Exchange& x, const ServerGroup& servers, const ServerGroup::Lease& lease)
{
    if (!x.trace.isOn())
        return;
    const std::string& name = lease.instance().name();
    const std::string address = lease.instance().address();
    x.trace.note("instance", name == address ? name : name + " at " + address);
    if (lease.failedOpen())
        x.trace.note("failed open", "No instance is healthy, so all are used.");
    if (const std::string others = servers.passedOver(x.services.now()); !others.empty())
        x.trace.note(lease.failedOpen() ? "instances" : "passed over", others);
}

} // namespace

void addBasePath(UpstreamRequest& request, const ServerGroup& servers)
{
    request.target.insert(0, servers.rotation().basePath);
}

Task<std::optional<UpstreamFailure>> sendToServers(Exchange& x, ServerGroup& servers, bool isVpcLink,
                                                   UpstreamResponse& answer)
{
    UpstreamRequest& request = x.endpointRequest;
    const std::string tlsName = isVpcLink ? request.endpoint.host : std::string();
    const bool verifyTls = request.endpoint.verifyTls;
    const auto identity = request.endpoint.identity;
    const auto end = x.services.now() + request.timeout;
    std::vector<const ServerInstance*> tried;
    std::optional<UpstreamFailure> failure;
    for (;;) {
        const auto now = x.services.now();
        auto lease = servers.take(now, tried);
        if (!lease)
            co_return failure ? failure : UpstreamFailure{Kind::Connect, servers.whyNone()};
        if (!tried.empty())
            request.timeout = std::chrono::duration_cast<std::chrono::milliseconds>(end - now);
        if (request.timeout <= std::chrono::milliseconds::zero())
            co_return failure;
        noteChoice(x, servers, lease);
        request.endpoint = lease.instance().endpoint();
        request.endpoint.verifyTls = verifyTls;
        request.endpoint.tlsName = tlsName;
        request.endpoint.identity = identity;
        failure = co_await x.upstream.send(request, answer);
        settle(lease, failure, answer, x);
        if (!failure || !mayGoElsewhere(*failure))
            co_return failure;
        if (x.trace.isOn())
            x.trace.note("could not connect", failure->detail);
        tried.push_back(&lease.instance());
    }
}

} // namespace gw::engine
