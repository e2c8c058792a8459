// The first source of a new function: a handler that answers and logs, to be changed by its author.
#pragma once

#include "core/api/project.h"
#include "core/result.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace gw {

struct StarterSource
{
    std::string file; // in the code folder: "index.mjs"
    std::string text;
    bool isExecutable = false;
};

// Nothing for a function that runs elsewhere, and where the runtime or the handler names no file.
[[nodiscard]] std::optional<StarterSource> starterSource(const Function& function);

// Writes the starters of functions that the project file `manifestText` does not know yet and whose code folders are
// empty or missing. Never replaces a file. Gives the paths of the new files, relative to `root`.
[[nodiscard]] Result<std::vector<std::string>>
writeStarterSources(const std::filesystem::path& root, const std::string& manifestText, const Project& project);

} // namespace gw
