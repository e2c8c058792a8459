// The event filter sits on the application only while the panel shows.
#include "ui/widgets/popover.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

namespace gw::ui {

Popover::Popover(const Theme& theme, QWidget* window) : QFrame(window), m_theme(theme)
{
    hide();
}

void Popover::popUp(QWidget* focus)
{
    m_returnFocus = window()->focusWidget();
    place();
    show();
    raise();
    focus->setFocus(Qt::PopupFocusReason);
}

void Popover::dismiss()
{
    if (!isVisible())
        return;
    QWidget* back = m_returnFocus;
    hide();
    if (back)
        back->setFocus(Qt::PopupFocusReason);
}

void Popover::showEvent(QShowEvent* event)
{
    QFrame::showEvent(event);
    qApp->installEventFilter(this);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) { focusMoved(now); });
}

void Popover::hideEvent(QHideEvent* event)
{
    qApp->removeEventFilter(this);
    disconnect(qApp, &QApplication::focusChanged, this, nullptr);
    QFrame::hideEvent(event);
}

// No focus at all means that another program's window is in front: the panel waits.
void Popover::focusMoved(QWidget* now)
{
    if (now && now != this && !isAncestorOf(now))
        hide();
}

bool Popover::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize && watched == parentWidget())
        place();
    if (event->type() == QEvent::MouseButtonPress && watched->isWidgetType()) {
        const QPoint point = mapFromGlobal(static_cast<QMouseEvent*>(event)->globalPosition().toPoint());
        if (!rect().contains(point))
            dismiss();
    }
    return QFrame::eventFilter(watched, event);
}

void Popover::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        dismiss();
    else
        QFrame::keyPressEvent(event);
}

void Popover::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Color::Surface));
    painter.setPen(m_theme.color(Color::StrokeStrong));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace gw::ui
