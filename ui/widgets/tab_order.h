// The order in which Tab reaches widgets that are made later than those around them.
#pragma once

class QScrollArea;
class QWidget;

namespace gw::ui {

// What was just added to a window stands last in it; then it and all in it come right after `anchor`.
void followInTabOrder(QWidget* anchor, QWidget* added);
// Gives a scroll area its widget, which Tab reaches where the area stands.
void fill(QScrollArea* area, QWidget* widget);

} // namespace gw::ui
