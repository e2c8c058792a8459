// Which member or element of an edited collection is which of the loaded one: what stays in its place, what moved, what
// is new. Positions play no part here.
#pragma once

#include "core/json/value.h"

namespace gw::json {

struct Alignment
{
    static constexpr int none = -1;
    std::vector<int> kept;  // for each wanted index the loaded index that stays in place, rising; none: put in here
    std::vector<int> moved; // for each wanted index that is put in: the loaded index with the same content, or none
};

[[nodiscard]] Alignment alignMembers(const Object& loaded, const Object& wanted);
[[nodiscard]] Alignment alignElements(const Array& loaded, const Array& wanted);

// True when something is put in or taken out.
[[nodiscard]] bool changesPlaces(const Alignment& alignment, std::size_t loadedCount);

} // namespace gw::json
