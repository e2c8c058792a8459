// The longest equal head and tail stay. Neither ends between the halves of one character.
#include "ui/widgets/text_change.h"

#include <algorithm>

namespace gw::ui {

TextChange changeBetween(const QString& before, const QString& after)
{
    const qsizetype shorter = std::min(before.size(), after.size());
    qsizetype head = std::mismatch(before.begin(), before.begin() + shorter, after.begin()).first - before.begin();
    if (head > 0 && before[head - 1].isHighSurrogate())
        --head;
    const qsizetype rest = shorter - head;
    qsizetype tail = std::mismatch(before.rbegin(), before.rbegin() + rest, after.rbegin()).first - before.rbegin();
    if (tail > 0 && before[before.size() - tail].isLowSurrogate())
        --tail;
    return {head, before.size() - head - tail, after.mid(head, after.size() - head - tail)};
}

} // namespace gw::ui
