// The tab of a WebSocket API's stage: throttling and logging of all its routes and of single ones.
#pragma once

#include "ui/design/stage_form.h"

namespace gw::ui {

[[nodiscard]] StageForm* makeSocketStageForm(const Theme& theme, ApplyStageChange apply);

} // namespace gw::ui
