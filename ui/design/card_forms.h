// The editors that the six cards open. A file each.
#pragma once

#include "gateway-engine/trace/trace.h"
#include "ui/design/method_form.h"

namespace gw::ui {

[[nodiscard]] MethodForm* makeClientForm(const Theme& theme, ApplyMethodChange apply);
[[nodiscard]] MethodForm* makeMethodRequestForm(const Theme& theme, ApplyMethodChange apply);
[[nodiscard]] MethodForm* makeIntegrationRequestForm(const Theme& theme, ApplyMethodChange apply);
[[nodiscard]] MethodForm* makeIntegrationForm(const Theme& theme, ApplyMethodChange apply);
[[nodiscard]] MethodForm* makeIntegrationResponseForm(const Theme& theme, ApplyMethodChange apply);
[[nodiscard]] MethodForm* makeMethodResponseForm(const Theme& theme, ApplyMethodChange apply);

[[nodiscard]] MethodForm* makeCardForm(engine::Card card, const Theme& theme, ApplyMethodChange apply);

} // namespace gw::ui
