// The view: layout, zoom, scrolling, what the mouse does.
#include "ui/states/state_graph.h"

#include "ui/models/quantity_text.h"
#include "ui/states/state_graph_accessible.h"
#include "ui/states/state_graph_impl.h"
#include "ui/states/state_look.h"

#include <QAccessible>
#include <QFontMetricsF>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QPainterPathStroker>
#include <QScrollBar>
#include <QStyle>
#include <QToolTip>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace gw::ui {

namespace {

constexpr double leastCard = 132;
constexpr double mostCard = 250;
constexpr double mostLabel = 190;
constexpr double lineReach = 6; // how near a click must be
constexpr double fitMost = 1.25;
constexpr double leastReadable = 0.72; // what is larger scrolls until people ask for the whole

} // namespace

QString utf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString secondsText(double seconds)
{
    return durationText(std::chrono::nanoseconds(static_cast<std::int64_t>(std::max(0.0, seconds) * 1e9)));
}

asl::GraphMeasure graphMeasure(const Theme& theme)
{
    const QFontMetricsF name(theme.text(fontSize::body, true));
    const QFontMetricsF small(theme.text(fontSize::caption));
    asl::GraphMeasure measure;
    measure.state = [name, small](const asl::State& state) {
        const double words =
            std::max(name.horizontalAdvance(utf8(state.name)), small.horizontalAdvance(utf8(state.summary)));
        const double badges = state.retriers > 0 ? 44 : 24; // a mark or status, and retries
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

const asl::Transition* StateGraph::Impl::transitionOf(const asl::GraphEdge& edge) const
{
    const asl::State* state = node(edge.from).state;
    if (!state || edge.transition < 0)
        return nullptr;
    return &state->transitions[static_cast<std::size_t>(edge.transition)];
}

QString StateGraph::Impl::pointerOf(int index) const
{
    const bool isState = index >= 0 && index < static_cast<int>(picture.nodes.size()) && node(index).state;
    return isState ? utf8(node(index).state->pointer) : QString();
}

bool StateGraph::Impl::canLeave(int index) const
{
    if (!isEditable || index < 0 || !node(index).state)
        return false;
    const asl::StateType type = node(index).state->type;
    return asl::mayHaveNext(type) || type == asl::StateType::Choice;
}

bool StateGraph::Impl::canConnect(int from, int to) const
{
    return from >= 0 && to >= 0 && node(to).state && node(from).parent == node(to).parent &&
           outline->flowOf(node(from).state->pointer) == outline->flowOf(node(to).state->pointer);
}

bool StateGraph::Impl::isOnPort(int index, const QPointF& scene) const
{
    if (!canLeave(index))
        return false;
    const QRectF rect = rectOf(node(index).rect);
    const double reach = portRadius + 4;
    return std::hypot(scene.x() - rect.center().x(), scene.y() - rect.bottom()) <= reach;
}

void StateGraph::Impl::choose(int newNode, int newEdge)
{
    const bool isNew = newNode != selectedNode;
    selectedNode = newNode;
    selectedEdge = newEdge;
    wanted = pointerOf(newNode);
    q.viewport()->update();
    if (newNode >= 0 && isNew) {
        QAccessibleEvent focus(&q, QAccessible::Focus);
        focus.setChild(newNode);
        QAccessible::updateAccessibility(&focus);
    }
    if (isNew)
        emit q.stateSelected(wanted);
}

void StateGraph::Impl::endConnect(bool connects)
{
    const int from = std::exchange(connectFrom, -1);
    const int to = std::exchange(connectTo, -1);
    drag = Drag::None;
    connectsByKeys = false;
    q.viewport()->update();
    if (connects && canConnect(from, to))
        offerKinds(from, to, q.viewport()->mapToGlobal(toView(rectOf(node(to).rect).center()).toPoint()));
}

void StateGraph::Impl::closeEditor(bool applies)
{
    if (!editor)
        return;
    QLineEdit* line = editor;
    editor = nullptr;
    const QString name = line->text().trimmed();
    const QString state = line->property("state").toString();
    const bool changed = applies && name != line->property("name").toString();
    line->removeEventFilter(&q);
    line->hide();
    line->deleteLater();
    q.setFocus();
    if (changed)
        emit q.renameRequested(state, name);
}

StateGraph::StateGraph(const Theme& theme, QWidget* parent)
    : QAbstractScrollArea(parent), m_impl(std::make_unique<Impl>(*this, theme))
{
    installStateGraphAccessibility();
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("State machine"));
    setMinimumSize(240, 160);
    viewport()->setMouseTracking(true);
    connect(&theme, &Theme::changed, this, [this] { m_impl->layOut(); });
}

StateGraph::~StateGraph() = default;

void StateGraph::setOutline(std::shared_ptr<const asl::Outline> outline)
{
    m_impl->closeEditor(false);
    m_impl->outline = outline ? std::move(outline) : std::make_shared<asl::Outline>();
    m_impl->layOut();
    QAccessibleEvent event(this, QAccessible::ObjectReorder);
    QAccessible::updateAccessibility(&event);
}

const asl::Outline& StateGraph::outline() const
{
    return *m_impl->outline;
}

const asl::GraphPicture& StateGraph::picture() const
{
    return m_impl->picture;
}

void StateGraph::setLights(std::optional<GraphLights> lights)
{
    if (lights == m_impl->lights)
        return;
    m_impl->lights = std::move(lights);
    viewport()->update();
}

void StateGraph::setEditable(bool editable)
{
    m_impl->isEditable = editable;
    m_impl->closeEditor(false);
    m_impl->endConnect(false);
}

bool StateGraph::isEditable() const
{
    return m_impl->isEditable;
}

void StateGraph::select(const QString& state)
{
    m_impl->wanted = state;
    m_impl->selectedNode = state.isEmpty() ? -1 : m_impl->picture.nodeOf(state.toStdString());
    m_impl->selectedEdge = -1;
    if (m_impl->selectedNode >= 0) {
        QRectF rect = rectOf(m_impl->node(m_impl->selectedNode).rect);
        if (m_impl->node(m_impl->selectedNode).kind == asl::GraphNode::Kind::Group)
            rect.setHeight(headHeight);
        m_impl->reveal(rect);
    }
    viewport()->update();
}

QString StateGraph::selected() const
{
    return m_impl->pointerOf(m_impl->selectedNode);
}

std::optional<TransitionRef> StateGraph::selectedTransition() const
{
    if (m_impl->selectedEdge < 0)
        return std::nullopt;
    const asl::GraphEdge& edge = m_impl->edge(m_impl->selectedEdge);
    const asl::Transition* transition = m_impl->transitionOf(edge);
    if (!transition)
        return std::nullopt;
    return TransitionRef{m_impl->pointerOf(edge.from), transition->kind, transition->index};
}

void StateGraph::showBeginning()
{
    m_impl->isFitted = true;
    m_impl->showsWhole = false;
    m_impl->updateBars();
    if (!m_impl->picture.nodes.empty()) {
        const double middle = m_impl->node(0).rect.center().x * m_impl->zoom;
        horizontalScrollBar()->setValue(static_cast<int>(middle) - viewport()->width() / 2);
    }
    verticalScrollBar()->setValue(0);
    emit zoomChanged();
}

double StateGraph::zoom() const
{
    return m_impl->zoom;
}

void StateGraph::setZoom(double zoom)
{
    m_impl->zoomAround(zoom, QRectF(viewport()->rect()).center());
}

void StateGraph::fit()
{
    m_impl->isFitted = true;
    m_impl->showsWhole = true;
    m_impl->updateBars();
    emit zoomChanged();
}

QRect StateGraph::nodeRect(int node) const
{
    const QRectF rect = rectOf(m_impl->node(node).rect);
    return QRectF(m_impl->toView(rect.topLeft()), rect.size() * m_impl->zoom).toRect();
}

QPoint StateGraph::portOf(int node) const
{
    const QRectF rect = rectOf(m_impl->node(node).rect);
    return m_impl->toView({rect.center().x(), rect.bottom()}).toPoint();
}

QPoint StateGraph::lineMiddle(int edge) const
{
    return m_impl->toView(m_impl->pathOf(m_impl->edge(edge)).pointAtPercent(0.5)).toPoint();
}

void StateGraph::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), m_impl->theme.color(Color::BackgroundMuted));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(m_impl->origin());
    painter.scale(m_impl->zoom, m_impl->zoom);
    m_impl->paint(painter,
                  QRectF(m_impl->toScene(event->rect().topLeft()), QSizeF(event->rect().size()) / m_impl->zoom));
    if (hasFocus()) {
        painter.resetTransform();
        painter.setPen(QPen(m_impl->theme.color(Color::Accent), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(viewport()->rect().adjusted(1, 1, -1, -1));
    }
}

void StateGraph::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    m_impl->updateBars();
    if (m_impl->isFitted)
        emit zoomChanged();
}

