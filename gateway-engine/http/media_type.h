// Media types as the service compares them: the part before ";", in any letter case (reference 1.5).
#pragma once

#include <string_view>

namespace gw::engine {

[[nodiscard]] std::string_view
bareMediaType(std::string_view header);                    // "application/json; charset=x" → "application/json"
[[nodiscard]] bool isJsonMediaType(std::string_view type); // application/json, application/hal+json
[[nodiscard]] std::string_view firstMediaType(std::string_view accept); // the first of an Accept header, bare
// True when `range` ("*/*", "text/*", "text/html") takes in `type`.
[[nodiscard]] bool mediaRangeMatches(std::string_view range, std::string_view type);

} // namespace gw::engine
