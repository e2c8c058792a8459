// The table of a project. WebSocket APIs are not served yet and have no port.
#include "gateway-engine/compile/listen_table.h"

#include <algorithm>
#include <cstdio>
#include <utility>

namespace gw::engine {

namespace {

DomainRouting routingOf(RoutingMode mode)
{
    switch (mode) {
    case RoutingMode::RoutingRuleOnly:
        return DomainRouting::RoutingRuleOnly;
    case RoutingMode::RoutingRuleThenBasePathMapping:
        return DomainRouting::RoutingRuleThenApiMapping;
    case RoutingMode::BasePathMappingOnly:
        break;
    }
    return DomainRouting::ApiMappingOnly;
}

// A name that no API has stays: what it catches is answered by nobody, and not by what would match next.
std::string apiIdOf(const Project& project, const std::string& name)
{
    const Api* api = project.findApi(name);
    return api ? api->apiId : name;
}

DomainRule ruleOf(const Project& project, const DomainName& domain, const RoutingRule& design)
{
    DomainRule rule;
    rule.ruleId = routingRuleId(domain, design);
    rule.priority = design.priority;
    for (const HeaderCondition& condition : design.headers)
        rule.headers.push_back({condition.header, condition.valueGlob});
    rule.basePath = design.basePath;
    rule.apiId = apiIdOf(project, design.target.api);
    rule.stage = design.target.stage;
    rule.stripBasePath = design.stripBasePath;
    return rule;
}

CustomDomain domainOf(const Project& project, const DomainName& design)
{
    CustomDomain domain;
    domain.name = design.name;
    domain.mode = routingOf(design.routingMode);
    for (const ApiMapping& mapping : design.mappings)
        domain.mappings.push_back({mapping.path, apiIdOf(project, mapping.target.api), mapping.target.stage});
    for (const RoutingRule& rule : design.rules)
        domain.rules.push_back(ruleOf(project, design, rule));
    domain.requiresClientCertificate = !design.tls.truststore.empty(); // readable or not
    return domain;
}

// The one of domains that ask for none: the first that a domain asks for.
int securePort(const Project& project)
{
    for (const Cow<DomainName>& domain : project.domainNames)
        if (domain->tls.enabled && domain->port != 0)
            return domain->port;
    return 0;
}

void addDomainPorts(const Project& project, ListenTable& table)
{
    for (const Cow<DomainName>& domain : project.domainNames) {
        const bool isSecure = domain->tls.enabled && table.secure;
        const DomainPort port{isSecure, {table.project.host, domain->port}};
        const ListenAddress& main = isSecure ? *table.secure : table.project;
        const bool isThere = port.address == main || std::find(table.domainPorts.begin(), table.domainPorts.end(),
                                                               port) != table.domainPorts.end();
        if (domain->port != 0 && domain->tls.enabled == isSecure && !isThere)
            table.domainPorts.push_back(port);
    }
}

} // namespace

std::string routingRuleId(const DomainName& domain, const RoutingRule& rule)
{
    char id[24];
    std::snprintf(id, sizeof id, "%010llx",
                  static_cast<unsigned long long>(stableHash(std::to_string(rule.priority), stableHash(domain.name)) &
                                                  0xffffffffffULL));
    return id;
}

ListenTable listenTable(const Project& project, const ListenAddress& address, const ListenTable& former,
                        std::vector<TlsSite> sites)
{
    ListenTable table;
    table.project = address;
    const bool isFormerThere = std::any_of(project.apis.begin(), project.apis.end(),
                                           [&](const Cow<Api>& api) { return api->apiId == former.defaultApiId; });
    if (isFormerThere)
        table.defaultApiId = former.defaultApiId;
    else if (project.apis.size() == 1)
        table.defaultApiId = project.apis.front()->apiId;
    for (const Cow<Api>& api : project.apis) {
        if (!api->openApi() || api->apiId.empty())
            continue;
        const ListenAddress own{api->host.empty() ? address.host : api->host, api->port};
        const auto before = former.apis.find(api->apiId);
        const bool hasIt = before != former.apis.end() && before->second == own;
        if (project.apis.size() > 1 || api->port != 0 || hasIt)
            table.apis[api->apiId] = own;
    }
    for (const Cow<DomainName>& domain : project.domainNames)
        table.domains.push_back(domainOf(project, *domain));
    if (!sites.empty())
        table.secure = ListenAddress{address.host, securePort(project)};
    table.sites = std::move(sites);
    addDomainPorts(project, table);
    return table;
}

} // namespace gw::engine
