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

using TlsSiteContexts = std::vector<TlsSiteContext>; // never empty; the first is for names that are unknown

// What a client said first, and which site it came to by it. A connection's SSL_set_app_data() holds one.
struct TlsGreeting
{
    const TlsSiteContexts& sites;
    std::string serverName; // empty: it named none
    std::string site;       // empty: it has said nothing yet
};

struct TlsServer::Impl
{
    TlsSiteContexts sites;
};

} // namespace gw::engine
