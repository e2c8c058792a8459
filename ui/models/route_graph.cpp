// Four columns. Routes stand below each other in the order a connection meets them; a target stands in the middle of
// the routes that call it.
#include "ui/models/route_graph.h"

#include "core/edit/integration_targets.h"
#include "ui/design/method_facts.h"
#include "ui/websocket/route_facts.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>
#include <utility>

namespace gw::ui {

namespace {

using Node = RouteGraphNode;
using Kind = RouteGraphNode::Kind;

constexpr double cardWidth = 218;
constexpr double cardHeight = 48;
constexpr double columnGap = 52;
constexpr double rowPitch = cardHeight + 14;
constexpr double margin = 20;
constexpr double groupGap = 14; // between handshake, messages and end

QString tr(const char* text)
{
    return QCoreApplication::translate("gw::ui::RouteGraph", text);
}

double columnLeft(Kind kind)
{
    return margin + static_cast<int>(kind) * (cardWidth + columnGap);
}

QRectF placeAt(Kind kind, double top)
{
    return {columnLeft(kind), top, cardWidth, cardHeight};
}

// Routes of messages in the order the graph shows them: custom keys, then $default.
std::vector<const WebSocketRoute*> messageRoutes(const WebSocketApi& api)
{
    std::vector<const WebSocketRoute*> routes;
    for (const Cow<WebSocketRoute>& route : api.routes)
        if (!route->isPredefined())
            routes.push_back(&*route);
    if (const WebSocketRoute* fallback = api.findRoute(defaultKey))
        routes.push_back(fallback);
    return routes;
}

QString factsOf(const WebSocketRoute& route)
{
    QStringList facts;
    if (route.routeKey == connectKey)
        facts << accessWords(route);
    else if (route.routeKey != disconnectKey)
        facts << (route.isTwoWay() ? tr("two-way") : tr("one-way"));
    else
        facts << tr("best effort");
    if (route.apiKeyRequired)
        facts << tr("API key");
    if (const auto n = route.requestModels.size(); n > 0)
        facts << counted(n, tr("model"), tr("models"));
    if (!route.integration)
        facts << tr("nothing is called");
    return facts.join(QStringLiteral(" · "));
}

class Builder
{
public:
    Builder(const Project& project, const WebSocketApi& api) : m_project(project), m_api(api) {}

    RouteGraph build()
    {
        placeRoutes();
        placeTargets();
        placeReplies();
        m_graph.size = {columnLeft(Kind::Reply) + cardWidth + margin, m_bottom + margin};
        return std::move(m_graph);
    }

private:
    int add(Node node)
    {
        m_bottom = std::max(m_bottom, node.rect.bottom());
        m_graph.nodes.push_back(std::move(node));
        return static_cast<int>(m_graph.nodes.size()) - 1;
    }

    // An event, and below each other the routes it may lead to.
    void placeGroup(Node event, const std::vector<const WebSocketRoute*>& routes)
    {
        const auto rows = static_cast<double>(std::max<std::size_t>(1, routes.size()));
        event.kind = Kind::Event;
        event.rect = placeAt(Kind::Event, m_top + (rows - 1) * rowPitch / 2);
        event.isMissing = routes.empty();
        m_events.push_back({std::move(event), {}});
        for (std::size_t i = 0; i < routes.size(); ++i) {
            m_events.back().second.push_back(routes[i]);
            m_rows[routes[i]] = m_top + static_cast<double>(i) * rowPitch;
        }
        m_top += rows * rowPitch + groupGap;
    }

    void placeRoutes()
    {
        const auto single = [this](const char* key) {
            const WebSocketRoute* route = m_api.findRoute(key);
            return route ? std::vector{route} : std::vector<const WebSocketRoute*>{};
        };
        Node connect;
        connect.title = tr("Handshake");
        connect.icon = QStringLiteral("link");
        connect.facts = single(connectKey).empty() ? tr("everybody is let in") : tr("a client connects");
        placeGroup(connect, single(connectKey));
        Node message;
        message.title = fromUtf8(m_api.routeSelectionExpression);
        message.icon = QStringLiteral("choice");
        message.facts = messageRoutes(m_api).empty() ? tr("no route: messages are refused") : tr("chooses by message");
        placeGroup(message, messageRoutes(m_api));
        Node end;
        end.title = tr("End");
        end.icon = QStringLiteral("stop");
        end.facts = single(disconnectKey).empty() ? tr("nobody is told") : tr("a connection is closed");
        placeGroup(end, single(disconnectKey));
        for (auto& [event, routes] : m_events)
            add(event);
        for (std::size_t i = 0; i < m_events.size(); ++i)
            for (const WebSocketRoute* route : m_events[i].second)
                m_graph.edges.push_back({static_cast<int>(i), addRoute(*route), route->id});
    }

