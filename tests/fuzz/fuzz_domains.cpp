// Hosts, names in handshakes and paths of custom domains: whatever a client sends, what comes of it are views into what
// was sent, and names that may be names.
#include "gateway-engine/http/host_name.h"
#include "gateway-engine/routing/domain_router.h"
#include "gateway-engine/transport/tls_server_name.h"
#include "tests/fuzz/check.h"

using namespace gw;
using namespace gw::engine;

namespace {

CustomDomain domainOf(const char* name, std::vector<DomainMapping> mappings)
{
    CustomDomain domain;
    domain.name = name;
    domain.mode = DomainRouting::RoutingRuleThenApiMapping;
    domain.mappings = std::move(mappings);
    domain.rules = {{"r", 1, {{"x-v", "*b*"}}, "a/b", "api", "stage", true}};
    return domain;
}

const DomainRouter& router()
{
    static const auto built = DomainRouter::build({domainOf("a.b", {{"", "api", "stage"}, {"v1", "api", "stage"}}),
                                                   domainOf("*.c", {{"v1", "api", "one"}, {"v1/x", "api", "two"}})});
    return *built.router;
}

bool isWithin(std::string_view part, std::string_view whole)
{
    return part.empty() || (part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size());
}

} // namespace

// The input: a host, a line break, a path with query, a line break, the value of a header.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto hostEnd = std::min(text.find('\n'), size);
    const std::string_view host = text.substr(0, hostEnd);
    const std::string_view rest = text.substr(std::min(hostEnd + 1, size));
    const auto pathEnd = std::min(rest.find('\n'), rest.size());

    const std::string name = hostName(host);
    fuzz::demand(name.empty() || isDomainPattern(name), "a host's name is one");
    fuzz::demand(isWithin(hostOf(host), host), "a host stands in its authority");
    if (const auto asked = serverNameIn(text))
        fuzz::demand(isDomainPattern(*asked), "a name in a handshake is one");

    Request request;
    request.method = "GET";
    request.target = rest.substr(0, pathEnd);
    request.headers.add("X-V", rest.substr(std::min(pathEnd + 1, rest.size())));
    for (const std::string_view at : {host, std::string_view("a.b"), std::string_view("x.c")}) {
        const RoutedDomain* domain = router().find(at);
        const auto route = domain ? domain->route(request) : std::nullopt;
        if (!route)
            continue;
        fuzz::demand(route->apiId == "api" && !route->stage.empty(), "a route leads somewhere");
        fuzz::demand(isWithin(route->path, request.target), "what is below the base path stands in the target");
        fuzz::demand(request.path().ends_with(route->path), "it is the end of the path");
    }
    return 0;
}
