// What to start for a function: the program of its runtime and the bootstrap it runs (reference 4.1).
#pragma once

#include "core/api/function.h"

#include <tl/expected.hpp>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace gw::engine {

using RuntimeCommand = std::vector<std::string>; // the first is the program's path

// A function that cannot start or did not: the payload's errorType and errorMessage, as the service words them where it
// has words, and for people who run things here.
struct RuntimeFailure
{
    std::string errorType; // "Runtime.InvalidEntrypoint"
    std::string errorMessage;
    std::string payload;  // what the runtime itself reported instead, JSON
    bool isFinal = false; // another try would fail the same way
};

// `searchPath` as the variable PATH has it.
[[nodiscard]] tl::expected<RuntimeCommand, RuntimeFailure> runtimeCommand(const Function& function,
                                                                          const std::filesystem::path& codeFolder,
                                                                          const std::filesystem::path& runtimeFolder,
                                                                          std::string_view searchPath);

} // namespace gw::engine
