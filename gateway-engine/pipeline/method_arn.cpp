#include "gateway-engine/pipeline/method_arn.h"

#include "gateway-engine/compile/program.h"
#include "gateway-engine/websocket/socket_call.h"

#include <algorithm>

namespace gw::engine {

namespace {

// "{id}" and "{proxy+}" by their names.
std::string_view parameterOf(std::string_view part)
{
    if (part.size() < 3 || part.front() != '{' || part.back() != '}')
        return {};
    part = part.substr(1, part.size() - 2);
    return part.back() == '+' ? part.substr(0, part.size() - 1) : part;
}

std::string_view valueOf(const Exchange& x, std::string_view part)
{
    const std::string_view name = parameterOf(part);
    if (!name.empty())
        for (const auto& [known, value] : x.pathParameters)
            if (known == name)
                return value;
    return part;
}

} // namespace

std::string methodArn(const Exchange& x, std::string_view prefix)
{
    if (x.socket) // "…/dev/$connect": routes have no verb
        return std::string(prefix) + x.socket->routeKey;
    std::string arn;
    arn.reserve(prefix.size() + x.request.method.size() + x.path.size() + 2);
    arn.append(prefix).append(x.request.method).append("/");
    std::string_view rest = std::string_view(x.method->resourcePath).substr(1);
    while (!rest.empty()) {
        const auto end = std::min(rest.find('/'), rest.size());
        arn.append(valueOf(x, rest.substr(0, end)));
        arn.append(end < rest.size() ? "/" : "");
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return arn;
}

std::optional<Fault> refuseLongArn(std::string_view arn)
{
    if (arn.size() <= longestMethodArn)
        return std::nullopt;
    Fault fault{GatewayResponseType::Default4xx};
    fault.status = 414;
    fault.message = "Request URI too long";
    fault.reason = "The ARN of the method has " + std::to_string(arn.size()) +
                   " bytes with the request's path; up to " + std::to_string(longestMethodArn) + " can be authorized.";
    return fault;
}

} // namespace gw::engine
