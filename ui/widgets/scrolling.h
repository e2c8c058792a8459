// A widget in a scroll area that takes no room, no frame and no focus of its own.
#pragma once

class QScrollArea;
class QWidget;

namespace gw::ui {

[[nodiscard]] QScrollArea* scrolling(QWidget* widget); // nullptr: one that is given its widget later
[[nodiscard]] QWidget* areaOf(const QWidget* widget); // the one it was put in

} // namespace gw::ui
