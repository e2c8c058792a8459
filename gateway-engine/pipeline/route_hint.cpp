#include "gateway-engine/pipeline/route_hint.h"

#include "gateway-engine/compile/program.h"

#include <algorithm>
#include <numeric>

namespace gw::engine {

namespace {

constexpr std::size_t longestCompared = 80; // characters: the distance below costs their product
constexpr std::size_t mostCompared = 200;   // routes
constexpr std::size_t longestShown = 200;

// Letters to add, drop or change to make one path of the other.
std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> previous(b.size() + 1);
    std::vector<std::size_t> current(b.size() + 1);
    std::iota(previous.begin(), previous.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        current[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            current[j] = std::min({change, previous[j] + 1, current[j - 1] + 1});
        }
        previous.swap(current);
    }
    return previous[b.size()];
}

std::string otherVerbs(const Program& program, std::string_view verb, std::string_view path)
{
    std::string found;
    for (const std::string_view other : {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD"}) {
        if (other == verb)
            continue;
        const auto match = program.routes.match(other, path);
        if (!match)
            continue;
        const CompiledMethod& method = program.methods[static_cast<std::size_t>(match->route)];
        found += (found.empty() ? "" : ", ") + std::string(other) + " " + method.resourcePath;
    }
    return found;
}

const CompiledMethod* nearest(const Program& program, std::string_view verb, std::string_view path)
{
    const CompiledMethod* best = nullptr;
    const std::size_t farthest = std::max<std::size_t>(path.size(), 6); // beyond that, nothing is alike
    std::size_t bestDistance = farthest + 1;
    const std::size_t count = std::min(program.methods.size(), mostCompared);
    for (std::size_t i = 0; i < count; ++i) {
        const CompiledMethod& method = program.methods[i];
        const std::size_t length = method.resourcePath.size();
        const std::size_t difference = std::max(length, path.size()) - std::min(length, path.size());
        if (length > longestCompared || 2 * difference >= bestDistance)
            continue;
        // A path that differs counts for more than a verb that does.
        const std::size_t d = 2 * distance(method.resourcePath, path) + (method.verb == verb ? 0 : 1);
        if (d < bestDistance) {
            bestDistance = d;
            best = &method;
        }
    }
    return best;
}

std::string firstMethods(const Program& program)
{
    constexpr std::size_t shown = 3;
    std::string list;
    for (std::size_t i = 0; i < std::min(program.methods.size(), shown); ++i)
        list += (i == 0 ? "" : ", ") + program.methods[i].verb + " " + program.methods[i].resourcePath;
    if (program.methods.size() > shown)
        list += " and " + std::to_string(program.methods.size() - shown) + " more";
    return list;
}

} // namespace

std::string routeHint(const Program& program, std::string_view verb, std::string_view path)
{
    std::string reason = "No route matches " + std::string(verb.substr(0, 20)) + " ";
    reason += path.empty() ? "/" : std::string(path.substr(0, longestShown));
    if (program.methods.empty())
        return reason + "; the API has no methods.";
    if (const std::string others = otherVerbs(program, verb, path); !others.empty())
        return reason + "; the path answers to " + others + ".";
    if (path.size() <= longestCompared)
        if (const CompiledMethod* method = nearest(program, verb, path))
            return reason + "; the API has " + method->verb + " " + method->resourcePath + ".";
    return reason + "; the API has " + firstMethods(program) + ".";
}

} // namespace gw::engine
