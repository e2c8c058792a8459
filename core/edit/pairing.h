// Pairs the elements of two ordered lists by id: which were removed, added, changed, or put elsewhere. Elements that
// stand at the same end of both lists are passed over without look-ups, so the usual small edit costs little.
#pragma once

#include <algorithm>
#include <unordered_map>
#include <utility>
#include <vector>

namespace gw {

template <typename T>
struct Pairing
{
    std::vector<const T*> removed;                        // order of before
    std::vector<const T*> added;                          // order of after
    std::vector<std::pair<const T*, const T*>> changed;   // before, after
    std::vector<std::pair<const T*, const T*>> reordered; // the fewest whose place changed
};

// Which of `numbers` have to move for the rest to be ascending: all but a longest ascending subsequence.
[[nodiscard]] std::vector<bool> outOfOrder(const std::vector<std::size_t>& numbers);

// `idOf` gives an element's id; `isSame` says that two elements with one id need no closer look.
template <typename T, typename IdOf, typename IsSame>
[[nodiscard]] Pairing<T> pairById(const std::vector<T>& before, const std::vector<T>& after, IdOf idOf, IsSame isSame)
{
    Pairing<T> result;
    const auto note = [&](const T& old, const T& now) {
        if (!isSame(old, now))
            result.changed.emplace_back(&old, &now);
    };
    std::size_t first = 0;
    std::size_t beforeEnd = before.size();
    std::size_t afterEnd = after.size();
    while (first < std::min(beforeEnd, afterEnd) && idOf(before[first]) == idOf(after[first])) {
        note(before[first], after[first]);
        ++first;
    }
    while (std::min(beforeEnd, afterEnd) > first && idOf(before[beforeEnd - 1]) == idOf(after[afterEnd - 1]))
        note(before[--beforeEnd], after[--afterEnd]);

    std::unordered_map<decltype(idOf(before[0]).value), std::size_t> places;
    for (std::size_t i = first; i < beforeEnd; ++i)
        places.emplace(idOf(before[i]).value, i);

    std::vector<std::size_t> order;
    std::vector<const T*> kept;
    for (std::size_t i = first; i < afterEnd; ++i) {
        const auto place = places.find(idOf(after[i]).value);
        if (place == places.end()) {
            result.added.push_back(&after[i]);
            continue;
        }
        note(before[place->second], after[i]);
        order.push_back(place->second);
        kept.push_back(&after[i]);
        places.erase(place);
    }
    for (std::size_t i = first; i < beforeEnd; ++i)
        if (places.count(idOf(before[i]).value) > 0)
            result.removed.push_back(&before[i]);

    const std::vector<bool> moved = outOfOrder(order);
    for (std::size_t i = 0; i < moved.size(); ++i)
        if (moved[i])
            result.reordered.emplace_back(&before[order[i]], kept[i]);
    return result;
}

} // namespace gw
