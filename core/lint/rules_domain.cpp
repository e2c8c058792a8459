// Rules about custom domains, client certificates and web ACLs (reference 1.33 and 1.36).
#include "core/api/elements.h"
#include "core/edit/access_rules.h"
#include "core/in_quotes.h"
#include "core/lint/project_scope.h"
#include "core/lint/rules.h"

#include <algorithm>

namespace gw::lint_rules {

namespace {

std::vector<ApiTarget> targetsOf(const DomainName& domain)
{
    std::vector<ApiTarget> targets;
    if (domain.routingMode != RoutingMode::RoutingRuleOnly)
        for (const ApiMapping& mapping : domain.mappings)
            targets.push_back(mapping.target);
    if (domain.routingMode != RoutingMode::BasePathMappingOnly)
        for (const RoutingRule& rule : domain.rules)
            targets.push_back(rule.target);
    return targets;
}

bool isOfKind(const Project& project, const ApiTarget& target, ApiKind kind)
{
    const Api* api = project.findApi(target.api);
    return api && api->kind() == kind;
}

void checkKinds(ProjectScope& scope, const DomainName& domain)
{
    const std::vector<ApiTarget> targets = targetsOf(domain);
    const auto isSocket = [&](const ApiTarget& target) {
        return isOfKind(scope.project(), target, ApiKind::WebSocket);
    };
    const auto sockets = std::count_if(targets.begin(), targets.end(), isSocket);
    if (sockets > 0 && static_cast<std::size_t>(sockets) < targets.size())
        scope.report(nodeOf(domain.id),
                     {Severity::Error,
                      "The domain " + inQuotes(domain.name) + " leads to WebSocket APIs and to others.",
                      "Give WebSocket APIs a domain of their own."});
    for (const RoutingRule& rule : domain.rules)
        if (const Api* api = scope.project().findApi(rule.target.api); api && api->kind() != ApiKind::Rest)
            scope.report(nodeOf(domain.id),
                         {Severity::Error,
                          "The domain " + inQuotes(domain.name) + ", rule " + std::to_string(rule.priority) + ": " +
                              inQuotes(api->name) + " is no REST API, and rules lead to those alone.",
                          "Use a mapping."});
}

std::string unusedPart(const DomainName& domain)
{
    if (domain.routingMode == RoutingMode::BasePathMappingOnly && !domain.rules.empty())
        return "routing rules, which its routing mode does not look at";
    if (domain.routingMode == RoutingMode::RoutingRuleOnly && !domain.mappings.empty())
        return "mappings, which its routing mode does not look at";
    return {};
}

} // namespace

void domainInvalid(ProjectScope& scope)
{
    for (const Cow<DomainName>& domain : scope.project().domainNames) {
        for (const std::string& fault : faultsOf(*domain))
            scope.report(nodeOf(domain->id), {Severity::Error, fault,
                                              "Use each path and each priority (1 to 1000000) once; paths have "
                                              "letters, digits and $-_.+!*'()/."});
        checkKinds(scope, *domain);
    }
}

void domainUnknown(ProjectScope& scope)
{
    for (const Cow<DomainName>& domain : scope.project().domainNames)
        for (const std::string& fault : unknownsOf(*domain, scope.project()))
            scope.report(nodeOf(domain->id), {Severity::Error, fault, "Correct the name, or remove the entry."});
}

void domainWithoutEffect(ProjectScope& scope)
{
    for (const Cow<DomainName>& domain : scope.project().domainNames) {
        const std::string subject = "The domain " + inQuotes(domain->name);
        if (targetsOf(*domain).empty())
            scope.report(nodeOf(domain->id),
                         {Severity::Warning, subject + " leads nowhere: each request is answered 403.",
                          "Map a path of it to a stage of an API."});
        if (const std::string part = unusedPart(*domain); !part.empty())
            scope.report(nodeOf(domain->id), {Severity::Warning, subject + " has " + part + ".",
                                              "Choose ROUTING_RULE_THEN_BASE_PATH_MAPPING, or remove them."});
    }
}

// Callers without a certificate would go round the domain that asks for one.
void mutualTlsBypass(ProjectScope& scope)
{
    for (const Cow<DomainName>& domain : scope.project().domainNames) {
        if (domain->tls.truststore.empty())
            continue;
        for (const ApiTarget& target : targetsOf(*domain)) {
            const Api* api = scope.project().findApi(target.api);
            const OpenApiDefinition* definition = api ? api->openApi() : nullptr;
            if (definition && !definition->endpoint.disableExecuteApiEndpoint)
                scope.report(nodeOf(domain->id),
                             {Severity::Warning,
                              "The domain " + inQuotes(domain->name) + " asks for client certificates, but " +
                                  inQuotes(api->name) + " is reached without one at its own address.",
                              "Disable the default endpoint of the API (disableExecuteApiEndpoint)."});
        }
    }
}

void clientCertificateInvalid(ProjectScope& scope)
{
    const Project& project = scope.project();
    for (const Cow<ClientCertificate>& certificate : project.clientCertificates)
        for (const std::string& fault : faultsOf(*certificate))
            scope.report(nodeOf(certificate->id), {Severity::Error, fault, "Name a PEM file of the project."});
    for (const Cow<Api>& api : project.apis)
        for (const Stage& stage : api->stages)
            if (!stage.clientCertificate.empty() && !findByName(project.clientCertificates, stage.clientCertificate))
                scope.report(NodeRef{api->id, {}, {}, stage.id},
                             {Severity::Error,
                              "The stage " + inQuotes(stage.name) + " of " + inQuotes(api->name) +
                                  " shows the client certificate " + inQuotes(stage.clientCertificate) +
                                  ", which the project does not have.",
                              "Correct the name, or create the certificate."});
}

void webAclInvalid(ProjectScope& scope)
{
    for (const Cow<WebAcl>& acl : scope.project().webAcls)
        for (const std::string& fault : faultsOf(*acl))
            scope.report(nodeOf(acl->id), {Severity::Error, fault,
                                           "Write addresses as 192.0.2.0/24, limits as 10 to 2000000000 requests, and "
                                           "give each rule a name of its own."});
}

void webAclUnknown(ProjectScope& scope)
{
    const Project& project = scope.project();
    for (const Cow<Api>& api : project.apis)
        for (const Stage& stage : api->stages)
            if (!stage.webAcl.empty() && !findByName(project.webAcls, stage.webAcl))
                scope.report(NodeRef{api->id, {}, {}, stage.id},
                             {Severity::Error,
                              "The stage " + inQuotes(stage.name) + " of " + inQuotes(api->name) + " has the web ACL " +
                                  inQuotes(stage.webAcl) + ", which the project does not have.",
                              "Correct the name, or create the web ACL."});
}

} // namespace gw::lint_rules
