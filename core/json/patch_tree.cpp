#include "core/json/patch_tree.h"

#include "core/json/json_error.h"

#include <algorithm>
#include <cassert>

namespace gw::json {

namespace {

bool isEmpty(const Value& collection)
{
    return collection.isObject() ? collection.asObject().empty() : collection.asArray().empty();
}

bool bothCollections(const Value& a, const Value& b)
{
    return (a.isObject() && b.isObject()) || (a.isArray() && b.isArray());
}

[[maybe_unused]] bool isWithin(TextRange inner, TextRange outer)
{
    return inner.begin >= outer.begin && inner.end <= outer.end;
}

} // namespace

PatchTree::PatchTree(const PatchSource& source, const PatchStyle& style, Reach reach)
    : m_source(source), m_style(style), m_reach(reach)
{
}

Result<std::vector<TextEdit>> PatchTree::edits(const Value& loaded, const Value& wanted)
{
    m_edits.clear();
    m_refusal.reset();
    compare(loaded, wanted, {});
    if (m_refusal)
        return fail(std::move(*m_refusal));
    // At one spot, what is put in there comes before what is put in the place of the text that follows.
    const auto rank = [](const TextEdit& e) { return std::pair(e.begin, e.end > e.begin); };
    std::stable_sort(m_edits.begin(), m_edits.end(),
                     [&](const TextEdit& a, const TextEdit& b) { return rank(a) < rank(b); });
    return std::move(m_edits);
}

void PatchTree::edit(std::size_t begin, std::size_t end, std::string text)
{
    end = std::max(begin, end);
    if (m_source.slice(begin, end) != text)
        m_edits.push_back({begin, end, std::move(text)});
}

void PatchTree::refuse(const Value& loaded, const Place& place, std::string reason, std::string hint)
{
    const std::string name = place.member ? "\"" + place.member->key + "\"" : "This value";
    const std::size_t offset = place.member ? place.member->keyRange.begin : loaded.range().begin;
    m_refusal = yamlProblem(m_source.text(), offset, name + reason, std::move(hint));
    m_refusal->rule = "patch-refused";
}

// What stands behind an alias or a short tag has no text of its own in this place.
bool PatchTree::refuses(const Value& loaded, const Value& wanted, const Place& place)
{
    if (m_source.isAlias(loaded) && bothCollections(loaded, wanted)) {
        const std::string alias(m_source.slice(loaded.range()));
        refuse(loaded, place, " is shared through the alias \"" + alias + "\", so it cannot be changed in one place.",
               "In the file, replace " + alias + " by a copy of what it stands for; then edit it.");
        return true;
    }
    if (m_source.isCustomTagged(loaded) && wanted.isObject() && wanted.asObject().size() == 1 &&
        wanted.asObject().front().key == loaded.asObject().front().key) {
        refuse(loaded, place, " is written with a short tag of CloudFormation (!Ref, !Sub, …) that is kept as it is.",
               "Edit it in the text of the file.");
        return true;
    }
    return false;
}

void PatchTree::compare(const Value& loaded, const Value& wanted, const Place& place)
{
    if (m_refusal)
        return;
    const bool opaque = m_source.isAlias(loaded) || m_source.isCustomTagged(loaded);
    if (!opaque && bothCollections(loaded, wanted))
        return compareCollections(loaded, wanted, place);
    if (loaded == wanted || refuses(loaded, wanted, place))
        return;
    replace(loaded, wanted, place);
}

void PatchTree::compareCollections(const Value& loaded, const Value& wanted, const Place& place)
{
    if (loaded.sharesItemsWith(wanted))
        return;
    if (isEmpty(loaded) || isEmpty(wanted)) {
        if (isEmpty(loaded) != isEmpty(wanted))
            replace(loaded, wanted, place);
        return;
    }
    const Alignment alignment = loaded.isObject() ? alignMembers(loaded.asObject(), wanted.asObject())
                                                  : alignElements(loaded.asArray(), wanted.asArray());
    const std::size_t count = loaded.isObject() ? loaded.asObject().size() : loaded.asArray().size();
    if (m_reach == Reach::Wide && place.kind != Place::Kind::Root && changesDirectly(loaded, wanted, alignment))
        return replace(loaded, wanted, place);
    if (!changesPlaces(alignment, count))
        return compareChildren(loaded, wanted, alignment);
    const auto items = m_source.items(loaded);
    if (!items)
        return replace(loaded, wanted, place);
    // Edits at the same spot apply in the order they are made here: what comes before a child, its own, what follows.
    const Collection collection{loaded, wanted, alignment, *items, place.kind == Place::Kind::Root};
    fillGaps(collection, GapKind::BeforeChild);
    compareChildren(loaded, wanted, alignment);
    fillGaps(collection, GapKind::BehindChild);
}

bool PatchTree::changesDirectly(const Value& loaded, const Value& wanted, const Alignment& alignment) const
{
    const std::size_t count = loaded.isObject() ? loaded.asObject().size() : loaded.asArray().size();
    if (changesPlaces(alignment, count))
        return true;
    for (std::size_t i = 0; i < count; ++i) {
        if (loaded.isObject() && loaded.asObject()[i].key != wanted.asObject()[i].key)
            return true;
        const Value& before = loaded.isObject() ? loaded.asObject()[i].value : loaded.asArray()[i];
        const Value& after = wanted.isObject() ? wanted.asObject()[i].value : wanted.asArray()[i];
        const bool written = bothCollections(before, after) ? isEmpty(before) != isEmpty(after) : !(before == after);
        if (written)
            return true;
    }
    return false;
}

void PatchTree::compareChildren(const Value& loaded, const Value& wanted, const Alignment& alignment)
{
    const bool flow = m_source.isFlow(loaded);
    for (std::size_t i = 0; i < alignment.kept.size(); ++i) {
        if (alignment.kept[i] == Alignment::none)
            continue;
        const auto old = static_cast<std::size_t>(alignment.kept[i]);
        const Member* member = loaded.isObject() ? &loaded.asObject()[old] : nullptr;
        const Value& before = member ? member->value : loaded.asArray()[old];
        const Value& after = member ? wanted.asObject()[i].value : wanted.asArray()[i];
        assert(isWithin(before.range(), loaded.range()));
        const Place::Kind block = member ? Place::Kind::Member : Place::Kind::Element;
        if (member)
            renameKey(*member, wanted.asObject()[i].key, loaded);
        compare(before, after, {flow ? Place::Kind::Flow : block, member, &loaded});
    }
}

} // namespace gw::json
