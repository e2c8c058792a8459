#include "gateway-engine/pipeline/header_rules.h"

#include <algorithm>
#include <array>

namespace gw::engine {

namespace {

// What is done with a header, by name. The lists are the service's, and what RFC 9110 7.6.1 calls hop-by-hop.
enum Rule : unsigned {
    None = 0,
    KeptFromEndpoint = 1, // not the client's to send on, or written by the gateway itself
    DroppedFromProxy = 2,
    RemappedFromProxy = 4,
    RemappedWhenMapped = 8,
    IllegalDestination = 16,
    MaybeSigned = 32,
    DroppedWhenMapped = 64,
    KeptFromFunction = 128, // not in events, or written by the gateway itself
    KeptFromDesign = 256,   // always stripped from the client's request
    IllegalForServices = 512,
};

struct NamedRules
{
    std::string_view name;
    unsigned rules;
};

// By length of name, so that few are compared with any one header.
constexpr std::array table{
    NamedRules{"TE", KeptFromEndpoint | DroppedFromProxy | DroppedWhenMapped | KeptFromFunction | KeptFromDesign |
                         IllegalForServices},
    NamedRules{"Via", KeptFromEndpoint | DroppedFromProxy},
    NamedRules{"Host", KeptFromEndpoint | DroppedFromProxy | RemappedWhenMapped},
    NamedRules{"Date", RemappedFromProxy | RemappedWhenMapped},
    NamedRules{"Expect", KeptFromEndpoint | DroppedFromProxy | RemappedWhenMapped | KeptFromFunction | KeptFromDesign |
                             IllegalForServices},
    NamedRules{"Server", KeptFromEndpoint | RemappedFromProxy | RemappedWhenMapped | KeptFromFunction | KeptFromDesign},
    NamedRules{"Trailer", KeptFromEndpoint | DroppedFromProxy | RemappedWhenMapped | KeptFromFunction | KeptFromDesign},
    NamedRules{"Upgrade", KeptFromEndpoint | DroppedFromProxy | RemappedWhenMapped | KeptFromFunction | KeptFromDesign},
    NamedRules{"Connection", KeptFromEndpoint | RemappedFromProxy | RemappedWhenMapped | KeptFromFunction |
                                 KeptFromDesign | IllegalForServices},
    NamedRules{"Keep-Alive", KeptFromEndpoint | DroppedFromProxy | KeptFromFunction},
    NamedRules{"User-Agent", RemappedFromProxy | RemappedWhenMapped},
    NamedRules{"Content-MD5",
               KeptFromEndpoint | RemappedFromProxy | RemappedWhenMapped | KeptFromFunction | KeptFromDesign},
    NamedRules{"Max-Forwards",
               KeptFromEndpoint | RemappedFromProxy | RemappedWhenMapped | KeptFromFunction | KeptFromDesign},
    NamedRules{"Authorization", RemappedFromProxy | RemappedWhenMapped | MaybeSigned | IllegalForServices},
    NamedRules{"Content-Length", KeptFromEndpoint | RemappedFromProxy | RemappedWhenMapped | IllegalDestination |
                                     KeptFromFunction | KeptFromDesign},
    NamedRules{"x-amz-apigw-id", RemappedFromProxy},
    NamedRules{"X-Forwarded-For", KeptFromEndpoint | KeptFromFunction},
    NamedRules{"X-Amzn-Trace-Id", KeptFromEndpoint | IllegalDestination | KeptFromFunction},
    NamedRules{"X-Forwarded-Port", KeptFromEndpoint | KeptFromFunction},
    NamedRules{"Content-Encoding", KeptFromEndpoint}, // bodies go on decompressed
    NamedRules{"WWW-Authenticate",
               KeptFromEndpoint | RemappedFromProxy | RemappedWhenMapped | KeptFromFunction | KeptFromDesign},
    NamedRules{"Proxy-Connection", KeptFromEndpoint | DroppedFromProxy | KeptFromFunction},
    NamedRules{"x-amzn-RequestId", RemappedFromProxy},
    NamedRules{"X-Forwarded-Proto", KeptFromEndpoint | KeptFromFunction},
    NamedRules{"Transfer-Encoding", KeptFromEndpoint | DroppedFromProxy | DroppedWhenMapped | IllegalDestination |
                                        KeptFromFunction | KeptFromDesign},
    NamedRules{"Proxy-Authenticate", KeptFromEndpoint | DroppedFromProxy | RemappedWhenMapped | KeptFromFunction |
                                         KeptFromDesign | IllegalForServices},
    NamedRules{"X-HTTP-Method-Override", KeptFromEndpoint}, // it was meant for the gateway
    NamedRules{"x-amzn-apigateway-api-id", KeptFromEndpoint | IllegalDestination},
};

constexpr std::size_t longest = table.back().name.size();

// Where the names of each length begin in the table.
constexpr auto firstOfLength = [] {
    std::array<std::size_t, longest + 2> first{};
    std::size_t at = 0;
    for (std::size_t length = 0; length < first.size(); ++length) {
        while (at < table.size() && table[at].name.size() < length)
            ++at;
        first[length] = at;
    }
    return first;
}();

constexpr bool isByLength()
{
    for (std::size_t i = 1; i < table.size(); ++i)
        if (table[i].name.size() < table[i - 1].name.size())
            return false;
    return true;
}
static_assert(isByLength());

unsigned rulesOf(std::string_view name)
{
    if (name.size() > longest)
        return None;
    for (std::size_t i = firstOfLength[name.size()]; i < firstOfLength[name.size() + 1]; ++i)
        if (equalsIgnoreCase(name, table[i].name))
            return table[i].rules;
    return None;
}

bool isSigned(std::string_view authorization)
{
    constexpr std::string_view scheme = "AWS4-HMAC-SHA256";
    return authorization.substr(0, scheme.size()) == scheme;
}

} // namespace

bool passesToEndpoint(const HeaderField& field)
{
    const unsigned rules = rulesOf(field.name);
    return (rules & KeptFromEndpoint) == 0 && !((rules & MaybeSigned) != 0 && isSigned(field.value));
}

bool passesToFunction(std::string_view name)
{
    return (rulesOf(name) & KeptFromFunction) == 0;
}

ResponseHeaderRule proxyResponseRule(std::string_view name)
{
    const unsigned rules = rulesOf(name);
    if ((rules & DroppedFromProxy) != 0)
        return ResponseHeaderRule::Drop;
    return (rules & RemappedFromProxy) != 0 ? ResponseHeaderRule::Remap : ResponseHeaderRule::Pass;
}

std::optional<std::string> nameWhenMapped(std::string_view name)
{
    const unsigned rules = rulesOf(name);
    if ((rules & DroppedWhenMapped) != 0)
        return std::nullopt;
    std::string sent((rules & RemappedWhenMapped) != 0 ? remappedPrefix : std::string_view());
    return sent.append(name);
}

bool isIllegalDestination(std::string_view header, bool isOfService)
{
    return (rulesOf(header) & (IllegalDestination | (isOfService ? IllegalForServices : None))) != 0;
}

bool isKeptFromDesign(std::string_view name)
{
    return (rulesOf(name) & KeptFromDesign) != 0;
}

bool isOfConnection(std::string_view name)
{
    constexpr std::array names{std::string_view("Connection"),
                               std::string_view("Content-Length"),
                               std::string_view("Keep-Alive"),
                               std::string_view("Proxy-Authenticate"),
                               std::string_view("Proxy-Authorization"),
                               std::string_view("Proxy-Connection"),
                               std::string_view("TE"),
                               std::string_view("Trailer"),
                               std::string_view("Transfer-Encoding"),
                               std::string_view("Upgrade")};
    return std::any_of(names.begin(), names.end(),
                       [name](std::string_view each) { return equalsIgnoreCase(name, each); });
}

bool isForwarded(std::string_view name)
{
    // Written anew: the endpoint's own, what 100-continue has settled, what Forwarded tells, and the trace.
    constexpr std::array ours{std::string_view("Host"),
                              std::string_view("Expect"),
                              std::string_view("Forwarded"),
                              std::string_view("X-Forwarded-For"),
                              std::string_view("X-Forwarded-Host"),
                              std::string_view("X-Forwarded-Proto"),
                              std::string_view("X-Amzn-Trace-Id")};
    return !isOfConnection(name) && std::none_of(ours.begin(), ours.end(), [name](std::string_view each) {
        return equalsIgnoreCase(name, each);
    });
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
