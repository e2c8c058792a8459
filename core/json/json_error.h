// Diagnostics of the JSON and YAML readers, in plain words.
#pragma once

#include "core/json/text.h"

#include <boost/system/error_code.hpp>

namespace gw::json {

[[nodiscard]] Diagnostic jsonProblem(std::string_view text, std::size_t offset, std::string message, std::string hint);
[[nodiscard]] Diagnostic yamlProblem(std::string_view text, std::size_t offset, std::string message, std::string hint);

// What Boost.JSON refused at `offset`, explained by the text that stands there.
[[nodiscard]] Diagnostic describeJsonError(std::string_view text, std::size_t offset,
                                           const boost::system::error_code& error);

[[nodiscard]] Diagnostic tooLarge(const ReadLimits& limits);
[[nodiscard]] Diagnostic tooDeep(std::string_view text, std::size_t offset, const ReadLimits& limits);
[[nodiscard]] Diagnostic tooManyNodes(std::string_view text, std::size_t offset, const ReadLimits& limits);

} // namespace gw::json
