// A custom domain as plain values: its API mappings, its routing rules and which of them decide (reference 1.33).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gw::engine {

struct ApiMapping
{
    std::string basePath; // "orders", "orders/v1" (multi-level); empty or "(none)": whatever matches nothing else
    std::string apiId;
    std::string stage;
    bool operator==(const ApiMapping&) const = default;
};

struct HeaderCondition
{
    std::string header;    // name, in any letter case
    std::string valueGlob; // "beta", "beta*", "*beta", "*beta*", "*"
    bool operator==(const HeaderCondition&) const = default;
};

struct RoutingRule
{
    std::string ruleId;
    int priority = 1;                     // 1 to 1,000,000; the lowest is looked at first
    std::vector<HeaderCondition> headers; // at most two; all must hold
    std::optional<std::string> basePath;  // by whole segments
    std::string apiId;
    std::string stage;
    bool stripBasePath = false;
    bool operator==(const RoutingRule&) const = default;
};

enum class RoutingMode { ApiMappingOnly, RoutingRuleOnly, RoutingRuleThenApiMapping };
// Both APIs' words: "BASE_PATH_MAPPING_ONLY" and "API_MAPPING_ONLY", "ROUTING_RULE_ONLY", "ROUTING_RULE_THEN_…".
[[nodiscard]] std::optional<RoutingMode> routingModeFrom(std::string_view text);

struct CustomDomain
{
    std::string name; // "pets.localhost"; "*.pets.test" for every name one label longer
    RoutingMode mode = RoutingMode::ApiMappingOnly;
    std::vector<ApiMapping> mappings;
    std::vector<RoutingRule> rules;
    bool isStrict = false;                  // endpointAccessMode STRICT: SNI and Host must agree
    bool requiresClientCertificate = false; // mutual TLS: reached by no other way
    bool operator==(const CustomDomain&) const = default;
};

} // namespace gw::engine
