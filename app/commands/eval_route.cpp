// eval route: which of a list of routes a request takes (reference 1.4 and 2.1).
#include "app/commands/eval_case.h"

#include "core/api/method.h"
#include "gateway-engine/routing/route_tree.h"

namespace gw::cli {

namespace {

using engine::RouteTree;
using engine::RoutingRules;

tl::unexpected<BadCase> bad(std::string message, const json::Value& culprit)
{
    return tl::unexpected<BadCase>({std::move(message), culprit.range().begin, {}});
}

tl::expected<RoutingRules, BadCase> rulesOf(const json::Value& input)
{
    const std::string_view kind = input["kind"].toString("rest");
    if (kind == "rest")
        return RoutingRules::Rest;
    if (kind == "http")
        return RoutingRules::Http;
    return bad("\"" + std::string(kind) + "\" is not a kind of routes; use rest or http.", input["kind"]);
}

tl::expected<void, BadCase> addRoute(RouteTree& tree, const json::Value& route, int index, RoutingRules rules)
{
    const std::string_view text = route.toString();
    if (rules == RoutingRules::Http && text == "$default") {
        if (!tree.add("ANY", text, index))
            return bad("The route \"$default\" stands twice.", route);
        return {};
    }
    const auto space = text.find(' ');
    const std::string_view verb = text.substr(0, space);
    const std::string_view path = space == std::string_view::npos ? std::string_view{} : text.substr(space + 1);
    if (!httpVerbFrom(verb) || !path.starts_with('/'))
        return bad("A route is a verb, a space and a path, such as \"GET /pets/{id}\".", route);
    if (rules == RoutingRules::Http && path.size() > 1 && path.ends_with('/'))
        return bad("A route key of an HTTP API ends with no slash.", route);
    if (!tree.add(verb, path, index))
        return bad("The route \"" + std::string(text) + "\" is the same as another one.", route);
    return {};
}

tl::expected<RouteTree, BadCase> treeOf(const json::Value& input)
{
    const auto rules = rulesOf(input);
    if (!rules)
        return tl::unexpected(rules.error());
    const json::Value& routes = input["routes"];
    if (!routes.isArray())
        return bad("\"routes\" must be a list such as [\"GET /pets/{id}\"].", routes.isNull() ? input : routes);
    RouteTree tree(*rules);
    for (std::size_t i = 0; i < routes.asArray().size(); ++i)
        if (const auto added = addRoute(tree, routes.asArray()[i], static_cast<int>(i), *rules); !added)
            return tl::unexpected(added.error());
    return tree;
}

json::Value describe(const engine::RouteMatch& match, const json::Value& routes)
{
    json::Value parameters = json::Value::object();
    for (const auto& [name, value] : match.pathParameters)
        parameters.set(name, value);
    json::Value output = json::Value::object();
    output.set("route", routes.asArray()[static_cast<std::size_t>(match.route)]);
    output.set("pathParameters", std::move(parameters));
    return output;
}

} // namespace

EvalResult evaluateRoute(const json::Value& input)
{
    const auto tree = treeOf(input);
    if (!tree)
        return tl::unexpected(tree.error());
    for (const char* name : {"method", "path"})
        if (!input[name].isString())
            return bad(std::string("\"") + name + "\" must be a string.", input[name].isNull() ? input : input[name]);
    std::string_view path = input["path"].asString();
    path = path.substr(0, path.find('?'));
    const auto match = tree->match(input["method"].asString(), path);
    if (match)
        return describe(*match, input["routes"]);
    json::Value output = json::Value::object();
    output.set("route", nullptr);
    return output;
}

} // namespace gw::cli
