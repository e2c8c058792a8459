// Edits of a json::Value tree that leave alone what the model does not know: members it never read keep their place,
// members it did read are changed one by one, renamed in place, and follow the wanted order only where that changed.
#pragma once

#include "core/api/integration.h"
#include "core/json/value.h"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

namespace gw {

// For each wanted item the index of the item of `base` it came from: by key, else the unclaimed one at the same place
// (a rename).
template <typename Base, typename Wanted, typename SameKey>
std::vector<std::optional<std::size_t>> pairItems(const Base& base, const Wanted& wanted, SameKey isSame)
{
    std::vector<bool> claimed(base.size(), false);
    std::vector<std::optional<std::size_t>> origins(wanted.size());
    for (std::size_t w = 0; w < wanted.size(); ++w)
        for (std::size_t b = 0; b < base.size() && !origins[w]; ++b)
            if (!claimed[b] && isSame(base[b], wanted[w])) {
                origins[w] = b;
                claimed[b] = true;
            }
    for (std::size_t w = 0; w < wanted.size() && w < base.size(); ++w)
        if (!origins[w] && !claimed[w])
            origins[w] = w;
    return origins;
}

// A wanted element and the place in the original sequence it had, if any.
template <typename Element>
struct Placed
{
    std::optional<std::size_t> origin;
    Element element;
};

// `original` with its known elements replaced by `wanted`: unknown ones keep their places, kept ones fill the places of
// kept ones, a new one follows its predecessor.
template <typename Element>
std::vector<Element> arranged(std::vector<Element> original, const std::vector<bool>& isKnown,
                              std::vector<Placed<Element>> wanted)
{
    std::vector<bool> isKept(original.size(), false);
    std::size_t next = 0;
    for (const Placed<Element>& item : wanted)
        if (item.origin)
            isKept[*item.origin] = true;

    std::vector<Element> result;
    const auto takeNew = [&] {
        while (next < wanted.size() && !wanted[next].origin)
            result.push_back(std::move(wanted[next++].element));
    };
    for (std::size_t i = 0; i < original.size(); ++i) {
        if (!isKnown[i])
            result.push_back(std::move(original[i]));
        if (!isKept[i])
            continue;
        takeNew(); // only before the first kept one is anything left to take here
        result.push_back(std::move(wanted[next++].element));
        takeNew();
    }
    takeNew();
    return result;
}

using KeyOrder = std::span<const std::string_view>;

// Sets object[key]; a new key is placed before the first member that `order` puts after it.
void put(json::Value& object, std::string_view key, json::Value value, KeyOrder order = {});

// Change one field where base and wanted differ; an empty wanted removes the key.
void putText(json::Value& object, std::string_view key, const std::string& base, const std::string& wanted,
             KeyOrder order = {});
void putValue(json::Value& object, std::string_view key, const json::Value& base, const json::Value& wanted,
              KeyOrder order = {});
void putFlag(json::Value& object, std::string_view key, bool base, bool wanted, KeyOrder order = {});
void putList(json::Value& object, std::string_view key, const std::vector<std::string>& base,
             const std::vector<std::string>& wanted, KeyOrder order = {});
void putMap(json::Value& object, std::string_view key, const StringMap& base, const StringMap& wanted,
            KeyOrder order = {});
// A status code, as the number or the text the file has.
void putStatusCode(json::Value& object, const std::string& base, const std::string& wanted, KeyOrder order = {});

// The object under `key` to write members into; taken out again by dropIfEmpty().
json::Value& childObject(json::Value& object, std::string_view key, KeyOrder order = {});
void dropIfEmpty(json::Value& object, std::string_view key);

// How writeMembers() treats items of one kind.
template <typename T>
struct MemberKind
{
    std::function<std::string(const T&)> key;                            // as a new member's key
    std::function<bool(const std::string& memberKey, const T&)> matches; // does this member say that item
    std::function<json::Value(const json::Value* original, const T* base, const T& wanted)> write;
};

// Makes the members of `object` that say `base` say `wanted`. Gives the key of a wanted item whose place is taken, by
// a member the model could not read (which is not overwritten) or by another item; empty when all went well.
template <typename T>
std::string writeMembers(json::Value& object, const std::vector<T>& base, const std::vector<T>& wanted,
                         const std::vector<std::optional<std::size_t>>& origins, const MemberKind<T>& kind)
{
    if (!object.isObject())
        object = json::Value::object();
    json::Object members = object.asObject();
    std::vector<bool> isKnown(members.size(), false);
    std::vector<std::optional<std::size_t>> memberOf(base.size());
    std::size_t firstUnknown = 0; // of thousands in the order of the file, the next one is looked for where it stands
    for (std::size_t b = 0; b < base.size(); ++b) {
        while (firstUnknown < members.size() && isKnown[firstUnknown])
            ++firstUnknown;
        for (std::size_t m = firstUnknown; m < members.size() && !memberOf[b]; ++m)
            if (!isKnown[m] && kind.matches(members[m].key, base[b])) {
                memberOf[b] = m;
                isKnown[m] = true;
            }
    }
    std::unordered_set<std::string> taken;
    for (std::size_t m = 0; m < members.size(); ++m)
        if (!isKnown[m])
            taken.insert(members[m].key);

    std::vector<Placed<json::Member>> placed;
    for (std::size_t w = 0; w < wanted.size(); ++w) {
        const T* from = origins[w] ? &base[*origins[w]] : nullptr;
        const auto place = origins[w] ? memberOf[*origins[w]] : std::nullopt;
        json::Member member = place ? members[*place] : json::Member{kind.key(wanted[w]), {}, {}};
        if (!kind.matches(member.key, wanted[w]))
            member.key = kind.key(wanted[w]);
        if (!taken.insert(member.key).second)
            return member.key;
        member.value = kind.write(place ? &members[*place].value : nullptr, from, wanted[w]);
        placed.push_back({place, std::move(member)});
    }
    object.asObject() = arranged(std::move(members), isKnown, std::move(placed));
    return {};
}

} // namespace gw