void StateGraph::scrollContentsBy(int, int)
{
    m_impl->closeEditor(true);
    viewport()->update();
}

void StateGraph::mousePressEvent(QMouseEvent* event)
{
    setFocus(Qt::MouseFocusReason);
    const QPointF scene = m_impl->toScene(event->pos());
    m_impl->lastMouse = event->pos();
    const bool pans = event->button() == Qt::MiddleButton;
    if (event->button() != Qt::LeftButton && !pans)
        return;
    if (m_impl->connectsByKeys) {
        m_impl->connectTo = m_impl->nodeAt(scene);
        return m_impl->endConnect(true);
    }
    for (const int port : {m_impl->hovered, m_impl->selectedNode})
        if (!pans && port >= 0 && m_impl->isOnPort(port, scene)) {
            m_impl->drag = Impl::Drag::Connect;
            m_impl->connectFrom = port;
            m_impl->dragAt = scene;
            return;
        }
    const int node = pans ? -1 : m_impl->nodeAt(scene);
    const int edge = pans ? -1 : m_impl->edgeAt(scene);
    const bool isCard =
        node >= 0 && m_impl->node(node).state && (edge < 0 || m_impl->node(node).kind == asl::GraphNode::Kind::State);
    if (isCard && m_impl->node(node).kind == asl::GraphNode::Kind::State) {
        m_impl->choose(node, -1);
    } else if (edge >= 0) {
        m_impl->choose(-1, edge);
    } else if (isCard) {
        m_impl->choose(node, -1);
    } else {
        if (!pans)
            m_impl->choose(-1, -1);
        m_impl->drag = Impl::Drag::Pan;
        viewport()->setCursor(Qt::ClosedHandCursor);
    }
}

