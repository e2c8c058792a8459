// Builders for the buttons every page uses, so that sizes, roles, tool tips and accessible names agree.
#pragma once

#include "ui/theme/style.h"
#include "ui/theme/theme.h"

#include <QKeySequence>
#include <QPushButton>
#include <QToolButton>

namespace gw::ui {

// "Copy URL (Ctrl+C)"; the text alone without a shortcut.
[[nodiscard]] QString withShortcut(const QString& text, const QKeySequence& shortcut);

// A flat 28 × 28 button with an icon alone; `name` is its tool tip and accessible name.
[[nodiscard]] QToolButton* iconButton(const Theme& theme, const QString& icon, const QString& name, QWidget* parent,
                                      const QKeySequence& shortcut = {});
// A flat button with icon and text.
[[nodiscard]] QToolButton* flatButton(const Theme& theme, const QString& icon, const QString& text, QWidget* parent);
[[nodiscard]] QPushButton* pushButton(const QString& text, QWidget* parent, ButtonRole role = ButtonRole::Normal);

} // namespace gw::ui
