// Whether a text is JSON, without making a value of it: for payloads that are passed on as they are.
#pragma once

#include "core/json/text.h"

namespace gw::json {

// The same limits and words as readJson(); nodes are not counted, since none are kept.
[[nodiscard]] Result<void> checkJson(std::string_view text, const ReadLimits& limits = {});

} // namespace gw::json
