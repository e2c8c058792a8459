// A widget in a scroll area that takes no room, no frame and no focus of its own.
#pragma once

class QScrollArea;
class QWidget;

namespace gw::ui {

[[nodiscard]] QScrollArea* scrolling(QWidget* widget);

} // namespace gw::ui
