// The environment variables of a worker (reference 4.1).
//
// It begins empty: of the user's own environment functions see PATH (runtimes and tools are found as in a terminal),
// HOME (AWS SDKs look for profiles there) and what the credentials' source says. Then come the function's variables,
// and last the reserved ones, which no function can set.
#pragma once

#include "core/api/aws_settings.h"
#include "core/api/function.h"

#include <filesystem>
#include <string>

namespace gw::engine {

struct WorkerSurroundings
{
    std::filesystem::path codeFolder;
    std::filesystem::path runtimeFolder;
    std::string runtimeApi;       // "127.0.0.1:40123"
    std::string logStream;        // "2026/11/28/[$LATEST]…"
    std::string connectionsUrl{}; // of @connections, for functions of WebSocket APIs; empty: there are none
};

// The environment of this very process, as far as functions may see it.
struct HostEnvironment
{
    std::string path;
    std::string home;
    StringMap credentials; // AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, those that are set
};
[[nodiscard]] HostEnvironment hostEnvironment();

// Each name once. `credentials` are those of the keychain, where it is the source.
[[nodiscard]] StringMap workerEnvironment(const Function& function, const AwsSettings& aws,
                                          const StringMap& credentials, const HostEnvironment& host,
                                          const WorkerSurroundings& surroundings);

} // namespace gw::engine
