// Bodies as parameter mappings look into them (reference 1.10): one that does not begin like JSON has no parts, one
// that does and is none breaks the request.
#pragma once

#include "core/json/value.h"

#include <memory>
#include <string>
#include <string_view>

namespace gw::engine {

struct BodyJson
{
    std::shared_ptr<const json::Value> value; // null: nothing to look into
    std::string problem;                      // what is wrong, where it begins like JSON and is none
};

// `known`: the body as JSON, where a stage before has read it; else null.
[[nodiscard]] BodyJson bodyAsJson(std::string_view body, std::shared_ptr<const json::Value> known = nullptr);

} // namespace gw::engine
