// PaneCycle: F6 and Shift+F6. The panes of the window are the parts its splitters hold, plus what is given besides.
#pragma once

#include <QList>

class QWidget;

namespace gw::ui {

// Visible panes below `root` from left to right, top to bottom: the widgets in splitters that hold no splitter
// themselves; `root` alone when it has none.
[[nodiscard]] QList<QWidget*> panesOf(QWidget* root);
// Moves the focus to the pane after (or before) the one that has it.
void focusNextPane(QWidget* root, bool backward);
// The first splitter side by side below `page`: its left part is the page's side bar.
[[nodiscard]] QWidget* sidebarOf(QWidget* page);

} // namespace gw::ui
