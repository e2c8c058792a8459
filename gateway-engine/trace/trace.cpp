// Names of the cards, and what is masked before anything is recorded.
#include "gateway-engine/trace/trace.h"

#include <algorithm>
#include <array>

namespace gw::engine {

namespace {

constexpr std::array<std::string_view, 6> secretHeaders{
    "authorization", "cookie", "set-cookie", "x-api-key", "proxy-authorization", "x-amz-security-token"};

constexpr std::array<std::string_view, 13> secretParameters{"access_token",
                                                            "api_key",
                                                            "apikey",
                                                            "api-key",
                                                            "key",
                                                            "token",
                                                            "id_token",
                                                            "refresh_token",
                                                            "password",
                                                            "client_secret",
                                                            "secret",
                                                            "x-amz-signature",
                                                            "x-amz-security-token"};

template <std::size_t N>
bool isOneOf(std::string_view name, const std::array<std::string_view, N>& names)
{
    return std::any_of(names.begin(), names.end(),
                       [name](std::string_view other) { return equalsIgnoreCase(name, other); });
}

} // namespace

const char* cardName(Card card)
{
    switch (card) {
    case Card::Client:
        return "Client";
    case Card::MethodRequest:
        return "Method Request";
    case Card::IntegrationRequest:
        return "Integration Request";
    case Card::Integration:
        return "Integration";
    case Card::IntegrationResponse:
        return "Integration Response";
    case Card::MethodResponse:
        return "Method Response";
    }
    return "Client";
}

std::size_t memoryOf(const Trace& trace)
{
    if (trace.memory > 0) // counted when it ended: later its parts are no longer in cache
        return trace.memory;
    constexpr std::size_t texts = 1'024; // all that is short: ids, names, notes
    std::size_t bytes = sizeof(Trace) + texts + trace.spans.size() * sizeof(Span);
    for (const TraceMessage& message : trace.messages)
        bytes += sizeof message + message.headers.bytes() + message.body.size();
    if (trace.domain)
        bytes += sizeof *trace.domain + trace.domain->path.size();
    if (trace.socket)
        bytes += sizeof *trace.socket + texts;
    return bytes + trace.fault.reason.size() + trace.fault.validationErrorString.size(); // as long as a body is wrong
}

bool isSecretHeader(std::string_view name)
{
    // Every request asks this for each of its headers: the length tells most apart.
    switch (name.size()) {
    case 6:  // Cookie
    case 9:  // X-Api-Key
    case 10: // Set-Cookie
    case 13: // Authorization
    case 19: // Proxy-Authorization
    case 20: // X-Amz-Security-Token
        return isOneOf(name, secretHeaders);
    default:
        return false;
    }
}

bool isSecretParameter(std::string_view name)
{
    return isOneOf(name, secretParameters);
}

std::string maskSecret(std::string_view value)
{
    constexpr std::size_t shown = 4;
    constexpr std::size_t longEnough = 16; // below this, four characters would give too much away
    std::string masked = "****";
    if (value.size() >= longEnough)
        masked.append(value.substr(value.size() - shown));
    return masked;
}

std::string maskQuery(std::string_view target)
{
    const auto mark = target.find('?');
    std::string masked(target.substr(0, mark == std::string_view::npos ? target.size() : mark + 1));
    if (mark == std::string_view::npos)
        return masked;
    masked.reserve(target.size());
    std::string_view rest = target.substr(mark + 1);
    while (!rest.empty()) {
        const auto end = rest.find_first_of("&;");
        const std::string_view pair = rest.substr(0, end);
        const auto equals = pair.find('=');
        if (equals != std::string_view::npos && isSecretParameter(pair.substr(0, equals))) {
            masked.append(pair.substr(0, equals + 1));
            masked.append(maskSecret(pair.substr(equals + 1)));
        } else {
            masked.append(pair);
        }
        if (end == std::string_view::npos)
            break;
        masked += rest[end];
        rest.remove_prefix(end + 1);
    }
    return masked;
}

} // namespace gw::engine
