#include "gateway-engine/access/client_identities.h"

#include "core/format/atomic_file.h"
#include "core/in_quotes.h"

#include <utility>

namespace gw::engine {

namespace {

constexpr std::size_t mostCertificateBytes = 1u << 20;

Diagnostic unusable(const ClientCertificate& design, const std::string& why, std::string hint)
{
    Diagnostic d = brokenRule("client-certificate-unusable",
                              "The client certificate " + inQuotes(design.name) + " is shown to no endpoint: " + why,
                              std::move(hint));
    d.severity = Severity::Warning;
    d.node = nodeOf(design.id);
    return d;
}

Result<ClientIdentity> read(const ClientCertificate& design, const Secrets& secrets,
                            const std::filesystem::path& projectFolder)
{
    const Secret* key = secrets.find(SecretKind::PrivateKey, design.certificateId);
    if (!key)
        return fail(unusable(design, "its private key is not on this machine.",
                             "Put the key among the project's secrets, or generate a new certificate."));
    auto certificate = readFile(projectFolder / design.certificate, mostCertificateBytes);
    if (!certificate)
        return fail(unusable(design, certificate.error().message, certificate.error().hint));
    return ClientIdentity{*std::move(certificate), key->reveal()};
}

bool isSame(const ClientIdentity& a, const ClientIdentity& b)
{
    return a.certificatePem == b.certificatePem && a.privateKeyPem == b.privateKeyPem;
}

} // namespace

std::shared_ptr<const ClientIdentities> clientIdentities(const Project& project, const Secrets& secrets,
                                                         const std::filesystem::path& projectFolder,
                                                         const ClientIdentities& former, Diagnostics& diagnostics)
{
    auto identities = std::make_shared<ClientIdentities>();
    for (const Cow<ClientCertificate>& design : project.clientCertificates) {
        auto identity = read(*design, secrets, projectFolder);
        if (!identity) {
            diagnostics.push_back(identity.error());
            continue;
        }
        const auto before = former.find(design->name);
        (*identities)[design->name] = before != former.end() && isSame(*before->second, *identity)
                                          ? before->second
                                          : std::make_shared<const ClientIdentity>(*std::move(identity));
    }
    return identities;
}

} // namespace gw::engine
