// RunningBackends: what stands behind the APIs while the gateway runs, as the studio needs it: functions and servers,
// their states, logs and commands. Implemented over the engine; tests bring their own.
#pragma once

#include "gateway-engine/lambda/function_log.h"
#include "gateway-engine/lambda/function_status.h"
#include "gateway-engine/servers/server_status.h"

#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace gw::ui {

// What became of a function that was invoked by hand.
struct InvokeOutcome
{
    std::string problem; // why it did not run at all, with the way out; empty when it ran
    std::string payload; // its result, or the error's JSON
    bool isFunctionError = false;
    std::string requestId;
    std::string log; // START … REPORT of this invocation
    std::chrono::nanoseconds duration{};
};

class RunningBackends
{
public:
    // Called on any thread; hand over and return.
    struct Listener
    {
        std::function<void()> functionsChanged;
        std::function<void()> functionLogGrew;
        std::function<void()> serversChanged;
        std::function<void(const std::string& name)> serverLogGrew;
    };

    virtual ~RunningBackends() = default;
    virtual void listen(Listener listener) = 0; // an empty one: nobody is told any more once this has returned

    [[nodiscard]] virtual engine::FunctionStatuses functions() const = 0; // never null
    [[nodiscard]] virtual engine::FunctionLog::Lines functionLog(std::uint64_t after,
                                                                 const std::string& name) const = 0;
    // `done` is called once, on any thread.
    virtual void invoke(const std::string& name, const std::string& event, std::function<void(InvokeOutcome)> done) = 0;

    [[nodiscard]] virtual std::vector<engine::ServerStatus> servers() const = 0;
    [[nodiscard]] virtual engine::ServerLogPage serverLog(const std::string& name, std::uint64_t after) const = 0;
    virtual void start(const std::string& name) = 0;
    virtual void stop(const std::string& name) = 0;
    virtual void restart(const std::string& name) = 0;
};

} // namespace gw::ui
