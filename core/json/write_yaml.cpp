// A Value as YAML text in block style: mappings and sequences by indentation, several lines of text as "|" blocks.
#include "core/json/text.h"
#include "core/json/yaml_style.h"

#include <algorithm>

namespace gw::json {

namespace {

constexpr std::size_t longestSimpleKey = 1000; // characters; the specification's limit is 1024

void breakLine(std::string& out, const YamlStyle& style, int column)
{
    out += style.newline;
    out.append(static_cast<std::size_t>(column), ' ');
}

bool isBlockCollection(const Value& value)
{
    return (value.isObject() && !value.asObject().empty()) || (value.isArray() && !value.asArray().empty());
}

bool holdsUnprintable(std::string_view line)
{
    Value text(line);
    return !line.empty() && yamlScalar(text, {}, YamlPlace::Block).find("\\u") != std::string::npos;
}

// Texts of several lines that a "|" block gives back exactly, whatever the reader: no control characters, no tab or
// space that could be mistaken for indentation, at most one line break at the end.
bool mayBeLiteral(std::string_view text)
{
    if (text.find('\n') == std::string_view::npos || text.find('\r') != std::string_view::npos ||
        text.ends_with("\n\n") || text.front() == '\n')
        return false;
    for (bool first = true; !text.empty(); first = false) {
        const std::string_view line = text.substr(0, text.find('\n'));
        const bool blank = !line.empty() && line.find_first_not_of(' ') == std::string_view::npos;
        if (blank || line.starts_with('\t') || (first && line.starts_with(' ')) || holdsUnprintable(line))
            return false;
        text.remove_prefix(std::min(line.size() + 1, text.size()));
    }
    return true;
}

void appendLiteral(std::string& out, std::string_view text, const YamlStyle& style, int column)
{
    out += text.ends_with('\n') ? "|" : "|-";
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        if (line.empty())
            out += style.newline;
        else
            breakLine(out, style, column);
        out += line;
        text.remove_prefix(std::min(line.size() + 1, text.size()));
    }
}

} // namespace

void appendYamlScalar(std::string& out, const Value& value, const YamlStyle& style, int contentColumn)
{
    if (value.isString() && !value.asString().empty() && mayBeLiteral(value.asString()))
        appendLiteral(out, value.asString(), style, contentColumn);
    else if (isBlockCollection(value) || value.isObject() || value.isArray())
        out += yamlFlow(value, style);
    else
        out += yamlScalar(value, style, YamlPlace::Block);
}

void appendYamlBlock(std::string& out, const Value& value, const YamlStyle& style, int column)
{
    if (!isBlockCollection(value))
        return appendYamlScalar(out, value, style, column > 0 ? column : style.indent);
    bool first = true;
    if (value.isObject()) {
        for (const Member& member : value.asObject()) {
            if (!std::exchange(first, false))
                breakLine(out, style, column);
            appendYamlMember(out, member, style, column);
        }
        return;
    }
    for (const Value& element : value.asArray()) {
        if (!std::exchange(first, false))
            breakLine(out, style, column);
        appendYamlElement(out, element, style, column);
    }
}

void appendYamlMember(std::string& out, const Member& member, const YamlStyle& style, int column)
{
    const std::string key = yamlKey(member.key, style, YamlPlace::Block);
    if (key.size() > longestSimpleKey) {
        out += "? " + key;
        breakLine(out, style, column);
        out += ":";
    } else {
        out += key + ":";
    }
    appendYamlMemberValue(out, member.value, style, column);
}

void appendYamlMemberValue(std::string& out, const Value& value, const YamlStyle& style, int column)
{
    if (!isBlockCollection(value)) {
        out += ' ';
        return appendYamlScalar(out, value, style, column + style.indent);
    }
    const int inner = column + (value.isArray() ? style.sequenceIndent : style.indent);
    breakLine(out, style, inner);
    appendYamlBlock(out, value, style, inner);
}

void appendYamlElement(std::string& out, const Value& element, const YamlStyle& style, int column)
{
    out += "- ";
    appendYamlBlock(out, element, style, column + 2);
}

std::string writeYaml(const Value& value, int indentWidth)
{
    YamlStyle style;
    style.indent = std::max(indentWidth, 1);
    style.sequenceIndent = style.indent;
    std::string out;
    appendYamlBlock(out, value, style, 0);
    return out += '\n';
}

} // namespace gw::json
