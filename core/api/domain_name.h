// DomainName: a custom domain and which API stage answers under which path of it (reference 1.33). Certificates and
// private keys are the machine's, never the project's.
#pragma once

#include "core/api/ids.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gw {

// A stage of an API, by name.
struct ApiTarget
{
    std::string api;
    std::string stage;
    bool operator==(const ApiTarget&) const = default;
};

struct ApiMapping
{
    std::string path; // without slashes at its ends: "", "orders", "v1/orders"; "" catches everything
    ApiTarget target;
    bool operator==(const ApiMapping&) const = default;
};

struct HeaderCondition
{
    std::string header;    // any letter case
    std::string valueGlob; // literal, or with one * at its beginning, its end or both
    bool operator==(const HeaderCondition&) const = default;
};

struct RoutingRule
{
    int priority = 1;                     // 1 … 1,000,000; the lowest is looked at first
    std::optional<std::string> basePath;  // the path must begin with it, by segments
    std::vector<HeaderCondition> headers; // at most two, all of them must hold
    ApiTarget target;
    bool stripBasePath = false;
    bool operator==(const RoutingRule&) const = default;
};

enum class RoutingMode { BasePathMappingOnly, RoutingRuleOnly, RoutingRuleThenBasePathMapping };
[[nodiscard]] std::string_view toString(RoutingMode mode);                       // "BASE_PATH_MAPPING_ONLY", …
[[nodiscard]] std::optional<RoutingMode> routingModeFrom(std::string_view text); // "API_MAPPING_ONLY" as well

enum class TlsVersion { Tls10, Tls12, Tls13 };
[[nodiscard]] std::string_view toString(TlsVersion version); // "TLS_1_0", "TLS_1_2", "TLS_1_3"
// Also the service's longer policies: "SecurityPolicy_TLS13_1_2_2021_06" is TLS 1.2 at least.
[[nodiscard]] std::optional<TlsVersion> tlsVersionFrom(std::string_view text);

struct DomainTls
{
    bool enabled = true; // false: plain HTTP, which the service never speaks
    TlsVersion minimumVersion = TlsVersion::Tls12;
    std::string truststore; // mutual TLS: a PEM bundle of the project; empty: clients show no certificate
    bool operator==(const DomainTls&) const = default;
};

struct DomainName
{
    DomainNameId id;
    std::string name; // "api.localhost", "*.shop.localhost"; lower case
    int port = 0;     // 0 = assigned when serving
    RoutingMode routingMode = RoutingMode::BasePathMappingOnly;
    std::vector<ApiMapping> mappings;
    std::vector<RoutingRule> rules;
    DomainTls tls;
    bool operator==(const DomainName&) const = default;
};

inline constexpr int mostRulePriority = 1'000'000;
inline constexpr std::size_t mostRules = 50;
inline constexpr std::size_t mostMappings = 200;
inline constexpr std::size_t longestMappingPath = 300;
inline constexpr std::size_t mostHeaderConditions = 2;

[[nodiscard]] bool isDomainName(std::string_view name);
[[nodiscard]] bool isMappingPath(std::string_view path); // letters, digits and $-_.+!*'()/
[[nodiscard]] bool isValueGlob(std::string_view glob);
[[nodiscard]] bool hasMultiLevelMappings(const DomainName& domain);

} // namespace gw
