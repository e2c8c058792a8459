// The words of custom domains, and what the service accepts in them.
#include "core/api/domain_name.h"

#include "core/letter_case.h"

#include <algorithm>

namespace gw {

namespace {

constexpr RoutingMode allModes[] = {RoutingMode::BasePathMappingOnly, RoutingMode::RoutingRuleOnly,
                                    RoutingMode::RoutingRuleThenBasePathMapping};
constexpr TlsVersion allVersions[] = {TlsVersion::Tls10, TlsVersion::Tls12, TlsVersion::Tls13};

bool isAlphanumeric(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool isLabel(std::string_view label)
{
    constexpr std::size_t longest = 63;
    return !label.empty() && label.size() <= longest && label.front() != '-' && label.back() != '-' &&
           std::all_of(label.begin(), label.end(),
                       [](char c) { return isAlphanumeric(c) ? !(c >= 'A' && c <= 'Z') : c == '-'; });
}

} // namespace

std::string_view toString(RoutingMode mode)
{
    switch (mode) {
    case RoutingMode::BasePathMappingOnly:
        return "BASE_PATH_MAPPING_ONLY";
    case RoutingMode::RoutingRuleOnly:
        return "ROUTING_RULE_ONLY";
    case RoutingMode::RoutingRuleThenBasePathMapping:
        return "ROUTING_RULE_THEN_BASE_PATH_MAPPING";
    }
    return {};
}

std::optional<RoutingMode> routingModeFrom(std::string_view text)
{
    if (equalsIgnoringCase(text, "API_MAPPING_ONLY"))
        return RoutingMode::BasePathMappingOnly;
    if (equalsIgnoringCase(text, "ROUTING_RULE_THEN_API_MAPPING"))
        return RoutingMode::RoutingRuleThenBasePathMapping;
    for (const RoutingMode mode : allModes)
        if (equalsIgnoringCase(text, toString(mode)))
            return mode;
    return std::nullopt;
}

std::string_view toString(TlsVersion version)
{
    switch (version) {
    case TlsVersion::Tls10:
        return "TLS_1_0";
    case TlsVersion::Tls12:
        return "TLS_1_2";
    case TlsVersion::Tls13:
        return "TLS_1_3";
    }
    return {};
}

std::optional<TlsVersion> tlsVersionFrom(std::string_view text)
{
    for (const TlsVersion version : allVersions)
        if (equalsIgnoringCase(text, toString(version)))
            return version;
    for (const std::string_view policy : {"SecurityPolicy_TLS13_1_3", "SecurityPolicy_TLS13_2025"})
        if (text.starts_with(policy))
            return TlsVersion::Tls13;
    for (const std::string_view policy : {"SecurityPolicy_TLS13_1_2", "SecurityPolicy_TLS12"})
        if (text.starts_with(policy))
            return TlsVersion::Tls12;
    return std::nullopt;
}

bool isDomainName(std::string_view name)
{
    constexpr std::size_t longest = 253;
    if (name.empty() || name.size() > longest)
        return false;
    if (name.starts_with("*."))
        name.remove_prefix(2);
    while (true) {
        const std::size_t dot = name.find('.');
        if (!isLabel(name.substr(0, dot)))
            return false;
        if (dot == std::string_view::npos)
            return true;
        name.remove_prefix(dot + 1);
    }
}

bool isMappingPath(std::string_view path)
{
    constexpr std::string_view others = "$-_.+!*'()/";
    return path.size() <= longestMappingPath && !path.starts_with('/') && !path.ends_with('/') &&
           path.find("//") == std::string_view::npos && std::all_of(path.begin(), path.end(), [&](char c) {
               return isAlphanumeric(c) || others.find(c) != std::string_view::npos;
           });
}

bool isValueGlob(std::string_view glob)
{
    constexpr std::size_t longest = 128;
    if (glob.empty() || glob.size() > longest)
        return false;
    if (glob.size() > 1 && glob.starts_with('*'))
        glob.remove_prefix(1);
    if (glob.size() > 1 && glob.ends_with('*'))
        glob.remove_suffix(1);
    return glob.find('*') == std::string_view::npos &&
           std::all_of(glob.begin(), glob.end(), [](char c) { return c >= ' ' && c < 0x7f; });
}

bool hasMultiLevelMappings(const DomainName& domain)
{
    return std::any_of(domain.mappings.begin(), domain.mappings.end(),
                       [](const ApiMapping& mapping) { return mapping.path.find('/') != std::string::npos; });
}

} // namespace gw
