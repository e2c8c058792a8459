// Comparing secrets so that the time it takes tells nothing of where they differ.
#pragma once

#include <string_view>

namespace gw::engine {

[[nodiscard]] bool equalInConstantTime(std::string_view a, std::string_view b); // sizes are no secret

} // namespace gw::engine
