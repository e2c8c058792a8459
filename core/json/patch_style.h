// The style a file is written in, found by looking at it: how new parts have to be written so that they look at home.
#pragma once

#include "core/json/patch_source.h"
#include "core/json/yaml_style.h"

namespace gw::json {

// How a collection in brackets is laid out.
struct FlowStyle
{
    bool lines = false;          // an item a line
    std::string itemIndent;      // white space an item's line begins with
    std::string unit = "  ";     // what one more level adds
    std::string separator = " "; // between a comma and the next item, when not on lines
    std::string colon = ": ";
};

// Looks through the document once; the answers for a certain place come from that place where it has any.
class PatchStyle
{
public:
    PatchStyle(const PatchSource& source, const Value& document);

    [[nodiscard]] const YamlStyle& yaml() const { return m_yaml; }

    // As a new part below `container`, a block collection, should be written: its own members are the best example.
    [[nodiscard]] YamlStyle yamlNear(const Value& container) const;
    // `container` is in brackets and has `items`.
    [[nodiscard]] FlowStyle flow(const Value& container, const std::vector<SourceItem>& items) const;
    // For a JSON value that stands at `offset` and has no layout yet.
    [[nodiscard]] FlowStyle flowAt(std::size_t offset, bool lines) const;
    [[nodiscard]] bool documentHasLines() const { return m_documentHasLines; }

private:
    void learn(const Value& value, int depth);
    void learnBlock(const Value& container, YamlStyle& style, bool& sawMapping, bool& sawSequence) const;
    void learnQuotes(std::string_view text);

    const PatchSource& m_source;
    YamlStyle m_yaml;
    FlowStyle m_flow;
    bool m_documentHasLines = true;
    bool m_sawMapping = false;
    bool m_sawSequence = false;
    bool m_sawFlow = false;
    int m_looksLeft = 2000; // values: enough to know a file's habits
    int m_singleQuotes = 0;
    int m_doubleQuotes = 0;
    int m_plainNumericKeys = 0;
    int m_quotedNumericKeys = 0;
};

} // namespace gw::json
