// Ctrl+Return, which runs what a page tries (a function, an authorizer, a signed request), for event filters of its
// fields: seen first as the override of a shortcut, then as the key.
#pragma once

class QEvent;

namespace gw::ui {

[[nodiscard]] bool isRunKey(const QEvent& event);

} // namespace gw::ui
