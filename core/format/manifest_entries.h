// What the lists of gatewright.yaml beside its APIs have in common: entries with a name, read field by field and
// written back so that wrong entries, foreign keys, comments and order stay as they are.
#pragma once

#include "core/api/cow.h"
#include "core/format/openapi_document.h"
#include "core/format/tree_edit.h"
#include "core/result.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace gw {

inline constexpr char projectFileRule[] = "project-file";

// An entry that was read, and its index in the list of the file: entries that were left out stand between them.
template <typename T>
struct Listed
{
    std::size_t place = 0;
    T item;
};

// How a file tells what is wrong with its entries.
struct EntryFindings
{
    const char* rule = projectFileRule;
    Severity severity = Severity::Error;
};

// The fields of one entry. What is of the wrong kind becomes a finding with its place and counts as absent.
class EntryReader
{
public:
    // `subject` names the entry in messages: Function "orders".
    EntryReader(const ReadContext& context, const json::Value& entry, std::string subject, EntryFindings kind = {});

    [[nodiscard]] std::string text(std::string_view key, std::string_view fallback = {});
    [[nodiscard]] int number(std::string_view key, int fallback);
    [[nodiscard]] bool flag(std::string_view key, bool fallback);
    [[nodiscard]] std::optional<int> optionalNumber(std::string_view key);
    [[nodiscard]] std::optional<double> optionalReal(std::string_view key);
    [[nodiscard]] std::optional<bool> optionalFlag(std::string_view key);
    [[nodiscard]] StringMap map(std::string_view key);
    [[nodiscard]] std::vector<std::string> texts(std::string_view key);
    // One of a few words; `from` knows them, `hint` lists them.
    template <typename T>
    [[nodiscard]] T word(std::string_view key, T fallback, std::optional<T> (*from)(std::string_view), const char* hint)
    {
        const std::string said = text(key);
        const std::optional<T> known = from(said);
        if (!said.empty() && !known)
            error((*m_entry)[key], "\"" + said + "\" is no " + std::string(key) + ".", hint);
        return known.value_or(fallback);
    }
    // A part with fields of its own.
    [[nodiscard]] EntryReader part(std::string_view key);
    // A list of such parts, each with its index in the file's list. What is no object is told and left out.
    [[nodiscard]] std::vector<Listed<EntryReader>> parts(std::string_view key);

    void error(const json::Value& at, const std::string& what, std::string hint);
    [[nodiscard]] const json::Value& entry() const { return *m_entry; }
    [[nodiscard]] const ReadContext& context() const { return m_context; }
    [[nodiscard]] const std::string& subject() const { return m_subject; }
    // In this entry or a part of it.
    [[nodiscard]] bool hadErrors() const { return *m_hadErrors; }

private:
    [[nodiscard]] std::optional<int> wholeNumber(std::string_view key, const std::string& example);
    [[nodiscard]] EntryReader partAt(const json::Value& value) const;

    ReadContext m_context;
    const json::Value* m_entry;
    std::string m_subject;
    EntryFindings m_kind;
    std::shared_ptr<bool> m_hadErrors = std::make_shared<bool>(false); // parts share it
};

// Reads the list under `key` of the root. `read` gives the item, or nothing when the entry is to be left out; names are
// unique among those that are kept. `word` is what one is called: "function".
template <typename T>
std::vector<Listed<T>> readEntries(const ReadContext& context, const json::Value& root, std::string_view key,
                                   const std::string& word,
                                   const std::function<std::optional<T>(EntryReader&, std::string name)>& read)
{
    std::vector<Listed<T>> list;
    const json::Value& node = root[key];
    if (node.isNull())
        return list;
    if (!node.isArray()) {
        EntryReader(context, root, {})
            .error(node, "\"" + std::string(key) + "\" is not a list.",
                   "Write each " + word + " as a list item with a name.");
        return list;
    }
    std::set<std::string> names;
    for (std::size_t i = 0; i < node.asArray().size(); ++i) {
        const json::Value& entry = node.asArray()[i];
        const std::string name = entry["name"].scalarText();
        EntryReader reader(context, entry, name.empty() ? std::string() : word + " \"" + name + "\"");
        if (name.empty())
            reader.error(entry, "A " + word + " has no name.", "Give each " + word + " a name.");
        else if (names.contains(name))
            reader.error(entry, "the name stands there twice.", "Rename one of them.");
        else if (std::optional<T> item = read(reader, name)) {
            names.insert(name);
            list.push_back({i, std::move(*item)});
        }
    }
    return list;
}

