// One member of an object, read without making a value of the rest.
#pragma once

#include "core/json/text.h"

#include <optional>

namespace gw::json {

// The number that stands in member `key` of the object `text` is; the first of members of that name counts. Nothing:
// the text is another kind of value, has no such member, or something else than a number stands there. The whole text
// is checked, with the limits and words of readJson(); nodes are not counted, since none are kept.
[[nodiscard]] Result<std::optional<Number>> readNumberMember(std::string_view text, std::string_view key,
                                                             const ReadLimits& limits = {});

} // namespace gw::json
