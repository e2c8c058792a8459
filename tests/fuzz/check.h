// What every fuzz target demands: a broken promise ends the run like a crash does.
#pragma once

#include "core/json/value.h"

#include <cstdio>
#include <cstdlib>

namespace gw::fuzz {

inline void demand(bool holds, const char* promise)
{
    if (holds)
        return;
    std::fprintf(stderr, "broken promise: %s\n", promise);
    std::abort();
}

// Every value has a range inside the text, and children that are not shared through an alias stand inside their
// parents.
inline void demandRanges(const json::Value& value, std::size_t textSize)
{
    demand(value.range().begin <= value.range().end && value.range().end <= textSize, "a range lies in the text");
    if (value.isObject())
        for (const json::Member& member : value.asObject()) {
            demand(member.keyRange.begin <= member.keyRange.end && member.keyRange.end <= textSize,
                   "a key's range lies in the text");
            demandRanges(member.value, textSize);
        }
    if (value.isArray())
        for (const json::Value& element : value.asArray())
            demandRanges(element, textSize);
}

} // namespace gw::fuzz
