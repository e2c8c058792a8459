// Row breaking for painted texts, by QTextLayout.
#include "ui/widgets/wrapped_text.h"

#include <QFontMetrics>
#include <QTextLayout>
#include <QTextOption>

namespace gw::ui {

QStringList wrapText(const QString& text, const QFont& font, int width, int maxRows)
{
    const QFontMetrics metrics(font);
    if (maxRows <= 1)
        return {metrics.elidedText(text, Qt::ElideMiddle, width)};

    QTextLayout layout(text, font);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
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
