// Names of members in alphabetical order (by their bytes), found by the eight bytes they begin with: every member of
// every body that is validated is looked up, and a machine word is compared at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gw::engine {

class SortedNames
{
public:
    SortedNames() = default;
    explicit SortedNames(std::vector<std::string> sorted); // some may be equal

    [[nodiscard]] std::size_t size() const { return m_names.size(); }
    [[nodiscard]] bool empty() const { return m_names.empty(); }
    [[nodiscard]] const std::string& operator[](std::size_t place) const { return m_names[place]; }
    [[nodiscard]] const std::vector<std::string>& all() const { return m_names; }
    // The place of the first name equal to this one; size() where there is none.
    [[nodiscard]] std::size_t find(std::string_view name) const;

private:
    std::vector<std::uint64_t> m_beginnings; // of each name, in the same order
    std::vector<std::string> m_names;
};

} // namespace gw::engine
