// Sessions are resumed by tickets alone: no memory of the server holds them. A ticket of one site (its name, policy and
// truststore) is none of another's.
#include "gateway-engine/transport/tls_sites.h"

#include "core/in_quotes.h"
#include "gateway-engine/crypto/certificate.h"
#include "gateway-engine/crypto/digest.h"
#include "gateway-engine/crypto/truststore.h"
#include "gateway-engine/http/host_name.h"
#include "gateway-engine/transport/tls_server_name.h"

#include <algorithm>
#include <array>

namespace gw::engine {

namespace {

constexpr long longestClientChainBytes = 65'536;
constexpr long sessionSeconds = 3'600;
constexpr std::size_t mostNamedAuthorities = 100; // told to clients, so that they can choose among their certificates
constexpr char fipsGroups[] = "P-256:P-384:P-521";

Diagnostic warning(std::string message)
{
    Diagnostic d;
    d.severity = Severity::Warning;
    d.message = std::move(message);
    return d;
}

std::string lowered(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), lowerCase);
    return text;
}

int versionNumber(SecurityPolicy::Version version)
{
    switch (version) {
    case SecurityPolicy::Version::Tls10:
        return TLS1_VERSION;
    case SecurityPolicy::Version::Tls12:
        return TLS1_2_VERSION;
    case SecurityPolicy::Version::Tls13:
        return TLS1_3_VERSION;
    }
    return TLS1_3_VERSION;
}

