// Reads integration URIs leniently: they are templates, which a URI parser would refuse.
#include "core/lint/uri_text.h"

#include <algorithm>
#include <charconv>

namespace gw {

namespace {

constexpr std::string_view stagePrefix = "${stageVariables.";

bool startsIgnoringCase(std::string_view text, std::string_view lowerPrefix)
{
    return text.size() >= lowerPrefix.size() &&
           std::equal(lowerPrefix.begin(), lowerPrefix.end(), text.begin(), [](char a, char b) {
               return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b - 'A' + 'a') : b);
           });
}

// The authority ends at '/', '?' or '#' outside of braces.
std::string_view authorityOf(std::string_view rest)
{
    int depth = 0;
    for (std::size_t i = 0; i < rest.size(); ++i) {
        depth += rest[i] == '{' ? 1 : rest[i] == '}' ? -1 : 0;
        if (depth <= 0 && std::string_view("/?#").find(rest[i]) != std::string_view::npos)
            return rest.substr(0, i);
    }
    return rest;
}

std::optional<int> portFrom(std::string_view text)
{
    int port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    const bool isPort = error == std::errc{} && end == text.data() + text.size() && port >= 1 && port <= 65535;
    return isPort ? std::optional(port) : std::nullopt;
}

// The last colon outside of [IPv6] and ${AWS::Region}.
std::size_t portColon(std::string_view authority)
{
    int depth = 0;
    std::size_t colon = std::string_view::npos;
    for (std::size_t i = 0; i < authority.size(); ++i) {
        depth += std::string_view("[{").find(authority[i]) != std::string_view::npos   ? 1
                 : std::string_view("]}").find(authority[i]) != std::string_view::npos ? -1
                                                                                       : 0;
        if (depth == 0 && authority[i] == ':')
            colon = i;
    }
    return colon;
}

std::string whyNoAuthority(std::string_view authority)
{
    if (authority.empty())
        return "it names no host";
    const auto colon = portColon(authority);
    if (colon == std::string_view::npos || authority.find('{', colon) != std::string_view::npos)
        return {};
    if (colon == 0)
        return "it names no host";
    const std::string_view port = authority.substr(colon + 1);
    return portFrom(port) ? std::string{} : "\"" + std::string(port) + "\" is not a port";
}

} // namespace

std::vector<std::string> uriVariables(std::string_view uri)
{
    std::vector<std::string> names;
    for (auto open = uri.find('{'); open != std::string_view::npos; open = uri.find('{', open + 1)) {
        const auto close = uri.find('}', open);
        if (close == std::string_view::npos)
            break;
        if (open > 0 && uri[open - 1] == '$') {
            open = close;
            continue;
        }
        std::string_view name = uri.substr(open + 1, close - open - 1);
        if (name.ends_with('+'))
            name.remove_suffix(1);
        if (!name.empty())
            names.emplace_back(name);
        open = close;
    }
    return names;
}

std::vector<std::string> stageVariablesIn(std::string_view text)
{
    std::vector<std::string> names;
    for (auto open = text.find(stagePrefix); open != std::string_view::npos; open = text.find(stagePrefix, open + 1)) {
        const auto begin = open + stagePrefix.size();
        const auto close = text.find('}', begin);
        if (close == std::string_view::npos)
            break;
        names.emplace_back(text.substr(begin, close - begin));
    }
    return names;
}

std::string whyNoHttpUri(std::string_view uri)
{
    const auto isBlank = [](unsigned char c) { return c <= 0x20 || c == 0x7f; };
    if (std::any_of(uri.begin(), uri.end(), isBlank))
        return "it holds a space or a control character";
    if (uri.starts_with("${"))
        return {};
    for (const std::string_view scheme : {"http://", "https://"})
        if (startsIgnoringCase(uri, scheme))
            return whyNoAuthority(authorityOf(uri.substr(scheme.size())));
    return "it does not begin with http:// or https://";
}

std::string_view hostOf(std::string_view uri)
{
    const auto scheme = uri.find("://");
    if (scheme == std::string_view::npos || uri.starts_with("${"))
        return {};
    const std::string_view authority = authorityOf(uri.substr(scheme + 3));
    const std::string_view host = authority.substr(0, portColon(authority));
    return host.find_first_of("{}") == std::string_view::npos ? host : std::string_view();
}

std::optional<int> portOf(std::string_view uri)
{
    const auto scheme = uri.find("://");
    if (scheme == std::string_view::npos || uri.starts_with("${"))
        return std::nullopt;
    const std::string_view authority = authorityOf(uri.substr(scheme + 3));
    const auto colon = portColon(authority);
    return colon == std::string_view::npos ? std::nullopt : portFrom(authority.substr(colon + 1));
}

} // namespace gw
