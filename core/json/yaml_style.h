// Writes values as YAML in a given style: for whole documents (writeYaml) and for parts put into an existing file.
#pragma once

#include "core/json/value.h"

namespace gw::json {

struct YamlStyle
{
    int indent = 2;                // columns from a key to what stands under it
    int sequenceIndent = 2;        // columns from a key to the "- " under it; 0 puts it right below
    char quote = '"';              // for texts that need quotes and could use either
    bool plainNumericKeys = false; // 200: rather than "200":
    bool quoteAll = false;         // every text and key in quotes

    void quoteAs(char mark) // as JSON does, or as what stood there did
    {
        quote = mark;
        quoteAll = true;
    }
    std::string_view newline = "\n"; // "\n" or "\r\n"
};

enum class YamlPlace { Block, Flow };

// Scalars and keys on one line: plain where every YAML reader takes it for the same text, else in quotes.
[[nodiscard]] std::string yamlScalar(const Value& value, const YamlStyle& style, YamlPlace place);
[[nodiscard]] std::string yamlKey(std::string_view key, const YamlStyle& style, YamlPlace place);

// The value on one line: {a: 1, b: [x, y]}.
[[nodiscard]] std::string yamlFlow(const Value& value, const YamlStyle& style);

// Each appends block style text that begins where `out` ends, which is `column` of a line; lines after the first are
// indented to their place; no line break at the end.
void appendYamlBlock(std::string& out, const Value& value, const YamlStyle& style, int column);
void appendYamlMember(std::string& out, const Member& member, const YamlStyle& style, int column);
void appendYamlElement(std::string& out, const Value& element, const YamlStyle& style, int column); // "- …"

// A scalar or empty collection; the lines of a "|" block begin in `contentColumn`.
void appendYamlScalar(std::string& out, const Value& value, const YamlStyle& style, int contentColumn);

// What follows "key:" of a key in `column`: " scalar", " |" and its lines, or a line break and a block.
void appendYamlMemberValue(std::string& out, const Value& value, const YamlStyle& style, int column);

} // namespace gw::json