// For each wanted item the entry it came from. One whose name stands in the file is that entry; an id decides for those
// that were renamed since.
template <typename T>
std::vector<std::optional<std::size_t>> originsOf(const std::vector<Listed<T>>& base, const std::vector<Cow<T>>& wanted)
{
    std::vector<std::optional<std::size_t>> origins(wanted.size());
    std::vector<bool> isClaimed(base.size(), false);
    const auto claim = [&](std::size_t w, auto isSame) {
        for (std::size_t b = 0; b < base.size() && !origins[w]; ++b)
            if (!isClaimed[b] && isSame(base[b].item, *wanted[w])) {
                origins[w] = b;
                isClaimed[b] = true;
            }
    };
    const auto hasEntry = [&](const std::string& name) {
        return std::any_of(base.begin(), base.end(), [&](const Listed<T>& each) { return each.item.name == name; });
    };
    for (std::size_t w = 0; w < wanted.size(); ++w)
        if (!hasEntry(wanted[w]->name))
            claim(w, [](const T& a, const T& b) { return a.id == b.id; });
    for (std::size_t w = 0; w < wanted.size(); ++w)
        claim(w, [](const T& a, const T& b) { return a.name == b.name; });
    return origins;
}

// Makes the list under `key` say `wanted`. Entries for which `isKept` holds stay whatever `wanted` says; `write` edits
// an entry (an empty object for a new one, which has no base). Fails when something else than a list stands there.
template <typename T>
Result<void> writeEntries(json::Value& root, std::string_view key, KeyOrder rootOrder,
                          const std::vector<Listed<T>>& base, const std::vector<Cow<T>>& wanted,
                          const std::function<bool(const T&)>& isKept,
                          const std::function<json::Value(json::Value entry, const T* base, const T& wanted)>& write)
{
    const json::Value& node = root[key];
    if (!node.isArray() && !node.isNull())
        return wanted.empty() ? Result<void>{}
                              : fail("\"" + std::string(key) +
                                         "\" in gatewright.yaml is not a list, so nothing can "
                                         "be added to it.",
                                     "Write it as a list of entries, each with a name.");
    json::Array array = node.isArray() ? node.asArray() : json::Array{};
    std::vector<bool> isKnown(array.size(), false);
    for (const Listed<T>& each : base)
        isKnown[each.place] = !isKept(each.item);
    const auto origins = originsOf(base, wanted);
    std::vector<Placed<json::Value>> placed;
    for (std::size_t w = 0; w < wanted.size(); ++w) {
        const Listed<T>* from = origins[w] ? &base[*origins[w]] : nullptr;
        placed.push_back(
            {from ? std::optional(from->place) : std::nullopt,
             write(from ? array[from->place] : json::Value::object(), from ? &from->item : nullptr, *wanted[w])});
    }
    const bool hadEntries = !array.empty();
    json::Array result = arranged(std::move(array), isKnown, std::move(placed));
    if (!result.empty())
        put(root, key, std::move(result), rootOrder);
    else if (hadEntries)
        root.remove(key);
    return {};
}

// Set a field where base and wanted differ, also to nothing: an absent one would mean its default.
void putSaid(json::Value& object, std::string_view key, const std::string& base, const std::string& wanted,
             KeyOrder order);
void putNumber(json::Value& object, std::string_view key, int base, int wanted, KeyOrder order);
// A text that follows from names as long as the file says nothing: written once it is another, for it outlives renames.
void putDerived(json::Value& object, std::string_view key, const std::string& wanted, const std::string& derived,
                KeyOrder order);
[[nodiscard]] json::Value plainNumber(double number); // a whole one without a fraction

// Sets a field, or removes it where nothing is wanted.
template <typename T>
void putOptional(json::Value& object, std::string_view key, const std::optional<T>& base,
                 const std::optional<T>& wanted, KeyOrder order)
{
    if (base == wanted)
        return;
    if (!wanted)
        object.remove(key);
    else if constexpr (std::is_same_v<T, double>)
        put(object, key, plainNumber(*wanted), order);
    else
        put(object, key, *wanted, order);
}

// Makes the list of objects under `key` say `wanted`. `base` is what its objects say, in their order: each of them is
// an item, however wrong its fields are. Items are paired by `isSame`, then by place.
template <typename T>
void putObjects(json::Value& object, std::string_view key, const std::vector<T>& base, const std::vector<T>& wanted,
                bool (*isSame)(const T&, const T&),
                json::Value (*write)(json::Value node, const T* base, const T& wanted), KeyOrder order)
{
    if (base == wanted)
        return;
    json::Array array = object[key].isArray() ? object[key].asArray() : json::Array{};
    std::vector<bool> isKnown(array.size(), false);
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < array.size(); ++i)
        if (array[i].isObject()) {
            isKnown[i] = true;
            places.push_back(i);
        }
    const auto origins = pairItems(base, wanted, isSame);
    std::vector<Placed<json::Value>> placed;
    for (std::size_t w = 0; w < wanted.size(); ++w) {
        const bool isOld = origins[w] && *origins[w] < places.size();
        const auto place = isOld ? std::optional(places[*origins[w]]) : std::nullopt;
        placed.push_back({place, write(place ? array[*place] : json::Value::object(),
                                       place ? &base[*origins[w]] : nullptr, wanted[w])});
    }
    put(object, key, arranged(std::move(array), isKnown, std::move(placed)), order);
    dropIfEmpty(object, key);
}

} // namespace gw
