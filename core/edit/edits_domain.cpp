// Edits of custom domains, client certificates and web ACLs.
#include "core/api/element_name.h"
#include "core/edit/access_uses.h"
#include "core/edit/edits_access.h"
#include "core/edit/element_edits.h"
#include "core/format/manifest_domain.h"
#include "core/format/manifest_web_acl.h"
#include "core/format/project_paths.h"

namespace gw {

namespace {

bool isCertificateName(std::string_view name)
{
    return isElementName(name, 128);
}

bool isAclName(std::string_view name)
{
    return isWord(name);
}

Faults faultsOfDomain(const Project& project, const DomainName& domain)
{
    Faults faults = faultsOf(domain);
    const Faults unknown = unknownsOf(domain, project);
    faults.insert(faults.end(), unknown.begin(), unknown.end());
    if (!domain.tls.truststore.empty() && !isInsideProject(domain.tls.truststore))
        faults.push_back("The truststore " + inQuotes(domain.tls.truststore) + " is not inside the project folder.");
    if (domain.port < 0 || domain.port > 65'535)
        faults.push_back(std::to_string(domain.port) + " is not a port.");
    return faults;
}

Faults faultsOfCertificate(const Project&, const ClientCertificate& certificate)
{
    Faults faults = faultsOf(certificate);
    if (!certificate.certificate.empty() && !isInsideProject(certificate.certificate))
        faults.push_back("The file " + inQuotes(certificate.certificate) + " is not inside the project folder.");
    return faults;
}

Faults faultsOfAcl(const Project&, const WebAcl& acl)
{
    return faultsOf(acl);
}

constexpr ElementKind<DomainName> domains = {
    &Project::domainNames,
    "domain",
    "a domain",
    domainNameIdOf,
    isDomainName,
    "Use labels of lower-case letters, digits and hyphens, such as api.localhost or *.shop.localhost.",
    faultsOfDomain,
    "Correct it, or leave it as it was."};
constexpr ElementKind<ClientCertificate> certificates = {&Project::clientCertificates,
                                                         "client certificate",
                                                         "a client certificate",
                                                         clientCertificateIdOf,
                                                         isCertificateName,
                                                         "Use one line of at most 128 characters.",
                                                         faultsOfCertificate,
                                                         "Name a PEM file of the project."};
constexpr ElementKind<WebAcl> acls = {&Project::webAcls, "web ACL",
                                      "a web ACL",       webAclIdOf,
                                      isAclName,         "Use 1 to 128 letters, digits, hyphens and underscores.",
                                      faultsOfAcl,       "Correct it, or leave it as it was."};

} // namespace

Result<Project> createDomainName(Project project, DomainName domain)
{
    return createElement(domains, std::move(project), std::move(domain));
}

Result<Project> setDomainName(Project project, DomainName domain)
{
    return setElement(domains, std::move(project), std::move(domain));
}

Result<Project> renameDomainName(Project project, DomainNameId id, const std::string& name)
{
    return renameElement<DomainName>(domains, std::move(project), id, name);
}

Result<Project> deleteDomainName(Project project, DomainNameId id)
{
    return deleteElement(domains, std::move(project), id);
}

Result<Project> createClientCertificate(Project project, ClientCertificate certificate)
{
    if (certificate.certificateId.empty())
        certificate.certificateId = derivedCertificateId(project.name, certificate.name);
    if (certificate.certificate.empty()) // the pair is made later
        certificate.certificate = usualCertificateFile(certificate.certificateId);
    return createElement(certificates, std::move(project), std::move(certificate));
}

Result<Project> setClientCertificate(Project project, ClientCertificate certificate)
{
    return setElement(certificates, std::move(project), std::move(certificate));
}

Result<Project> renameClientCertificate(Project project, ClientCertificateId id, const std::string& name)
{
    const auto follow = [&](Project& edited, const ClientCertificate& known) { renameUses(edited, known, name); };
    return renameElement<ClientCertificate>(certificates, std::move(project), id, name, follow);
}

Result<Project> deleteClientCertificate(Project project, ClientCertificateId id)
{
    const auto uses = [](const Project& p, const ClientCertificate& certificate) { return usesOf(p, certificate); };
    return deleteElement<ClientCertificate>(certificates, std::move(project), id, uses);
}

Result<Project> createWebAcl(Project project, WebAcl acl)
{
    return createElement(acls, std::move(project), std::move(acl));
}

Result<Project> setWebAcl(Project project, WebAcl acl)
{
    return setElement(acls, std::move(project), std::move(acl));
}

Result<Project> renameWebAcl(Project project, WebAclId id, const std::string& name)
{
    const auto follow = [&](Project& edited, const WebAcl& known) { renameUses(edited, known, name); };
    return renameElement<WebAcl>(acls, std::move(project), id, name, follow);
}

Result<Project> deleteWebAcl(Project project, WebAclId id)
{
    return deleteElement<WebAcl>(acls, std::move(project), id,
                                 [](const Project& p, const WebAcl& acl) { return usesOf(p, acl); });
}

} // namespace gw
