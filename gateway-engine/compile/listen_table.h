// Where a project is reached: one port for the whole project, one for the same with TLS, a port for each API that has
// its own or is one of several; and the custom domains that lead to APIs at the first two.
#pragma once

#include "core/api/project.h"
#include "gateway-engine/crypto/tls_site.h"
#include "gateway-engine/routing/custom_domain.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace gw::engine {

struct ListenAddress
{
    std::string host;
    int port = 0; // 0: any free one
    bool operator==(const ListenAddress&) const = default;
};

// Another port that a custom domain asks for; all domains of its kind answer there as well.
struct DomainPort
{
    bool isSecure = true;
    ListenAddress address;
    bool operator==(const DomainPort&) const = default;
};

struct ListenTable
{
    ListenAddress project;
    std::string defaultApiId; // whose stages answer at "/{stage}/…" on the project's port; empty: none's
    std::map<std::string, ListenAddress> apis; // by API id
    std::optional<ListenAddress> secure{};     // what the project's port serves, with TLS
    std::vector<TlsSite> sites{};              // shown there; the first to clients that name none of them
    std::vector<CustomDomain> domains{};
    std::vector<DomainPort> domainPorts{}; // beside `project` and `secure`
    bool operator==(const ListenTable&) const = default;
};

// `address` is the project's, and its host that of every API that names none. `former` is the table
// in use: what it gives an API it keeps while nobody changes it, so that adding or removing another API breaks no
// address. `sites` are those of the project's domains (tls_sites.h); without any there is no port for TLS.
[[nodiscard]] ListenTable listenTable(const Project& project, const ListenAddress& address,
                                      const ListenTable& former = {}, std::vector<TlsSite> sites = {});
// A rule's, as access logs name it: ten characters that follow from the domain and the priority.
[[nodiscard]] std::string routingRuleId(const DomainName& domain, const RoutingRule& rule);

} // namespace gw::engine
