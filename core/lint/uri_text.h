// Integration URIs as text: the {variables} and ${stageVariables.x} in them (reference 1.9).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gw {

[[nodiscard]] std::vector<std::string> uriVariables(std::string_view uri); // "{id}" → "id", "{proxy+}" → "proxy"
[[nodiscard]] std::vector<std::string> stageVariablesIn(std::string_view text); // "${stageVariables.host}" → "host"

// Why `uri` is no http or https address; empty when it is one, or when stage variables keep that open.
[[nodiscard]] std::string whyNoHttpUri(std::string_view uri);

// The port an http(s) URI names; nothing when it names none, or a stage variable.
[[nodiscard]] std::optional<int> portOf(std::string_view uri);

// The host an http(s) URI names, without a port; empty when it names none, or when parts of it are open.
[[nodiscard]] std::string_view hostOf(std::string_view uri);

} // namespace gw
