#include "ui/widgets/scrolling.h"

#include <QScrollArea>

namespace gw::ui {

QScrollArea* scrolling(QWidget* widget)
{
    auto* area = new QScrollArea;
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidget(widget);
    return area;
}

} // namespace gw::ui
