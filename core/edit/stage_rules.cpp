// Stage rules as predicates.
#include "core/edit/stage_rules.h"

#include "core/api/access_log_format.h"
#include "core/in_quotes.h"

#include <algorithm>
#include <cmath>
#include <filesystem>

namespace gw {

namespace {

bool isMadeOf(std::string_view text, std::string_view others)
{
    return std::all_of(text.begin(), text.end(), [others](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               others.find(c) != std::string_view::npos;
    });
}

} // namespace

bool isStageName(std::string_view name, ApiKind kind)
{
    if (kind == ApiKind::Http && name == "$default")
        return true;
    return !name.empty() && name.size() <= 128 && isMadeOf(name, "_-");
}

bool isStageVariableName(std::string_view name)
{
    return !name.empty() && name.size() <= 64 && isMadeOf(name, "_");
}

bool isStageVariableValue(std::string_view value)
{
    return value.size() <= 512 && isMadeOf(value, "-._~:/?#&=,");
}

bool isMethodSettingsPath(std::string_view text)
{
    const std::size_t slash = text.rfind('/');
    if (slash == std::string_view::npos || text.size() > 2048)
        return false;
    const std::string_view path = text.substr(0, slash);
    const std::string_view verb = text.substr(slash + 1);
    if (path.starts_with('/') || path.find("//") != std::string_view::npos)
        return false;
    const auto known = httpVerbFrom(verb);
    return verb == "*" || (known && toString(*known) == verb);
}

std::string methodSettingsPath(std::string_view resourcePath, HttpVerb verb)
{
    if (resourcePath.starts_with('/'))
        resourcePath.remove_prefix(1);
    return std::string(resourcePath) + "/" + std::string(toString(verb));
}

bool isLoggingLevel(std::string_view text)
{
    return text == "OFF" || text == "ERROR" || text == "INFO";
}

bool isLogDestination(std::string_view text)
{
    const bool hasControls =
        std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; });
    if (text.empty() || text.size() > 1024 || hasControls || text.ends_with('/'))
        return false;
    const std::filesystem::path path(text);
    if (path.is_absolute() || path.has_root_name())
        return false;
    if (std::find(path.begin(), path.end(), "..") != path.end() || path.filename() == ".")
        return false;
    // What the project itself is made of is no place for a log.
    return path.extension() != ".yaml" && path.extension() != ".yml";
}

std::string faultOf(const AccessLogSettings& accessLog)
{
    if (accessLog.destination.empty())
        return {};
    if (!isLogDestination(accessLog.destination))
        return "The access log cannot be written to \"" + accessLog.destination + "\".";
    if (accessLog.format.empty())
        return "The access log has no format.";
    if (accessLog.format.size() > maxAccessLogFormatBytes)
        return "The format of the access log is longer than 3 KB.";
    if (accessLog.format.find_first_of("\r\n") != std::string::npos)
        return "The format of the access log has more than one line.";
    const std::vector<AccessLogPart> parts = accessLogParts(accessLog.format);
    const bool hasId = std::any_of(parts.begin(), parts.end(), [](const AccessLogPart& part) {
        return part.variable == "requestId" || part.variable == "extendedRequestId";
    });
    return hasId ? std::string()
                 : "The format of the access log has neither $context.requestId nor $context.extendedRequestId.";
}

std::string faultOf(const ThrottleSettings& throttle)
{
    if (throttle.rateLimit && !(*throttle.rateLimit >= 0 && std::isfinite(*throttle.rateLimit)))
        return "has a rate limit that is no number of requests a second";
    if (throttle.burstLimit && *throttle.burstLimit < 0)
        return "has a burst limit of " + std::to_string(*throttle.burstLimit);
    return {};
}

std::string faultOf(const MethodSettings& settings)
{
    if (const std::string fault = faultOf(settings.throttling); !fault.empty())
        return "\"" + settings.methodPath + "\" " + fault + ".";
    const std::optional<int>& ttl = settings.caching.ttlInSeconds;
    if (ttl && (*ttl < 0 || *ttl > mostCacheTtl))
        return "The cache of \"" + settings.methodPath + "\" cannot keep answers for " + std::to_string(*ttl) +
               " seconds.";
    return {};
}

std::string subjectOf(const RouteSettings& settings)
{
    return settings.routeKey.empty() ? "Every route" : "The route " + inQuotes(settings.routeKey);
}

std::string faultOf(const RouteSettings& settings)
{
    if (!settings.loggingLevel.empty() && !isLoggingLevel(settings.loggingLevel))
        return inQuotes(settings.loggingLevel) + " is no logging level.";
    const std::string fault = faultOf(settings.throttling);
    return fault.empty() ? std::string() : subjectOf(settings) + " " + fault + ".";
}

} // namespace gw
