// Mouse, keys and menus of the route graph.
#include "ui/websocket/route_graph_view.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>

namespace gw::ui {

namespace {

constexpr double zoomStep = 1.25;

} // namespace

void RouteGraphView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton && event->button() != Qt::RightButton)
        return;
    const int hit = nodeAt(event->position());
    choose(hit);
    m_isPanning = hit < 0 && event->button() == Qt::LeftButton;
    m_lastMouse = event->pos();
}

void RouteGraphView::mouseMoveEvent(QMouseEvent* event)
{
    if (m_isPanning) {
        const QPoint by = event->pos() - m_lastMouse;
        m_lastMouse = event->pos();
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() - by.x());
        verticalScrollBar()->setValue(verticalScrollBar()->value() - by.y());
        return;
    }
    const int hit = nodeAt(event->position());
    if (hit == m_hovered)
        return;
    m_hovered = hit;
    viewport()->setCursor(hit >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    viewport()->update();
}

void RouteGraphView::mouseReleaseEvent(QMouseEvent*)
{
    m_isPanning = false;
}

void RouteGraphView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && nodeAt(event->position()) >= 0)
        activate();
}

void RouteGraphView::wheelEvent(QWheelEvent* event)
{
    if (!(event->modifiers() & Qt::ControlModifier))
        return QAbstractScrollArea::wheelEvent(event);
    zoomAround(m_zoom * (event->angleDelta().y() > 0 ? zoomStep : 1 / zoomStep), event->position());
    event->accept();
}

void RouteGraphView::keyPressEvent(QKeyEvent* event)
{
    const bool isPlain = (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Home:
    case Qt::Key_End:
        if (const int next = neighbourIn(m_graph, m_selected, event->key()); next >= 0)
            choose(next);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return activate();
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return setZoom(m_zoom * zoomStep);
    case Qt::Key_Minus:
        return setZoom(m_zoom / zoomStep);
    case Qt::Key_0:
        return fit();
    case Qt::Key_Insert:
        return emit newRequested();
    case Qt::Key_Menu:
        return openMenu(viewport()->mapToGlobal(m_selected >= 0 ? nodeRect(m_selected).bottomLeft() : QPoint()));
    default:
        break;
    }
    const RouteId route = selectedRoute();
    if (route && event->key() == Qt::Key_F2)
        return emit renameRequested(route);
    if (route && isPlain && event->key() == Qt::Key_Delete)
        return emit deleteRequested(route);
    if (route && event->key() == Qt::Key_D && event->modifiers() == Qt::ControlModifier)
        return emit duplicateRequested(route);
    QAbstractScrollArea::keyPressEvent(event);
}

void RouteGraphView::openMenu(const QPoint& global)
{
    QMenu menu(this);
    const auto add = [&](const QString& text, const QKeySequence& keys, const auto& run) {
        menu.addAction(text, this, run)->setShortcut(keys); // shown only; the keys are handled above
    };
    if (const RouteId route = selectedRoute()) {
        add(tr("Open Route"), Qt::Key_Return, [this, route] { emit routeActivated(route); });
        add(tr("Rename"), Qt::Key_F2, [this, route] { emit renameRequested(route); });
        add(tr("Duplicate"), Qt::CTRL | Qt::Key_D, [this, route] { emit duplicateRequested(route); });
        add(tr("Delete"), Qt::Key_Delete, [this, route] { emit deleteRequested(route); });
        menu.addSeparator();
    }
    add(tr("New Route"), Qt::Key_Insert, [this] { emit newRequested(); });
    menu.exec(global);
}

void RouteGraphView::contextMenuEvent(QContextMenuEvent* event)
{
    if (event->reason() == QContextMenuEvent::Mouse)
        openMenu(event->globalPos());
}

bool RouteGraphView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int hit = nodeAt(help->pos());
        QToolTip::showText(help->globalPos(), hit < 0 ? QString() : accessibleDetails(hit), viewport());
        return true;
    }
    if (event->type() == QEvent::Leave && m_hovered >= 0) {
        m_hovered = -1;
        viewport()->update();
    }
    return QAbstractScrollArea::viewportEvent(event);
}

} // namespace gw::ui
