// Works on any page without the pages knowing: splitters are the studio's only means to divide a page.
#include "ui/shell/pane_cycle.h"

#include <QApplication>
#include <QSplitter>
#include <QWidget>

#include <algorithm>

namespace gw::ui {

namespace {

QWidget* firstFocusable(QWidget* pane)
{
    const auto accepts = [](const QWidget* w) {
        return w->isVisible() && w->isEnabled() && (w->focusPolicy() & Qt::TabFocus) && !w->focusProxy();
    };
    if (accepts(pane))
        return pane;
    for (QWidget* w = pane->nextInFocusChain(); w && w != pane; w = w->nextInFocusChain()) {
        if (pane->isAncestorOf(w) && accepts(w))
            return w;
    }
    return nullptr;
}

} // namespace

QList<QWidget*> panesOf(QWidget* root)
{
    QList<QWidget*> panes;
    for (const QSplitter* splitter : root->findChildren<QSplitter*>()) {
        for (int i = 0; i < splitter->count(); ++i) {
            QWidget* part = splitter->widget(i);
            const bool isDivided = qobject_cast<QSplitter*>(part) || part->findChild<QSplitter*>();
            if (part->isVisible() && !isDivided && firstFocusable(part))
                panes << part;
        }
    }
    if (panes.isEmpty())
        panes << root;
    std::sort(panes.begin(), panes.end(), [root](const QWidget* a, const QWidget* b) {
        const QPoint pa = a->mapTo(root, QPoint());
        const QPoint pb = b->mapTo(root, QPoint());
        return std::pair(pa.x(), pa.y()) < std::pair(pb.x(), pb.y());
    });
    return panes;
}

void focusNextPane(QWidget* root, bool backward)
{
    const QList<QWidget*> panes = panesOf(root);
    const QWidget* focus = QApplication::focusWidget();
    const auto current = std::find_if(panes.begin(), panes.end(), [focus](const QWidget* pane) {
        return focus && (pane == focus || pane->isAncestorOf(focus));
    });
    const auto count = panes.size();
    const auto index = current == panes.end() ? (backward ? 0 : count - 1) : current - panes.begin();
    QWidget* next = panes[(index + (backward ? count - 1 : 1)) % count];
    if (QWidget* target = firstFocusable(next))
        target->setFocus(Qt::ShortcutFocusReason);
}

QWidget* sidebarOf(QWidget* page)
{
    for (const QSplitter* splitter : page->findChildren<QSplitter*>()) {
        if (splitter->orientation() == Qt::Horizontal && splitter->count() > 1)
            return splitter->widget(0);
    }
    return nullptr;
}

} // namespace gw::ui
