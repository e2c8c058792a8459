// Diagnostics as SARIF 2.1.0, the format code hosts and editors show findings in.
#pragma once

#include "core/diagnostic.h"
#include "core/json/value.h"
#include "core/lint/lint.h"

#include <span>
#include <string>

namespace gw {

[[nodiscard]] json::Value toSarif(const Diagnostics& diagnostics, std::span<const LintRule> rules,
                                  const std::string& toolVersion);

} // namespace gw
