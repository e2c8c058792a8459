// HistoryEvent: one step of an execution as GetExecutionHistory tells it (reference 4.2): the event types, ids, order
// and details are the service's own.
#pragma once

#include "core/json/value.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gw::engine::states {

using Time = std::chrono::system_clock::time_point;

enum class EventType {
    ActivityFailed,
    ActivityScheduleFailed,
    ActivityScheduled,
    ActivityStarted,
    ActivitySucceeded,
    ActivityTimedOut,
    ChoiceStateEntered,
    ChoiceStateExited,
    EvaluationFailed,
    ExecutionAborted,
    ExecutionFailed,
    ExecutionStarted,
    ExecutionSucceeded,
    ExecutionTimedOut,
    FailStateEntered,
    LambdaFunctionFailed,
    LambdaFunctionScheduleFailed,
    LambdaFunctionScheduled,
    LambdaFunctionStartFailed,
    LambdaFunctionStarted,
    LambdaFunctionSucceeded,
    LambdaFunctionTimedOut,
    MapIterationAborted,
    MapIterationFailed,
    MapIterationStarted,
    MapIterationSucceeded,
    MapRunAborted,
    MapRunFailed,
    MapRunStarted,
    MapRunSucceeded,
    MapStateAborted,
    MapStateEntered,
    MapStateExited,
    MapStateFailed,
    MapStateStarted,
    MapStateSucceeded,
    ParallelStateAborted,
    ParallelStateEntered,
    ParallelStateExited,
    ParallelStateFailed,
    ParallelStateStarted,
    ParallelStateSucceeded,
    PassStateEntered,
    PassStateExited,
    SucceedStateEntered,
    SucceedStateExited,
    TaskFailed,
    TaskScheduled,
    TaskStartFailed,
    TaskStarted,
    TaskStateAborted,
    TaskStateEntered,
    TaskStateExited,
    TaskSubmitFailed,
    TaskSubmitted,
    TaskSucceeded,
    TaskTimedOut,
    WaitStateAborted,
    WaitStateEntered,
    WaitStateExited,
};

struct HistoryEvent
{
    std::int64_t id = 0;         // from 1
    std::int64_t previousId = 0; // 0: none before it
    EventType type = EventType::ExecutionStarted;
    Time timestamp;
    // The members of its "…EventDetails"; null when it has none. Data (input, output, parameters) is JSON text, as the
    // service gives it.
    json::Value details;
    std::string state; // the state it belongs to, for the picture; "" for the execution's own. Not part of the answer

    bool operator==(const HistoryEvent&) const = default;
};

[[nodiscard]] std::string_view toString(EventType type); // "PassStateEntered"
[[nodiscard]] std::optional<EventType> eventTypeFrom(std::string_view text);
[[nodiscard]] std::string_view detailsName(EventType type); // "stateEnteredEventDetails"; "" when it has none

enum class ExecutionData { Included, LeftOut };

// As GetExecutionHistory writes it; `state` stays out. Without data, inputs and outputs are left out.
[[nodiscard]] json::Value toJson(const HistoryEvent& event, ExecutionData data);

} // namespace gw::engine::states
