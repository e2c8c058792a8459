// TlsServer: the certificates and rules a listener speaks TLS with, one site a domain, chosen by the name the client
// asks for (reference 1.33). Immutable; a listener is given another one while it runs, and connections keep theirs.
#pragma once

#include "core/diagnostic.h"
#include "gateway-engine/crypto/tls_site.h"
#include "gateway-engine/pipeline/published.h"

#include <memory>
#include <vector>

namespace gw::engine {

class TlsServer
{
public:
    struct Built
    {
        std::shared_ptr<const TlsServer> server; // null: no site can be served
        Diagnostics diagnostics;                 // sites that were left out; warnings about others
    };
    // The first site is shown to clients that ask for none of them, or do not say for whom.
    [[nodiscard]] static Built build(const std::vector<TlsSite>& sites);

    TlsServer(const TlsServer&) = delete;
    TlsServer& operator=(const TlsServer&) = delete;
    ~TlsServer();

private:
    friend class TlsServerStream;
    struct Impl;
    explicit TlsServer(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

using PublishedTls = Published<TlsServer>;

} // namespace gw::engine
