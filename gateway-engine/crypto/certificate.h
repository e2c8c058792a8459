// Certificates and keys between PEM and OpenSSL, and what people and events are told of a certificate.
#pragma once

#include "core/result.h"
#include "gateway-engine/crypto/openssl_types.h"
#include "gateway-engine/http/tls_facts.h"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace gw::engine {

// A certificate, what it was signed with up to the root (perhaps without it), and its key.
struct KeyPair
{
    X509Ptr certificate;
    std::vector<X509Ptr> chain;
    KeyPtr key;
};

// Every certificate of a text, in order; what stands between them is skipped. Fails where one cannot be read, or none
// is there, or more than `most`.
[[nodiscard]] Result<std::vector<X509Ptr>> readCertificates(std::string_view pem, std::size_t most);
[[nodiscard]] Result<KeyPtr> readPrivateKey(std::string_view pem); // no key behind a password
// A leaf with its chain behind it, and the key that belongs to the leaf.
[[nodiscard]] Result<KeyPair> readKeyPair(std::string_view certificatePem, std::string_view privateKeyPem);

[[nodiscard]] std::string pemOf(const X509& certificate);
[[nodiscard]] std::string pemOf(const EVP_PKEY& key); // PKCS #8, unencrypted

[[nodiscard]] PeerCertificate factsOf(const X509& certificate);
[[nodiscard]] std::string commonName(const X509& certificate); // empty: it has none
[[nodiscard]] std::chrono::system_clock::time_point timeOf(const ASN1_TIME& time);
// Nothing when it is made out for this host (a name, "*.name" as a design writes it, or an address).
[[nodiscard]] bool isMadeOutFor(const X509& certificate, const std::string& host);

} // namespace gw::engine
