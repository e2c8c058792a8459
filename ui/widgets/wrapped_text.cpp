// Row breaking for painted texts, by QTextLayout.
#include "ui/widgets/wrapped_text.h"

#include <QFontMetrics>
#include <QTextLayout>
#include <QTextOption>

namespace gw::ui {

namespace {

// Paths, URLs and content types tell most at their ends, sentences at their beginning.
bool isAddress(const QString& text)
{
    return text.contains(QLatin1Char('/'));
}

} // namespace

QStringList wrapText(const QString& text, const QFont& font, int width, int maxRows)
{
    const QFontMetrics metrics(font);
    if (maxRows <= 1)
        return {metrics.elidedText(text, isAddress(text) ? Qt::ElideMiddle : Qt::ElideRight, width)};

    QTextLayout layout(text, font);
    QTextOption option;
    option.setWrapMode(text.contains(QLatin1Char(' ')) ? QTextOption::WrapAtWordBoundaryOrAnywhere
                                                       : QTextOption::WrapAnywhere);
    layout.setTextOption(option);
    layout.beginLayout();
    QStringList rows;
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        if (rows.size() + 1 == maxRows) {
            rows << metrics.elidedText(text.mid(line.textStart()), Qt::ElideRight, width);
            break;
        }
        rows << text.mid(line.textStart(), line.textLength()).trimmed();
    }
    layout.endLayout();
    return rows;
}

} // namespace gw::ui
