// ChoiceBox: a combo box that stands in a page that scrolls. The wheel scrolls the page: passing over a choice must not
// make one.
#pragma once

#include <QComboBox>
#include <QWheelEvent>

namespace gw::ui {

class ChoiceBox : public QComboBox
{
public:
    using QComboBox::QComboBox;

protected:
    void wheelEvent(QWheelEvent* event) override { event->ignore(); }
};

} // namespace gw::ui