void StateGraph::mouseMoveEvent(QMouseEvent* event)
{
    const QPointF scene = m_impl->toScene(event->pos());
    if (m_impl->drag == Impl::Drag::Pan) {
        const QPoint step = event->pos() - m_impl->lastMouse;
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() - step.x());
        verticalScrollBar()->setValue(verticalScrollBar()->value() - step.y());
    } else if (m_impl->drag == Impl::Drag::Connect) {
        m_impl->dragAt = scene;
        const int over = m_impl->nodeAt(scene);
        m_impl->connectTo = m_impl->canConnect(m_impl->connectFrom, over) ? over : -1;
        viewport()->update();
    } else {
        const int over = m_impl->nodeAt(scene);
        const bool onPort = m_impl->hovered >= 0 && m_impl->isOnPort(m_impl->hovered, scene);
        if (!onPort && over != m_impl->hovered) {
            m_impl->hovered = over;
            viewport()->update();
        }
        viewport()->setCursor(onPort ? Qt::CrossCursor : over >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    }
    m_impl->lastMouse = event->pos();
}

void StateGraph::mouseReleaseEvent(QMouseEvent*)
{
    if (m_impl->drag == Impl::Drag::Connect)
        m_impl->endConnect(true);
    m_impl->drag = Impl::Drag::None;
    viewport()->setCursor(Qt::ArrowCursor);
}

