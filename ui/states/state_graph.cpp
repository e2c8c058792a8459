// The view: what it is given, what is chosen on it, and what it tells.
#include "ui/states/state_graph.h"

#include "ui/states/state_graph_accessible.h"
#include "ui/states/state_graph_impl.h"

#include <QAccessible>
#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>

#include <cmath>
#include <utility>

namespace gw::ui {

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

int StateGraph::selectedNode() const
{
    return m_impl->selectedNode;
}

int StateGraph::nodeCount() const
{
    return static_cast<int>(m_impl->picture.nodes.size());
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

} // namespace gw::ui
