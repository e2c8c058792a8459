// ShortcutsSheet: every command with its keys, by group, on one page (Ctrl+/).
#pragma once

#include "ui/shell/actions.h"

#include <QDialog>

namespace gw::ui {

class ShortcutsSheet final : public QDialog
{
    Q_OBJECT

public:
    ShortcutsSheet(const Theme& theme, const Actions& actions, QWidget* parent);
};

} // namespace gw::ui
