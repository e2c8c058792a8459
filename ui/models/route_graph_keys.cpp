// Where arrow keys lead in the route graph.
#include "ui/models/route_graph.h"

#include <algorithm>
#include <cmath>

namespace gw::ui {

namespace {

constexpr double farAway = 1e9;

// How far `to` is from `from` in the direction of the key: within a column up and down; sideways what a line joins
// first, then the nearest column. farAway: it is not that way.
double distanceAlong(const RouteGraph& graph, int from, int to, int key)
{
    const RouteGraphNode& start = graph.nodes[static_cast<std::size_t>(from)];
    const RouteGraphNode& end = graph.nodes[static_cast<std::size_t>(to)];
    const double down = end.rect.top() - start.rect.top();
    const int columns = static_cast<int>(end.kind) - static_cast<int>(start.kind);
    if (key == Qt::Key_Down || key == Qt::Key_Up)
        return columns == 0 && (key == Qt::Key_Down ? down > 0 : down < 0) ? std::abs(down) : farAway;
    if (key == Qt::Key_Right ? columns < 1 : columns > -1)
        return farAway;
    const bool isJoined = std::any_of(graph.edges.begin(), graph.edges.end(), [&](const RouteGraphEdge& edge) {
        return (edge.from == from && edge.to == to) || (edge.from == to && edge.to == from);
    });
    return std::abs(columns) * 1e4 + std::abs(down) + (isJoined ? 0 : 1e6);
}

} // namespace

int neighbourIn(const RouteGraph& graph, int node, int key)
{
    const auto count = static_cast<int>(graph.nodes.size());
    if (count == 0)
        return -1;
    if (node < 0 || node >= count || key == Qt::Key_Home)
        return 0;
    if (key == Qt::Key_End)
        return count - 1;
    int best = -1;
    double nearest = farAway;
    for (int i = 0; i < count; ++i)
        if (const double distance = distanceAlong(graph, node, i, key); distance < nearest) {
            nearest = distance;
            best = i;
        }
    return best;
}

} // namespace gw::ui
