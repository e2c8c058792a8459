// One save of a project, as it runs on the worker: looks at the disk once more, then writes what differs. Nothing of
// another program is overwritten that was not seen before.
#pragma once

#include "core/format/project_file.h"
#include "ui/session/disk_watch.h"

#include <memory>
#include <optional>

namespace gw::ui {

struct SaveOutcome
{
    std::shared_ptr<const Project> snapshot;    // what was to be written
    std::optional<Diagnostic> error;            // some files may have been written before it
    std::vector<std::string> foreign;           // changed on disk by others: nothing was written
    DiskTexts disk;                             // their texts
    std::map<std::string, std::string> written; // on disk now
    std::vector<std::string> removed;
    std::string projectFileText;
};

// `known` is what was on disk when it was last looked at.
[[nodiscard]] SaveOutcome writeNow(std::shared_ptr<const Project> snapshot, const ProjectFiles& known);

} // namespace gw::ui
