// What differs between two texts, for tests that say which lines an edit may touch.
#pragma once

#include <QString>
#include <QStringList>

#include <algorithm>
#include <string>
#include <vector>

namespace gw::test {

// What differs, as "-line" and "+line", by the longest common subsequence.
inline QStringList lineDiff(const QStringList& a, const QStringList& b)
{
    std::vector<std::vector<int>> common(a.size() + 1, std::vector<int>(b.size() + 1, 0));
    for (qsizetype i = a.size() - 1; i >= 0; --i)
        for (qsizetype j = b.size() - 1; j >= 0; --j)
            common[i][j] = a[i] == b[j] ? common[i + 1][j + 1] + 1 : std::max(common[i + 1][j], common[i][j + 1]);
    QStringList diff;
    qsizetype i = 0;
    qsizetype j = 0;
    while (i < a.size() || j < b.size()) {
        if (i < a.size() && j < b.size() && a[i] == b[j]) {
            ++i;
            ++j;
        } else if (j == b.size() || (i < a.size() && common[i + 1][j] >= common[i][j + 1])) {
            diff << "-" + a[i++];
        } else {
            diff << "+" + b[j++];
        }
    }
    return diff;
}

inline QStringList linesOf(const std::string& text)
{
    return QString::fromStdString(text).split('\n');
}

} // namespace gw::test
