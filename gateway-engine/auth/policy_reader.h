// Policy documents from JSON to statements, with every problem found on the way (reference 1.26).
#pragma once

#include "core/diagnostic.h"
#include "core/json/value.h"
#include "gateway-engine/auth/policy.h"
#include "gateway-engine/auth/policy_statement.h"

#include <string_view>
#include <vector>

namespace gw::engine::auth {

struct PolicyReading
{
    std::vector<Statement> statements; // whole only where there are no problems
    Diagnostics problems;
};

// `text` is what the value was read from; empty: it was not, and problems have no position.
[[nodiscard]] PolicyReading readPolicy(const json::Value& value, std::string_view text, const PolicyOptions& options);

} // namespace gw::engine::auth
