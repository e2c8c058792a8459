// ExecutionView: one execution of a state machine as the studio shows it, from the events that GetExecutionHistory
// gives (reference 4.2): every entry into a state with its way in and out, attempts, errors; the ways taken; the
// events.
#pragma once

#include "core/json/value.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gw::ui {

struct StateEntry
{
    enum class Status { Running, Succeeded, Caught, Failed, Aborted };
    std::string state;
    Status status = Status::Running;
    int parent = -1;    // the entry of the Parallel or Map around it
    int iteration = -1; // of the Map around it
    int attempts = 1;   // 2: retried once
    double entered = 0; // seconds since 1970
    double left = 0;    // 0: not yet
    std::string input;  // JSON texts
    std::string output;
    std::string error;
    std::string cause;
    std::string function; // the name of the Lambda function it called last
    bool operator==(const StateEntry&) const = default;
};

struct ExecutionEvent
{
    std::int64_t id = 0;
    std::string type;
    double time = 0;
    int entry = -1; // it belongs to; -1: the execution's own
    std::string detail;
    bool isFailure = false;
    bool operator==(const ExecutionEvent&) const = default;
};

struct ExecutionView
{
    std::string status = "RUNNING"; // RUNNING, SUCCEEDED, FAILED, TIMED_OUT, ABORTED
    double started = 0;
    double stopped = 0; // 0: runs
    std::string input;
    std::string output;
    std::string error;
    std::string cause;
    std::vector<StateEntry> entries; // in the order they were entered
    std::vector<ExecutionEvent> events;
    std::map<std::pair<std::string, std::string>, int> ways;    // from state to state; "" is the beginning; how often
    std::map<std::pair<std::string, std::string>, int> catches; // those of `ways` an error took
    bool operator==(const ExecutionView&) const = default;

    [[nodiscard]] std::vector<int> entriesOf(std::string_view state) const;
    [[nodiscard]] int failedEntry() const; // where the execution failed; the innermost; -1: nowhere
};

[[nodiscard]] ExecutionView executionView(const json::Array& events);

// What a state on the picture says of its entries.
struct StateLight
{
    StateEntry::Status status = StateEntry::Status::Running; // Running or Failed when any is, else the last one's
    int entries = 0;
    int retries = 0;
    double seconds = 0; // of the last one
    std::string error;
    bool operator==(const StateLight&) const = default;
};
[[nodiscard]] std::map<std::string, StateLight> lightsOf(const ExecutionView& view); // by state name

} // namespace gw::ui
