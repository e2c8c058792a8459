#include "ui/widgets/labelled.h"

#include "ui/widgets/tone_label.h"

#include <QVBoxLayout>

namespace gw::ui {

QWidget* labelled(ToneLabel* label, QWidget* control)
{
    auto* box = new QWidget;
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacing::xxs);
    label->setBuddy(control);
    column->addWidget(label);
    column->addWidget(control);
    return box;
}

} // namespace gw::ui
