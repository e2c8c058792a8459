// StatusMatcher: the status codes a health check counts as well, as target groups write them: "200", "200,204",
// "200-399".
#pragma once

#include "core/result.h"

#include <string_view>
#include <utility>
#include <vector>

namespace gw::engine {

class StatusMatcher
{
public:
    StatusMatcher() : m_ranges{{200, 399}} {}
    [[nodiscard]] static Result<StatusMatcher> parse(std::string_view text);
    [[nodiscard]] bool matches(int status) const;

private:
    std::vector<std::pair<int, int>> m_ranges; // both ends included
};

} // namespace gw::engine
