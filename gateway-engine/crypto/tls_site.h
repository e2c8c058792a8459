// TlsSite: what a listener needs to speak TLS for one domain, as text.
#pragma once

#include "gateway-engine/crypto/security_policy.h"

#include <string>

namespace gw::engine {

struct TlsSite
{
    std::string name;           // of the domain: "pets.localhost", "*.pets.test"
    std::string certificatePem; // the leaf, and what it was signed with behind it
    std::string privateKeyPem;
    std::string securityPolicy = "TLS_1_2";
    std::string
        truststorePem; // not empty: mutual TLS, clients must come with a certificate of one of these authorities
    bool operator==(const TlsSite&) const = default;
};

} // namespace gw::engine
