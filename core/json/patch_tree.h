// Compares the loaded tree with the wanted one and collects the text edits that make the text say the latter.
#pragma once

#include "core/json/patch_align.h"
#include "core/json/patch_style.h"
#include "core/result.h"

namespace gw::json {

struct TextEdit
{
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string text;
};

class PatchTree
{
public:
    // Narrow edits touch as little as possible. Wide ones write a collection anew as soon as anything directly in it
    // changes: the second try, for texts whose form the narrow edits misjudge.
    enum class Reach { Narrow, Wide };

    PatchTree(const PatchSource& source, const PatchStyle& style, Reach reach);

    [[nodiscard]] Result<std::vector<TextEdit>> edits(const Value& loaded, const Value& wanted);

private:
    // Where a value stands, as far as it decides how another value can be put there.
    struct Place
    {
        enum class Kind { Root, Member, Element, Flow };
        Kind kind = Kind::Root;
        const Member* member = nullptr; // the loaded one, when there is a key
        const Value* parent = nullptr;
    };
    struct Gap
    {
        std::size_t loadedBegin = 0; // taken out: [loadedBegin, loadedEnd)
        std::size_t loadedEnd = 0;
        std::size_t wantedBegin = 0; // put in: [wantedBegin, wantedEnd)
        std::size_t wantedEnd = 0;
    };
    enum class GapKind { BeforeChild, BehindChild };
    struct Collection
    {
        const Value& loaded;
        const Value& wanted;
        const Alignment& alignment;
        const std::vector<SourceItem>& items;
        bool isRoot = false;
    };

    void compare(const Value& loaded, const Value& wanted, const Place& place);
    void compareCollections(const Value& loaded, const Value& wanted, const Place& place);
    void compareChildren(const Value& loaded, const Value& wanted, const Alignment& alignment);
    [[nodiscard]] bool changesDirectly(const Value& loaded, const Value& wanted, const Alignment& alignment) const;
    [[nodiscard]] bool refuses(const Value& loaded, const Value& wanted, const Place& place);
    void refuse(const Value& loaded, const Place& place, std::string reason, std::string hint);

    // A value for a value (patch_value.cpp).
    void replace(const Value& loaded, const Value& wanted, const Place& place);
    void replaceInBlock(const Value& loaded, const Value& wanted, const Place& place);
    void replaceInFlow(const Value& loaded, const Value& wanted, const Place& place);
    void renameKey(const Member& loaded, const std::string& key, const Value& container);
    [[nodiscard]] std::string jsonText(const Value& value, const FlowStyle& style) const;
    [[nodiscard]] std::string flowText(const Value& value, const Value& container, const FlowStyle& style) const;
    [[nodiscard]] bool isWrittenLikeJson(const Value& container) const;
    [[nodiscard]] std::size_t behindColon(const Member& member) const;
    [[nodiscard]] std::optional<int> literalIndent(const Value& scalar, int column) const;
    [[nodiscard]] YamlStyle styleFor(const Value& loaded, const Value& wanted, const Place& place, int column) const;
    [[nodiscard]] bool isBelow(const Value& value) const; // in block style: more than the line it begins on

    // Items put into and taken out of collections (patch_items.cpp).
    void fillGaps(const Collection& collection, GapKind kind);
    void fillFlowGap(const Collection& collection, const Gap& gap);
    void fillBlockGap(const Collection& collection, const Gap& gap);
    void removeLines(const Collection& collection, const Gap& gap);
    void insertLines(const Collection& collection, const Gap& gap);
    void stripLastLiteral(const Collection& collection, std::size_t item);
    [[nodiscard]] std::string flowItems(const Collection& collection, const Gap& gap, const FlowStyle& style) const;
    [[nodiscard]] std::string flowItem(const Collection& collection, std::size_t wanted, const FlowStyle& style) const;
    [[nodiscard]] std::string blockItems(const Collection& collection, const Gap& gap) const;
    [[nodiscard]] std::size_t slotBegin(const Collection& collection, std::size_t item) const;
    [[nodiscard]] bool separatesByBlankLines(const Collection& collection, std::size_t nearItem) const;

    void edit(std::size_t begin, std::size_t end, std::string text);

    const PatchSource& m_source;
    const PatchStyle& m_style;
    Reach m_reach;
    std::vector<TextEdit> m_edits;
    std::optional<Diagnostic> m_refusal;
};

} // namespace gw::json
