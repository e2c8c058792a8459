// The rules about state machines, which stand beside APIs in a project.
#pragma once

#include "core/lint/lint.h"

#include <vector>

namespace gw {

[[nodiscard]] std::vector<LintRule> stateMachineRules();

} // namespace gw
