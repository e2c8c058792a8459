// OutputLines: cuts what a program prints into lines, and long lines to their beginning.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gw::engine {

class OutputLines
{
public:
    struct Line
    {
        std::string text; // without "\n" or "\r\n"
        bool isCut = false;
        bool operator==(const Line&) const = default;
    };

    explicit OutputLines(std::size_t longest) : m_longest(longest) {}

    [[nodiscard]] std::vector<Line> append(std::string_view bytes); // the lines that ended
    [[nodiscard]] std::optional<Line> rest();                       // what came after the last end of line

private:
    void keep(std::string_view bytes);
    [[nodiscard]] Line take();

    std::size_t m_longest;
    Line m_open;
};

} // namespace gw::engine
