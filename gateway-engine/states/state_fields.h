// Which fields a state of each type has, in either query language (reference 4.2).
#pragma once

#include "gateway-engine/states/machine.h"
#include "gateway-engine/states/timestamp.h"

#include <string_view>

namespace gw::engine::states {

[[nodiscard]] bool stateHasField(StateType type, QueryLanguage language, std::string_view field);

[[nodiscard]] inline bool isTimestamp(std::string_view text)
{
    return parseTimestamp(text).has_value();
}

} // namespace gw::engine::states
