// ExecutionRecord: what is known of one execution, running or ended: what DescribeExecution answers, the studio lists
// and the file of executions keeps (reference 4.2).
#pragma once

#include "core/api/state_machine.h"
#include "gateway-engine/states/history_event.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gw::engine::states {

enum class ExecutionStatus { Running, Succeeded, Failed, TimedOut, Aborted };
[[nodiscard]] std::string_view toString(ExecutionStatus status); // "RUNNING", "TIMED_OUT", …
[[nodiscard]] std::optional<ExecutionStatus> executionStatusFrom(std::string_view text);

struct ExecutionSummary
{
    std::string arn;
    std::string name;
    std::string stateMachine; // its name
    StateMachineType type = StateMachineType::Standard;
    ExecutionStatus status = ExecutionStatus::Running;
    Time startDate;
    std::optional<Time> stopDate;
    std::int64_t events = 0; // in its history so far
    bool operator==(const ExecutionSummary&) const = default;
};

struct ExecutionRecord
{
    ExecutionSummary summary;
    std::string stateMachineArn;
    std::string input; // JSON text
    std::optional<std::string> output, error, cause;
    std::string traceHeader;
    std::shared_ptr<const std::string> definition; // the text it runs, whatever became of the file since
};

} // namespace gw::engine::states