    int addRoute(const WebSocketRoute& route)
    {
        Node node;
        node.kind = Kind::Route;
        node.title = fromUtf8(route.routeKey);
        node.facts = factsOf(route);
        node.icon = QStringLiteral("websocket");
        node.route = route.id;
        node.rect = placeAt(Kind::Route, m_rows.at(&route));
        const int index = add(std::move(node));
        m_ordered.emplace_back(&route, index);
        return index;
    }

    Node targetOf(const Integration& integration) const
    {
        const TargetWords words = targetWords(integration);
        Node node;
        node.kind = Kind::Target;
        node.title = words.name;
        node.facts = words.isOpen ? tr("no target yet") : words.kind;
        node.isMissing = words.isOpen;
        node.element = gw::nodeOf(m_project, gw::targetOf(m_project, integration));
        const bool isAws = integration.type == IntegrationType::Aws || integration.type == IntegrationType::AwsProxy;
        node.icon = integration.type == IntegrationType::Mock ? QStringLiteral("sparkle")
                    : !isAws                                  ? QStringLiteral("globe")
                    : node.element.function                   ? QStringLiteral("function")
                                                              : QStringLiteral("cloud");
        return node;
    }

    // One card for what several routes call; a mock answers its own route alone.
    void placeTargets()
    {
        struct Shared
        {
            Node node;
            std::vector<std::size_t> routes; // of m_ordered
        };
        std::vector<Shared> targets;
        std::map<std::pair<QString, QString>, std::size_t> known;
        for (std::size_t i = 0; i < m_ordered.size(); ++i) {
            const auto& integration = m_ordered[i].first->integration;
            if (!integration)
                continue;
            Node node = targetOf(*integration);
            const bool isOwn = integration->type == IntegrationType::Mock || node.isMissing;
            const std::pair key(node.title, node.facts);
            if (const auto it = known.find(key); it != known.end() && !isOwn) {
                targets[it->second].routes.push_back(i);
                continue;
            }
            if (!isOwn)
                known.emplace(key, targets.size());
            targets.push_back({std::move(node), {i}});
        }
        for (Shared& target : targets) {
            double sum = 0;
            for (const std::size_t i : target.routes)
                sum += m_graph.nodes[static_cast<std::size_t>(m_ordered[i].second)].rect.top();
            target.node.rect = placeAt(Kind::Target, sum / static_cast<double>(target.routes.size()));
        }
        std::stable_sort(targets.begin(), targets.end(),
                         [](const Shared& a, const Shared& b) { return a.node.rect.top() < b.node.rect.top(); });
        double free = margin;
        for (Shared& target : targets) {
            target.node.rect.moveTop(std::max(target.node.rect.top(), free));
            free = target.node.rect.top() + rowPitch;
            const int index = add(std::move(target.node));
            for (const std::size_t i : target.routes) {
                m_graph.edges.push_back({m_ordered[i].second, index, m_ordered[i].first->id});
                m_targets[m_ordered[i].first] = index;
            }
        }
    }

    void placeReplies()
    {
        for (const auto& [route, index] : m_ordered) {
            const bool isConnect = route->routeKey == connectKey;
            if (!isConnect && !route->isTwoWay())
                continue;
            Node node;
            node.kind = Kind::Reply;
            node.route = route->id;
            node.icon = isConnect ? QStringLiteral("check") : QStringLiteral("arrow-left");
            node.title = isConnect ? tr("101 or refused") : tr("Reply");
            node.facts = isConnect ? tr("by the answer's status") : replyFacts(*route);
            node.rect = placeAt(Kind::Reply, m_rows.at(route));
            const auto target = m_targets.find(route);
            const int reply = add(std::move(node));
            m_graph.edges.push_back({target == m_targets.end() ? index : target->second, reply, route->id});
        }
    }

    static QString replyFacts(const WebSocketRoute& route)
    {
        if (!route.integration || isProxy(*route.integration))
            return tr("as it comes");
        QStringList keys;
        for (const IntegrationResponse& response : route.integration->responses)
            keys << fromUtf8(integrationResponseKey(response));
        return keys.isEmpty() ? tr("no response is mapped") : keys.join(QStringLiteral(", "));
    }

    const Project& m_project;
    const WebSocketApi& m_api;
    RouteGraph m_graph;
    double m_top = margin;
    double m_bottom = margin;
    std::vector<std::pair<Node, std::vector<const WebSocketRoute*>>> m_events;
    std::map<const WebSocketRoute*, double> m_rows;
    std::vector<std::pair<const WebSocketRoute*, int>> m_ordered; // with their nodes
    std::map<const WebSocketRoute*, int> m_targets;
};

} // namespace

int RouteGraph::nodeOf(RouteId route) const
{
    for (std::size_t i = 0; i < nodes.size(); ++i)
        if (nodes[i].kind == Kind::Route && nodes[i].route == route)
            return static_cast<int>(i);
    return -1;
}

RouteGraph routeGraphOf(const Project& project, const WebSocketApi& api)
{
    return Builder(project, api).build();
}

} // namespace gw::ui
