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

constexpr QChar breakHere(0x200B); // zero-width space
constexpr QChar holdsHere(0x2060); // word joiner

// So that addresses break between their parts and not within one, and not within "${".
QString withBreaksAfterSlashes(const QString& text)
{
    QString result;
    for (qsizetype i = 0; i < text.size(); ++i) {
        result += text[i];
        const bool isPartEnd =
            text[i] == QLatin1Char('/') && i > 0 && text[i - 1] != QLatin1Char('/') && text[i - 1] != QLatin1Char(':');
        if (i + 1 == text.size())
            break;
        if (isPartEnd)
            result += breakHere;
        else if (text[i] == QLatin1Char('$'))
            result += holdsHere;
    }
    return result;
}

} // namespace

QStringList wrapText(const QString& text, const QFont& font, int width, int maxRows)
{
    const QFontMetrics metrics(font);
    if (maxRows <= 1)
        return {metrics.elidedText(text, isAddress(text) ? Qt::ElideMiddle : Qt::ElideRight, width)};

    const QString breakable = withBreaksAfterSlashes(text);
    QTextLayout layout(breakable, font);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    layout.beginLayout();
    QStringList rows;
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        const bool isLast = rows.size() + 1 == maxRows;
        QString row = isLast ? breakable.mid(line.textStart()) : breakable.mid(line.textStart(), line.textLength());
        row.remove(breakHere).remove(holdsHere);
        rows << (isLast ? metrics.elidedText(row, Qt::ElideRight, width) : row.trimmed());
        if (isLast)
            break;
    }
    layout.endLayout();
    return rows;
}

} // namespace gw::ui
