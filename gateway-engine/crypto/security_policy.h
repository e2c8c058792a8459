// Security policies of custom domains (reference 1.33): the oldest TLS and the cipher suites a client may come with.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gw::engine {

struct SecurityPolicy
{
    enum class Version { Tls10, Tls12, Tls13 };
    std::string name = "TLS_1_2";
    Version minimum = Version::Tls12;
    std::string ciphers;      // up to TLS 1.2, in OpenSSL's words; empty: none is needed
    std::string cipherSuites; // of TLS 1.3
    bool isFips = false;      // curves of NIST only
    bool operator==(const SecurityPolicy&) const = default;
};

// By the name in the design ("TLS_1_2", "SecurityPolicy_TLS13_1_3_2025_09", …); nothing when there is none.
[[nodiscard]] std::optional<SecurityPolicy> securityPolicy(std::string_view name);
[[nodiscard]] std::vector<std::string_view> securityPolicyNames();

} // namespace gw::engine
