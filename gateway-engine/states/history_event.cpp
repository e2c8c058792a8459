// Names of history events, and their answer form.
#include "gateway-engine/states/history_event.h"

#include <algorithm>
#include <array>
#include <utility>

namespace gw::engine::states {

namespace {

struct Naming
{
    std::string_view type;
    std::string_view details;
};

constexpr std::string_view entered = "stateEnteredEventDetails";
constexpr std::string_view exited = "stateExitedEventDetails";

constexpr std::array namings{
    Naming{"ActivityFailed", "activityFailedEventDetails"},
    Naming{"ActivityScheduleFailed", "activityScheduleFailedEventDetails"},
    Naming{"ActivityScheduled", "activityScheduledEventDetails"},
    Naming{"ActivityStarted", "activityStartedEventDetails"},
    Naming{"ActivitySucceeded", "activitySucceededEventDetails"},
    Naming{"ActivityTimedOut", "activityTimedOutEventDetails"},
    Naming{"ChoiceStateEntered", entered},
    Naming{"ChoiceStateExited", exited},
    Naming{"EvaluationFailed", "evaluationFailedEventDetails"},
    Naming{"ExecutionAborted", "executionAbortedEventDetails"},
    Naming{"ExecutionFailed", "executionFailedEventDetails"},
    Naming{"ExecutionStarted", "executionStartedEventDetails"},
    Naming{"ExecutionSucceeded", "executionSucceededEventDetails"},
    Naming{"ExecutionTimedOut", "executionTimedOutEventDetails"},
    Naming{"FailStateEntered", entered},
    Naming{"LambdaFunctionFailed", "lambdaFunctionFailedEventDetails"},
    Naming{"LambdaFunctionScheduleFailed", "lambdaFunctionScheduleFailedEventDetails"},
    Naming{"LambdaFunctionScheduled", "lambdaFunctionScheduledEventDetails"},
    Naming{"LambdaFunctionStartFailed", "lambdaFunctionStartFailedEventDetails"},
    Naming{"LambdaFunctionStarted", ""},
    Naming{"LambdaFunctionSucceeded", "lambdaFunctionSucceededEventDetails"},
    Naming{"LambdaFunctionTimedOut", "lambdaFunctionTimedOutEventDetails"},
    Naming{"MapIterationAborted", "mapIterationAbortedEventDetails"},
    Naming{"MapIterationFailed", "mapIterationFailedEventDetails"},
    Naming{"MapIterationStarted", "mapIterationStartedEventDetails"},
    Naming{"MapIterationSucceeded", "mapIterationSucceededEventDetails"},
    Naming{"MapRunAborted", ""},
    Naming{"MapRunFailed", "mapRunFailedEventDetails"},
    Naming{"MapRunStarted", "mapRunStartedEventDetails"},
    Naming{"MapRunSucceeded", ""},
    Naming{"MapStateAborted", ""},
    Naming{"MapStateEntered", entered},
    Naming{"MapStateExited", exited},
    Naming{"MapStateFailed", ""},
    Naming{"MapStateStarted", "mapStateStartedEventDetails"},
    Naming{"MapStateSucceeded", ""},
    Naming{"ParallelStateAborted", ""},
    Naming{"ParallelStateEntered", entered},
    Naming{"ParallelStateExited", exited},
    Naming{"ParallelStateFailed", ""},
    Naming{"ParallelStateStarted", ""},
    Naming{"ParallelStateSucceeded", ""},
    Naming{"PassStateEntered", entered},
    Naming{"PassStateExited", exited},
    Naming{"SucceedStateEntered", entered},
    Naming{"SucceedStateExited", exited},
    Naming{"TaskFailed", "taskFailedEventDetails"},
    Naming{"TaskScheduled", "taskScheduledEventDetails"},
    Naming{"TaskStartFailed", "taskStartFailedEventDetails"},
    Naming{"TaskStarted", "taskStartedEventDetails"},
    Naming{"TaskStateAborted", ""},
    Naming{"TaskStateEntered", entered},
    Naming{"TaskStateExited", exited},
    Naming{"TaskSubmitFailed", "taskSubmitFailedEventDetails"},
    Naming{"TaskSubmitted", "taskSubmittedEventDetails"},
    Naming{"TaskSucceeded", "taskSucceededEventDetails"},
    Naming{"TaskTimedOut", "taskTimedOutEventDetails"},
    Naming{"WaitStateAborted", ""},
    Naming{"WaitStateEntered", entered},
    Naming{"WaitStateExited", exited},
};
static_assert(namings.size() == static_cast<std::size_t>(EventType::WaitStateExited) + 1);

const Naming& namingOf(EventType type)
{
    return namings[static_cast<std::size_t>(type)];
}

bool isExecutionData(std::string_view member)
{
    constexpr std::array data{"input", "output", "parameters", "assignedVariables"};
    return std::find(data.begin(), data.end(), member) != data.end();
}

json::Value withoutData(const json::Value& details)
{
    json::Value kept = json::Value::object();
    for (const json::Member& member : details.asObject())
        if (!isExecutionData(member.key))
            kept.set(member.key, member.value);
    return kept;
}

} // namespace

std::string_view toString(EventType type)
{
    return namingOf(type).type;
}

std::optional<EventType> eventTypeFrom(std::string_view text)
{
    const auto found = std::find_if(namings.begin(), namings.end(), [&](const Naming& n) { return n.type == text; });
    if (found == namings.end())
        return std::nullopt;
    return static_cast<EventType>(found - namings.begin());
}

std::string_view detailsName(EventType type)
{
    return namingOf(type).details;
}

json::Value toJson(const HistoryEvent& event, ExecutionData data)
{
    using namespace std::chrono;
    json::Value value = json::Value::object();
    const auto milliseconds = duration_cast<std::chrono::milliseconds>(event.timestamp.time_since_epoch()).count();
    value.set("timestamp", static_cast<double>(milliseconds) / 1000.0);
    value.set("type", toString(event.type));
    value.set("id", event.id);
    value.set("previousEventId", event.previousId);
    if (!detailsName(event.type).empty() && event.details.isObject())
        value.set(detailsName(event.type),
                  data == ExecutionData::Included ? event.details : withoutData(event.details));
    return value;
}

} // namespace gw::engine::states
