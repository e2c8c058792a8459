// State machines in gatewright.yaml (reference 4.2). The definition stands in a file of its own:
//
//   stateMachines:
//     - name: fulfil
//       type: EXPRESS                                    # STANDARD when absent
//       definitionUri: state-machines/fulfil.asl.json    # state-machines/<name>.asl.json when absent
#pragma once

#include "core/api/state_machine.h"
#include "core/format/manifest_entries.h"

#include <functional>
#include <string>

namespace gw {

// The definitions are not read yet. `isTaken` holds for files that belong to something else of the project.
[[nodiscard]] std::vector<Listed<StateMachine>>
readStateMachines(const ReadContext& context, const json::Value& root,
                  const std::function<bool(const std::string& file)>& isTaken);

// Entries of files for which `isUnread` holds stay as they are: their state machines are missing from `wanted` only
// because their files could not be read. Fails when a new one would take the name or the file of such an entry.
[[nodiscard]] Result<void> writeStateMachines(json::Value& root, KeyOrder rootOrder,
                                              const std::vector<Listed<StateMachine>>& base,
                                              const std::vector<Cow<StateMachine>>& wanted,
                                              const std::function<bool(const std::string& file)>& isUnread);

[[nodiscard]] StateMachineId stateMachineIdOf(std::string_view name);

} // namespace gw
