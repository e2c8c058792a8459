// Invocation: one call of a function, from the Invoke API to the runtime and back. Of the service's thread.
#pragma once

#include "gateway-engine/lambda/invocation_log.h"
#include "gateway-engine/lambda/latch.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>

namespace gw::engine {

// What came of it. A function that failed is an answer, too: status 200 and its error as the payload.
struct InvocationOutcome
{
    enum class Kind { Succeeded, FunctionError, Throttled, ServiceError };
    Kind kind = Kind::Succeeded;
    std::string payload; // JSON of the function; of a service error its words
    std::string logTail; // where asked for
};

struct InvocationRequest
{
    std::string requestId;   // a UUID
    std::string functionArn; // as it was invoked, with its qualifier
    std::string payload;
    std::string clientContext; // JSON
    std::string traceId;
    bool wantsLogTail = false;
};

struct Invocation
{
    Invocation(asio::io_context& context, InvocationRequest what) : request(std::move(what)), done(context) {}

    InvocationRequest request;
    std::uint64_t codeVersion = 0; // the worker must be at least as new
    int failedInits = 0;           // of workers started for it
    LogTail log;
    std::optional<InvocationOutcome> outcome;
    std::function<void()> whenComplete;
    Latch done; // opens when the outcome is there

    void complete(InvocationOutcome::Kind kind, std::string payload)
    {
        if (outcome)
            return;
        outcome.emplace(InvocationOutcome{kind, std::move(payload), {}});
        if (request.wantsLogTail)
            outcome->logTail = log.text();
        if (const auto tell = std::exchange(whenComplete, nullptr))
            tell();
        done.open();
    }
};

} // namespace gw::engine
