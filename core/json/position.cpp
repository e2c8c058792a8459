// Where a byte offset stands for people, and which syntax a text is in.
#include "core/json/text.h"

#include <algorithm>

namespace gw::json {

namespace {

constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";

bool startsCodePoint(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
}

} // namespace

SourcePosition positionOf(std::string_view text, std::size_t offset)
{
    offset = std::min(offset, text.size());
    SourcePosition position{1, 1};
    std::size_t lineBegin = text.starts_with(byteOrderMark) ? byteOrderMark.size() : 0;
    for (std::size_t i = lineBegin; i < offset; ++i) {
        const bool lineEnds = text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n'));
        if (!lineEnds)
            continue;
        ++position.line;
        lineBegin = i + 1;
    }
    for (std::size_t i = lineBegin; i < offset; ++i)
        position.column += startsCodePoint(text[i]) ? 1 : 0;
    return position;
}

Syntax detectSyntax(std::string_view text)
{
    if (text.starts_with(byteOrderMark))
        text.remove_prefix(byteOrderMark.size());
    const auto first = text.find_first_not_of(" \t\r\n");
    const bool json = first != std::string_view::npos && (text[first] == '{' || text[first] == '[');
    return json ? Syntax::Json : Syntax::Yaml;
}

Result<Value> read(std::string_view text, Syntax syntax, const ReadLimits& limits)
{
    return syntax == Syntax::Json ? readJson(text, limits) : readYaml(text, limits);
}

} // namespace gw::json
