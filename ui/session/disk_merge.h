// What to do when files changed on disk: which of them we edited too, and how the two become one project.
#pragma once

#include "core/format/project_file.h"
#include "ui/session/disk_watch.h"

#include <QStringList>

#include <string>
#include <vector>

namespace gw::ui {

// Files whose text on disk is no longer the one we know, and the part of them that we have unsaved edits of.
struct DiskChange
{
    std::vector<std::string> changed;
    std::vector<std::string> conflicting;
};
[[nodiscard]] Result<DiskChange> compareWithDisk(const Project& project, const ProjectFiles& files,
                                                 const DiskTexts& disk);

[[nodiscard]] QStringList toQt(const std::vector<std::string>& names);

// The names of the files a save would write.
[[nodiscard]] Result<std::vector<std::string>> unsavedFiles(const Project& project, const ProjectFiles& files);
// Of what renderProject() gave.
[[nodiscard]] std::vector<std::string> unsavedFiles(const std::map<std::string, std::string>& rendered,
                                                    const ProjectFiles& files);

// `fresh` (a new reading of the disk) with ids kept from `ours`. APIs and definitions of files named in `keep` stay as
// they are in `ours`: those with unsaved edits, and those that cannot be read any more. With gatewright.yaml among them
// only the texts of other files are taken.
[[nodiscard]] Project mergeFromDisk(const Project& ours, Project fresh, const std::vector<std::string>& keep);

} // namespace gw::ui
