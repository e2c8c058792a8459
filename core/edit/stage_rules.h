// What the service accepts as a stage's name and variables (reference 1.28). Edits refuse what breaks these rules, lint
// reports it in files.
#pragma once

#include "core/api/project.h"

#include <string_view>

namespace gw {

inline constexpr std::size_t maxStageVariables = 100;

// Letters, digits, _ and -, at most 128; "$default" for HTTP APIs.
[[nodiscard]] bool isStageName(std::string_view name, ApiKind kind);
[[nodiscard]] bool isStageVariableName(std::string_view name);   // letters, digits and _, at most 64
[[nodiscard]] bool isStageVariableValue(std::string_view value); // letters, digits and -._~:/?#&=, at most 512

} // namespace gw
