// Which integration response answers (reference 1.19): tried in the order of their statuses, the first pattern that
// matches the whole subject decides, else the one without a pattern. For trying patterns in the form.
#pragma once

#include "core/api/integration.h"

#include <QString>

#include <vector>

namespace gw::ui {

// The index of the response; -1 when none answers (the client gets 500). A pattern that is no regular expression
// matches nothing. `subject`: "404", or a function's error message.
[[nodiscard]] int selectedResponse(const std::vector<IntegrationResponse>& responses, const QString& subject);

} // namespace gw::ui
