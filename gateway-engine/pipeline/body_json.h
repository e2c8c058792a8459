// Bodies as parameter mappings look into them (reference 1.10): one that does not begin like JSON has no parts, one
// that does and is none breaks the request.
#pragma once

#include "core/json/value.h"

#include <optional>
#include <string_view>

namespace gw::engine {

struct BodyJson
{
    std::optional<json::Value> value; // none: nothing to look into
    bool isBroken = false;
};

[[nodiscard]] BodyJson bodyAsJson(std::string_view body);

} // namespace gw::engine
