// Why a request was refused, in words, and which setting of the design did it: an authorizer, a usage plan, an API key,
// a web ACL, a stage's throttle (reference 1.24 to 1.27 and 1.36).
#pragma once

#include "core/api/project.h"
#include "gateway-engine/trace/trace.h"

#include <QString>

namespace gw::ui {

struct DenialSetting
{
    QString words;      // for a button: "usage plan \"basic\""; empty: there is none, or it has gone
    NodeRef node;       // of an authorizer: its API
    QString authorizer; // its name
};

[[nodiscard]] DenialSetting denialSetting(const Project& project, const engine::Trace& trace);
// What the client was refused for, as a sentence before the fault's own reason; empty where the fault is no denial.
[[nodiscard]] QString denialWords(const engine::Trace& trace);

} // namespace gw::ui
