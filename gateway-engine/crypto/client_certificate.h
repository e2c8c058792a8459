// Certificates the gateway shows to endpoints (reference 1.14): made as the service makes them, self-signed and good
// for 365 days, so that an endpoint trusts the certificate itself; and what is to be told of one.
#pragma once

#include "core/result.h"
#include "core/secret.h"
#include "gateway-engine/http/tls_facts.h"

#include <chrono>
#include <string>
#include <string_view>

namespace gw::engine {

struct ClientCertificatePair
{
    std::string certificatePem;
    Secret privateKeyPem;
};

inline constexpr std::chrono::hours clientCertificateLife{365 * 24};

// `name` becomes the common name. Safe on any thread; a few milliseconds.
[[nodiscard]] Result<ClientCertificatePair> makeClientCertificate(const std::string& name,
                                                                  std::chrono::system_clock::time_point now);

struct CertificateFacts
{
    PeerCertificate peer;
    std::string commonName;
    std::string sha256; // fingerprint, "0a:1b:…"
    std::chrono::system_clock::time_point notBefore;
    std::chrono::system_clock::time_point notAfter;
};

// Of the first certificate of a PEM text.
[[nodiscard]] Result<CertificateFacts> readCertificateFacts(std::string_view pem);
// Nothing when the key is the certificate's.
[[nodiscard]] Result<void> checkKeyPair(std::string_view certificatePem, const Secret& privateKeyPem);

} // namespace gw::engine
