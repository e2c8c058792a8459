// Checks of what people type into an integration, before it is applied (reference: limits and forms of integrations).
#pragma once

#include "core/api/integration.h"

#include <QString>

namespace gw::ui {

// What is wrong with a target in words, or nothing. Path parameters ({id}) and ${stageVariables.x} are allowed.
[[nodiscard]] QString targetProblem(IntegrationType type, const QString& uri);
// 50 … 29000 milliseconds; empty means the default.
[[nodiscard]] QString timeoutProblem(const QString& text);
// A selection pattern must be a regular expression.
[[nodiscard]] QString patternProblem(const QString& pattern);
[[nodiscard]] QString statusProblem(const QString& status, bool allowsRanges); // "200"; ranges: "4XX", "default"
[[nodiscard]] QString stageNameProblem(const QString& name);
[[nodiscard]] QString variableProblem(const QString& name, const QString& value);

} // namespace gw::ui
