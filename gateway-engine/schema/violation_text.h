// The service's words for what is wrong with a body ($context.error.validationErrorString, reference 1.7).
#pragma once

#include "gateway-engine/schema/compiled_schema.h"

namespace gw::engine {

[[nodiscard]] std::string typeText(std::uint8_t kind, std::uint8_t allowed);
[[nodiscard]] std::string enumText(const json::Value& value, const json::Value& allowed);
[[nodiscard]] std::string boundText(Keyword keyword, const Bound& bound, const std::string& found);
[[nodiscard]] std::string divisorText(const Divisor& divisor, const std::string& found);
[[nodiscard]] std::string sizeText(Keyword keyword, std::size_t limit, std::size_t found);
[[nodiscard]] std::string lengthText(Keyword keyword, const std::string& value, std::size_t limit, std::size_t found);
[[nodiscard]] std::string patternText(const std::string& pattern, const std::string& value);
[[nodiscard]] std::string hardPatternText(const std::string& pattern, const std::string& value); // took too many steps
[[nodiscard]] std::string formatText(const Format& format, const std::string& value);
[[nodiscard]] std::string missingText(const std::vector<std::string>& names);
[[nodiscard]] std::string unwantedText(const std::vector<std::string>& names);
[[nodiscard]] std::string dependencyText(const Dependency& dependency, const std::vector<std::string>& missing);
[[nodiscard]] std::string alternativesText(Keyword keyword, std::size_t matched, std::size_t all);
[[nodiscard]] std::string duplicatesText();

} // namespace gw::engine
