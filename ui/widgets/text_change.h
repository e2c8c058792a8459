// TextChange: what turns one text into another, as one replaced range.
#pragma once

#include <QString>

namespace gw::ui {

struct TextChange
{
    qsizetype from = 0;
    qsizetype removed = 0;
    QString inserted;

    [[nodiscard]] bool isNothing() const { return removed == 0 && inserted.isEmpty(); }
};

[[nodiscard]] TextChange changeBetween(const QString& before, const QString& after);

} // namespace gw::ui
