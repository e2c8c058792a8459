#include "gateway-engine/lambda/runtime_command.h"

#include "core/in_quotes.h"
#include "gateway-engine/transport/program_path.h"

#include <unistd.h>

#include <system_error>

namespace gw::engine {

namespace fs = std::filesystem;

namespace {

using Command = tl::expected<RuntimeCommand, RuntimeFailure>;

bool isProgram(const fs::path& path)
{
    std::error_code ignored;
    return fs::is_regular_file(path, ignored) && ::access(path.c_str(), X_OK) == 0;
}

tl::unexpected<RuntimeFailure> cannotStart(std::string message)
{
    return tl::unexpected<RuntimeFailure>({"Runtime.InvalidEntrypoint", std::move(message), {}, true});
}

tl::unexpected<RuntimeFailure> notInstalled(const Function& function, std::string_view program,
                                            std::string_view package)
{
    return cannotStart("The runtime " + inQuotes(function.runtime) + " of function " + inQuotes(function.name) +
                       " needs the program " + inQuotes(program) +
                       ", and no folder of PATH has it. Install it (sudo apt install " + std::string(package) +
                       "), or add its folder to PATH and start Gatewright again.");
}

// As the service's own runtime does: a tenth is left for what is not JavaScript's.
std::string heapLimit(const Function& function)
{
    return "--max-old-space-size=" + std::to_string(function.memorySize * 9 / 10);
}

Command nodeCommand(const Function& function, const fs::path& runtimeFolder, std::string_view searchPath)
{
    const std::string program = programPath("node", searchPath);
    if (program.empty())
        return notInstalled(function, "node", "nodejs");
    return RuntimeCommand{program, heapLimit(function), (runtimeFolder / "bootstrap.mjs").string()};
}

// The very version the runtime names where it is installed, else what is.
Command pythonCommand(const Function& function, const fs::path& runtimeFolder, std::string_view searchPath)
{
    std::string program = programPath(function.runtime, searchPath);
    if (program.empty())
        program = programPath("python3", searchPath);
    if (program.empty())
        return notInstalled(function, "python3", "python3");
    return RuntimeCommand{program, (runtimeFolder / "bootstrap.py").string()};
}

Command providedCommand(const fs::path& codeFolder)
{
    const fs::path bootstrap = codeFolder / "bootstrap";
    std::error_code ignored;
    if (!fs::exists(bootstrap, ignored))
        return cannotStart("Couldn't find valid bootstrap(s): [" + bootstrap.string() + "]");
    if (!isProgram(bootstrap))
        return cannotStart("fork/exec " + bootstrap.string() + ": permission denied");
    return RuntimeCommand{bootstrap.string()};
}

} // namespace

tl::expected<RuntimeCommand, RuntimeFailure> runtimeCommand(const Function& function, const fs::path& codeFolder,
                                                            const fs::path& runtimeFolder, std::string_view searchPath)
{
    std::error_code ignored;
    if (!fs::is_directory(codeFolder, ignored))
        return cannotStart("The code folder " + inQuotes(codeFolder.string()) + " of function " +
                           inQuotes(function.name) + " does not exist. Make it, or correct codeUri.");
    const auto family = runtimeFamily(function.runtime);
    if (!family)
        return cannotStart("The runtime " + inQuotes(function.runtime) + " of function " + inQuotes(function.name) +
                           " does not run here. Choose nodejs, python3 or provided, or give the function an endpoint.");
    switch (*family) {
    case RuntimeFamily::NodeJs:
        return nodeCommand(function, runtimeFolder, searchPath);
    case RuntimeFamily::Python:
        return pythonCommand(function, runtimeFolder, searchPath);
    case RuntimeFamily::Provided:
        break;
    }
    return providedCommand(codeFolder);
}

} // namespace gw::engine
