// Where files of a project may be: inside its folder and nowhere else, whatever gatewright.yaml says.
#pragma once

#include "core/api/project.h"
#include "core/result.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace gw {

// root/file, when `file` is relative and stays inside `root`, symbolic links included.
[[nodiscard]] Result<std::filesystem::path> pathInProject(const std::filesystem::path& root, const std::string& file);

// Whether `path` is relative and does not lead out by its words; links are not looked at.
[[nodiscard]] bool isInsideProject(std::string_view path);
[[nodiscard]] std::string normalPath(std::string_view path); // "./a//b.yaml" → "a/b.yaml"

// The file of each API, in order: its own, or "apis/<name>.openapi.yaml" for one that has none yet.
[[nodiscard]] std::vector<std::string> apiFiles(const Project& project);

} // namespace gw
