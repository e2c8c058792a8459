// The tabs of a WebSocket API's page, a file each.
#pragma once

#include "ui/design/api_form.h"

namespace gw::ui {

[[nodiscard]] ApiForm* makeSocketSettingsForm(const Theme& theme, ApplyApiEdit apply, GatewaySession& gateway);
[[nodiscard]] ApiForm* makeSocketModelsForm(const Theme& theme, ApplyApiEdit apply);
[[nodiscard]] ApiForm* makeSocketAuthorizersForm(const Theme& theme, ApplyApiEdit apply);

} // namespace gw::ui
