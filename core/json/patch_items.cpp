// Part of PatchTree: items put into and taken out of a collection. Whatever stays splits the collection into gaps; in
// each gap loaded items go and wanted ones come. In brackets that is about commas, in block style about whole lines.
#include "core/json/patch_tree.h"

#include <algorithm>

namespace gw::json {

namespace {

constexpr std::size_t siblingsAsked = 3; // on each side

const Value& childAt(const Value& collection, std::size_t i)
{
    return collection.isObject() ? collection.asObject()[i].value : collection.asArray()[i];
}

bool isNonEmptyCollection(const Value& value)
{
    return (value.isObject() && !value.asObject().empty()) || (value.isArray() && !value.asArray().empty());
}

} // namespace

void PatchTree::fillGaps(const Collection& collection, GapKind kind)
{
    const std::vector<int>& kept = collection.alignment.kept;
    const bool flow = m_source.isFlow(collection.loaded);
    Gap gap;
    for (std::size_t i = 0; i <= kept.size(); ++i) {
        if (i < kept.size() && kept[i] == Alignment::none)
            continue;
        gap.loadedEnd = i < kept.size() ? static_cast<std::size_t>(kept[i]) : collection.items.size();
        gap.wantedEnd = i;
        const bool takesOut = gap.loadedBegin < gap.loadedEnd;
        const bool putsIn = gap.wantedBegin < gap.wantedEnd;
        const bool before =
            putsIn && !takesOut && (flow ? gap.loadedEnd < collection.items.size() : gap.loadedEnd == 0);
        if ((putsIn || takesOut) && before == (kind == GapKind::BeforeChild))
            flow ? fillFlowGap(collection, gap) : fillBlockGap(collection, gap);
        gap.loadedBegin = gap.loadedEnd + 1;
        gap.wantedBegin = gap.wantedEnd + 1;
    }
}

void PatchTree::fillFlowGap(const Collection& collection, const Gap& gap)
{
    const std::vector<SourceItem>& items = collection.items;
    const FlowStyle style = m_style.flow(collection.loaded, items);
    const std::string comma =
        style.lines ? "," + std::string(m_source.newline()) + style.itemIndent : "," + style.separator;
    const bool takesOut = gap.loadedBegin < gap.loadedEnd;
    const bool putsIn = gap.wantedBegin < gap.wantedEnd;
    const bool hasNext = gap.loadedEnd < items.size();
    if (takesOut && putsIn)
        edit(items[gap.loadedBegin].begin, items[gap.loadedEnd - 1].end, flowItems(collection, gap, style));
    else if (takesOut && hasNext)
        edit(items[gap.loadedBegin].begin, items[gap.loadedEnd].begin, "");
    else if (takesOut)
        edit(items[gap.loadedBegin - 1].end, items.back().end, "");
    else if (hasNext)
        edit(items[gap.loadedEnd].begin, items[gap.loadedEnd].begin, flowItems(collection, gap, style) + comma);
    else
        edit(items.back().end, items.back().end, comma + flowItems(collection, gap, style));
}

std::string PatchTree::flowItems(const Collection& collection, const Gap& gap, const FlowStyle& style) const
{
    const std::string comma =
        style.lines ? "," + std::string(m_source.newline()) + style.itemIndent : "," + style.separator;
    FlowStyle inner = style;
    if (!style.lines)
        inner.itemIndent = m_source.indentation(collection.loaded.range().begin);
    // The siblings around the gap show how a collection looks here.
    const std::size_t first = gap.loadedBegin < siblingsAsked ? 0 : gap.loadedBegin - siblingsAsked;
    const std::size_t last = std::min(gap.loadedEnd + siblingsAsked, collection.items.size());
    for (std::size_t i = first; i < last; ++i) {
        const Value& sibling = childAt(collection.loaded, i);
        if (isNonEmptyCollection(sibling))
            inner.lines = m_source.breaksBetween(sibling.range().begin, sibling.range().end);
    }

    std::string text;
    for (std::size_t i = gap.wantedBegin; i < gap.wantedEnd; ++i)
        text.append(i > gap.wantedBegin ? comma : "").append(flowItem(collection, i, inner));
    return text;
}

std::string PatchTree::flowItem(const Collection& collection, std::size_t wanted, const FlowStyle& style) const
{
    if (const int moved = collection.alignment.moved[wanted]; moved != Alignment::none) {
        const SourceItem& item = collection.items[static_cast<std::size_t>(moved)];
        return std::string(m_source.slice(item.begin, item.end));
    }
    if (collection.wanted.isArray())
        return flowText(collection.wanted.asArray()[wanted], collection.loaded, style);
    const Member& member = collection.wanted.asObject()[wanted];
    const std::string value = flowText(member.value, collection.loaded, style);
    if (m_source.syntax() == Syntax::Json)
        return writeJson(Value(member.key)) + style.colon + value;
    YamlStyle yaml = m_style.yaml();
    if (isWrittenLikeJson(collection.loaded))
        yaml.quoteAs('"');
    return yamlKey(member.key, yaml, YamlPlace::Flow) + ": " + value;
}

// An item's lines begin with the comment lines right above it. What stands above the first line of a document (a
// licence, say) belongs to the document.
std::size_t PatchTree::slotBegin(const Collection& collection, std::size_t item) const
{
    const std::size_t begin = collection.items[item].begin;
    if (!m_source.beginsLine(begin))
        return begin;
    if (item == 0 && collection.isRoot)
        return m_source.lineBegin(begin);
    return m_source.commentsAbove(begin, item > 0 ? m_source.nextLine(collection.items[item - 1].end) : 0);
}

bool PatchTree::separatesByBlankLines(const Collection& collection, std::size_t nearItem) const
{
    const std::vector<SourceItem>& items = collection.items;
    if (items.size() < 2)
        return false;
    const std::size_t first = std::min(nearItem, items.size() - 2);
    const std::size_t below = m_source.nextLine(items[first].end);
    return below < items[first + 1].begin && m_source.isBlankLine(below);
}

void PatchTree::fillBlockGap(const Collection& collection, const Gap& gap)
{
    if (gap.wantedBegin == gap.wantedEnd)
        return removeLines(collection, gap);
    if (gap.loadedBegin == gap.loadedEnd)
        return insertLines(collection, gap);
    const std::size_t begin = slotBegin(collection, gap.loadedBegin);
    const std::size_t end = m_source.lineEnd(collection.items[gap.loadedEnd - 1].end);
    const std::size_t item = collection.items[gap.loadedBegin].begin;
    const bool ownLine = m_source.beginsLine(item);
    std::string text(ownLine ? m_source.indentation(item) : "");
    edit(begin, end, text.append(blockItems(collection, gap)));
}

void PatchTree::removeLines(const Collection& collection, const Gap& gap)
{
    const std::size_t first = collection.items[gap.loadedBegin].begin;
    std::size_t end = m_source.nextLine(collection.items[gap.loadedEnd - 1].end);
    if (!m_source.beginsLine(first)) { // "- a: 1": what follows moves up behind the dash
        end = std::min(m_source.text().find_first_not_of(" \t\r\n", end), m_source.text().size());
        return edit(first, end, "");
    }
    const std::size_t begin = slotBegin(collection, gap.loadedBegin);
    const std::size_t above = m_source.previousLine(begin);
    const bool blankAbove = above == begin || m_source.isBlankLine(above);
    while (blankAbove && end < m_source.text().size() && m_source.isBlankLine(end))
        end = m_source.nextLine(end);
    edit(begin, end, "");
}

void PatchTree::insertLines(const Collection& collection, const Gap& gap)
{
    const std::vector<SourceItem>& items = collection.items;
    const std::string newline(m_source.newline());
    const std::string indent(static_cast<std::size_t>(m_source.column(items[0].begin)), ' ');
    const std::string text = blockItems(collection, gap);
    const std::size_t neighbour = gap.loadedBegin > 0 ? gap.loadedBegin - 1 : 0;
    const std::string blank = separatesByBlankLines(collection, neighbour) ? newline : "";
    if (gap.loadedBegin > 0) {
        const std::size_t end = items[neighbour].end;
        const std::size_t at = m_source.nextLine(end);
        if (m_source.lineEnd(end) < m_source.text().size())
            return edit(at, at, blank + indent + text + newline);
        stripLastLiteral(collection, neighbour);
        return edit(at, at, newline + blank + indent + text);
    }
    const std::size_t at = slotBegin(collection, 0);
    if (m_source.beginsLine(items[0].begin))
        edit(at, at, indent + text + newline + blank);
    else
        edit(at, at, text + newline + blank + indent);
}

// A "|" text at the very end of a file without a line break has none either; once something follows, "|-" says so.
void PatchTree::stripLastLiteral(const Collection& collection, std::size_t item)
{
    const Value* last = &childAt(collection.loaded, item);
    while (isNonEmptyCollection(*last) && !m_source.isFlow(*last) && !m_source.isAlias(*last))
        last = last->isObject() ? &last->asObject().back().value : &last->asArray().back();
    const std::size_t begin = last->range().begin;
    const bool literal = last->isString() && (m_source.at(begin) == '|' || m_source.at(begin) == '>');
    const std::string_view header = m_source.slice(begin, m_source.lineEnd(begin));
    const bool done =
        std::any_of(m_edits.begin(), m_edits.end(), [&](const TextEdit& e) { return e.begin == begin + 1; });
    if (literal && !done && header.find_first_of("+-") == std::string_view::npos && !last->asString().ends_with('\n'))
        edit(begin + 1, begin + 1, "-");
}

std::string PatchTree::blockItems(const Collection& collection, const Gap& gap) const
{
    const int column = m_source.column(collection.items[0].begin);
    const YamlStyle style = m_style.yamlNear(collection.loaded);
    std::string next(m_source.newline());
    if (separatesByBlankLines(collection, gap.loadedBegin > 0 ? gap.loadedBegin - 1 : 0))
        next += next;
    next.append(static_cast<std::size_t>(column), ' ');

    std::string text;
    for (std::size_t i = gap.wantedBegin; i < gap.wantedEnd; ++i) {
        if (i > gap.wantedBegin)
            text += next;
        if (const int moved = collection.alignment.moved[i]; moved != Alignment::none) {
            const auto item = static_cast<std::size_t>(moved);
            const std::size_t begin = m_source.text().find_first_not_of(" \t", slotBegin(collection, item));
            text += m_source.slice(begin, m_source.lineEnd(collection.items[item].end));
        } else if (collection.wanted.isObject()) {
            appendYamlMember(text, collection.wanted.asObject()[i], style, column);
        } else {
            appendYamlElement(text, collection.wanted.asArray()[i], style, column);
        }
    }
    return text;
}

} // namespace gw::json
