#include "gateway-engine/pipeline/header_rules.h"

#include <algorithm>
#include <array>

namespace gw::engine {

namespace {

template <std::size_t N>
bool isOneOf(std::string_view name, const std::array<std::string_view, N>& names)
{
    return std::any_of(names.begin(), names.end(),
                       [name](std::string_view other) { return equalsIgnoreCase(name, other); });
}

// The service's list, and what RFC 9110 7.6.1 calls hop-by-hop. Content-Encoding stays with the body it describes.
constexpr std::array<std::string_view, 16> keptFromEndpoint{"Connection",
                                                            "Content-Length",
                                                            "Content-MD5",
                                                            "Expect",
                                                            "Max-Forwards",
                                                            "Proxy-Authenticate",
                                                            "Server",
                                                            "TE",
                                                            "Transfer-Encoding",
                                                            "Trailer",
                                                            "Upgrade",
                                                            "WWW-Authenticate",
                                                            "Host",
                                                            "Via",
                                                            "Keep-Alive",
                                                            "Proxy-Connection"};

constexpr std::array<std::string_view, 10> droppedFromProxy{
    "Expect", "Proxy-Authenticate", "Trailer",    "Upgrade",         "TE", "Host",
    "Via",    "Transfer-Encoding",  "Keep-Alive", "Proxy-Connection"};

constexpr std::array<std::string_view, 10> remappedFromProxy{
    "Connection",  "Content-Length", "Date",       "Server",           "Authorization",
    "Content-MD5", "Max-Forwards",   "User-Agent", "WWW-Authenticate", "x-amzn-RequestId"};

constexpr std::array<std::string_view, 14> remappedWhenMapped{
    "Connection",   "Content-Length",     "Date",    "Server",  "Authorization", "Content-MD5",     "Expect", "Host",
    "Max-Forwards", "Proxy-Authenticate", "Trailer", "Upgrade", "User-Agent",    "WWW-Authenticate"};

constexpr std::array<std::string_view, 4> illegalDestinations{"content-length", "transfer-encoding", "x-amzn-trace-id",
                                                              "x-amzn-apigateway-api-id"};

bool isSigned(std::string_view authorization)
{
    constexpr std::string_view scheme = "AWS4-HMAC-SHA256";
    return authorization.substr(0, scheme.size()) == scheme;
}

} // namespace

bool passesToEndpoint(const HeaderField& field, const Headers& client)
{
    if (isOneOf(field.name, keptFromEndpoint))
        return false;
    if (equalsIgnoreCase(field.name, "Authorization") && isSigned(field.value))
        return false;
    return !client.hasToken("Connection", field.name);
}

ResponseHeaderRule proxyResponseRule(std::string_view name)
{
    if (isOneOf(name, droppedFromProxy))
        return ResponseHeaderRule::Drop;
    return isOneOf(name, remappedFromProxy) ? ResponseHeaderRule::Remap : ResponseHeaderRule::Pass;
}

bool isRemappedWhenMapped(std::string_view name)
{
    return isOneOf(name, remappedWhenMapped);
}

std::string remappedName(std::string_view name)
{
    return "x-amzn-Remapped-" + std::string(name);
}

bool isIllegalDestination(std::string_view header)
{
    return isOneOf(header, illegalDestinations);
}

bool isFieldName(std::string_view name)
{
    return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
    });
}

std::string fieldValue(std::string value)
{
    const auto isControl = [](char c) {
        return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || static_cast<unsigned char>(c) == 0x7F;
    };
    value.erase(std::remove_if(value.begin(), value.end(), isControl), value.end());
    return value;
}

} // namespace gw::engine
