// What the command palette offers: the actions, the design's resources and methods, recent traces, saved requests.
#pragma once

#include "core/api/project.h"
#include "gateway-engine/trace/trace.h"
#include "ui/shell/actions.h"
#include "ui/shell/command_palette.h"

#include <functional>

namespace gw::ui {

struct PaletteTargets
{
    std::function<void(const NodeRef&)> showNode;
    std::function<void(const QString& requestId)> showTrace;
    std::function<void(const QString& path)> openRequest;
};

struct SavedRequestRef
{
    QString method;
    QString path; // inside requests/: "pets/List pets"
};

[[nodiscard]] std::vector<PaletteEntry> paletteEntries(const Actions& actions, const Project& project,
                                                       const std::vector<engine::TracePtr>& traces,
                                                       const std::vector<SavedRequestRef>& requests,
                                                       const PaletteTargets& targets);
// The saved requests of a project folder, flat.
[[nodiscard]] std::vector<SavedRequestRef> savedRequests(const QString& projectFolder);

} // namespace gw::ui
