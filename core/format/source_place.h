// Where a resource or a method stands in the text of its API's file, for a source view that follows the design.
#pragma once

#include "core/api/project.h"

#include <optional>
#include <string_view>

namespace gw {

// Lines from 1, both included.
struct LineRange
{
    int first = 0;
    int last = 0;
    bool operator==(const LineRange&) const = default;
};

// `text` is the API's text as it stands now (what writeOpenApi gives). nullopt for the API itself, for what the text
// does not say (a path only implied by longer ones), and for a text that cannot be read.
[[nodiscard]] std::optional<LineRange> placeInSource(const Api& api, std::string_view text, const NodeRef& node);
// With what the text reads as.
[[nodiscard]] std::optional<LineRange> placeInSource(const Api& api, std::string_view text, const json::Value& tree,
                                                     const NodeRef& node);

} // namespace gw
