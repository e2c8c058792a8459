#include "gateway-engine/transport/program_path.h"

#include <sys/stat.h>
#include <unistd.h>

namespace gw::engine {

namespace {

bool isProgram(const std::string& path)
{
    struct stat entry = {};
    return ::stat(path.c_str(), &entry) == 0 && S_ISREG(entry.st_mode) && ::access(path.c_str(), X_OK) == 0;
}

} // namespace

std::string programPath(const std::string& name, std::string_view path)
{
    if (name.find('/') != std::string::npos)
        return name;
    while (!name.empty() && !path.empty()) {
        const auto end = path.find(':');
        const std::string folder(path.substr(0, end));
        if (std::string candidate = folder + "/" + name; !folder.empty() && isProgram(candidate))
            return candidate;
        path.remove_prefix(end == std::string_view::npos ? path.size() : end + 1);
    }
    return {};
}

} // namespace gw::engine
