// The formats of draft 4 (7.3) and the few the service's validator adds: what a text must look like.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace gw::engine {

struct Format
{
    std::string_view name;
    bool (*accepts)(std::string_view text);
    // What is said of a text that does not fit; nothing stands for the text itself, in quotes, before it.
    std::string_view complaint;
};

[[nodiscard]] const Format* formatNamed(std::string_view name); // null: says nothing, as draft 4 wants it
[[nodiscard]] std::string complaintOf(const Format& format, std::string_view text);

} // namespace gw::engine
