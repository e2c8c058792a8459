// The contexts of OpenSSL behind TlsServer, a site each. For transport/tls* alone.
#pragma once

#include "core/result.h"
#include "gateway-engine/crypto/openssl_types.h"
#include "gateway-engine/crypto/tls_site.h"
#include "gateway-engine/transport/tls_server.h"

#include <openssl/ssl.h>

#include <string>
#include <string_view>

namespace gw::engine {

using SslContextPtr = std::unique_ptr<SSL_CTX, OpensslFree<SSL_CTX_free>>;
using SslPtr = std::unique_ptr<SSL, OpensslFree<SSL_free>>;

struct TlsSiteContext
{
    std::string name; // lower case
    SslContextPtr context;
    int minimumVersion = TLS1_2_VERSION;
    int securityLevel = 2;
    bool isFips = false;
    bool asksForCertificate = false;
};

[[nodiscard]] Result<TlsSiteContext> makeSiteContext(const TlsSite& site, Diagnostics& warnings);

// Makes a connection that was begun with another site's context one of this site.
void applySite(SSL* connection, const TlsSiteContext& site);

struct TlsServer::Impl
{
    std::vector<TlsSiteContext> sites; // never empty

    // The exact name before a wildcard, the first site for what is unknown.
    [[nodiscard]] const TlsSiteContext& siteFor(std::string_view serverName) const;
};

} // namespace gw::engine
