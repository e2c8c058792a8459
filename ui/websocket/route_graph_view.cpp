// The view: what stands where, and what is chosen. Mouse and keys: route_graph_input.cpp; painting:
// route_graph_paint.cpp.
#include "ui/websocket/route_graph_view.h"

#include "ui/widgets/graph_accessible.h"

#include <QAccessible>
#include <QFocusEvent>
#include <QResizeEvent>
#include <QScrollBar>

#include <algorithm>

namespace gw::ui {

namespace {

constexpr double leastZoom = 0.2;
constexpr double mostZoom = 3;
constexpr double mostFit = 1.0;
constexpr double leastFit = 0.55; // what is larger scrolls

using Kind = RouteGraphNode::Kind;

} // namespace

RouteGraphView::RouteGraphView(const Theme& theme, QWidget* parent) : QAbstractScrollArea(parent), m_theme(theme)
{
    installGraphAccessibility<RouteGraphView>();
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Route graph"));
    setMinimumSize(320, 200);
    viewport()->setMouseTracking(true);
    connect(&theme, &Theme::changed, this, [this] { viewport()->update(); });
}

void RouteGraphView::setGraph(RouteGraph graph)
{
    if (graph == m_graph)
        return;
    const RouteId kept = selectedRoute();
    m_graph = std::move(graph);
    m_hovered = -1;
    m_selected = kept ? m_graph.nodeOf(kept) : -1;
    updateBars();
    QAccessibleEvent event(this, QAccessible::ObjectReorder);
    QAccessible::updateAccessibility(&event);
}

void RouteGraphView::setCounts(std::map<std::string, int> counts)
{
    if (counts == m_counts)
        return;
    m_counts = std::move(counts);
    viewport()->update();
}

void RouteGraphView::select(RouteId route)
{
    m_selected = route ? m_graph.nodeOf(route) : -1;
    if (m_selected >= 0)
        reveal(m_selected);
    viewport()->update();
}

RouteId RouteGraphView::selectedRoute() const
{
    return m_selected >= 0 && m_selected < static_cast<int>(m_graph.nodes.size()) ? node(m_selected).route : RouteId{};
}

QSize RouteGraphView::sizeHint() const
{
    return m_graph.size.toSize().expandedTo({600, 300});
}

QPointF RouteGraphView::origin() const
{
    const QSizeF scene = m_graph.size * m_zoom;
    const double x = scene.width() < viewport()->width() ? (viewport()->width() - scene.width()) / 2
                                                         : -horizontalScrollBar()->value();
    const double y = scene.height() < viewport()->height() ? 0 : -verticalScrollBar()->value();
    return {x, y};
}

QRect RouteGraphView::nodeRect(int index) const
{
    const QRectF rect = node(index).rect;
    return QRectF(rect.topLeft() * m_zoom + origin(), rect.size() * m_zoom).toRect();
}

int RouteGraphView::nodeAt(const QPointF& at) const
{
    const QPointF scene = (at - origin()) / m_zoom;
    for (int i = 0; i < static_cast<int>(m_graph.nodes.size()); ++i)
        if (node(i).rect.contains(scene))
            return i;
    return -1;
}

void RouteGraphView::updateBars()
{
    const QSize view = viewport()->size();
    if (m_isFitted && m_graph.size.width() > 0)
        m_zoom = std::clamp(view.width() / m_graph.size.width(), leastFit, mostFit);
    const QSize scene = (m_graph.size * m_zoom).toSize();
    horizontalScrollBar()->setRange(0, std::max(0, scene.width() - view.width()));
    horizontalScrollBar()->setPageStep(view.width());
    verticalScrollBar()->setRange(0, std::max(0, scene.height() - view.height()));
    verticalScrollBar()->setPageStep(view.height());
    horizontalScrollBar()->setSingleStep(24);
    verticalScrollBar()->setSingleStep(24);
    viewport()->update();
}

void RouteGraphView::zoomAround(double wanted, const QPointF& view)
{
    const QPointF scene = (view - origin()) / m_zoom;
    m_isFitted = false;
    m_zoom = std::clamp(wanted, leastZoom, mostZoom);
    updateBars();
    const QPointF now = scene * m_zoom - view;
    horizontalScrollBar()->setValue(qRound(now.x()));
    verticalScrollBar()->setValue(qRound(now.y()));
    emit zoomChanged();
}

void RouteGraphView::setZoom(double zoom)
{
    zoomAround(zoom, QRectF(viewport()->rect()).center());
}

void RouteGraphView::fit()
{
    m_isFitted = true;
    updateBars();
    emit zoomChanged();
}

void RouteGraphView::reveal(int index)
{
    const QRect rect = nodeRect(index).adjusted(-16, -16, 16, 16);
    const QRect view = viewport()->rect();
    const auto shift = [](QScrollBar* bar, int low, int high, int from, int to) {
        if (low < from)
            bar->setValue(bar->value() + low - from);
        else if (high > to)
            bar->setValue(bar->value() + high - to);
    };
    shift(horizontalScrollBar(), rect.left(), rect.right(), view.left(), view.right());
    shift(verticalScrollBar(), rect.top(), rect.bottom(), view.top(), view.bottom());
}

void RouteGraphView::choose(int index)
{
    if (index == m_selected)
        return;
    m_selected = index;
    viewport()->update();
    if (index >= 0) {
        reveal(index);
        QAccessibleEvent focus(this, QAccessible::Focus);
        focus.setChild(index);
        QAccessible::updateAccessibility(&focus);
    }
    emit nodeSelected();
}

void RouteGraphView::activate()
{
    if (m_selected < 0)
        return;
    const RouteGraphNode& chosen = node(m_selected);
    if (chosen.route)
        emit routeActivated(chosen.route);
    else if (!chosen.element.isEmpty())
        emit elementActivated(chosen.element);
    else if (chosen.kind == Kind::Event)
        emit expressionActivated();
}

// What a card says where it cannot be seen.
QString RouteGraphView::accessibleText(int index) const
{
    const RouteGraphNode& shown = node(index);
    const QString what = shown.kind == Kind::Route    ? tr("route")
                         : shown.kind == Kind::Target ? tr("integration")
                         : shown.kind == Kind::Reply  ? tr("response")
                                                      : tr("event");
    return QStringLiteral("%1, %2").arg(shown.title, what);
}

QString RouteGraphView::accessibleDetails(int index) const
{
    const RouteGraphNode& shown = node(index);
    QStringList lines{shown.title};
    if (!shown.facts.isEmpty())
        lines << shown.facts;
    for (const RouteGraphEdge& edge : m_graph.edges)
        if (edge.from == index)
            lines << tr("Leads to %1").arg(node(edge.to).title);
    if (const auto count = m_counts.find(shown.title.toStdString());
        shown.kind == Kind::Route && count != m_counts.end())
        lines << tr("Ran %1 times lately").arg(count->second);
    return lines.join(QLatin1Char('\n'));
}

void RouteGraphView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateBars();
    if (m_isFitted)
        emit zoomChanged();
}

void RouteGraphView::scrollContentsBy(int, int)
{
    viewport()->update();
}

void RouteGraphView::focusInEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void RouteGraphView::focusOutEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

} // namespace gw::ui
