// From /proc (proc(5)): the kernel has no call for it, and kill(2) counts a leader that has ended as one of the group.
#include "gateway-engine/transport/process_group.h"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

namespace gw::engine {

namespace {

std::optional<pid_t> numberIn(std::string_view text)
{
    pid_t number = 0;
    const auto [last, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failure != std::errc{} || last != text.data() + text.size())
        return std::nullopt;
    return number;
}

std::string_view takeWord(std::string_view& text)
{
    const auto end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return word;
}

// "12 (name) S 1 34 …": the name may hold spaces and brackets, the last bracket ends it. Opening it or reading it fails
// for a process that has gone meanwhile.
bool runsInGroup(pid_t process, pid_t group)
{
    const std::string path = "/proc/" + std::to_string(process) + "/stat";
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return false;
    std::array<char, 1'024> block;
    const ssize_t count = ::read(file, block.data(), block.size());
    ::close(file);
    std::string_view text(block.data(), count > 0 ? static_cast<std::size_t>(count) : 0);
    const auto bracket = text.rfind(") ");
    if (bracket == std::string_view::npos)
        return false;
    text.remove_prefix(bracket + 2);
    const std::string_view state = takeWord(text);
    takeWord(text); // its parent
    return numberIn(takeWord(text)) == group && state != "Z" && state != "X";
}

} // namespace

bool groupHasOthers(pid_t leader)
{
    const std::unique_ptr<DIR, int (*)(DIR*)> processes(::opendir("/proc"), ::closedir);
    while (const dirent* entry = processes ? ::readdir(processes.get()) : nullptr) {
        const auto pid = numberIn(entry->d_name);
        if (pid && *pid != leader && runsInGroup(*pid, leader))
            return true;
    }
    return false;
}

} // namespace gw::engine
