// How {{variables}} look in the console: the known ones in the accent colour, unknown ones red; the tool tip says what
// they stand for.
#pragma once

#include "core/console/variables.h"
#include "ui/theme/theme.h"

#include <QList>
#include <QTextLayout>

namespace gw::ui {

[[nodiscard]] QList<QTextLayout::FormatRange> variableFormats(const QString& text, const console::VariableScope& scope,
                                                              const Theme& theme);
// For the variable at `position` of the text; empty when there is none.
[[nodiscard]] QString variableToolTip(const QString& text, int position, const console::VariableScope& scope);
// One line for each variable of the text that cannot be filled in.
[[nodiscard]] QStringList unresolvedVariables(const QString& text, const console::VariableScope& scope);

} // namespace gw::ui
