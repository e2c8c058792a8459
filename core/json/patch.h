// Edits a JSON or YAML text so that it says `wanted` instead of `loaded`, touching nothing else: comments, order,
// quoting, number spelling and line endings of everything unchanged stay as they are. New parts are written in the
// file's own style (indentation, flow or block, quotes).
#pragma once

#include "core/json/text.h"

namespace gw::json {

// `loaded` must be what read(text, syntax) gave, positions included. `wanted` normally is an edited copy of it.
// Fails when a change falls into something that cannot be patched (a value that YAML shares through an alias).
// The result always reads back as `wanted`; this is verified before it is returned.
[[nodiscard]] Result<std::string> patchText(std::string_view text, Syntax syntax, const Value& loaded,
                                            const Value& wanted);

} // namespace gw::json
