// Function: a Lambda function of the project, run as local processes. Field names and limits are those of the service's
// CreateFunction (reference 4.1 and 5); `codeUri` is SAM's word for where the sources are. `queueTimeout` is ours: a
// machine has fewer processes than the service, and may let callers wait where the service would start another.
#pragma once

#include "core/api/ids.h"
#include "core/api/integration.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace gw {

struct Function
{
    FunctionId id;
    std::string name; // [A-Za-z0-9_-], at most 64 characters; unique in the project
    std::string description;
    std::string runtime = "nodejs20.x"; // "nodejs…", "python3…", or "provided…": an executable called bootstrap
    std::string handler = "index.handler";
    std::string codeUri;                   // folder, relative to the project's; "functions/orders"
    int memorySize = 128;                  // MB, 128 … 10240
    int timeout = 3;                       // seconds, 1 … 900
    int reservedConcurrentExecutions = 10; // processes at most, 1 … 1000; one more invocation is answered 429
    int queueTimeout = 0;                  // seconds that one more waits for its turn; 0: answered 429 at once
    StringMap environment;                 // at most 4 KB
    std::string endpoint;                  // URL of a remote Invoke endpoint; empty: processes on this machine
    bool operator==(const Function&) const = default;
};

inline constexpr int leastFunctionMemory = 128;
inline constexpr int mostFunctionMemory = 10'240;
inline constexpr int mostFunctionTimeout = 900;
inline constexpr int mostFunctionConcurrency = 1'000;
inline constexpr std::size_t mostFunctionEnvironmentBytes = 4'096;

enum class RuntimeFamily { NodeJs, Python, Provided };
// Of "nodejs20.x", "python3.11", "provided.al2023", …; nullopt: nothing that runs here.
[[nodiscard]] std::optional<RuntimeFamily> runtimeFamily(std::string_view runtime);

[[nodiscard]] std::string defaultCodeUri(std::string_view name); // "functions/orders"
[[nodiscard]] bool isFunctionName(std::string_view name);
[[nodiscard]] bool isEnvironmentKey(std::string_view key); // a letter first, [A-Za-z0-9_], at least two characters

} // namespace gw
