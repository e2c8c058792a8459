// Painting of the route graph. What is missing is dashed, the way of the selected route is drawn in the accent.
#include "ui/websocket/route_graph_view.h"

#include <QFontMetricsF>
#include <QPaintEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace gw::ui {

namespace {

using Kind = RouteGraphNode::Kind;

constexpr double tileSize = 28;
constexpr double glyph = 16;
constexpr double arrowHead = 5;

void paintIcon(QPainter& painter, const QIcon& icon, const QRectF& area)
{
    // Through a pixmap of the device's own resolution: sharp at every zoom.
    const double scale = painter.deviceTransform().m11();
    const QPixmap pixmap = icon.pixmap(QSize(qRound(area.width() * scale), qRound(area.height() * scale)), 1.0);
    painter.drawPixmap(area, pixmap, QRectF(pixmap.rect()));
}

} // namespace

bool RouteGraphView::isOnWay(int index) const
{
    const RouteId route = selectedRoute();
    return route && std::any_of(m_graph.edges.begin(), m_graph.edges.end(), [&](const RouteGraphEdge& edge) {
               return edge.route == route && (edge.from == index || edge.to == index);
           });
}

void RouteGraphView::paintEdge(QPainter& painter, const RouteGraphEdge& edge) const
{
    const QRectF from = node(edge.from).rect;
    const QRectF to = node(edge.to).rect;
    const QPointF start(from.right(), from.center().y());
    const QPointF end(to.left() - 2, to.center().y());
    const double bend = (end.x() - start.x()) / 2;
    QPainterPath path(start);
    path.cubicTo(start + QPointF(std::min(bend, 60.0), 0), end - QPointF(std::min(bend, 60.0), 0), end);
    const bool isLit = selectedRoute() && edge.route == selectedRoute();
    painter.setPen(QPen(m_theme.color(isLit ? Color::Accent : Color::StrokeStrong), isLit ? 2 : 1.2, Qt::SolidLine,
                        Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(path);
    QPainterPath head(end + QPointF(-arrowHead, -arrowHead * 0.75));
    head.lineTo(end);
    head.lineTo(end + QPointF(-arrowHead, arrowHead * 0.75));
    painter.drawPath(head);
}

void RouteGraphView::paintNode(QPainter& painter, int index) const
{
    const RouteGraphNode& shown = node(index);
    const bool isSelected = index == m_selected;
    const QRectF area = shown.rect.adjusted(0.5, 0.5, -0.5, -0.5);
    const Color stroke = isSelected || isOnWay(index) ? Color::Accent
                         : shown.isMissing            ? Color::StrokeStrong
                                                      : Color::Stroke;
    QPen pen(m_theme.color(stroke), isSelected ? 2 : 1);
    if (shown.isMissing)
        pen.setDashPattern({4, 3});
    painter.setPen(pen);
    painter.setBrush(m_theme.color(index == m_hovered ? Color::BackgroundSubtle
                                   : shown.isMissing  ? Color::Background
                                                      : Color::Surface));
    painter.drawRoundedRect(area, cornerRadius, cornerRadius);

    const QRectF tile(area.left() + spacing::m, area.center().y() - tileSize / 2, tileSize, tileSize);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.color(shown.isMissing ? Color::NeutralMuted : Color::AccentMuted));
    painter.drawRoundedRect(tile, 4, 4);
    const Color tint = shown.isMissing             ? Color::Neutral
                       : shown.kind == Kind::Route ? Color::MethodWebSocket
                                                   : Color::Accent;
    paintIcon(painter, m_theme.icon(shown.icon, tint),
              QRectF(tile.center() - QPointF(glyph / 2, glyph / 2), QSizeF(glyph, glyph)));

    double right = area.right() - spacing::m;
    const QFont small = m_theme.text(fontSize::caption);
    if (const auto count = m_counts.find(shown.title.toStdString());
        shown.kind == Kind::Route && count != m_counts.end() && count->second > 0) {
        const QString text = QString::number(count->second);
        const double width = QFontMetricsF(small).horizontalAdvance(text) + 2 * spacing::s;
        const QRectF pill(right - width, area.center().y() - 9, width, 18);
        painter.setBrush(m_theme.color(Color::SuccessMuted));
        painter.drawRoundedRect(pill, 9, 9);
        painter.setFont(small);
        painter.setPen(m_theme.color(Color::Success));
        painter.drawText(pill, Qt::AlignCenter, text);
        right = pill.left() - spacing::xs;
    }
    const bool isCode = shown.kind == Kind::Route || (shown.kind == Kind::Event && shown.title.startsWith(u'$'));
    const QFont font = isCode ? m_theme.monospace(fontSize::body) : m_theme.text(fontSize::body, true);
    const QRectF words(tile.right() + spacing::m, area.top() + spacing::xs, right - tile.right() - spacing::m,
                       area.height() - 2 * spacing::xs);
    painter.setFont(font);
    painter.setPen(m_theme.color(shown.isMissing ? Color::TextMuted : Color::Text));
    painter.drawText(words.adjusted(0, 0, 0, -words.height() / 2), Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(font).elidedText(shown.title, Qt::ElideMiddle, words.width()));
    painter.setFont(small);
    painter.setPen(m_theme.color(Color::TextMuted));
    painter.drawText(words.adjusted(0, words.height() / 2, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(small).elidedText(shown.facts, Qt::ElideRight, words.width()));
}

void RouteGraphView::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), m_theme.color(Color::BackgroundMuted));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(origin());
    painter.scale(m_zoom, m_zoom);
    const RouteId route = selectedRoute();
    for (const bool isLit : {false, true}) // the lit way lies on top
        for (const RouteGraphEdge& edge : m_graph.edges)
            if ((route && edge.route == route) == isLit)
                paintEdge(painter, edge);
    const QRectF visible =
        QRectF((QPointF(event->rect().topLeft()) - origin()) / m_zoom, QSizeF(event->rect().size()) / m_zoom);
    for (int i = 0; i < static_cast<int>(m_graph.nodes.size()); ++i)
        if (node(i).rect.intersects(visible))
            paintNode(painter, i);
    if (hasFocus()) {
        painter.resetTransform();
        painter.setPen(QPen(m_theme.color(Color::Accent), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(viewport()->rect().adjusted(1, 1, -1, -1));
    }
}

} // namespace gw::ui
