// From /proc (proc(5)): the kernel has no call for it, and kill(2) counts a leader that has ended as one of the group.
#include "gateway-engine/transport/process_group.h"

#include <charconv>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <system_error>

namespace gw::engine {

namespace {

// "12 (name) S 1 34 …": the name may hold spaces and brackets, the last bracket ends it.
bool runsInGroup(const std::filesystem::path& process, pid_t group)
{
    std::ifstream file(process / "stat");
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    const auto bracket = text.rfind(')');
    if (bracket == std::string::npos)
        return false; // it has gone meanwhile
    std::istringstream rest(text.substr(bracket + 1));
    char state = 0;
    pid_t parent = 0;
    pid_t itsGroup = 0;
    rest >> state >> parent >> itsGroup;
    return rest && itsGroup == group && state != 'Z' && state != 'X';
}

} // namespace

bool groupHasOthers(pid_t leader)
{
    std::error_code error;
    for (std::filesystem::directory_iterator entry("/proc", error), end; !error && entry != end;
         entry.increment(error)) {
        const std::string name = entry->path().filename();
        pid_t pid = 0;
        const auto [last, failure] = std::from_chars(name.data(), name.data() + name.size(), pid);
        const bool isProcess = failure == std::errc{} && last == name.data() + name.size();
        if (isProcess && pid != leader && runsInGroup(entry->path(), leader))
            return true;
    }
    return false;
}

} // namespace gw::engine
