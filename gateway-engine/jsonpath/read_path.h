// Reads the text of a path into its tokens, and of a filter into its condition.
#pragma once

#include "gateway-engine/jsonpath/path.h"
#include "gateway-engine/jsonpath/path_text.h"

namespace gw::engine::jsonpath {

using PathPointer = std::shared_ptr<const Path>;
using ConditionPointer = std::shared_ptr<const Condition>;

constexpr std::size_t longestPath = 10'000;
constexpr std::size_t mostTokens = 300;
constexpr int mostNesting = 30; // paths in filters and parameters, brackets in filters

// The whole of [text.position(), text.end()), which begins with '$' or '@'. `nesting` counts the paths around it.
[[nodiscard]] Result<PathPointer> readPath(PathText text, int nesting);

// "( … )" of a filter, brackets included.
[[nodiscard]] Result<ConditionPointer> readFilter(PathText text, int nesting);

// What stands between the brackets of a function call.
[[nodiscard]] Result<Call> readCall(std::string_view name, std::size_t nameOffset, PathText parameters, int nesting);

} // namespace gw::engine::jsonpath
