// Short texts cut to a number of rows for painted widgets: wrapped at words or anywhere, the rest elided.
#pragma once

#include <QFont>
#include <QString>
#include <QStringList>

namespace gw::ui {

// `text` broken into at most `maxRows` rows of `width` pixels. What does not fit is elided: in the middle of a single
// row that is an address (both ends are kept), else at the end.
[[nodiscard]] QStringList wrapText(const QString& text, const QFont& font, int width, int maxRows);

} // namespace gw::ui
