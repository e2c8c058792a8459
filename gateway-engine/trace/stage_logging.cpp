#include "gateway-engine/trace/stage_logging.h"

#include <algorithm>

namespace gw::engine {

namespace {

// "pets/{petId}/GET" means this verb, "pets/{petId}/*" and "*/GET" every other part.
bool covers(std::string_view key, std::string_view path, std::string_view verb)
{
    const std::size_t slash = key.rfind('/');
    if (slash == std::string_view::npos)
        return false;
    const std::string_view keyPath = key.substr(0, slash);
    const std::string_view keyVerb = key.substr(slash + 1);
    return (keyPath == "*" || keyPath == path) && (keyVerb == "*" || keyVerb == verb);
}

} // namespace

const MethodLogging& StageLogging::of(std::string_view resourcePath, std::string_view verb) const
{
    if (resourcePath.starts_with('/'))
        resourcePath.remove_prefix(1);
    const MethodLogging* chosen = &defaultMethod;
    std::size_t known = 0; // the longest key is the most specific
    for (const auto& [key, logging] : methods)
        if (covers(key, resourcePath, verb) && key.size() > known) {
            chosen = &logging;
            known = key.size();
        }
    return *chosen;
}

bool StageLogging::logsExecutions() const
{
    return defaultMethod.level != MethodLogging::Level::Off ||
           std::any_of(methods.begin(), methods.end(),
                       [](const auto& entry) { return entry.second.level != MethodLogging::Level::Off; });
}

} // namespace gw::engine
