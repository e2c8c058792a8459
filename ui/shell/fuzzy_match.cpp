// Greedy from the left, then tightened from the right end of the match, which finds the compact one of several.
#include "ui/shell/fuzzy_match.h"

#include <algorithm>

namespace gw::ui {

namespace {

bool isWordStart(const QString& text, int i)
{
    if (i == 0)
        return true;
    const QChar before = text[i - 1];
    return !before.isLetterOrNumber() || (before.isLower() && text[i].isUpper());
}

int scoreOf(const QString& text, const QList<int>& positions)
{
    int score = 0;
    for (int i = 0; i < positions.size(); ++i) {
        score += 4;
        if (isWordStart(text, positions[i]))
            score += 8;
        if (i > 0 && positions[i] == positions[i - 1] + 1)
            score += 6;
        else if (i > 0)
            score -= std::min(positions[i] - positions[i - 1] - 1, 8);
    }
    return score - int(text.size()) / 8;
}

} // namespace

std::optional<FuzzyMatch> fuzzyMatch(const QString& pattern, const QString& text)
{
    const QString letters = QString(pattern).remove(' ');
    QList<int> positions;
    int at = 0;
    for (const QChar letter : letters) {
        at = int(text.indexOf(letter, at, Qt::CaseInsensitive));
        if (at < 0)
            return std::nullopt;
        positions.append(at++);
    }
    for (int i = int(positions.size()) - 2; i >= 0; --i)
        positions[i] = int(text.lastIndexOf(letters[i], positions[i + 1] - 1, Qt::CaseInsensitive));
    return FuzzyMatch{scoreOf(text, positions), positions};
}

} // namespace gw::ui
