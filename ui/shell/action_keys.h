// ActionKeys: the window's commands keep their keys while a text field has the focus. Text fields know keys of their
// own (Ctrl+E goes to the end of the line, Ctrl+K deletes to it) and would swallow them; what the shortcuts page
// promises goes first. Undo and Redo stay the field's, and the commands of the tree are its own.
#pragma once

#include "ui/shell/actions.h"

#include <QObject>

class QKeyEvent;

namespace gw::ui {

class ActionKeys final : public QObject
{
    Q_OBJECT

public:
    ActionKeys(const Actions& actions, QWidget* window); // for what stands in the window

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    [[nodiscard]] bool isOfCommand(const QKeyEvent& key) const;

    const Actions& m_actions;
    QWidget* m_window;
};

} // namespace gw::ui
