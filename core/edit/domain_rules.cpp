// Rules for custom domains, client certificates and web ACLs.
#include "core/api/element_name.h"
#include "core/edit/access_rules.h"
#include "core/in_quotes.h"

#include <algorithm>
#include <iterator>
#include <set>

namespace gw {

namespace {

constexpr int evaluationWindows[] = {60, 120, 300, 600};

void checkMappings(const DomainName& domain, const std::string& subject, Faults& faults)
{
    std::set<std::string_view> seen;
    for (const ApiMapping& mapping : domain.mappings) {
        if (!isMappingPath(mapping.path))
            faults.push_back(subject + " maps the path " + inQuotes(mapping.path) + ", which is none.");
        if (!seen.insert(mapping.path).second)
            faults.push_back(subject + " maps " +
                             (mapping.path.empty() ? "everything else" : "the path " + inQuotes(mapping.path)) +
                             " twice.");
    }
    if (domain.mappings.size() > mostMappings)
        faults.push_back(subject + " has more than 200 mappings.");
}

void checkRule(const RoutingRule& rule, const std::string& subject, Faults& faults)
{
    if (rule.priority < 1 || rule.priority > mostRulePriority)
        faults.push_back(subject + " cannot have that priority.");
    if (rule.basePath && (rule.basePath->empty() || !isMappingPath(*rule.basePath)))
        faults.push_back(subject + " looks for the path " + inQuotes(*rule.basePath) + ", which is none.");
    if (rule.headers.size() > mostHeaderConditions)
        faults.push_back(subject + " looks at more than two headers.");
    for (const HeaderCondition& header : rule.headers) {
        if (!isWord(header.header, 40))
            faults.push_back(subject + " looks at the header " + inQuotes(header.header) + ", which is none.");
        if (!isValueGlob(header.valueGlob))
            faults.push_back(subject + " compares a header with " + inQuotes(header.valueGlob) +
                             "; only its first and last character may be *.");
    }
    if (rule.stripBasePath && !rule.basePath)
        faults.push_back(subject + " strips a base path but looks for none.");
}

void checkRules(const DomainName& domain, const std::string& subject, Faults& faults)
{
    std::set<int> priorities;
    for (const RoutingRule& rule : domain.rules) {
        const std::string number = std::to_string(rule.priority);
        checkRule(rule, subject + ", rule " + number, faults);
        if (!priorities.insert(rule.priority).second)
            faults.push_back(subject + " has two rules of priority " + number + ".");
    }
    if (domain.rules.size() > mostRules)
        faults.push_back(subject + " has more than 50 rules.");
}

void checkTarget(const Project& project, const ApiTarget& target, const std::string& subject, Faults& faults)
{
    const Api* api = project.findApi(target.api);
    if (!api)
        faults.push_back(subject + " leads to the API " + inQuotes(target.api) + ", which the project does not have.");
    else if (!api->findStage(target.stage))
        faults.push_back(subject + " leads to the stage " + inQuotes(target.stage) + ", which " + inQuotes(target.api) +
                         " does not have.");
}

struct MatchRules
{
    const std::string& subject;
    Faults& faults;

    void operator()(const AddressMatch& match) const
    {
        if (match.addresses.empty())
            faults.push_back(subject + " has no addresses.");
        for (const std::string& address : match.addresses)
            if (!addressRangeFrom(address))
                faults.push_back(subject + " has the address " + inQuotes(address) + ", which is none.");
    }

    void operator()(const RateMatch& match) const
    {
        if (match.limit < leastRateLimit || match.limit > mostRateLimit)
            faults.push_back(subject + " has a limit of " + std::to_string(match.limit) + " requests.");
        if (std::find(std::begin(evaluationWindows), std::end(evaluationWindows), match.evaluationWindowSec) ==
            std::end(evaluationWindows))
            faults.push_back(subject + " counts requests of " + std::to_string(match.evaluationWindowSec) +
                             " seconds; 60, 120, 300 and 600 are possible.");
    }

    void operator()(const HeaderMatch& match) const
    {
        if (!isWord(match.header))
            faults.push_back(subject + " looks at the header " + inQuotes(match.header) + ", which is none.");
        if (match.value.empty() && match.match != TextMatch::Exactly)
            faults.push_back(subject + " looks for an empty text, which every header has.");
    }

    void operator()(const SizeMatch& match) const
    {
        if (match.bytes < 0)
            faults.push_back(subject + " has a size of " + std::to_string(match.bytes) + " bytes.");
    }
};

} // namespace

Faults faultsOf(const DomainName& domain)
{
    Faults faults;
    const std::string subject = "The domain " + inQuotes(domain.name);
    checkMappings(domain, subject, faults);
    checkRules(domain, subject, faults);
    if (!domain.tls.enabled && !domain.tls.truststore.empty())
        faults.push_back(subject + " asks for client certificates but does not speak TLS.");
    return faults;
}

Faults unknownsOf(const DomainName& domain, const Project& project)
{
    Faults faults;
    const std::string subject = "The domain " + inQuotes(domain.name);
    for (const ApiMapping& mapping : domain.mappings)
        checkTarget(project, mapping.target,
                    subject + (mapping.path.empty() ? std::string() : ", path " + inQuotes(mapping.path)), faults);
    for (const RoutingRule& rule : domain.rules)
        checkTarget(project, rule.target, subject + ", rule " + std::to_string(rule.priority), faults);
    return faults;
}

Faults faultsOf(const ClientCertificate& certificate)
{
    Faults faults;
    const std::string subject = "The client certificate " + inQuotes(certificate.name);
    if (!isWord(certificate.certificateId))
        faults.push_back(subject + " has the id " + inQuotes(certificate.certificateId) + ", which is none.");
    if (certificate.certificate.empty())
        faults.push_back(subject + " names no file.");
    return faults;
}

Faults faultsOf(const WebAcl& acl)
{
    Faults faults;
    const std::string subject = "The web ACL " + inQuotes(acl.name);
    if (acl.defaultAction == WebAclAction::Count)
        faults.push_back(subject + " only counts where no rule holds; it must allow or block.");
    std::set<std::string_view> names;
    for (const WebAclRule& rule : acl.rules) {
        const std::string name = subject + ", rule " + inQuotes(rule.name);
        if (!isElementName(rule.name, 128))
            faults.push_back(subject + " has a rule without a name.");
        else if (!names.insert(rule.name).second)
            faults.push_back(subject + " has two rules called " + inQuotes(rule.name) + ".");
        std::visit(MatchRules{name, faults}, rule.match);
    }
    return faults;
}

} // namespace gw
