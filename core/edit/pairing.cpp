// The longest ascending subsequence by patience sorting: O(n log n).
#include "core/edit/pairing.h"

#include <optional>

namespace gw {

std::vector<bool> outOfOrder(const std::vector<std::size_t>& numbers)
{
    std::vector<std::size_t> tails; // indices: tails[k] ends the ascending run of length k + 1 with the smallest end
    std::vector<std::optional<std::size_t>> previous(numbers.size());
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const auto place = std::lower_bound(tails.begin(), tails.end(), numbers[i],
                                            [&](std::size_t tail, std::size_t n) { return numbers[tail] < n; });
        if (place != tails.begin())
            previous[i] = *(place - 1);
        if (place == tails.end())
            tails.push_back(i);
        else
            *place = i;
    }

    std::vector<bool> moves(numbers.size(), true);
    std::optional<std::size_t> stays = tails.empty() ? std::nullopt : std::optional(tails.back());
    for (; stays; stays = previous[*stays])
        moves[*stays] = false;
    return moves;
}

} // namespace gw
