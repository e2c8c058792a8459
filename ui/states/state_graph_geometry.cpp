// Where everything stands in the view: measures and layout, zoom and scrolling, what is at a place.
#include "ui/states/state_graph_impl.h"

#include <QFontMetricsF>
#include <QPainterPath>
#include <QPainterPathStroker>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace gw::ui {

namespace {

constexpr double leastCard = 144;
constexpr double mostCard = 264;
constexpr double mostLabel = 190;
constexpr double lineReach = 6; // how near a click must be
constexpr double fitMost = 1.25;
constexpr double leastReadable = 0.85; // what is larger scrolls until people ask for the whole

} // namespace

QString utf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

asl::GraphMeasure graphMeasure(const Theme& theme)
{
    const QFontMetricsF name(theme.text(fontSize::body, true));
    const QFontMetricsF small(theme.text(fontSize::caption));
    asl::GraphMeasure measure;
    measure.state = [name, small](const asl::State& state) {
        const double words =
            std::max(name.horizontalAdvance(utf8(state.name)), small.horizontalAdvance(utf8(state.summary)));
        const double badges = state.retriers > 0 ? 60 : 40; // a mark or status, how often, retries
        const double width = 2 * spacing::m + tileSize + spacing::m + words + badges + spacing::s;
        const bool isGroup = !state.flows.empty();
        return asl::Size{std::round(std::clamp(width, leastCard, mostCard)), isGroup ? headHeight : cardHeight};
    };
    measure.label = [small](std::string_view words) {
        const double width = small.horizontalAdvance(utf8(words)) + 2 * spacing::s;
        return asl::Size{std::round(std::min(width, mostLabel)), std::round(small.height() + spacing::xs)};
    };
    return measure;
}

void StateGraph::Impl::layOut()
{
    const QString kept = wanted.isEmpty() ? pointerOf(selectedNode) : wanted;
    picture = asl::layOutGraph(*outline, graphMeasure(theme));
    problems.clear();
    for (const asl::Problem& problem : outline->problems) {
        const asl::Problem*& worst = problems[problem.state];
        if (!worst || problem.diagnostic.severity < worst->diagnostic.severity)
            worst = &problem;
    }
    selectedNode = kept.isEmpty() ? -1 : picture.nodeOf(kept.toStdString());
    selectedEdge = -1;
    hovered = -1;
    endConnect(false);
    updateBars();
}

QPointF StateGraph::Impl::origin() const
{
    const QSizeF view = q.viewport()->size();
    const QSizeF scene(picture.size.width * zoom, picture.size.height * zoom);
    const double x =
        scene.width() < view.width() ? (view.width() - scene.width()) / 2 : -q.horizontalScrollBar()->value();
    const double y =
        scene.height() < view.height() ? (view.height() - scene.height()) / 2 : -q.verticalScrollBar()->value();
    return {std::round(x), std::round(y)};
}

QPointF StateGraph::Impl::toScene(const QPoint& viewport) const
{
    return (QPointF(viewport) - origin()) / zoom;
}

QPointF StateGraph::Impl::toView(const QPointF& scene) const
{
    return scene * zoom + origin();
}

void StateGraph::Impl::updateBars()
{
    if (isFitted && !picture.nodes.empty()) {
        const QSizeF view = q.maximumViewportSize();
        zoom = std::clamp(std::min(view.width() / picture.size.width, view.height() / picture.size.height),
                          showsWhole ? leastZoom : leastReadable, fitMost);
        if (zoom > 0.9 && zoom < 1.1)
            zoom = std::min(1.0, zoom);
    }
    const QSize view = q.viewport()->size();
    const int width = static_cast<int>(std::ceil(picture.size.width * zoom));
    const int height = static_cast<int>(std::ceil(picture.size.height * zoom));
    q.horizontalScrollBar()->setRange(0, std::max(0, width - view.width()));
    q.horizontalScrollBar()->setPageStep(view.width());
    q.horizontalScrollBar()->setSingleStep(24);
    q.verticalScrollBar()->setRange(0, std::max(0, height - view.height()));
    q.verticalScrollBar()->setPageStep(view.height());
    q.verticalScrollBar()->setSingleStep(24);
    q.viewport()->update();
}

void StateGraph::Impl::zoomAround(double wantedZoom, const QPointF& view)
{
    const QPointF scene = (view - origin()) / zoom;
    isFitted = false;
    zoom = std::clamp(wantedZoom, leastZoom, mostZoom);
    updateBars();
    q.horizontalScrollBar()->setValue(static_cast<int>(std::round(scene.x() * zoom - view.x())));
    q.verticalScrollBar()->setValue(static_cast<int>(std::round(scene.y() * zoom - view.y())));
    emit q.zoomChanged();
}

void StateGraph::Impl::reveal(const QRectF& scene)
{
    const QRectF view(toView(scene.topLeft()), scene.size() * zoom);
    const QRectF room = QRectF(q.viewport()->rect()).adjusted(spacing::xl, spacing::xl, -spacing::xl, -spacing::xl);
    const auto shift = [](double first, double last, double from, double to) {
        return first < from ? first - from : last > to ? std::min(last - to, first - from) : 0.0;
    };
    q.horizontalScrollBar()->setValue(q.horizontalScrollBar()->value() +
                                      static_cast<int>(shift(view.left(), view.right(), room.left(), room.right())));
    q.verticalScrollBar()->setValue(q.verticalScrollBar()->value() +
                                    static_cast<int>(shift(view.top(), view.bottom(), room.top(), room.bottom())));
}

// The innermost: groups stand before what they hold.
int StateGraph::Impl::nodeAt(const QPointF& scene) const
{
    for (int i = static_cast<int>(picture.nodes.size()) - 1; i >= 0; --i)
        if (rectOf(node(i).rect).contains(scene))
            return i;
    return -1;
}

int StateGraph::Impl::edgeAt(const QPointF& scene) const
{
    QPainterPathStroker stroker;
    stroker.setWidth(2 * lineReach / zoom);
    for (int i = 0; i < static_cast<int>(picture.edges.size()); ++i) {
        if (!transitionOf(edge(i)))
            continue;
        const QRectF label = rectOf(edge(i).label);
        if (!label.isEmpty() && label.contains(scene))
            return i;
        const QPainterPath path = pathOf(edge(i));
        if (path.controlPointRect().adjusted(-lineReach, -lineReach, lineReach, lineReach).contains(scene) &&
            stroker.createStroke(path).contains(scene))
            return i;
    }
    return -1;
}

bool StateGraph::Impl::isOnPort(int index, const QPointF& scene) const
{
    if (!canLeave(index))
        return false;
    const QRectF rect = rectOf(node(index).rect);
    const double reach = portRadius + 4;
    return std::hypot(scene.x() - rect.center().x(), scene.y() - rect.bottom()) <= reach;
}

} // namespace gw::ui
