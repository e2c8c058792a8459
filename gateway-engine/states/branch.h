// Branch: one line of control of an execution: the machine's own, a Parallel's branch or a Map's iteration. Where it
// stands, and what it waits for.
#pragma once

#include "gateway-engine/states/failure.h"
#include "gateway-engine/states/history_event.h"
#include "gateway-engine/states/machine.h"
#include "gateway-engine/states/task_request.h"
#include "gateway-engine/states/variables.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gw::engine::states {

struct Branch;

// Of a Parallel or Map that runs.
struct Children
{
    std::vector<std::unique_ptr<Branch>> branches; // by index; null: not begun, or ended and gone
    std::vector<std::optional<json::Value>> results;
    json::Array items; // of a Map
    std::size_t begun = 0;
    std::size_t running = 0;
    std::size_t failed = 0;
    std::size_t mostAtOnce = 0;
    std::size_t toleratedFailures = 0;
};

struct Branch
{
    enum class Wait { Nothing, Time, Retry, Task, Children };

    Branch(Branch* around, std::uint64_t serial)
        : order(serial), parent(around), isSilent(around && around->isSilent),
          variables(around ? &around->variables : nullptr)
    {
    }

    const std::uint64_t order; // in which branches of one execution were made
    Branch* parent;
    const Flow* flow = nullptr;
    std::size_t index = 0; // among its parent's children
    bool isSilent;         // below a distributed Map: its steps belong to another history
    Variables variables;
    std::optional<json::Value> mapItem;          // "$$.Map.Item" of an iteration
    const json::Value* executionInput = nullptr; // of a distributed Map's child; null: the execution's
    std::int64_t childEvents = 0; // of such a child's own history, which is not kept but has the same limit
    std::int64_t lastEvent = 0;

    // The visit of the present state.
    std::size_t next = 0;
    const State* state = nullptr;
    json::Value input; // raw
    std::string inputText;
    json::Value effective; // what it works on: of a Task its parameters' input, of a Wait what it passes on
    Time enteredTime;
    std::int64_t beforeEntered = 0; // the event before its "entered"
    std::int64_t enteredEvent = 0;
    std::int64_t retryCount = 0;
    std::vector<std::int64_t> retries; // of each retrier
    std::string token;
    mutable std::optional<json::Value> context; // made when first asked for

    Wait wait = Wait::Nothing;
    std::optional<Time> due;
    TaskId task = 0;
    Resource::Kind taskKind = Resource::Kind::Function;
    std::optional<Time> timeoutAt;
    std::optional<Time> heartbeatAt;
    double heartbeatSeconds = 0;
    std::optional<Failure> timedOut; // its event is written, what it means not yet done
    std::unique_ptr<Children> children;
};

} // namespace gw::engine::states
