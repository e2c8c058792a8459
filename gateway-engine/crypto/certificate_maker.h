// Making X.509 version 3 certificates on P-256: a root that may sign leaves only and vouches for some names, and the
// leaves it signs (RFC 5280; the browsers' rule of at most 397 days).
#pragma once

#include "core/result.h"
#include "gateway-engine/crypto/openssl_types.h"

#include <chrono>
#include <string>
#include <vector>

namespace gw::engine {

struct Validity
{
    std::chrono::system_clock::time_point from;
    std::chrono::system_clock::time_point to;
};

struct Made
{
    X509Ptr certificate;
    KeyPtr key;
};

// `domains`: the root vouches for these and what is below them, and for addresses of loopback and private networks.
[[nodiscard]] Result<Made> makeRoot(const Validity& validity, const std::vector<std::string>& domains);

enum class LeafUse { Server, Client };
struct LeafRequest
{
    LeafUse use = LeafUse::Server;
    std::string commonName;
    std::vector<std::string> names; // DNS names and addresses
    Validity validity;
};
[[nodiscard]] Result<Made> makeLeaf(const LeafRequest& request, const X509& root, const EVP_PKEY& rootKey);
[[nodiscard]] Result<Made> makeSelfSigned(const LeafRequest& request); // whoever trusts it trusts it alone

// The DNS names a root vouches for.
[[nodiscard]] std::vector<std::string> permittedDomains(const X509& root);

[[nodiscard]] bool isAddressText(const std::string& name); // IPv4 or IPv6

} // namespace gw::engine
