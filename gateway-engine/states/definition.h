// Reading of definitions: the text of a state machine, JSON or YAML, to a machine that runs, or to what is wrong with
// it, each with its place (reference 4.2).
#pragma once

#include "core/diagnostic.h"
#include "gateway-engine/states/machine.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace gw::engine::states {

// As ValidateStateMachineDefinition tells it, and as an editor shows it.
struct DefinitionProblem
{
    std::string code;      // "SCHEMA_VALIDATION_FAILED", "MISSING_TRANSITION_TARGET", …
    std::string location;  // "/States/Pay/Next"
    Diagnostic diagnostic; // the message names the place: "States.Pay.Next"
};

struct Definition
{
    std::shared_ptr<const Machine> machine; // null when there are errors
    std::vector<DefinitionProblem> problems;

    [[nodiscard]] Diagnostics diagnostics() const;
    [[nodiscard]] std::string firstError() const; // "SCHEMA_VALIDATION_FAILED: … at /States/Pay"; "" without errors
};

[[nodiscard]] Definition readDefinition(std::string_view text);

} // namespace gw::engine::states
