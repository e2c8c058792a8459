// JSON that decides about access says everything once: readers disagree on which of two members of one name counts
// (RFC 8725 2.4 on what comes of that).
#pragma once

#include "core/json/value.h"

namespace gw::engine::auth {

// The second member of some name in the value or in anything within it; nullptr when every name is there once.
[[nodiscard]] const json::Member* findDuplicateMember(const json::Value& value);

} // namespace gw::engine::auth
