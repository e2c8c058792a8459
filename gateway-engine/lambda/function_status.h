// How the functions of a LambdaService are doing: a value that a page or a command can show as it is.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace gw::engine {

struct WorkerStatus
{
    enum class State { Starting, Idle, Busy, Ending };
    int pid = 0;
    State state = State::Starting;
    std::chrono::system_clock::time_point since; // in this state
    std::string requestId;                       // of the invocation it is busy with
    std::uint64_t invocations = 0;               // done
    int maxMemoryMb = 0;                         // most it had resident, as of its last invocation
    bool isOutdated = false;                     // ends with its invocation: code or configuration changed
    bool operator==(const WorkerStatus&) const = default;
};

struct FunctionCounts
{
    std::uint64_t invocations = 0;  // that ran, whatever came of them
    std::uint64_t errors = 0;       // of these: the function failed (the service's metric "Errors")
    std::uint64_t timeouts = 0;     // of the errors
    std::uint64_t throttles = 0;    // answered 429
    std::uint64_t coldStarts = 0;   // workers started
    std::uint64_t asyncDropped = 0; // events given up after their retries
    bool operator==(const FunctionCounts&) const = default;
};

struct FunctionStatus
{
    enum class State { Cold, Active, Failed, Remote }; // no worker; workers run; the last start failed; an endpoint
    std::string name;
    State state = State::Cold;
    std::string lastError; // of the last invocation or start that failed, in words; empty: none yet
    std::chrono::system_clock::time_point lastErrorTime;
    std::chrono::system_clock::time_point lastInvocation; // epoch: never
    int inFlight = 0;                                     // running and waiting for a worker
    int limit = 0;                                        // reservedConcurrentExecutions
    std::uint64_t codeVersion = 1;                        // rises whenever sources or configuration change
    FunctionCounts counts;
    std::vector<WorkerStatus> workers;
    bool operator==(const FunctionStatus&) const = default;
};

// One moment of all functions, in the design's order; never changed after it was published.
using FunctionStatuses = std::shared_ptr<const std::vector<FunctionStatus>>;

// Told of changes, on the service's thread: return at once (post to your own thread). Calls come at most every 100 ms
// for each of the two, however much happens.
class LambdaObserver
{
public:
    virtual ~LambdaObserver() = default;
    virtual void statusChanged() = 0; // LambdaService::status() has something new
    virtual void logGrew() = 0;       // LambdaService::log() has lines after the last you saw
};

} // namespace gw::engine
