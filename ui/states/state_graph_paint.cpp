// Painting of the graph as a whole: groups below, lines, labels, cards above.
#include "ui/states/state_graph_impl.h"

#include <QPainter>

namespace gw::ui {

void StateGraph::Impl::paint(QPainter& painter, const QRectF& visible)
{
    const auto isSeen = [&](const QRectF& area) { return area.adjusted(-20, -20, 20, 20).intersects(visible); };
    const int count = static_cast<int>(picture.nodes.size());
    for (int i = 0; i < count; ++i)
        if (node(i).kind == asl::GraphNode::Kind::Group && isSeen(rectOf(node(i).rect)))
            paintGroup(painter, i);
    const auto lineArea = [](const asl::GraphEdge& line) {
        QRectF area(line.points.front().x, line.points.front().y, 1, 1);
        for (const asl::Point& point : line.points)
            area |= QRectF(point.x, point.y, 1, 1);
        return area | rectOf(line.label);
    };
    const int edges = static_cast<int>(picture.edges.size());
    // What was taken, or chosen, is drawn over the rest.
    for (const bool isOver : {false, true})
        for (int e = 0; e < edges; ++e) {
            const bool stands = lights ? wasTaken(edge(e)) : e == selectedEdge || edge(e).from == selectedNode;
            if (stands == isOver && isSeen(lineArea(edge(e))))
                paintEdge(painter, e);
        }
    if (zoom >= leastZoomForText)
        for (int e = 0; e < edges; ++e)
            if (isSeen(rectOf(edge(e).label)))
                paintLabel(painter, e);
    for (int i = 0; i < count; ++i) {
        if (!isSeen(rectOf(node(i).rect)))
            continue;
        if (node(i).kind == asl::GraphNode::Kind::State)
            paintCard(painter, i);
        else if (node(i).kind != asl::GraphNode::Kind::Group)
            paintMark(painter, node(i));
    }
    paintConnecting(painter);
}

} // namespace gw::ui
