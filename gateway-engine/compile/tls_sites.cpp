// The first site is this machine's own: clients that name no domain are shown it.
#include "gateway-engine/compile/tls_sites.h"

#include "core/format/atomic_file.h"
#include "core/in_quotes.h"
#include "gateway-engine/crypto/local_authority.h"
#include "gateway-engine/crypto/truststore.h"

#include <algorithm>
#include <utility>

namespace gw::engine {

namespace {

constexpr std::size_t mostTruststoreBytes = 1u << 20;

Diagnostic about(const DomainName& domain, Severity severity, const std::string& what, std::string hint)
{
    Diagnostic d = brokenRule("domain-not-served", "The domain " + inQuotes(domain.name) + ' ' + what, std::move(hint));
    d.severity = severity;
    d.node = nodeOf(domain.id);
    return d;
}

const char* securityPolicyOf(TlsVersion version)
{
    switch (version) {
    case TlsVersion::Tls10:
        return "TLS_1_0";
    case TlsVersion::Tls13:
        return "SecurityPolicy_TLS13_1_3_2025_09";
    case TlsVersion::Tls12:
        break;
    }
    return "TLS_1_2";
}

class SiteMaker
{
public:
    SiteMaker(const LocalAuthority& authority, const std::filesystem::path& projectFolder,
              std::chrono::system_clock::time_point now, TlsSites& sites)
        : m_authority(authority), m_projectFolder(projectFolder), m_now(now), m_sites(sites)
    {
    }

    Result<void> add(const std::vector<std::string>& names, const DomainTls& tls, std::string truststore)
    {
        auto issued = m_authority.serverCertificate(names, m_now);
        if (!issued)
            return fail(issued.error());
        const auto renewal = LocalAuthority::renewalTime(*issued);
        m_sites.renewal = m_sites.renewal ? std::min(*m_sites.renewal, renewal) : renewal;
        m_sites.sites.push_back({names.front(), std::move(issued->certificatePem), std::move(issued->privateKeyPem),
                                 securityPolicyOf(tls.minimumVersion), std::move(truststore)});
        return {};
    }

    void add(const DomainName& domain)
    {
        auto truststore = truststoreOf(domain);
        if (!truststore) {
            m_sites.diagnostics.push_back(about(domain, Severity::Error,
                                                "lets nobody in: its truststore " + inQuotes(domain.tls.truststore) +
                                                    " cannot be used. " + truststore.error().message,
                                                "Name a PEM file of the project with the authorities of its clients."));
            return;
        }
        if (auto added = add({domain.name}, domain.tls, *std::move(truststore)); !added)
            m_sites.diagnostics.push_back(
                about(domain, Severity::Error, "does not speak TLS: " + added.error().message, added.error().hint));
    }

private:
    Result<std::string> truststoreOf(const DomainName& domain)
    {
        if (domain.tls.truststore.empty())
            return std::string();
        auto pem = readFile(m_projectFolder / domain.tls.truststore, mostTruststoreBytes);
        if (!pem)
            return pem;
        const auto read = readTruststore(*pem);
        if (!read)
            return fail(read.error());
        for (const std::string& warning : read->warnings)
            m_sites.diagnostics.push_back(about(domain, Severity::Warning,
                                                "has a truststore of which a part is of no use. " + warning,
                                                "Remove the certificate, or replace it."));
        return pem;
    }

    const LocalAuthority& m_authority;
    const std::filesystem::path& m_projectFolder;
    std::chrono::system_clock::time_point m_now;
    TlsSites& m_sites;
};

} // namespace

TlsSites tlsSites(const Project& project, const std::filesystem::path& projectFolder,
                  const std::filesystem::path& authorityFolder, std::chrono::system_clock::time_point now)
{
    TlsSites sites;
    const auto speaksTls = [](const Cow<DomainName>& domain) { return domain->tls.enabled; };
    if (std::none_of(project.domainNames.begin(), project.domainNames.end(), speaksTls))
        return sites;
    const auto authority = LocalAuthority::open(authorityFolder, now);
    if (!authority) {
        Diagnostic problem = authority.error();
        problem.message = "No domain speaks TLS: " + problem.message;
        sites.diagnostics.push_back(std::move(problem));
        return sites;
    }
    SiteMaker maker(*authority, projectFolder, now, sites);
    if (auto own = maker.add({"localhost", "127.0.0.1", "::1"}, {}, {}); !own)
        sites.diagnostics.push_back(own.error());
    for (const Cow<DomainName>& domain : project.domainNames)
        if (domain->tls.enabled)
            maker.add(*domain);
    return sites;
}

} // namespace gw::engine
