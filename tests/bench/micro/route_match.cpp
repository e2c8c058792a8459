// Which route answers a path: of 10, 1,000 and 10,000 routes, one path again and again, and all of them in turn (which
// finds nothing of the tree in the processor's nearest memory).
#include "gateway-engine/routing/route_tree.h"
#include "tests/bench/micro/benchmarks.h"
#include "tests/bench/micro/measure.h"
#include "tests/bench/micro/samples.h"

#include <algorithm>
#include <memory>
#include <random>

namespace gw::bench {

namespace {

using engine::RouteTree;

struct Routes
{
    RouteTree tree;
    std::vector<std::string> asked;
    std::size_t next = 0;
};

std::shared_ptr<Routes> routes(std::size_t count)
{
    auto made = std::make_shared<Routes>();
    int number = 0;
    for (std::string path : manyPaths(count)) {
        made->tree.add("GET", path, number++);
        if (const auto parameter = path.find("{id}"); parameter != std::string::npos)
            path.replace(parameter, 4, "a-17");
        made->asked.push_back(std::move(path));
    }
    std::shuffle(made->asked.begin(), made->asked.end(), std::minstd_rand(7));
    return made;
}

bool matches(const Routes& routes, const std::string& path)
{
    const auto match = routes.tree.match("GET", path);
    if (!match)
        giveUp("no route matches " + path);
    return match->route >= 0;
}

} // namespace

void registerRouteMatch()
{
    for (const std::size_t count : {10U, 1'000U, 10'000U}) {
        const std::string name = "routes/" + std::to_string(count);
        add(name + "/one", [count] { return [all = routes(count)] { return matches(*all, "/group0/things0/a-17"); }; });
        add(name + "/all in turn", [count] {
            return [all = routes(count)] { return matches(*all, all->asked[all->next++ % all->asked.size()]); };
        });
        add(name + "/none", [count] {
            return [all = routes(count)] { return all->tree.match("GET", "/group0/nothing/a-17").has_value(); };
        });
    }
}

} // namespace gw::bench
