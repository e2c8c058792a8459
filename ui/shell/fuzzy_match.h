// Fuzzy matching of the command palette: the typed letters in order, anywhere; matches at word starts and in a row
// count more, long texts a little less.
#pragma once

#include <QList>
#include <QString>

#include <optional>

namespace gw::ui {

struct FuzzyMatch
{
    int score = 0;
    QList<int> positions; // of the matched letters, for emphasis
};

// std::nullopt when `text` does not hold the letters of `pattern`. Spaces in the pattern match anything.
[[nodiscard]] std::optional<FuzzyMatch> fuzzyMatch(const QString& pattern, const QString& text);

} // namespace gw::ui
