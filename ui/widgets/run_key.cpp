#include "ui/widgets/run_key.h"

#include <QKeyEvent>

namespace gw::ui {

bool isRunKey(const QEvent& event)
{
    if (event.type() != QEvent::ShortcutOverride && event.type() != QEvent::KeyPress)
        return false;
    const auto& key = static_cast<const QKeyEvent&>(event);
    return key.modifiers() == Qt::ControlModifier && key.key() == Qt::Key_Return;
}

} // namespace gw::ui
