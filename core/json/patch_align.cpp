#include "core/json/patch_align.h"

#include "core/json/text.h"

#include <algorithm>
#include <unordered_map>

namespace gw::json {

namespace {

constexpr std::size_t largestTable = 1'000'000; // cells compared to find a longest common subsequence

bool sameKeys(const Object& loaded, const Object& wanted)
{
    return std::equal(loaded.begin(), loaded.end(), wanted.begin(), wanted.end(),
                      [](const Member& a, const Member& b) { return a.key == b.key; });
}

// For each wanted member the loaded one with its key; the k-th of duplicates is the k-th.
std::vector<int> matchKeys(const Object& loaded, const Object& wanted)
{
    std::unordered_map<std::string_view, std::vector<int>> places;
    for (std::size_t i = loaded.size(); i-- > 0;)
        places[loaded[i].key].push_back(static_cast<int>(i));
    std::vector<int> match(wanted.size(), Alignment::none);
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const auto found = places.find(wanted[i].key);
        if (found == places.end() || found->second.empty())
            continue;
        match[i] = found->second.back();
        found->second.pop_back();
    }
    return match;
}

// Keeps the longest rising run of `match` and clears the others: the fewest members move.
std::vector<int> longestRising(const std::vector<int>& match)
{
    std::vector<std::size_t> tails; // wanted index that ends the best run of each length
    std::vector<std::size_t> before(match.size(), match.size());
    for (std::size_t i = 0; i < match.size(); ++i) {
        if (match[i] == Alignment::none)
            continue;
        const auto tail = std::lower_bound(tails.begin(), tails.end(), match[i],
                                           [&](std::size_t t, int value) { return match[t] < value; });
        if (tail != tails.begin())
            before[i] = *std::prev(tail);
        if (tail == tails.end())
            tails.push_back(i);
        else
            *tail = i;
    }
    std::vector<int> rising(match.size(), Alignment::none);
    if (!tails.empty())
        for (std::size_t i = tails.back(); i < match.size(); i = before[i])
            rising[i] = match[i];
    return rising;
}

// A renamed member need not be equal: renaming a path parameter changes the path and its parameter list.
bool looksRenamed(const Value& loaded, const Value& wanted, bool only)
{
    if (loaded == wanted)
        return true;
    if (!only || !loaded.isObject() || !wanted.isObject())
        return false;
    const auto shared = std::count_if(wanted.asObject().begin(), wanted.asObject().end(),
                                      [&](const Member& member) { return loaded.find(member.key) != nullptr; });
    return 2 * static_cast<std::size_t>(shared) > std::max(loaded.asObject().size(), wanted.asObject().size());
}

// Pairs what was taken out and put in between the same two neighbours.
template <typename Pairing>
void forEachGap(const std::vector<int>& kept, std::size_t loadedCount, const Pairing& pair)
{
    int loadedBegin = 0;
    std::size_t wantedBegin = 0;
    for (std::size_t i = 0; i <= kept.size(); ++i) {
        if (i < kept.size() && kept[i] == Alignment::none)
            continue;
        const int loadedEnd = i < kept.size() ? kept[i] : static_cast<int>(loadedCount);
        pair(loadedBegin, loadedEnd, wantedBegin, i);
        loadedBegin = loadedEnd + 1;
        wantedBegin = i + 1;
    }
}

// The part of two arrays between their common beginning and end; elements as small numbers, equal exactly when they
// are.
struct Middle
{
    std::size_t begin = 0;
    std::vector<std::size_t> loaded;
    std::vector<std::size_t> wanted;
};

Middle middleOf(const Array& loaded, const Array& wanted, std::size_t prefix, std::size_t suffix)
{
    Middle middle;
    middle.begin = prefix;
    std::unordered_map<std::string, std::size_t> known;
    const auto identify = [&](const Array& array, std::vector<std::size_t>& ids) {
        for (std::size_t i = prefix; i < array.size() - suffix; ++i)
            ids.push_back(known.try_emplace(writeJson(array[i]), known.size()).first->second);
    };
    identify(loaded, middle.loaded);
    identify(wanted, middle.wanted);
    return middle;
}

// The longest common subsequence stays.
void keepCommon(const Middle& middle, std::vector<int>& kept)
{
    const std::size_t rows = middle.loaded.size();
    const std::size_t columns = middle.wanted.size();
    if (rows * columns > largestTable)
        return;
    std::vector<std::uint32_t> table((rows + 1) * (columns + 1), 0);
    const auto length = [&](std::size_t i, std::size_t j) -> std::uint32_t& { return table[i * (columns + 1) + j]; };
    for (std::size_t i = rows; i-- > 0;)
        for (std::size_t j = columns; j-- > 0;)
            length(i, j) = middle.loaded[i] == middle.wanted[j] ? length(i + 1, j + 1) + 1
                                                                : std::max(length(i + 1, j), length(i, j + 1));
    for (std::size_t i = 0, j = 0; i < rows && j < columns;) {
        if (middle.loaded[i] == middle.wanted[j])
            kept[middle.begin + j++] = static_cast<int>(middle.begin + i++);
        else if (length(i + 1, j) >= length(i, j + 1))
            ++i;
        else
            ++j;
    }
}

// An element that was taken out here and put in there moved.
void findMoved(const Middle& middle, Alignment& alignment, std::vector<bool>& isUsed)
{
    std::unordered_map<std::size_t, std::vector<std::size_t>> free;
    for (const int l : alignment.kept)
        if (l != Alignment::none)
            isUsed[static_cast<std::size_t>(l)] = true;
    for (std::size_t i = middle.loaded.size(); i-- > 0;)
        if (!isUsed[middle.begin + i])
            free[middle.loaded[i]].push_back(middle.begin + i);
    for (std::size_t j = 0; j < middle.wanted.size(); ++j) {
        std::vector<std::size_t>& same = free[middle.wanted[j]];
        if (alignment.kept[middle.begin + j] != Alignment::none || same.empty())
            continue;
        alignment.moved[middle.begin + j] = static_cast<int>(same.back());
        isUsed[same.back()] = true;
        same.pop_back();
    }
}

} // namespace

