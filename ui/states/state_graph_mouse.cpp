// What the mouse does on the graph: choosing, connecting from a card's port, panning, zooming; tool tips.
#include "ui/states/state_graph_impl.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>

#include <cmath>

namespace gw::ui {

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

} // namespace gw::ui
