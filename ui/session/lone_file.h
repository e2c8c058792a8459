// A lone OpenAPI file keeps what OpenAPI says of one API. The rest (stages, addresses, further APIs) stands in a
// project's gatewright.yaml: such edits are refused with the reason, and the file can become a project.
#pragma once

#include "core/api/project.h"
#include "core/result.h"

#include <filesystem>

namespace gw::ui {

inline constexpr char loneFileRule[] = "lone-file"; // of the refusal

// Fails when `after` says something that a save of the file would drop.
[[nodiscard]] Result<void> fitsLoneFile(const Project& before, const Project& after);

// A new project folder that holds the file's API, edits included. The file itself stays as it is.
[[nodiscard]] Result<void> makeProjectOf(const Project& loneFile, const std::filesystem::path& folder);

} // namespace gw::ui
