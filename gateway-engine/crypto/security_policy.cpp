// Post-quantum key exchange (the PQ policies) is the library's to offer: OpenSSL from 3.5 on does, with its own list of
// groups, so no list is set here but for FIPS.
#include "gateway-engine/crypto/security_policy.h"

#include <algorithm>
#include <array>

namespace gw::engine {

namespace {

using Version = SecurityPolicy::Version;

constexpr std::string_view suites13 = "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256";
constexpr std::string_view suites13Fips = "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384";

#define GW_PFS_GCM                                                                                                     \
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:"                         \
    "ECDHE-RSA-AES256-GCM-SHA384"
#define GW_PFS_CBC "ECDHE-ECDSA-AES128-SHA256:ECDHE-RSA-AES128-SHA256:ECDHE-ECDSA-AES256-SHA384:ECDHE-RSA-AES256-SHA384"
#define GW_RSA "AES128-GCM-SHA256:AES128-SHA256:AES256-GCM-SHA384:AES256-SHA256"

constexpr std::string_view pfsGcm = GW_PFS_GCM;
constexpr std::string_view pfsGcmChaCha = GW_PFS_GCM ":ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305";
constexpr std::string_view pfs = GW_PFS_GCM ":" GW_PFS_CBC;
constexpr std::string_view withRsa = GW_PFS_GCM ":" GW_PFS_CBC ":" GW_RSA;
constexpr std::string_view edge2018 =
    GW_PFS_GCM ":" GW_PFS_CBC ":" GW_RSA ":ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305";
constexpr std::string_view old =
    GW_PFS_GCM ":" GW_PFS_CBC ":" GW_RSA ":ECDHE-ECDSA-AES128-SHA:ECDHE-RSA-AES128-SHA:ECDHE-ECDSA-AES256-SHA:"
               "ECDHE-RSA-AES256-SHA:AES128-SHA:AES256-SHA";
#undef GW_PFS_GCM
#undef GW_PFS_CBC
#undef GW_RSA

struct Row
{
    std::string_view name;
    Version minimum;
    std::string_view ciphers;
    std::string_view cipherSuites;
    bool isFips;
};

constexpr std::array rows{
    Row{"TLS_1_0", Version::Tls10, old, suites13, false},
    Row{"TLS_1_2", Version::Tls12, withRsa, suites13, false},
    Row{"SecurityPolicy_TLS13_1_3_2025_09", Version::Tls13, {}, suites13, false},
    Row{"SecurityPolicy_TLS13_1_3_FIPS_2025_09", Version::Tls13, {}, suites13Fips, true},
    Row{"SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09", Version::Tls12, pfs, suites13, false},
    Row{"SecurityPolicy_TLS13_1_2_FIPS_PQ_2025_09", Version::Tls12, withRsa, suites13Fips, true},
    Row{"SecurityPolicy_TLS13_1_2_FIPS_PFS_PQ_2025_09", Version::Tls12, pfsGcm, suites13Fips, true},
    Row{"SecurityPolicy_TLS13_1_2_PQ_2025_09", Version::Tls12, withRsa, suites13, false},
    Row{"SecurityPolicy_TLS13_1_2_2021_06", Version::Tls12, pfs, suites13, false},
    Row{"SecurityPolicy_TLS13_2025_EDGE", Version::Tls13, {}, suites13, false},
    Row{"SecurityPolicy_TLS12_PFS_2025_EDGE", Version::Tls12, pfsGcmChaCha, suites13, false},
    Row{"SecurityPolicy_TLS12_2018_EDGE", Version::Tls12, edge2018, suites13, false},
};

} // namespace

std::optional<SecurityPolicy> securityPolicy(std::string_view name)
{
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const Row& r) { return r.name == name; });
    if (row == rows.end())
        return std::nullopt;
    return SecurityPolicy{std::string(row->name), row->minimum, std::string(row->ciphers),
                          std::string(row->cipherSuites), row->isFips};
}

std::vector<std::string_view> securityPolicyNames()
{
    std::vector<std::string_view> names;
    for (const Row& row : rows)
        names.push_back(row.name);
    return names;
}

} // namespace gw::engine
