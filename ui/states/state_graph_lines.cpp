// Painting of the graph's lines: transitions with their labels, which of them an execution took, a new one being drawn.
#include "ui/states/state_graph_impl.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace gw::ui {

namespace {

constexpr double arrow = 5;

} // namespace

bool StateGraph::Impl::wasTaken(const asl::GraphEdge& edge) const
{
    if (!lights)
        return false;
    const asl::State* from = node(edge.from).state;
    const asl::State* to = node(edge.to).state;
    if (!from)
        return to && lights->states.count(to->name);
    if (!to) { // to End
        const auto light = lights->states.find(from->name);
        return light != lights->states.end() && light->second.status == StateEntry::Status::Succeeded;
    }
    const std::pair key{from->name, to->name};
    const auto count = [&key](const auto& map) {
        const auto found = map.find(key);
        return found == map.end() ? 0 : found->second;
    };
    const asl::Transition* way = transitionOf(edge);
    const bool isCatch = way && way->kind == asl::Transition::Kind::Catch;
    return isCatch ? count(lights->catches) > 0 : count(lights->ways) > count(lights->catches);
}

// Straight down lanes, in curves through the gaps between ranks.
QPainterPath StateGraph::Impl::pathOf(const asl::GraphEdge& edge) const
{
    QPainterPath path;
    const auto at = [&](std::size_t i) { return QPointF(edge.points[i].x, edge.points[i].y); };
    path.moveTo(at(0));
    const std::size_t last = edge.points.size() - 1;
    for (std::size_t i = 1; i <= last; ++i) {
        const QPointF from = path.currentPosition();
        const QPointF to = at(i);
        const bool isStraight = std::abs(from.x() - to.x()) < 0.5 || std::abs(from.y() - to.y()) < 0.5;
        if (!isStraight) {
            const double bend = (to.y() - from.y()) / 2;
            path.cubicTo(from + QPointF(0, bend), to - QPointF(0, bend), to);
            continue;
        }
        // Where a straight piece turns into another one at a right angle, the corner is round.
        const bool turns =
            edge.isBack && i < last && (std::abs(at(i + 1).x() - to.x()) < 0.5) != (std::abs(from.x() - to.x()) < 0.5);
        if (!turns) {
            path.lineTo(to);
            continue;
        }
        const auto shortened = [](const QPointF& corner, const QPointF& other) {
            const double length = std::max(1.0, std::hypot(other.x() - corner.x(), other.y() - corner.y()));
            return corner + (other - corner) * std::min(6.0, length / 2) / length;
        };
        path.lineTo(shortened(to, from));
        path.quadTo(to, shortened(to, at(i + 1)));
    }
    return path;
}

void StateGraph::Impl::paintEdge(QPainter& painter, int index)
{
    const asl::GraphEdge& line = edge(index);
    const asl::Transition* way = transitionOf(line);
    const bool isCatch = way && way->kind == asl::Transition::Kind::Catch;
    const bool isChosen = index == selectedEdge;
    const bool isOfChosen = selectedNode >= 0 && line.from == selectedNode;
    Color color = isChosen || isOfChosen ? Color::Accent : Color::StrokeStrong;
    double width = isChosen ? 2.5 : 1.5;
    if (lights) {
        const bool taken = wasTaken(line);
        color = taken ? (isCatch ? Color::Alert : Color::Success) : Color::Stroke;
        width = taken ? 2 : 1.25;
    }
    QPen pen(theme.color(color), width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    if (isCatch)
        pen.setDashPattern({3, 3});
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(pathOf(line));
    const QPointF tip(line.points.back().x, line.points.back().y);
    QPainterPath head;
    head.moveTo(tip);
    head.lineTo(tip + QPointF(-arrow, -arrow * 1.5));
    head.lineTo(tip + QPointF(arrow, -arrow * 1.5));
    head.closeSubpath();
    painter.fillPath(head, theme.color(color));
}

void StateGraph::Impl::paintLabel(QPainter& painter, int index)
{
    const asl::GraphEdge& line = edge(index);
    const asl::Transition* way = transitionOf(line);
    if (!way || line.label.width <= 0)
        return;
    const QRectF area = rectOf(line.label);
    const bool isDefault = way->kind == asl::Transition::Kind::Default;
    const bool isChosen = index == selectedEdge;
    painter.setPen(QPen(theme.color(isChosen ? Color::Accent : Color::Stroke), 1));
    painter.setBrush(theme.color(isChosen ? Color::AccentMuted : Color::Background));
    painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    const QFont font = theme.text(fontSize::caption);
    painter.setFont(font);
    painter.setPen(theme.color(way->kind == asl::Transition::Kind::Catch ? Color::Danger : Color::TextMuted));
    const QString words = isDefault ? StateGraph::tr("Default") : utf8(way->words);
    painter.drawText(area, Qt::AlignCenter,
                     QFontMetricsF(font).elidedText(words, Qt::ElideRight, area.width() - spacing::m));
}

void StateGraph::Impl::paintConnecting(QPainter& painter)
{
    for (const int port : {hovered, selectedNode}) {
        if (!canLeave(port) || lights)
            continue;
        const QRectF area = rectOf(node(port).rect);
        painter.setPen(QPen(theme.color(Color::Accent), 1.5));
        painter.setBrush(theme.color(Color::Surface));
        painter.drawEllipse(QPointF(area.center().x(), area.bottom()), portRadius - 1, portRadius - 1);
    }
    if (connectFrom < 0)
        return;
    const QRectF from = rectOf(node(connectFrom).rect);
    const QPointF end = connectTo >= 0   ? QPointF(rectOf(node(connectTo).rect).center().x(), node(connectTo).rect.y)
                        : connectsByKeys ? QPointF(from.center().x(), from.bottom() + 24)
                                         : dragAt;
    painter.setPen(QPen(theme.color(Color::Accent), 2, Qt::DashLine));
    painter.drawLine(QPointF(from.center().x(), from.bottom()), end);
    painter.setBrush(theme.color(Color::Accent));
    painter.drawEllipse(end, 3, 3);
}

} // namespace gw::ui
