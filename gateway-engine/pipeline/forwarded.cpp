#include "gateway-engine/pipeline/forwarded.h"

#include "gateway-engine/pipeline/request_id.h"

namespace gw::engine {

std::string traceIdOf(Exchange& x)
{
    const auto given = x.request.headers.findLast("X-Amzn-Trace-Id");
    if (given && given->find("Root=") != std::string_view::npos)
        return std::string(*given);
    return newTraceId(x.services);
}

std::string forwardedFor(const Request& client)
{
    const std::string_view before = client.headers.get("X-Forwarded-For");
    if (before.empty())
        return client.remoteAddress;
    std::string hops;
    hops.reserve(before.size() + 2 + client.remoteAddress.size());
    return hops.append(before).append(", ").append(client.remoteAddress);
}

} // namespace gw::engine
