// SyntaxColors: KSyntaxHighlighting's analysis in the theme's own colours. A document is coloured from its beginning,
// a slice at each turn of the event loop, so that neither a long text nor a quote typed at its top holds the window.
#pragma once

#include "ui/theme/theme.h"

#include <KSyntaxHighlighting/AbstractHighlighter>

#include <QList>
#include <QObject>
#include <QTextLayout>
#include <QTimer>

class QTextBlock;
class QTextDocument;

namespace gw::ui {

class SyntaxColors final : public QObject, public KSyntaxHighlighting::AbstractHighlighter
{
    Q_OBJECT
    Q_INTERFACES(KSyntaxHighlighting::AbstractHighlighter)

public:
    static constexpr qsizetype sliceSize = 16 * 1024; // characters coloured in one turn: a few milliseconds

    SyntaxColors(QTextDocument* document, const Theme& theme);
    void setLanguageName(const QString& name); // as KSyntaxHighlighting names it: "JSON", "YAML"; empty = plain
    [[nodiscard]] bool isDone() const { return m_first > m_last; }

protected:
    void applyFormat(int offset, int length, const KSyntaxHighlighting::Format& format) override;

private:
    void textChanged(int position, int removed, int added);
    void colourAnew();
    void colourSlice();
    bool colour(QTextBlock& block);
    void setFormats(const QTextBlock& block);

    const Theme& m_theme;
    QTextDocument* m_document;
    QTimer m_turn;
    QList<QTextLayout::FormatRange> m_formats; // of the line at hand
    int m_first = 0;                           // no line before it waits, nor one after m_last
    int m_last = -1;
    int m_blocks = 0;
    bool m_isColoured = false; // lines may have colours
};

} // namespace gw::ui
