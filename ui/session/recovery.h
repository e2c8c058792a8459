// Recovery: a copy of unsaved work, from which a crash is survived. Kept as a project of its own (the texts as a save
// would have written them) in .gatewright/recovery/ of the project, or, for a lone file, under the user's data folder,
// so that nothing appears beside other people's files.
#pragma once

#include "core/format/project_file.h"

#include <filesystem>
#include <optional>

namespace gw::ui {

[[nodiscard]] std::filesystem::path recoveryFolder(const std::filesystem::path& projectPath, const ProjectFiles& files);

// The lock of the studio that keeps the copy (project_lock.h), beside the folder.
[[nodiscard]] std::filesystem::path lockFile(const std::filesystem::path& recoveryFolder);

// Writes the copy. The list of its files goes last: without it a half-written copy counts as none.
[[nodiscard]] Result<void> writeRecovery(const std::filesystem::path& folder, const Project& project,
                                         const ProjectFiles& files);
// True when there is a whole copy that says something else than the files on disk.
[[nodiscard]] bool hasRecovery(const std::filesystem::path& folder, const ProjectFiles& files);
[[nodiscard]] Result<Project> readRecovery(const std::filesystem::path& folder, const ProjectFiles& files);
void removeRecovery(const std::filesystem::path& folder);

} // namespace gw::ui
