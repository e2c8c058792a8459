// How messages name what they speak of: "pets".
#pragma once

#include <string>
#include <string_view>

namespace gw {

[[nodiscard]] inline std::string inQuotes(std::string_view text)
{
    return std::string("\"").append(text).append("\"");
}

} // namespace gw
