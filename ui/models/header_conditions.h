// Header conditions of routing rules as one line of text: "x-version: v2*; x-tenant: acme" (reference 1.33).
#pragma once

#include "core/api/domain_name.h"

#include <QString>

#include <vector>

namespace gw::ui {

[[nodiscard]] QString headerConditionsText(const std::vector<HeaderCondition>& conditions);
// What is wrong with the text in words, or nothing; then `conditions` is what it says.
[[nodiscard]] QString readHeaderConditions(const QString& text, std::vector<HeaderCondition>& conditions);

} // namespace gw::ui
