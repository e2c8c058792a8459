// Failure: an error of a running state machine, as Retry and Catch see it (reference 4.2): a name and a cause, either
// of which a task may leave out.
#pragma once

#include <tl/expected.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace gw::engine::states {

namespace error {
inline constexpr std::string_view all = "States.ALL";
inline constexpr std::string_view branchFailed = "States.BranchFailed";
inline constexpr std::string_view dataLimitExceeded = "States.DataLimitExceeded";
inline constexpr std::string_view exceedToleratedFailureThreshold = "States.ExceedToleratedFailureThreshold";
inline constexpr std::string_view heartbeatTimeout = "States.HeartbeatTimeout";
inline constexpr std::string_view intrinsicFailure = "States.IntrinsicFailure";
inline constexpr std::string_view noChoiceMatched = "States.NoChoiceMatched";
inline constexpr std::string_view queryEvaluationError = "States.QueryEvaluationError";
inline constexpr std::string_view resultPathMatchFailure = "States.ResultPathMatchFailure";
inline constexpr std::string_view runtime = "States.Runtime";
inline constexpr std::string_view taskFailed = "States.TaskFailed";
inline constexpr std::string_view timeout = "States.Timeout";
} // namespace error

struct Failure
{
    std::optional<std::string> name;
    std::optional<std::string> cause;
    bool namesState = false; // the cause is still to begin with "An error occurred while executing the state …"
    std::string location{};  // of a query that failed: "Output/total", for EvaluationFailed
    bool isLate = false;     // the query gave something, which then was of no use

    [[nodiscard]] bool is(std::string_view error) const { return name && *name == error; }
};

template <typename T>
using Outcome = tl::expected<T, Failure>;

// A fault of the machine itself: neither retried nor caught.
[[nodiscard]] inline tl::unexpected<Failure> runtimeFailure(std::string cause)
{
    return tl::unexpected<Failure>({std::string(error::runtime), std::move(cause), true, {}, false});
}

[[nodiscard]] inline tl::unexpected<Failure> failure(std::string_view name, std::string cause)
{
    return tl::unexpected<Failure>({std::string(name), std::move(cause), false, {}, false});
}

[[nodiscard]] inline tl::unexpected<Failure> queryFailure(std::string cause, std::string location)
{
    return tl::unexpected<Failure>(
        {std::string(error::queryEvaluationError), std::move(cause), true, std::move(location), false});
}

} // namespace gw::engine::states
