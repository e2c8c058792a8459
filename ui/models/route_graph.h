// A WebSocket API as a graph: what happens on a connection → the routes → what they call → what goes back, and where
// each stands in the picture. The same API always gives the same graph. Sizes are pixels at 100 %.
#pragma once

#include "core/api/project.h"

#include <QRectF>
#include <QString>

#include <vector>

namespace gw::ui {

struct RouteGraphNode
{
    enum class Kind { Event, Route, Target, Reply };
    Kind kind = Kind::Event;
    QString title;
    QString facts;
    QString icon;
    RouteId route;          // of Route and Reply
    NodeRef element;        // of Target: the project's function, state machine or backend; empty: none of them
    bool isMissing = false; // an event nothing answers, a target that is not chosen
    QRectF rect;
    bool operator==(const RouteGraphNode&) const = default;
};

struct RouteGraphEdge
{
    int from = 0; // nodes
    int to = 0;
    RouteId route;
    bool operator==(const RouteGraphEdge&) const = default;
};

struct RouteGraph
{
    std::vector<RouteGraphNode> nodes; // by column, then from the top
    std::vector<RouteGraphEdge> edges;
    QSizeF size;
    bool operator==(const RouteGraph&) const = default;

    [[nodiscard]] int nodeOf(RouteId route) const; // its card; -1: none
};

[[nodiscard]] RouteGraph routeGraphOf(const Project& project, const WebSocketApi& api);

// The node an arrow key leads to from `node`, or -1: along the lines sideways, within a column up and down.
[[nodiscard]] int neighbourIn(const RouteGraph& graph, int node, int key);

} // namespace gw::ui
