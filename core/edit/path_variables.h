// The variables of a path and their traces in a method: path parameters, mappings and integration URIs.
#pragma once

#include "core/api/method.h"

#include <string>
#include <string_view>
#include <vector>

namespace gw {

[[nodiscard]] std::string variableName(std::string_view part); // "{proxy+}" → "proxy"; "" when it is no variable
[[nodiscard]] std::vector<std::string> variableNames(std::string_view path);

// Adds the path parameters that `newPath` asks for and removes those that only `oldPath` had.
void fitPathParameters(Method& method, std::string_view oldPath, std::string_view newPath);

// The new name in the path parameter, in mappings from and to it, and in the integration URI.
void renameVariable(Method& method, const std::string& from, const std::string& to);

} // namespace gw
