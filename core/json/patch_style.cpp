#include "core/json/patch_style.h"

#include "core/json/yaml_schema.h"

#include <algorithm>

namespace gw::json {

namespace {

bool isCollection(const Value& value)
{
    return (value.isObject() && !value.asObject().empty()) || (value.isArray() && !value.asArray().empty());
}

} // namespace

PatchStyle::PatchStyle(const PatchSource& source, const Value& document) : m_source(source)
{
    m_yaml.newline = source.newline();
    m_documentHasLines = !isCollection(document) || source.breaksBetween(document.range().begin, document.range().end);
    learn(document, 0);
    m_yaml.quote = m_singleQuotes > m_doubleQuotes ? '\'' : '"';
    m_yaml.plainNumericKeys = m_plainNumericKeys > m_quotedNumericKeys;
}

void PatchStyle::learnQuotes(std::string_view text)
{
    m_singleQuotes += text.starts_with('\'') ? 1 : 0;
    m_doubleQuotes += text.starts_with('"') ? 1 : 0;
}

void PatchStyle::learn(const Value& value, int depth)
{
    if (--m_looksLeft < 0 || m_source.isAlias(value) || m_source.isCustomTagged(value))
        return;
    if (value.isString())
        return learnQuotes(m_source.slice(value.range()));
    if (!isCollection(value))
        return;
    if (m_source.isFlow(value)) {
        if (const auto items = m_sawFlow ? std::nullopt : m_source.items(value)) {
            const FlowStyle seen = flow(value, *items);
            m_sawFlow = value.isObject();
            m_flow.unit = seen.lines ? seen.unit : m_flow.unit;
            m_flow.colon = seen.colon;
            m_flow.separator = seen.separator;
        }
    } else {
        learnBlock(value, m_yaml, m_sawMapping, m_sawSequence);
    }
    if (value.isArray()) {
        for (const Value& element : value.asArray())
            learn(element, depth + 1);
        return;
    }
    for (const Member& member : value.asObject()) {
        if (resolvePlainScalar(member.key).isNumber())
            ++(m_source.slice(member.keyRange) == member.key ? m_plainNumericKeys : m_quotedNumericKeys);
        learn(member.value, depth + 1);
    }
}

void PatchStyle::learnBlock(const Value& container, YamlStyle& style, bool& sawMapping, bool& sawSequence) const
{
    if (!container.isObject())
        return;
    for (const Member& member : container.asObject()) {
        const Value& value = member.value;
        const bool below = isCollection(value) && !m_source.isFlow(value) && !m_source.isAlias(value) &&
                           !m_source.isCustomTagged(value) && m_source.beginsLine(value.range().begin) &&
                           value.range().begin > member.keyRange.end;
        if (!below)
            continue;
        const int indent = m_source.column(value.range().begin) - m_source.column(member.keyRange.begin);
        if (value.isObject() && !sawMapping && indent > 0) {
            style.indent = indent;
            sawMapping = true;
        }
        if (value.isArray() && !sawSequence && indent >= 0) {
            style.sequenceIndent = indent;
            sawSequence = true;
        }
        if (sawMapping && sawSequence)
            return;
    }
}

YamlStyle PatchStyle::yamlNear(const Value& container) const
{
    YamlStyle style = m_yaml;
    if (!m_sawMapping && m_sawSequence && style.sequenceIndent > 0)
        style.indent = style.sequenceIndent;
    if (m_sawMapping && !m_sawSequence)
        style.sequenceIndent = style.indent;
    bool sawMapping = false;
    bool sawSequence = false;
    learnBlock(container, style, sawMapping, sawSequence);
    return style;
}

FlowStyle PatchStyle::flow(const Value& container, const std::vector<SourceItem>& items) const
{
    FlowStyle style = m_flow;
    if (items.empty())
        return style;
    const std::size_t begin = container.range().begin;
    style.lines = m_source.beginsLine(items[0].begin) && m_source.breaksBetween(begin, items[0].begin);
    if (style.lines) {
        style.itemIndent = m_source.indentation(items[0].begin);
        const std::string_view base = m_source.indentation(begin);
        if (style.itemIndent.size() > base.size() && style.itemIndent.starts_with(base))
            style.unit = style.itemIndent.substr(base.size());
    } else if (items.size() > 1) {
        const std::size_t comma = m_source.skipBlank(items[0].end);
        style.separator = m_source.slice(comma + 1, m_source.skipBlank(comma + 1));
        if (style.separator.find_first_not_of(" \t\r\n") != std::string::npos)
            style.separator = " "; // a comment stands there
    }
    if (container.isObject() && m_source.syntax() == Syntax::Json) {
        const Member& first = container.asObject().front();
        style.colon = m_source.slice(first.keyRange.end, first.value.range().begin);
        if (m_source.breaksBetween(first.keyRange.end, first.value.range().begin))
            style.colon = ": ";
        if (items.size() == 1 && !style.lines)
            style.separator = style.colon.ends_with(' ') ? " " : "";
    } else if (items.size() == 1 && m_source.syntax() == Syntax::Yaml) {
        style.separator = " ";
    }
    return style;
}

FlowStyle PatchStyle::flowAt(std::size_t offset, bool lines) const
{
    FlowStyle style = m_flow;
    style.lines = lines;
    style.itemIndent = std::string(m_source.indentation(offset)) + style.unit;
    return style;
}

} // namespace gw::json