int chooseProtocol(SSL*, const unsigned char** chosen, unsigned char* chosenSize, const unsigned char* offered,
                   unsigned offeredSize, void*)
{
    static constexpr unsigned char http11[] = {8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
    unsigned char* found = nullptr;
    if (SSL_select_next_proto(&found, chosenSize, http11, sizeof http11, offered, offeredSize) !=
        OPENSSL_NPN_NEGOTIATED)
        return SSL_TLSEXT_ERR_ALERT_FATAL;
    *chosen = found;
    return SSL_TLSEXT_ERR_OK;
}

// The handshake goes on whatever the verdict: who is not trusted is answered 403, with the reason in the trace.
int verify(X509_STORE_CTX* context, void*)
{
    verifyClient(*context);
    return 1;
}

void setRules(SSL_CTX* context, const SecurityPolicy& policy, TlsSiteContext& site)
{
    site.minimumVersion = versionNumber(policy.minimum);
    site.isFips = policy.isFips;
    // What TLS 1.0 signs with is below every level but the lowest.
    site.securityLevel = policy.minimum == SecurityPolicy::Version::Tls10 ? 0 : 2;
    SSL_CTX_set_security_level(context, site.securityLevel);
    SSL_CTX_set_min_proto_version(context, site.minimumVersion);
    SSL_CTX_set_max_proto_version(context, 0);
    if (!policy.ciphers.empty())
        SSL_CTX_set_cipher_list(context, policy.ciphers.c_str());
    SSL_CTX_set_ciphersuites(context, policy.cipherSuites.c_str());
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_mode(context,
                     SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_read_ahead(context, 1); // a record in one system call
    SSL_CTX_set_alpn_select_cb(context, chooseProtocol, nullptr);
}

void setSessions(SSL_CTX* context, const TlsSite& site)
{
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_timeout(context, sessionSeconds);
    const std::string id =
        hexDigest("SHA-256", site.name + '\0' + site.securityPolicy + '\0' + site.truststorePem).value_or("");
    const std::size_t size = std::min<std::size_t>(id.size(), SSL_MAX_SID_CTX_LENGTH);
    SSL_CTX_set_session_id_context(context, reinterpret_cast<const unsigned char*>(id.data()),
                                   static_cast<unsigned>(size));
}

Result<void> setCertificate(SSL_CTX* context, const TlsSite& site, Diagnostics& warnings)
{
    auto pair = readKeyPair(site.certificatePem, site.privateKeyPem);
    if (!pair)
        return fail(std::move(pair.error()));
    const bool isTaken = SSL_CTX_use_certificate(context, pair->certificate.get()) == 1 &&
                         SSL_CTX_use_PrivateKey(context, pair->key.get()) == 1;
    if (!isTaken) {
        ERR_clear_error();
        return fail("The certificate's key is too weak: RSA needs 2048 bits.");
    }
    for (const X509Ptr& authority : pair->chain)
        SSL_CTX_add1_chain_cert(context, authority.get());
    if (X509_cmp_current_time(X509_get0_notAfter(pair->certificate.get())) < 0)
        warnings.push_back(
            warning("The certificate of " + inQuotes(site.name) + " has expired: clients will refuse it."));
    if (!isMadeOutFor(*pair->certificate, site.name))
        warnings.push_back(warning("The certificate of " + inQuotes(site.name) +
                                   " is not made out for that name: clients will refuse it."));
    ERR_clear_error();
    return {};
}

Result<void> askForCertificate(SSL_CTX* context, const TlsSite& site, Diagnostics& warnings)
{
    auto store = readTruststore(site.truststorePem);
    if (!store)
        return fail(std::move(store.error()));
    for (std::string& problem : store->warnings)
        warnings.push_back(warning(inQuotes(site.name) + ": " + problem));
    for (const X509Ptr& authority : store->authorities) {
        X509_STORE_add_cert(SSL_CTX_get_cert_store(context), authority.get());
        if (store->authorities.size() <= mostNamedAuthorities)
            SSL_CTX_add_client_CA(context, authority.get());
    }
    SSL_CTX_set_max_cert_list(context, longestClientChainBytes);
    SSL_CTX_set_cert_verify_callback(context, verify, nullptr);
    ERR_clear_error();
    return {};
}

} // namespace

Result<TlsSiteContext> makeSiteContext(const TlsSite& site, Diagnostics& warnings)
{
    const auto policy = securityPolicy(site.securityPolicy);
    if (!policy)
        return fail("There is no security policy " + inQuotes(site.securityPolicy) + ".");
    TlsSiteContext made;
    made.name = lowered(site.name);
    made.context.reset(SSL_CTX_new(TLS_server_method()));
    made.asksForCertificate = !site.truststorePem.empty();
    setRules(made.context.get(), *policy, made);
    setSessions(made.context.get(), site);
    if (auto set = setCertificate(made.context.get(), site, warnings); !set)
        return fail(std::move(set.error()));
    if (made.asksForCertificate)
        if (auto set = askForCertificate(made.context.get(), site, warnings); !set)
            return fail(std::move(set.error()));
    return made;
}

namespace {

// What a connection took from its first context when it was made has to be set anew.
void applySite(SSL* connection, const TlsSiteContext& site)
{
    SSL_set_SSL_CTX(connection, site.context.get());
    SSL_set_min_proto_version(connection, site.minimumVersion);
    SSL_set_security_level(connection, site.securityLevel);
    if (site.isFips)
        SSL_set1_groups_list(connection, fipsGroups);
    SSL_set_verify(connection,
                   site.asksForCertificate ? SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT : SSL_VERIFY_NONE,
                   nullptr);
}

// The exact name before a wildcard.
const TlsSiteContext& siteFor(const TlsSiteContexts& sites, std::string_view serverName)
{
    const auto named = [&](std::string_view name) {
        return std::find_if(sites.begin(), sites.end(), [&](const auto& site) { return site.name == name; });
    };
    if (const auto exact = named(serverName); exact != sites.end())
        return *exact;
    const auto dot = serverName.find('.');
    if (dot != std::string_view::npos)
        if (const auto wildcard = named("*" + std::string(serverName.substr(dot))); wildcard != sites.end())
            return *wildcard;
    return sites.front();
}

// Before anything else of the greeting is looked at: a session of another site must not be resumed.
int chooseSite(SSL* connection, int*, void*)
{
    auto& greeting = *static_cast<TlsGreeting*>(SSL_get_app_data(connection));
    const unsigned char* extension = nullptr;
    std::size_t size = 0;
    if (SSL_client_hello_get0_ext(connection, TLSEXT_TYPE_server_name, &extension, &size) == 1)
        greeting.serverName = serverNameIn({reinterpret_cast<const char*>(extension), size}).value_or("");
    const TlsSiteContext& site = siteFor(greeting.sites, greeting.serverName);
    greeting.site = site.name;
    applySite(connection, site);
    return SSL_CLIENT_HELLO_SUCCESS;
}

} // namespace

TlsServer::TlsServer(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
TlsServer::~TlsServer() = default;

TlsServer::Built TlsServer::build(const std::vector<TlsSite>& sites)
{
    Built built;
    auto impl = std::make_unique<Impl>();
    for (const TlsSite& site : sites) {
        auto made = makeSiteContext(site, built.diagnostics);
        if (made) {
            impl->sites.push_back(std::move(*made));
            continue;
        }
        Diagnostic told = std::move(made.error());
        told.message = "TLS for " + inQuotes(site.name) + " is not served. " + told.message;
        built.diagnostics.push_back(std::move(told));
    }
    if (!impl->sites.empty())
        SSL_CTX_set_client_hello_cb(impl->sites.front().context.get(), chooseSite, nullptr);
    if (!impl->sites.empty())
        built.server.reset(new TlsServer(std::move(impl)));
    return built;
}

} // namespace gw::engine
