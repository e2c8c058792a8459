// Mapping templates rendered by the engine, with its limits, for the studio.
#pragma once

#include "ui/models/template_rendering.h"

namespace gw::ui {

// A TemplateRenderer.
[[nodiscard]] TemplateRendering renderByEngine(const std::string& text, const TemplateSample& sample,
                                               TemplateSide side);

} // namespace gw::ui
