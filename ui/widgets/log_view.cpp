// The log of a function or a server.
#include "ui/widgets/log_view.h"

#include <QRegularExpression>
#include <QScrollBar>

namespace gw::ui {

LogView::LogView(const Theme& theme, const QString& name, QWidget* parent) : QPlainTextEdit(parent), m_theme(theme)
{
    setReadOnly(true);
    setMaximumBlockCount(mostLines);
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setFrameShape(QFrame::NoFrame);
    setUndoRedoEnabled(false);
    setTabChangesFocus(true);
    setAccessibleName(name);
    const auto restyle = [this] { setFont(m_theme.monospace(fontSize::secondary)); };
    restyle();
    connect(&theme, &Theme::changed, this, restyle);
}

QString LogView::withoutColours(const QString& text)
{
    static const QRegularExpression sequence(QStringLiteral("\x1b\\[[0-9;?]*[ -/]*[@-~]"));
    return QString(text).remove(sequence);
}

void LogView::append(const QStringList& lines)
{
    if (lines.isEmpty())
        return;
    const bool follows = verticalScrollBar()->value() == verticalScrollBar()->maximum();
    appendPlainText(withoutColours(lines.join(QLatin1Char('\n'))));
    if (follows)
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
}

} // namespace gw::ui
