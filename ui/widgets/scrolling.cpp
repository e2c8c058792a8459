#include "ui/widgets/scrolling.h"

#include <QScrollArea>

namespace gw::ui {

QScrollArea* scrolling(QWidget* widget)
{
    auto* area = new QScrollArea;
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setFocusPolicy(Qt::NoFocus);
    if (widget)
        area->setWidget(widget);
    return area;
}

QWidget* areaOf(const QWidget* widget)
{
    return widget->parentWidget()->parentWidget(); // a scroll area's viewport lies between them
}

} // namespace gw::ui
