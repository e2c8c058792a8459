// What the service accepts as a stage's name, variables and settings (reference 1.28, 1.34). Edits refuse what breaks
// these rules, lint reports it in files.
#pragma once

#include "core/api/project.h"

#include <string>
#include <string_view>

namespace gw {

inline constexpr std::size_t maxStageVariables = 100;

// Letters, digits, _ and -, at most 128; "$default" for HTTP APIs.
[[nodiscard]] bool isStageName(std::string_view name, ApiKind kind);
[[nodiscard]] bool isStageVariableName(std::string_view name);   // letters, digits and _, at most 64
[[nodiscard]] bool isStageVariableValue(std::string_view value); // letters, digits and -._~:/?#&=, at most 512

// "*/*", or a resource path without its first slash and a verb: "pets/{petId}/GET", "/GET" for the root. "*" is any
// verb.
[[nodiscard]] bool isMethodSettingsPath(std::string_view text);
[[nodiscard]] std::string methodSettingsPath(std::string_view resourcePath, HttpVerb verb);
[[nodiscard]] bool isLoggingLevel(std::string_view text); // "OFF", "ERROR", "INFO"

// Why an access log cannot be written so, in a sentence; empty when it can. No destination: no log, any format.
[[nodiscard]] std::string faultOf(const AccessLogSettings& accessLog);
// The same of throttling and caching of a method, and of throttling and logging of a route.
[[nodiscard]] std::string faultOf(const MethodSettings& settings);
[[nodiscard]] std::string faultOf(const RouteSettings& settings);
// Whose settings they are, as sentences begin: "The route "say"", or "Every route".
[[nodiscard]] std::string subjectOf(const RouteSettings& settings);
[[nodiscard]] std::string faultOf(const ThrottleSettings& throttle); // "has a rate limit of -1"
// A file inside the project folder, not hidden from the reader by "..".
[[nodiscard]] bool isLogDestination(std::string_view path);

} // namespace gw
