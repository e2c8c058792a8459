// What templates set of the messages they map: $context.requestOverride and $context.responseOverride (reference 1.23).
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace gw::engine {

struct Overrides
{
    struct Entry
    {
        std::string name;
        std::vector<std::string> values; // several: a list
        bool operator==(const Entry&) const = default;
    };

    std::vector<Entry> requestHeaders;
    std::vector<Entry> requestQuery;
    std::vector<Entry> requestPath;
    std::vector<Entry> responseHeaders;
    std::optional<int> responseStatus; // 100 to 599
};

} // namespace gw::engine
