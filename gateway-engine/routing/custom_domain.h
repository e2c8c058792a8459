// A custom domain as plain values: its API mappings, its routing rules and which of them decide (reference 1.33).
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace gw::engine {

struct DomainMapping
{
    std::string basePath; // "orders", "orders/v1" (multi-level); empty or "(none)": whatever matches nothing else
    std::string apiId;
    std::string stage;
    bool operator==(const DomainMapping&) const = default;
};

struct HeaderGlob
{
    std::string header;    // name, in any letter case
    std::string valueGlob; // "beta", "beta*", "*beta", "*beta*", "*"
    bool operator==(const HeaderGlob&) const = default;
};

struct DomainRule
{
    std::string ruleId;
    int priority = 1;                    // 1 to 1,000,000; the lowest is looked at first
    std::vector<HeaderGlob> headers;     // at most two; all must hold
    std::optional<std::string> basePath; // by whole segments
    std::string apiId;
    std::string stage;
    bool stripBasePath = false;
    bool operator==(const DomainRule&) const = default;
};

enum class DomainRouting { ApiMappingOnly, RoutingRuleOnly, RoutingRuleThenApiMapping };

struct CustomDomain
{
    std::string name; // "pets.localhost"; "*.pets.test" for every name one label longer
    DomainRouting mode = DomainRouting::ApiMappingOnly;
    std::vector<DomainMapping> mappings;
    std::vector<DomainRule> rules;
    bool isStrict = false;                  // endpointAccessMode STRICT: SNI and Host must agree
    bool requiresClientCertificate = false; // mutual TLS: reached by no other way
    bool operator==(const CustomDomain&) const = default;
};

} // namespace gw::engine
