// RouteTree: finds the method for a verb and a raw path. Literal > {param} > {proxy+} at every level, with backtracking
// (reference 1.4; 2.1 for HTTP APIs). The cost of a match follows the number of path parts, not of routes.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gw::engine {

enum class RoutingRules { Rest, Http };

struct RouteMatch
{
    int route = -1;                                                  // as given to add()
    std::vector<std::pair<std::string, std::string>> pathParameters; // raw for REST, decoded for HTTP
};

class RouteTree
{
public:
    explicit RouteTree(RoutingRules rules = RoutingRules::Rest);
    RouteTree(RouteTree&&) noexcept;
    RouteTree& operator=(RouteTree&&) noexcept;
    ~RouteTree();

    // `verb` "GET" … or "ANY"; `path` "/pets/{id}" or, for HTTP APIs, "$default". False when verb and path are taken.
    bool add(std::string_view verb, std::string_view path, int route);
    // `path` as received, without the stage and the query.
    [[nodiscard]] std::optional<RouteMatch> match(std::string_view verb, std::string_view path) const;

private:
    struct Node;
    RoutingRules m_rules;
    std::unique_ptr<Node> m_root;
    int m_default = -1;
};

} // namespace gw::engine
