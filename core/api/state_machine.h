// StateMachine: a Step Functions state machine of the project (reference 4.2). Its definition is kept as the text of
// its file, so that what a person wrote stays as it was written; readers parse it where they need it.
#pragma once

#include "core/api/ids.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace gw {

enum class StateMachineType { Standard, Express };
[[nodiscard]] std::string_view toString(StateMachineType type);                            // "STANDARD", "EXPRESS"
[[nodiscard]] std::optional<StateMachineType> stateMachineTypeFrom(std::string_view text); // any letter case

struct StateMachine
{
    StateMachineId id;
    std::string name; // at most 80 characters; unique in the project
    StateMachineType type = StateMachineType::Standard;
    std::string definitionUri; // file, relative to the project folder; "state-machines/fulfil.asl.json"
    std::string definition;    // the file's text: Amazon States Language in JSON or YAML
    bool operator==(const StateMachine&) const = default;
};

inline constexpr std::size_t mostDefinitionBytes = 1'048'576;

[[nodiscard]] std::string defaultDefinitionUri(std::string_view name); // "state-machines/fulfil.asl.json"
[[nodiscard]] bool isStateMachineName(std::string_view name);

} // namespace gw
