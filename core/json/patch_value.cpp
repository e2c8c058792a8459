// Part of PatchTree: another value, or another key, in the place of a loaded one.
#include "core/json/json_layout.h"
#include "core/json/patch_tree.h"

#include <algorithm>

namespace gw::json {

namespace {

bool isNonEmptyCollection(const Value& value)
{
    return (value.isObject() && !value.asObject().empty()) || (value.isArray() && !value.asArray().empty());
}

bool hasLines(std::string_view text)
{
    return text.find('\n') != std::string_view::npos;
}

} // namespace

void PatchTree::replace(const Value& loaded, const Value& wanted, const Place& place)
{
    const bool flow = m_source.syntax() == Syntax::Json || place.kind == Place::Kind::Flow;
    if (flow)
        replaceInFlow(loaded, wanted, place);
    else
        replaceInBlock(loaded, wanted, place);
}

std::string PatchTree::jsonText(const Value& value, const FlowStyle& style) const
{
    JsonLayout layout;
    layout.lines = style.lines;
    layout.indent = style.itemIndent;
    layout.unit = style.unit;
    layout.newline = m_source.newline();
    layout.colon = style.colon;
    layout.separator = style.colon.ends_with(' ') ? ", " : ",";
    std::string text;
    appendJson(text, value, layout);
    return text;
}

bool PatchTree::isWrittenLikeJson(const Value& container) const
{
    if (!m_source.isFlow(container))
        return false;
    std::size_t first = container.range().begin;
    while (m_source.at(first) == '{' || m_source.at(first) == '[')
        first = m_source.skipBlank(first + 1);
    return m_source.at(first) == '"';
}

// `value` as an item of `container`, which is in brackets.
std::string PatchTree::flowText(const Value& value, const Value& container, const FlowStyle& style) const
{
    if (m_source.syntax() == Syntax::Json)
        return jsonText(value, style);
    YamlStyle yaml = m_style.yaml();
    if (isWrittenLikeJson(container))
        yaml.quoteAs('"');
    return yamlFlow(value, yaml);
}

void PatchTree::replaceInFlow(const Value& loaded, const Value& wanted, const Place& place)
{
    const TextRange range = loaded.range();
    const Value& container = place.parent ? *place.parent : loaded;
    if (!isNonEmptyCollection(wanted))
        return edit(range.begin, range.end, flowText(wanted, container, {}));
    bool lines = m_style.documentHasLines();
    if (isNonEmptyCollection(loaded))
        lines = m_source.breaksBetween(range.begin, range.end);
    else if (place.parent)
        lines = m_source.breaksBetween(place.parent->range().begin, place.parent->range().end);
    FlowStyle style = m_style.flowAt(range.begin, lines);
    style.itemIndent = m_source.indentation(range.begin);
    edit(range.begin, range.end, flowText(wanted, container, style));
}

std::size_t PatchTree::behindColon(const Member& member) const
{
    std::size_t offset = m_source.skipBlank(member.keyRange.end);
    if (m_source.at(offset) != ':')
        return member.value.range().begin;
    ++offset;
    // An anchor stays where it is: aliases need it.
    for (;;) {
        const std::size_t next = m_source.text().find_first_not_of(" \t", offset);
        if (m_source.at(next) != '&' || next >= member.value.range().begin)
            return offset;
        offset = std::min(m_source.text().find_first_of(" \t\r\n", next), m_source.text().size());
    }
}

// How far the lines of a "|" or ">" scalar stand to the right of `column`; none for other scalars.
std::optional<int> PatchTree::literalIndent(const Value& scalar, int column) const
{
    const TextRange range = scalar.range();
    const char first = m_source.at(range.begin);
    if (!scalar.isString() || (first != '|' && first != '>'))
        return std::nullopt;
    for (std::size_t line = m_source.nextLine(range.begin); line < range.end; line = m_source.nextLine(line))
        if (!m_source.isBlankLine(line))
            return std::max(static_cast<int>(m_source.text().find_first_not_of(' ', line) - line) - column, 1);
    return std::nullopt;
}

// A text for a text keeps its quotes; what stands deeper follows the file.
YamlStyle PatchTree::styleFor(const Value& loaded, const Value& wanted, const Place& place, int column) const
{
    const bool oneLine = !isNonEmptyCollection(wanted) && !hasLines(wanted.scalarText());
    YamlStyle style = oneLine ? m_style.yaml() : m_style.yamlNear(place.parent ? *place.parent : loaded);
    style.indent = literalIndent(loaded, column).value_or(style.indent);
    const char first = m_source.at(loaded.range().begin);
    if (loaded.isString() && (first == '"' || first == '\''))
        wanted.isString() ? style.quoteAs(first) : void(style.quote = first);
    return style;
}

void PatchTree::replaceInBlock(const Value& loaded, const Value& wanted, const Place& place)
{
    const TextRange range = loaded.range();
    const bool oldIsBelow = isBelow(loaded);
    const bool newIsBelow = isNonEmptyCollection(wanted);
    std::size_t begin = range.begin;
    std::string text;
    if (place.kind == Place::Kind::Root) {
        appendYamlBlock(text, wanted, styleFor(loaded, wanted, place, 0), 0);
    } else if (place.kind == Place::Kind::Element) {
        const int gap = range.begin == range.end ? 1 : 0; // behind a lone dash
        text.assign(static_cast<std::size_t>(gap), ' ');
        const int column = m_source.column(begin) + gap;
        if (newIsBelow)
            appendYamlBlock(text, wanted, styleFor(loaded, wanted, place, column), column);
        else
            appendYamlScalar(text, wanted, styleFor(loaded, wanted, place, column),
                             literalIndent(loaded, 0).value_or(column));
    } else if (oldIsBelow && newIsBelow && loaded.isObject() == wanted.isObject()) {
        const int column = m_source.column(begin);
        appendYamlBlock(text, wanted, styleFor(loaded, wanted, place, column), column);
    } else {
        const int column = m_source.column(place.member->keyRange.begin);
        appendYamlMemberValue(text, wanted, styleFor(loaded, wanted, place, column), column);
        if (oldIsBelow || newIsBelow || range.begin == range.end)
            begin = behindColon(*place.member);
        else
            text.erase(0, 1); // the space behind the colon stays
    }
    const std::size_t lineEnd = m_source.lineEnd(range.end);
    const bool comment = m_source.slice(range.end, lineEnd).find('#') != std::string_view::npos;
    if (comment && newIsBelow && !oldIsBelow && place.kind == Place::Kind::Member) { // stays on the line of its key
        edit(begin, range.end, "");
        begin = lineEnd;
    }
    edit(begin, hasLines(text) ? lineEnd : range.end, text);
}

bool PatchTree::isBelow(const Value& value) const
{
    return isNonEmptyCollection(value) && !m_source.isFlow(value) && !m_source.isAlias(value) &&
           !m_source.isCustomTagged(value);
}

void PatchTree::renameKey(const Member& loaded, const std::string& key, const Value& container)
{
    if (loaded.key == key)
        return;
    const TextRange range = loaded.keyRange;
    if (m_source.syntax() == Syntax::Json)
        return edit(range.begin, range.end, writeJson(Value(key)));
    YamlStyle style = m_style.yaml();
    const char first = m_source.at(range.begin);
    const bool quoted = first == '"' || first == '\'';
    style.plainNumericKeys = true;
    const bool flow = m_source.isFlow(container);
    if (quoted)
        style.quoteAs(first);
    edit(range.begin, range.end, yamlKey(key, style, flow ? YamlPlace::Flow : YamlPlace::Block));
}

} // namespace gw::json