void StateGraph::mouseDoubleClickEvent(QMouseEvent* event)
{
    const int node = m_impl->nodeAt(m_impl->toScene(event->pos()));
    if (const QString state = m_impl->pointerOf(node); !state.isEmpty())
        emit stateActivated(state);
}

void StateGraph::wheelEvent(QWheelEvent* event)
{
    if (!event->modifiers().testFlag(Qt::ControlModifier))
        return QAbstractScrollArea::wheelEvent(event);
    m_impl->zoomAround(m_impl->zoom * std::pow(1.0015, event->angleDelta().y()), event->position());
    event->accept();
}

void StateGraph::focusInEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void StateGraph::focusOutEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

bool StateGraph::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::Leave && m_impl->hovered >= 0 && m_impl->drag == Impl::Drag::None) {
        m_impl->hovered = -1;
        viewport()->update();
    }
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int node = m_impl->nodeAt(m_impl->toScene(help->pos()));
        const int edge = m_impl->edgeAt(m_impl->toScene(help->pos()));
        const asl::Transition* way = edge >= 0 ? m_impl->transitionOf(m_impl->edge(edge)) : nullptr;
        const bool isCard = node >= 0 && m_impl->node(node).kind == asl::GraphNode::Kind::State;
        const QString text = isCard || (node >= 0 && !way) ? accessibleDetails(node)
                             : way                         ? utf8(way->words)
                                                           : QString();
        QToolTip::showText(help->globalPos(), text, viewport());
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

QString StateGraph::accessibleText(int index) const
{
    const asl::GraphNode& node = m_impl->node(index);
    if (!node.state)
        return node.kind == asl::GraphNode::Kind::Start ? tr("Start") : tr("End");
    QStringList parts{utf8(node.state->name), utf8(node.state->typeText)};
    if (const StateLight* light = m_impl->lightOf(index)) {
        using Status = StateEntry::Status;
        parts << (light->status == Status::Running     ? tr("running")
                  : light->status == Status::Succeeded ? tr("succeeded")
                  : light->status == Status::Caught    ? tr("caught an error")
                  : light->status == Status::Failed    ? tr("failed")
                                                       : tr("aborted"));
    } else if (m_impl->lights) {
        parts << tr("not entered");
    }
    return parts.join(QStringLiteral(", "));
}

QString StateGraph::accessibleDetails(int index) const
{
    const asl::GraphNode& node = m_impl->node(index);
    if (!node.state)
        return {};
    QStringList lines;
    const auto add = [&](std::string_view text) {
        if (!text.empty())
            lines << utf8(text);
    };
    add(node.state->name);
    add(node.state->comment);
    if (node.state->summary != node.state->comment)
        add(node.state->summary);
    for (const asl::Transition& way : node.state->transitions)
        lines << (way.words.empty() ? tr("Leads to %1").arg(utf8(way.target))
                                    : tr("%1: leads to %2").arg(utf8(way.words), utf8(way.target)));
    if (node.state->retriers > 0)
        lines << tr("Retries after errors");
    if (const auto found = m_impl->problems.find(node.state->pointer); found != m_impl->problems.end())
        add(found->second->diagnostic.message + " " + found->second->diagnostic.hint);
    if (const StateLight* light = m_impl->lightOf(index)) {
        if (light->entries > 1)
            lines << tr("Entered %1 times").arg(light->entries);
        add(light->error);
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace gw::ui
