// Who names a function, a state machine or a backend of the project, and how those names follow a rename. APIs name
// functions and state machines by ARN (…:function:orders, …:stateMachine:fulfil), backends by the host of a URL or by
// the id of their VPC link; state machines name functions by ARN or as FunctionName.
#pragma once

#include "core/api/project.h"

#include <string>
#include <string_view>
#include <vector>

namespace gw {

struct ElementUse
{
    std::string where; // "GET /pets", "the authorizer \"guard\" of \"pets\"", "the state machine \"fulfil\""
    NodeRef node;
    bool operator==(const ElementUse&) const = default;
};

using ElementUses = std::vector<ElementUse>;

[[nodiscard]] ElementUses usesOf(const Project& project, const Function& function);
[[nodiscard]] ElementUses usesOf(const Project& project, const StateMachine& machine);
[[nodiscard]] ElementUses usesOf(const Project& project, const Backend& backend);
[[nodiscard]] std::string listed(const ElementUses& uses); // "GET /pets, PUT /pets and 3 more"

// Every place above then says `newName`.
void renameUses(Project& project, const Function& function, const std::string& newName);
void renameUses(Project& project, const StateMachine& machine, const std::string& newName);
void renameUses(Project& project, const Backend& backend, const std::string& newName);

// The name after ":function:" or ":stateMachine:" in an ARN or a text that holds one; empty when there is none, or when
// a stage variable decides it.
[[nodiscard]] std::string_view functionNameIn(std::string_view text);
[[nodiscard]] std::string_view stateMachineNameIn(std::string_view text);

} // namespace gw
