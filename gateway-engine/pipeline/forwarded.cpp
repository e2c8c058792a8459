#include "gateway-engine/pipeline/forwarded.h"

#include "gateway-engine/pipeline/header_rules.h"
#include "gateway-engine/pipeline/request_id.h"

#include <algorithm>

namespace gw::engine {

namespace {

// A token stands as it is, an address of IPv6 in brackets and quotes (RFC 7239 4 and 6).
std::string node(std::string_view text)
{
    if (isFieldName(text))
        return std::string(text);
    const bool isIpv6 = std::count(text.begin(), text.end(), ':') > 1 && text.front() != '[';
    std::string quoted = isIpv6 ? "\"[" : "\"";
    for (const char c : text)
        if (c != '"' && c != '\\')
            quoted += c;
    return quoted += isIpv6 ? "]\"" : "\"";
}

std::string_view trimmed(std::string_view text)
{
    const auto begin = std::min(text.find_first_not_of(" \t"), text.size());
    return text.substr(begin, text.find_last_not_of(" \t") + 1 - begin);
}

// "a, b" → "for=a, for=b"
std::string earlierHops(std::string_view addresses)
{
    std::string hops;
    while (!addresses.empty()) {
        const auto comma = std::min(addresses.find(','), addresses.size());
        if (const std::string_view address = trimmed(addresses.substr(0, comma)); !address.empty())
            hops.append(hops.empty() ? "" : ", ").append("for=").append(node(address));
        addresses.remove_prefix(std::min(comma + 1, addresses.size()));
    }
    return hops;
}

void appendHops(std::string& hops, std::string_view more)
{
    if (!more.empty())
        hops.append(hops.empty() ? "" : ", ").append(more);
}

} // namespace

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

std::string forwardedHops(const Request& client)
{
    std::string hops;
    for (const HeaderField field : client.headers)
        if (equalsIgnoreCase(field.name, "Forwarded"))
            appendHops(hops, field.value);
    for (const HeaderField field : client.headers)
        if (equalsIgnoreCase(field.name, "X-Forwarded-For"))
            appendHops(hops, earlierHops(field.value));
    std::string own;
    if (!client.localAddress.empty())
        own.append("by=").append(node(client.localAddress)).append(";");
    own.append("for=").append(node(client.remoteAddress));
    if (const std::string_view host = client.headers.get("Host"); !host.empty())
        own.append(";host=").append(node(host));
    appendHops(hops, own.append(client.isTls ? ";proto=https" : ";proto=http"));
    return hops;
}

} // namespace gw::engine
