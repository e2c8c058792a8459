// What an integration calls, as a choice among what the project has: a function, a state machine or a backend. Read
// from the integration's URI and templates and written into them; the file knows nothing else of it (reference 1.9,
// 1.11, 1.15 and 4.3).
#pragma once

#include "core/api/project.h"

#include <optional>
#include <string>
#include <string_view>

namespace gw {

enum class StatesAction { StartExecution, StartSyncExecution };

struct IntegrationTarget
{
    enum class Kind { Other, Function, StateMachine, Backend };
    Kind kind = Kind::Other; // Other: nothing of the project's, or a stage variable decides it
    std::string name;
    StatesAction action = StatesAction::StartExecution; // of a state machine
    bool operator==(const IntegrationTarget&) const = default;
};

[[nodiscard]] IntegrationTarget targetOf(const Project& project, const Integration& integration);
// The element of the project; empty for Other.
[[nodiscard]] NodeRef nodeOf(const Project& project, const IntegrationTarget& target);

// The integration then calls this function; with mappings (AWS) or as a proxy (AWS_PROXY), as its type is.
void aimAtFunction(Integration& integration, const AwsSettings& aws, std::string_view name);
// A Lambda proxy that calls nothing yet then calls the project's only function: there is but one it could mean.
void aimAtOnlyFunction(std::optional<Integration>& integration, const Project& project);
// The integration then starts this state machine with the request's body as input. Templates that start one already
// keep all but its name; an answer of StartSyncExecution becomes the execution's output where nothing maps it yet.
void aimAtStateMachine(Integration& integration, const AwsSettings& aws, std::string_view name, StatesAction action);
// The integration's URL then leads to this backend. It keeps its path; one without gets the resource's, with its path
// parameters passed on.
void aimAtBackend(Integration& integration, std::string_view name, std::string_view resourcePath);

} // namespace gw
