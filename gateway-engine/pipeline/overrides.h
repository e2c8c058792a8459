// What templates set of the messages they map: $context.requestOverride and $context.responseOverride (reference 1.23).
// Those of the request template live on to the end of the response.
#pragma once

#include "core/json/value.h"

#include <string>
#include <string_view>
#include <vector>

namespace gw::engine {

struct Overrides
{
    json::Value request;  // {"header":{"X":"v","Y":["a","b"]},"querystring":{…},"path":{…}}; null: nothing
    json::Value response; // {"header":{…},"status":201}
};

// Calls `use(name, values)` for each entry of a group, a list giving several values.
template <typename Use>
void forEachOverride(const json::Value& group, Use use)
{
    if (!group.isObject())
        return;
    for (const json::Member& member : group.asObject()) {
        std::vector<std::string> values;
        if (member.value.isArray())
            for (const json::Value& value : member.value.asArray())
                values.push_back(value.scalarText());
        else
            values.push_back(member.value.scalarText());
        use(member.key, values);
    }
}

} // namespace gw::engine
