// Formats of access logs (reference 1.34): one line a request, with $context variables and nothing else replaced.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gw {

inline constexpr std::size_t maxAccessLogFormatBytes = 3 * 1024;

struct AccessLogPreset
{
    std::string_view name; // "CLF", "JSON", "XML", "CSV"
    std::string_view format;
};
[[nodiscard]] std::span<const AccessLogPreset> accessLogPresets();

// A format cut into texts and variables. `variable` holds the name without "$context." and is empty for a text.
struct AccessLogPart
{
    std::string text;
    std::string variable;
    bool operator==(const AccessLogPart&) const = default;
};
[[nodiscard]] std::vector<AccessLogPart> accessLogParts(std::string_view format);

// Variables as they are offered for completion; "authorizer.{key}" stands for any name there.
[[nodiscard]] std::span<const std::string_view> accessLogVariables();
[[nodiscard]] bool isAccessLogVariable(std::string_view name);

} // namespace gw
