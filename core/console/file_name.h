// Names of requests, folders and environments, which become file names.
#pragma once

#include "core/result.h"

#include <QString>

#include <filesystem>

namespace gw::console {

// Refuses what cannot be a file name on the systems projects are shared between, and what would leave its folder.
[[nodiscard]] Result<void> checkFileName(const QString& name);

[[nodiscard]] std::filesystem::path toPath(const QString& path);

} // namespace gw::console
