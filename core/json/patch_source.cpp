#include "core/json/patch_source.h"

#include <algorithm>

namespace gw::json {

namespace {

constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view lineBreaks = "\r\n";
constexpr std::string_view whiteSpace = " \t\r\n";

std::string_view firstLineBreak(std::string_view text)
{
    const auto end = text.find('\n');
    return end != std::string_view::npos && end > 0 && text[end - 1] == '\r' ? "\r\n" : "\n";
}

std::vector<std::size_t> lineBegins(std::string_view text, std::size_t begin)
{
    std::vector<std::size_t> begins{begin};
    if (text.find('\r') == std::string_view::npos) { // one kind of line break is found ten times as fast as two
        for (std::size_t at = text.find('\n', begin); at < text.size(); at = text.find('\n', at + 1))
            begins.push_back(at + 1);
        return begins;
    }
    for (std::size_t at = begin; at < text.size(); ++at)
        if (text[at] == '\n' || (text[at] == '\r' && text.substr(at, 2) != "\r\n"))
            begins.push_back(at + 1);
    return begins;
}

} // namespace

PatchSource::PatchSource(std::string_view text, Syntax syntax)
    : m_text(text), m_syntax(syntax), m_begin(text.starts_with(byteOrderMark) ? byteOrderMark.size() : 0),
      m_newline(firstLineBreak(text)), m_lineBegins(lineBegins(text, m_begin))
{
}

std::string_view PatchSource::slice(std::size_t begin, std::size_t end) const
{
    return m_text.substr(begin, end - begin);
}

std::size_t PatchSource::lineBegin(std::size_t offset) const
{
    return *std::prev(std::upper_bound(m_lineBegins.begin(), m_lineBegins.end(), std::max(offset, m_begin)));
}

std::size_t PatchSource::lineEnd(std::size_t offset) const
{
    return std::min(m_text.find_first_of(lineBreaks, offset), m_text.size());
}

std::size_t PatchSource::nextLine(std::size_t offset) const
{
    const std::size_t end = lineEnd(offset);
    if (m_text.substr(end, 2) == "\r\n")
        return end + 2;
    return std::min(end + 1, m_text.size());
}

int PatchSource::column(std::size_t offset) const
{
    return static_cast<int>(offset - lineBegin(offset));
}

bool PatchSource::beginsLine(std::size_t offset) const
{
    return slice(lineBegin(offset), offset).find_first_not_of(" \t") == std::string_view::npos;
}

bool PatchSource::isBlankLine(std::size_t offset) const
{
    return slice(lineBegin(offset), lineEnd(offset)).find_first_not_of(" \t") == std::string_view::npos;
}

std::string_view PatchSource::indentation(std::size_t offset) const
{
    const std::size_t begin = lineBegin(offset);
    return slice(begin, std::min(m_text.find_first_not_of(" \t", begin), offset));
}

bool PatchSource::breaksBetween(std::size_t begin, std::size_t end) const
{
    return lineBegin(begin) != lineBegin(end);
}

std::size_t PatchSource::skipBlank(std::size_t offset) const
{
    for (;;) {
        offset = std::min(m_text.find_first_not_of(whiteSpace, offset), m_text.size());
        if (m_syntax == Syntax::Json || at(offset) != '#')
            return offset;
        offset = lineEnd(offset);
    }
}

std::size_t PatchSource::previousLine(std::size_t lineBegin) const
{
    if (lineBegin <= m_begin)
        return m_begin;
    const bool two = lineBegin >= 2 && m_text.substr(lineBegin - 2, 2) == "\r\n";
    return this->lineBegin(lineBegin - (two ? 2 : 1));
}

std::size_t PatchSource::commentsAbove(std::size_t offset, std::size_t limit) const
{
    std::size_t begin = lineBegin(offset);
    while (begin > std::max(limit, m_begin)) {
        const std::size_t above = previousLine(begin);
        if (above < limit || at(m_text.find_first_not_of(" \t", above)) != '#')
            break;
        begin = above;
    }
    return begin;
}

bool PatchSource::isFlow(const Value& container) const
{
    const char first = at(container.range().begin);
    return m_syntax == Syntax::Json || first == '{' || first == '[';
}

bool PatchSource::isAlias(const Value& value) const
{
    const std::string_view text = slice(value.range());
    return m_syntax == Syntax::Yaml && text.starts_with('*') &&
           text.find_first_of(whiteSpace) == std::string_view::npos;
}

bool PatchSource::isCustomTagged(const Value& value) const
{
    return m_syntax == Syntax::Yaml && value.isObject() && at(value.range().begin) == '!';
}

std::optional<std::vector<SourceItem>> PatchSource::items(const Value& container) const
{
    std::vector<SourceItem> items;
    const bool flow = isFlow(container);
    const bool object = container.isObject();
    if (flow && at(container.range().begin) != (object ? '{' : '['))
        return std::nullopt;
    const std::size_t count = object ? container.asObject().size() : container.asArray().size();
    std::size_t offset = container.range().begin + (flow ? 1 : 0);
    for (std::size_t i = 0; i < count; ++i) {
        offset = skipBlank(offset);
        if (flow && i > 0) {
            if (at(offset) != ',')
                return std::nullopt;
            offset = skipBlank(offset + 1);
        }
        const Value& value = object ? container.asObject()[i].value : container.asArray()[i];
        const std::size_t end =
            std::max<std::size_t>(value.range().end, object ? container.asObject()[i].keyRange.end : 0);
        if (end < offset || (!flow && !object && at(offset) != '-'))
            return std::nullopt;
        items.push_back({offset, end});
        offset = end;
    }
    return items;
}

} // namespace gw::json
