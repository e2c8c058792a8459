// DomainRouter: Host → custom domain → routing rule or API mapping → API, stage and the path its routes see (reference
// 1.33). Immutable once built; the gateway publishes it with what is deployed.
#pragma once

#include "core/diagnostic.h"
#include "gateway-engine/http/message.h"
#include "gateway-engine/routing/custom_domain.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gw::engine {

// Where a request goes; views into the router and into the request's target.
struct DomainRoute
{
    std::string_view apiId;
    std::string_view stage;
    std::string_view path;            // below the base path
    std::string_view basePathMatched; // of the mapping; "(none)" for the catch-all; empty when a rule decided
    std::string_view ruleId;          // of the rule; empty when a mapping decided
};

class RoutedDomain
{
public:
    // Takes what it understands of a domain, and tells what it does not.
    RoutedDomain(const CustomDomain& domain, Diagnostics& diagnostics);

    [[nodiscard]] const std::string& name() const { return m_name; }
    [[nodiscard]] bool isStrict() const { return m_isStrict; }
    [[nodiscard]] bool requiresClientCertificate() const { return m_requiresClientCertificate; }
    // A domain with a multi-level mapping shows its APIs all header names in lower case.
    [[nodiscard]] bool lowersHeaderNames() const { return m_hasMultiLevel; }

    [[nodiscard]] std::optional<DomainRoute> route(const Request& request) const;

private:
    void take(const std::vector<DomainMapping>& mappings, Diagnostics& diagnostics);
    void take(const std::vector<DomainRule>& rules, Diagnostics& diagnostics);
    [[nodiscard]] std::optional<DomainRoute> byRules(const Request& request) const;
    [[nodiscard]] std::optional<DomainRoute> byMappings(std::string_view path) const;

    std::string m_name; // lower case
    DomainRouting m_mode;
    std::vector<DomainMapping> m_mappings; // longest first
    std::vector<DomainRule> m_rules;       // by priority
    bool m_isStrict;
    bool m_requiresClientCertificate;
    bool m_hasMultiLevel = false;
};

class DomainRouter
{
public:
    struct Built
    {
        std::shared_ptr<const DomainRouter> router; // of all that is right
        Diagnostics diagnostics;
    };
    [[nodiscard]] static Built build(const std::vector<CustomDomain>& domains);

    // By a Host header's value; null: it names no custom domain. The exact name comes before a wildcard.
    [[nodiscard]] const RoutedDomain* find(std::string_view host) const;
    [[nodiscard]] bool isEmpty() const { return m_domains.empty(); }

private:
    struct Hash
    {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };
    std::unordered_map<std::string, RoutedDomain, Hash, std::equal_to<>> m_domains; // by name in lower case
};

} // namespace gw::engine
