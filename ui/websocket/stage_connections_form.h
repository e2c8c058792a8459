// The tab of a WebSocket API's stage that says how long its connections last.
#pragma once

#include "ui/design/stage_form.h"

namespace gw::ui {

[[nodiscard]] StageForm* makeStageConnectionsForm(const Theme& theme, ApplyStageChange apply);

} // namespace gw::ui
