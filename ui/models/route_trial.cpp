#include "ui/models/route_trial.h"

#include "core/api/resource_tree.h"
#include "core/api/route_key.h"
#include "gateway-engine/routing/route_tree.h"

#include <QCoreApplication>

#include <algorithm>
#include <set>

namespace gw::ui {

namespace {

constexpr std::size_t mostPassedOver = 5;

struct Route
{
    NodeRef ref;
    std::string path;
    HttpVerb verb;
};

QString tr(const char* text)
{
    return QCoreApplication::translate("gw::ui::RouteTrial", text);
}

QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

std::vector<Route> routesOf(const Api& api)
{
    std::vector<Route> routes;
    if (const OpenApiDefinition* definition = api.openApi())
        for (const Cow<Resource>& resource : definition->resources)
            for (const Cow<Method>& method : resource->methods)
                routes.push_back({NodeRef{api.id, resource->id, method->id, {}}, resource->path, method->verb});
    return routes;
}

bool isDefault(const Route& route)
{
    return route.path == defaultRoutePath && route.verb == HttpVerb::Any;
}

std::optional<engine::RouteMatch> match(const std::vector<Route>& routes, const std::set<int>& without,
                                        const std::string& verb, const std::string& path)
{
    engine::RouteTree tree(engine::RoutingRules::Http);
    for (int i = 0; i < int(routes.size()); ++i)
        if (without.count(i) == 0)
            tree.add(toString(routes[std::size_t(i)].verb),
                     isDefault(routes[std::size_t(i)]) ? std::string(defaultRouteKey) : routes[std::size_t(i)].path, i);
    return tree.match(verb, path);
}

QString whyOf(const Route& route)
{
    if (isDefault(route))
        return tr("No other route matches, so the default route answers.");
    const auto parts = pathParts(route.path);
    const bool isGreedy = !parts.empty() && isGreedyPart(parts.back());
    const bool hasVariable = std::any_of(parts.begin(), parts.end(), isVariablePart);
    QString why = isGreedy      ? tr("No route matches the whole path, so the longest greedy one answers.")
                  : hasVariable ? tr("It matches the whole path; no route spells it out.")
                                : tr("It spells out the path.");
    if (route.verb == HttpVerb::Any)
        why += QLatin1Char(' ') + tr("It takes every method that has no route of its own here.");
    return why;
}

} // namespace

RouteTrial tryRoute(const Api& api, const QString& verb, const QString& typed)
{
    RouteTrial trial;
    const std::vector<Route> routes = routesOf(api);
    const std::string path = typed.section(QLatin1Char('?'), 0, 0).trimmed().toStdString();
    const auto found = match(routes, {}, verb.toStdString(), path);
    if (!found) {
        const bool endsWithSlash = path.size() > 1 && path.back() == '/';
        trial.why = endsWithSlash && match(routes, {}, verb.toStdString(), path.substr(0, path.size() - 1))
                        ? tr("No route matches: a slash at the end makes another path. Clients get 404 Not Found.")
                        : tr("No route matches, and there is no default route. Clients get 404 Not Found.");
        return trial;
    }
    const Route& route = routes[std::size_t(found->route)];
    trial.route = route.ref;
    trial.key = text(routeKeyOf(route.path, route.verb));
    trial.why = whyOf(route);
    for (const auto& [name, value] : found->pathParameters)
        trial.variables << QStringLiteral("%1 = %2").arg(text(name), text(value));
    std::set<int> without{found->route};
    while (without.size() <= mostPassedOver) {
        const auto next = match(routes, without, verb.toStdString(), path);
        if (!next)
            break;
        without.insert(next->route);
        const Route& other = routes[std::size_t(next->route)];
        trial.passedOver << text(routeKeyOf(other.path, other.verb));
    }
    return trial;
}

} // namespace gw::ui
