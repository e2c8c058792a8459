// Names of statuses.
#include "gateway-engine/states/execution_record.h"

#include <algorithm>
#include <array>

namespace gw::engine::states {

namespace {
constexpr std::array<std::string_view, 5> statusNames{"RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED"};
}

std::string_view toString(ExecutionStatus status)
{
    return statusNames[static_cast<std::size_t>(status)];
}

std::optional<ExecutionStatus> executionStatusFrom(std::string_view text)
{
    const auto found = std::find(statusNames.begin(), statusNames.end(), text);
    if (found == statusNames.end())
        return std::nullopt;
    return static_cast<ExecutionStatus>(found - statusNames.begin());
}

} // namespace gw::engine::states