Alignment alignMembers(const Object& loaded, const Object& wanted)
{
    Alignment alignment;
    alignment.moved.assign(wanted.size(), Alignment::none);
    if (sameKeys(loaded, wanted)) {
        for (std::size_t i = 0; i < wanted.size(); ++i)
            alignment.kept.push_back(static_cast<int>(i));
        return alignment;
    }
    const std::vector<int> match = matchKeys(loaded, wanted);
    alignment.kept = longestRising(match);

    std::vector<bool> isMatched(loaded.size(), false);
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (match[i] == Alignment::none)
            continue;
        isMatched[static_cast<std::size_t>(match[i])] = true;
        if (alignment.kept[i] == Alignment::none && loaded[static_cast<std::size_t>(match[i])].value == wanted[i].value)
            alignment.moved[i] = match[i];
    }
    std::vector<int> kept = alignment.kept;
    forEachGap(alignment.kept, loaded.size(), [&](int from, int to, std::size_t wantedFrom, std::size_t wantedTo) {
        const bool only = to - from == 1 && wantedTo - wantedFrom == 1;
        std::size_t next = wantedFrom;
        for (int l = from; l < to; ++l) {
            if (isMatched[static_cast<std::size_t>(l)])
                continue;
            for (std::size_t w = next; w < wantedTo; ++w) {
                if (match[w] != Alignment::none ||
                    !looksRenamed(loaded[static_cast<std::size_t>(l)].value, wanted[w].value, only))
                    continue;
                kept[w] = l;
                next = w + 1;
                break;
            }
        }
    });
    alignment.kept = std::move(kept);
    return alignment;
}

Alignment alignElements(const Array& loaded, const Array& wanted)
{
    Alignment alignment;
    alignment.kept.assign(wanted.size(), Alignment::none);
    alignment.moved.assign(wanted.size(), Alignment::none);
    const std::size_t least = std::min(loaded.size(), wanted.size());
    std::size_t prefix = 0;
    while (prefix < least && loaded[prefix] == wanted[prefix]) {
        alignment.kept[prefix] = static_cast<int>(prefix);
        ++prefix;
    }
    std::size_t suffix = 0;
    while (suffix < least - prefix && loaded[loaded.size() - 1 - suffix] == wanted[wanted.size() - 1 - suffix]) {
        alignment.kept[wanted.size() - 1 - suffix] = static_cast<int>(loaded.size() - 1 - suffix);
        ++suffix;
    }
    const Middle middle = middleOf(loaded, wanted, prefix, suffix);
    std::vector<bool> isUsed(loaded.size(), false);
    keepCommon(middle, alignment.kept);
    findMoved(middle, alignment, isUsed);

    // What remains between equal neighbours was edited in place, one by one from the front.
    std::vector<int> kept = alignment.kept;
    forEachGap(alignment.kept, loaded.size(), [&](int from, int to, std::size_t wantedFrom, std::size_t wantedTo) {
        std::size_t w = wantedFrom;
        for (int l = from; l < to; ++l) {
            if (isUsed[static_cast<std::size_t>(l)])
                continue;
            while (w < wantedTo && alignment.moved[w] != Alignment::none)
                ++w;
            if (w == wantedTo)
                break;
            kept[w++] = l;
        }
    });
    alignment.kept = std::move(kept);
    return alignment;
}

bool changesPlaces(const Alignment& alignment, std::size_t loadedCount)
{
    return alignment.kept.size() != loadedCount ||
           std::find(alignment.kept.begin(), alignment.kept.end(), Alignment::none) != alignment.kept.end();
}

} // namespace gw::json
