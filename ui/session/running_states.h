// RunningStates: Step Functions while the gateway runs, as the studio needs it: the executions, their histories, and
// the service's API. Implemented over the engine's StatesService; tests bring their own.
#pragma once

#include "gateway-engine/states/execution_record.h"
#include "gateway-engine/states/history_event.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace gw::ui {

class RunningStates
{
public:
    // The service's answer: HTTP status and JSON body.
    using Done = std::function<void(int status, std::string body)>;

    virtual ~RunningStates() = default;
    // Called on any thread when executions begin, go on or end; an empty one: nobody is told once this has returned.
    virtual void listen(std::function<void()> changed) = 0;
    [[nodiscard]] virtual std::vector<engine::states::ExecutionSummary> executions() const = 0; // newest first
    // Those with an id above `after`, in order.
    [[nodiscard]] virtual std::vector<engine::states::HistoryEvent> events(const std::string& arn,
                                                                           std::int64_t after) const = 0;
    // One request to the service ("StartExecution" and its JSON); `done` is called once, on any thread.
    virtual void call(const std::string& operation, const std::string& body, Done done) = 0;
};

} // namespace gw::ui
