#include "ui/widgets/tab_order.h"

#include <QScrollArea>

#include <vector>

namespace gw::ui {

void followInTabOrder(QWidget* anchor, QWidget* added)
{
    if (anchor->window() != added->window())
        return; // it is placed with its surroundings
    std::vector<QWidget*> chain;
    QWidget* next = added;
    do {
        chain.push_back(next);
        next = next->nextInFocusChain();
    } while (added->isAncestorOf(next));
    for (QWidget* each : chain) {
        QWidget::setTabOrder(anchor, each);
        anchor = each;
    }
}

void fill(QScrollArea* area, QWidget* widget)
{
    area->setWidget(widget);
    followInTabOrder(area->viewport(), widget);
}

} // namespace gw::ui
