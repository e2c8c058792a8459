// Integration URIs as text: the {variables} and ${stageVariables.x} in them (reference 1.9).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gw {

[[nodiscard]] std::vector<std::string> uriVariables(std::string_view uri); // "{id}" → "id", "{proxy+}" → "proxy"
[[nodiscard]] std::vector<std::string> stageVariablesIn(std::string_view text); // "${stageVariables.host}" → "host"

// Why `uri` is no http or https address; empty when it is one, or when stage variables keep that open.
[[nodiscard]] std::string whyNoHttpUri(std::string_view uri);

} // namespace gw
