// QueryEngine: evaluates JSONata expressions for the interpreter. Each evaluation is bounded in time and memory by the
// engine (reference 4.2).
#pragma once

#include "gateway-engine/states/scope.h"

#include <tl/expected.hpp>

#include <optional>
#include <string>

namespace gw::engine::states {

class QueryEngine
{
public:
    virtual ~QueryEngine() = default;
    // `expression` stands between "{%" and "%}". nullopt: it gives nothing. The error is the engine's words:
    // "T1006: Attempted to invoke a non-function".
    [[nodiscard]] virtual tl::expected<std::optional<json::Value>, std::string> evaluate(const std::string& expression,
                                                                                         const Scope& scope) = 0;
    // What is wrong with the text; nullopt: nothing.
    [[nodiscard]] virtual std::optional<std::string> syntaxProblem(const std::string& expression) = 0;
};

} // namespace gw::engine::states
