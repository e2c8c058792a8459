// The editors that the cards of an HTTP API's route open (reference 2): what REST APIs have no use for is here, and
// what HTTP APIs have no use for is not. A file each.
#pragma once

#include "gateway-engine/trace/trace.h"
#include "ui/design/method_form.h"

namespace gw::ui {

[[nodiscard]] MethodForm* makeRouteRequestForm(const Theme& theme, ApplyMethodChange apply);
[[nodiscard]] MethodForm* makeRouteIntegrationRequestForm(const Theme& theme, ApplyMethodChange apply);
[[nodiscard]] MethodForm* makeRouteIntegrationForm(const Theme& theme, ApplyMethodChange apply);
[[nodiscard]] MethodForm* makeRouteIntegrationResponseForm(const Theme& theme, ApplyMethodChange apply);
[[nodiscard]] MethodForm* makeRouteResponseForm(const Theme& theme, ApplyMethodChange apply);

[[nodiscard]] MethodForm* makeRouteForm(engine::Card card, const Theme& theme, ApplyMethodChange apply);

} // namespace gw::ui
