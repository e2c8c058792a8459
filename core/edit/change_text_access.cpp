// The words of a diff of who may call, how often and from where.
#include "core/edit/change_aspects.h"
#include "core/edit/change_text.h"

namespace gw {

namespace {

void compareNames(Aspects& aspects, const std::string& before, const std::string& after)
{
    if (before != after)
        aspects.say("renamed to " + after);
}

std::string mappingLabel(const ApiMapping& mapping)
{
    return mapping.path.empty() ? std::string("mapping of everything else") : "mapping " + mapping.path;
}

} // namespace

std::string describeChange(const ApiKey& before, const ApiKey& after)
{
    Aspects aspects;
    compareNames(aspects, before.name, after.name);
    aspects.compare("id", before.keyId, after.keyId);
    aspects.compare("description", before.description, after.description);
    if (before.enabled != after.enabled)
        aspects.say(after.enabled ? "enabled" : "disabled");
    return aspects.text();
}

std::string describeChange(const UsagePlan& before, const UsagePlan& after)
{
    Aspects aspects;
    compareNames(aspects, before.name, after.name);
    aspects.compare("id", before.planId, after.planId);
    aspects.compare("description", before.description, after.description);
    aspects.compare("throttle", before.throttle, after.throttle);
    aspects.compare("quota", before.quota, after.quota);
    aspects.compareNamed(before.apiStages, after.apiStages,
                         [](const PlanStage& stage) { return "stage " + stage.stage + " of " + stage.api; });
    aspects.compareNamed(before.keys, after.keys, [](const std::string& key) { return "key " + key; });
    return aspects.text();
}

std::string describeChange(const Identity& before, const Identity& after)
{
    Aspects aspects;
    compareNames(aspects, before.name, after.name);
    aspects.compare("access key id", before.accessKeyId, after.accessKeyId);
    aspects.compareNamed(before.policies, after.policies,
                         [](const IdentityPolicy& policy) { return "policy " + policy.name; });
    aspects.compareNamed(before.tags, after.tags, labelled("tag "));
    return aspects.text();
}

std::string describeChange(const UserPool& before, const UserPool& after)
{
    Aspects aspects;
    compareNames(aspects, before.name, after.name);
    aspects.compare("ARN", before.arn, after.arn);
    aspects.compare("issuer", before.issuer, after.issuer);
    aspects.compare("keys", before.jwks, after.jwks);
    return aspects.text();
}

std::string describeChange(const LocalIssuer& before, const LocalIssuer& after)
{
    Aspects aspects;
    if (before.enabled != after.enabled)
        aspects.say(after.enabled ? "turned on" : "turned off");
    aspects.compare("lifetime of access tokens", before.accessTokenSeconds, after.accessTokenSeconds);
    aspects.compare("lifetime of ID tokens", before.idTokenSeconds, after.idTokenSeconds);
    aspects.compare("lifetime of refresh tokens", before.refreshTokenSeconds, after.refreshTokenSeconds);
    aspects.compareNamed(before.users, after.users, [](const IssuerUser& user) { return "user " + user.name; });
    aspects.compareNamed(before.clients, after.clients,
                         [](const IssuerClient& client) { return "client " + client.name; });
    return aspects.text();
}

std::string describeChange(const DomainName& before, const DomainName& after)
{
    Aspects aspects;
    compareNames(aspects, before.name, after.name);
    aspects.compare("port", before.port, after.port);
    aspects.compare("routing mode", before.routingMode, after.routingMode);
    aspects.compareNamed(before.mappings, after.mappings, mappingLabel);
    aspects.compareNamed(before.rules, after.rules,
                         [](const RoutingRule& rule) { return "rule " + std::to_string(rule.priority); });
    aspects.compare("TLS", before.tls, after.tls);
    return aspects.text();
}

std::string describeChange(const ClientCertificate& before, const ClientCertificate& after)
{
    Aspects aspects;
    compareNames(aspects, before.name, after.name);
    aspects.compare("id", before.certificateId, after.certificateId);
    aspects.compare("description", before.description, after.description);
    aspects.compare("file", before.certificate, after.certificate);
    return aspects.text();
}

std::string describeChange(const WebAcl& before, const WebAcl& after)
{
    Aspects aspects;
    compareNames(aspects, before.name, after.name);
    aspects.compare("description", before.description, after.description);
    aspects.compare("default action", before.defaultAction, after.defaultAction);
    aspects.compareNamed(before.rules, after.rules, [](const WebAclRule& rule) { return "rule " + rule.name; });
    return aspects.text();
}

} // namespace gw
