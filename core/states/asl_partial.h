// The part of a definition that can be read while somebody is still writing it: what stands before the first error,
// with what was open closed behind it.
#pragma once

#include "core/json/text.h"

#include <optional>
#include <string_view>

namespace gw::asl {

// nullopt when nothing can be read. Ranges are those of `text`.
[[nodiscard]] std::optional<json::Value> readPartially(std::string_view text, json::Syntax syntax,
                                                       const Diagnostic& error);

} // namespace gw::asl
