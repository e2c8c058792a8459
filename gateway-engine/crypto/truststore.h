// Truststore: the authorities whose clients a domain with mutual TLS lets in (reference 1.33): a PEM bundle of at most
// 1,000 certificates and 1 MB.
#pragma once

#include "core/result.h"
#include "gateway-engine/crypto/openssl_types.h"

#include <string>
#include <string_view>
#include <vector>

namespace gw::engine {

struct Truststore
{
    std::vector<X509Ptr> authorities;
    // truststoreWarnings: of certificates that no client can be trusted by.
    std::vector<std::string> warnings;
};

[[nodiscard]] Result<Truststore> readTruststore(std::string_view pem);

// The most certificates from a client's to its root, both counted.
inline constexpr int longestClientChain = 4;

// Checks what a client showed as X509_verify_cert() does, with the service's rules: chains to a root within
// longestClientChain, SHA-256 and RSA of 2048 bits or ECDSA at least, version 3. The verdict stays in the context.
void verifyClient(X509_STORE_CTX& context);
// Why the client of that verdict is not trusted: "The client's certificate … "; empty when it is.
[[nodiscard]] std::string clientProblem(long verdict);

} // namespace gw::engine
