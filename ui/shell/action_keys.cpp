// A field claims a key by accepting the ShortcutOverride that comes before it; here it never gets to.
#include "ui/shell/action_keys.h"

#include <QApplication>
#include <QKeyEvent>
#include <QWidget>

#include <algorithm>

namespace gw::ui {

ActionKeys::ActionKeys(const Actions& actions, QWidget* window) : QObject(window), m_actions(actions), m_window(window)
{
    qApp->installEventFilter(this);
}

bool ActionKeys::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::ShortcutOverride)
        return false;
    const auto* widget = qobject_cast<const QWidget*>(watched);
    if (!widget || widget->window() != m_window || !isOfCommand(*static_cast<QKeyEvent*>(event)))
        return false;
    event->ignore();
    return true;
}

bool ActionKeys::isOfCommand(const QKeyEvent& key) const
{
    const QKeySequence pressed(key.keyCombination());
    const auto specs = actionSpecs();
    return std::any_of(specs.begin(), specs.end(), [&](const ActionSpec& spec) {
        const bool isOfText = spec.id == ActionId::Undo || spec.id == ActionId::Redo;
        return !spec.isOfTree && !isOfText && m_actions[spec.id]->isEnabled() &&
               m_actions[spec.id]->shortcut() == pressed;
    });
}

} // namespace gw::ui
