#include "gateway-engine/traffic/cache_control.h"

#include <algorithm>

namespace gw::engine {

namespace {

std::string_view trimmed(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

bool isZero(std::string_view seconds)
{
    if (seconds.size() >= 2 && seconds.front() == '"' && seconds.back() == '"')
        seconds = seconds.substr(1, seconds.size() - 2);
    return !seconds.empty() && seconds.find_first_not_of('0') == std::string_view::npos;
}

bool isFreshDirective(std::string_view directive)
{
    const std::size_t equals = std::min(directive.find('='), directive.size());
    const std::string_view name = trimmed(directive.substr(0, equals));
    if (equals == directive.size())
        return equalsIgnoreCase(name, "no-cache");
    return equalsIgnoreCase(name, "max-age") && isZero(trimmed(directive.substr(equals + 1)));
}

} // namespace

bool asksForFreshAnswer(const Headers& request)
{
    for (const HeaderField field : request) {
        if (!equalsIgnoreCase(field.name, "Cache-Control"))
            continue;
        for (std::string_view rest = field.value; !rest.empty();) {
            const std::size_t comma = std::min(rest.find(','), rest.size());
            if (isFreshDirective(rest.substr(0, comma)))
                return true;
            rest.remove_prefix(std::min(comma + 1, rest.size()));
        }
    }
    return false;
}

CacheControlOutcome cacheControlOutcome(bool asksForFresh, bool isAuthorized, const CacheControlSettings& settings)
{
    if (!asksForFresh)
        return CacheControlOutcome::Serve;
    if (isAuthorized || !settings.requiresAuthorization)
        return CacheControlOutcome::Refresh;
    switch (settings.strategy) {
    case UnauthorizedCacheControl::FailWith403:
        return CacheControlOutcome::Refuse;
    case UnauthorizedCacheControl::SucceedWithResponseHeader:
        return CacheControlOutcome::ServeWithWarning;
    case UnauthorizedCacheControl::SucceedWithoutResponseHeader:
        break;
    }
    return CacheControlOutcome::Serve;
}

} // namespace gw::engine
