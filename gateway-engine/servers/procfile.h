// Procfile: the processes of an application, one a line: "web: node server.js". The format is that of Elastic
// Beanstalk: a name of letters, digits, "_" and "-", a colon, and a command for /bin/sh; "web" takes the requests.
#pragma once

#include "core/result.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace gw::engine {

struct ProcfileEntry
{
    std::string name;
    std::string command;
    bool operator==(const ProcfileEntry&) const = default;
};

using Procfile = std::vector<ProcfileEntry>;

inline constexpr std::string_view webProcess = "web";
inline constexpr std::size_t mostProcfileBytes = 64 * 1024;
inline constexpr std::size_t mostProcesses = 32;

// Fails with the line that is wrong, and when there is no web process.
[[nodiscard]] Result<Procfile> parseProcfile(std::string_view text);
[[nodiscard]] Result<Procfile> readProcfile(const std::filesystem::path& file);

} // namespace gw::engine
