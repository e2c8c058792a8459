// Mappings: with a multi-level one in a domain, all of them match as raw prefixes; else by whole segments. Rules: by
// priority, all conditions of one must hold.
#include "gateway-engine/routing/domain_router.h"

#include "core/in_quotes.h"
#include "gateway-engine/http/host_name.h"

#include <algorithm>
#include <set>

namespace gw::engine {

namespace {

constexpr std::size_t longestBasePath = 300;
constexpr std::size_t mostMultiLevelMappings = 200;
constexpr std::size_t mostRules = 50;
constexpr std::size_t mostHeaderConditions = 2;
constexpr int lowestPriority = 1'000'000;
constexpr std::string_view none = "(none)";

Diagnostic warning(std::string message, std::string hint = {})
{
    Diagnostic d;
    d.severity = Severity::Warning;
    d.message = std::move(message);
    d.hint = std::move(hint);
    return d;
}

bool isBasePathCharacter(char c)
{
    return isLetterOrDigit(c) || std::string_view("$-_.+!*'()/").find(c) != std::string_view::npos;
}

// Nothing when it may be one.
std::optional<std::string> basePathProblem(std::string_view path)
{
    if (path.size() > longestBasePath)
        return "is longer than 300 characters";
    if (path.starts_with('/') || path.ends_with('/') || path.find("//") != std::string_view::npos)
        return "has a \"/\" at an end, or two of them together";
    if (!std::all_of(path.begin(), path.end(), isBasePathCharacter))
        return "holds other characters than letters, digits and $-_.+!*'()/";
    return std::nullopt;
}

bool isMultiLevel(const DomainMapping& mapping)
{
    return mapping.basePath.find('/') != std::string::npos;
}

bool isGlob(std::string_view glob)
{
    if (glob.starts_with('*'))
        glob.remove_prefix(1);
    if (glob.ends_with('*'))
        glob.remove_suffix(1);
    return glob.find('*') == std::string_view::npos;
}

bool globMatches(std::string_view glob, std::string_view value)
{
    const bool isOpenBefore = glob.starts_with('*');
    if (isOpenBefore)
        glob.remove_prefix(1);
    const bool isOpenBehind = glob.ends_with('*') || (isOpenBefore && glob.empty());
    if (glob.ends_with('*'))
        glob.remove_suffix(1);
    if (isOpenBefore && isOpenBehind)
        return value.find(glob) != std::string_view::npos;
    if (isOpenBefore)
        return value.ends_with(glob);
    return isOpenBehind ? value.starts_with(glob) : value == glob;
}

// Each line of the header for itself: what is repeated is not one list.
bool holds(const HeaderGlob& condition, const Headers& headers)
{
    for (const HeaderField field : headers)
        if (equalsIgnoreCase(field.name, condition.header) && globMatches(condition.valueGlob, field.value))
            return true;
    return false;
}

// What is below `base`, when `path` is "/base" or "/base/…"; for a raw prefix "/basement" as well.
std::optional<std::string_view> below(std::string_view path, std::string_view base, bool isRawPrefix)
{
    if (base.empty())
        return path;
    if (!path.starts_with('/') || !path.substr(1).starts_with(base))
        return std::nullopt;
    const std::string_view rest = path.substr(1 + base.size());
    if (!isRawPrefix && !rest.empty() && rest.front() != '/')
        return std::nullopt;
    return rest;
}

std::optional<std::string> problemOf(const DomainRule& rule)
{
    if (rule.priority < 1 || rule.priority > lowestPriority)
        return "its priority is not between 1 and 1,000,000";
    if (rule.headers.size() > mostHeaderConditions)
        return "it has more than two header conditions";
    for (const HeaderGlob& condition : rule.headers) {
        if (condition.header.empty())
            return "a header condition names no header";
        if (!isGlob(condition.valueGlob))
            return inQuotes(condition.valueGlob) + " has a \"*\" inside: they stand at its ends only";
    }
    if (rule.basePath)
        if (const auto problem = basePathProblem(*rule.basePath))
            return "the base path " + inQuotes(*rule.basePath) + " " + *problem;
    return std::nullopt;
}

} // namespace

RoutedDomain::RoutedDomain(const CustomDomain& domain, Diagnostics& diagnostics)
    : m_name(domain.name), m_mode(domain.mode), m_isStrict(domain.isStrict),
      m_requiresClientCertificate(domain.requiresClientCertificate)
{
    std::transform(m_name.begin(), m_name.end(), m_name.begin(), lowerCase);
    take(domain.mappings, diagnostics);
    take(domain.rules, diagnostics);
}

void RoutedDomain::take(const std::vector<DomainMapping>& mappings, Diagnostics& diagnostics)
{
    std::size_t multiLevel = 0;
    const auto leaveOut = [&](const DomainMapping& mapping, const std::string& why) {
        diagnostics.push_back(warning("The API mapping " + inQuotes(mapping.basePath) + " of " + inQuotes(m_name) +
                                      " " + why + ": it is not served."));
    };
    for (DomainMapping mapping : mappings) {
        if (mapping.basePath == none)
            mapping.basePath.clear();
        const auto problem = basePathProblem(mapping.basePath);
        const bool isThere = std::any_of(m_mappings.begin(), m_mappings.end(),
                                         [&](const DomainMapping& m) { return m.basePath == mapping.basePath; });
        if (problem)
            leaveOut(mapping, *problem);
        else if (isThere)
            leaveOut(mapping, "is there twice");
        else if (isMultiLevel(mapping) && ++multiLevel > mostMultiLevelMappings)
            leaveOut(mapping, "is one multi-level mapping more than the 200 a domain may have");
        else
            m_mappings.push_back(std::move(mapping));
    }
    m_hasMultiLevel = multiLevel > 0;
    std::stable_sort(m_mappings.begin(), m_mappings.end(), [](const DomainMapping& a, const DomainMapping& b) {
        return a.basePath.size() > b.basePath.size();
    });
}

void RoutedDomain::take(const std::vector<DomainRule>& rules, Diagnostics& diagnostics)
{
    std::set<int> priorities;
    for (const DomainRule& rule : rules) {
        auto problem = problemOf(rule);
        if (!problem && m_rules.size() >= mostRules)
            problem = "a domain may have 50 of them";
        if (!problem && !priorities.insert(rule.priority).second)
            problem = "another one has its priority, " + std::to_string(rule.priority);
        if (problem)
            diagnostics.push_back(warning("The routing rule " + inQuotes(rule.ruleId) + " of " + inQuotes(m_name) +
                                          " is not looked at: " + *problem + "."));
        else
            m_rules.push_back(rule);
    }
    std::sort(m_rules.begin(), m_rules.end(),
              [](const DomainRule& a, const DomainRule& b) { return a.priority < b.priority; });
}

std::optional<DomainRoute> RoutedDomain::byRules(const Request& request) const
{
    const std::string_view path = request.path();
    for (const DomainRule& rule : m_rules) {
        const auto rest = below(path, rule.basePath ? std::string_view(*rule.basePath) : std::string_view(), false);
        const bool matches = rest && std::all_of(rule.headers.begin(), rule.headers.end(), [&](const auto& condition) {
                                 return holds(condition, request.headers);
                             });
        if (matches)
            return DomainRoute{rule.apiId, rule.stage, rule.stripBasePath ? *rest : path, {}, rule.ruleId};
    }
    return std::nullopt;
}

std::optional<DomainRoute> RoutedDomain::byMappings(std::string_view path) const
{
    for (const DomainMapping& mapping : m_mappings)
        if (const auto rest = below(path, mapping.basePath, m_hasMultiLevel))
            return DomainRoute{mapping.apiId,
                               mapping.stage,
                               *rest,
                               mapping.basePath.empty() ? none : std::string_view(mapping.basePath),
                               {}};
    return std::nullopt;
}

std::optional<DomainRoute> RoutedDomain::route(const Request& request) const
{
    switch (m_mode) {
    case DomainRouting::ApiMappingOnly:
        return byMappings(request.path());
    case DomainRouting::RoutingRuleOnly:
        return byRules(request);
    case DomainRouting::RoutingRuleThenApiMapping:
        if (auto route = byRules(request))
            return route;
        return byMappings(request.path());
    }
    return std::nullopt;
}

DomainRouter::Built DomainRouter::build(const std::vector<CustomDomain>& domains)
{
    Built built;
    auto router = std::make_shared<DomainRouter>();
    for (const CustomDomain& domain : domains) {
        if (!isDomainPattern(domain.name)) {
            built.diagnostics.push_back(
                warning("No domain can be called " + inQuotes(domain.name) + ": it is not served.",
                        "Names are like \"pets.localhost\" or \"*.pets.test\"."));
            continue;
        }
        RoutedDomain routed(domain, built.diagnostics);
        std::string name = routed.name();
        if (!router->m_domains.try_emplace(std::move(name), std::move(routed)).second)
            built.diagnostics.push_back(
                warning("There are two custom domains " + inQuotes(domain.name) + ": only the first is served."));
    }
    built.router = std::move(router);
    return built;
}

const RoutedDomain* DomainRouter::find(std::string_view host) const
{
    if (m_domains.empty())
        return nullptr;
    host = hostOf(host);
    char name[longestHostName];
    std::transform(host.begin(), host.end(), name, lowerCase);
    const std::string_view exact(name, host.size());
    if (exact.starts_with('*'))
        return nullptr;
    if (const auto found = m_domains.find(exact); found != m_domains.end())
        return &found->second;
    const auto dot = exact.find('.');
    if (dot == std::string_view::npos || dot == 0)
        return nullptr;
    name[dot - 1] = '*';
    const auto wildcard = m_domains.find(exact.substr(dot - 1));
    return wildcard == m_domains.end() ? nullptr : &wildcard->second;
}

} // namespace gw::engine
