// The JavaScript that a JSONata heap is loaded with: our prelude, and the jsonata package as installer/jsonata.sh
// fetched it (its licence: MIT, Copyright IBM Corp.). Written by CMake.
#pragma once

#include <string_view>

namespace gw::engine::states {

[[nodiscard]] std::string_view jsonataPrelude();
[[nodiscard]] std::string_view jsonataPackage();

} // namespace gw::engine::states
