// What goes is taken from its end, what comes is added at its end: positions before the change stay right throughout,
// and the part that is in place is a beginning of the whole.
#include "ui/widgets/text_in_pieces.h"

#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTextCursor>

#include <algorithm>
#include <utility>

namespace gw::ui {

TextInPieces::TextInPieces(QPlainTextEdit* editor) : m_editor(editor)
{
    m_turn.setInterval(0);
    connect(&m_turn, &QTimer::timeout, this, &TextInPieces::next);
}

void TextInPieces::start(TextChange change)
{
    stop();
    m_change = std::move(change);
    m_removed = 0;
    m_inserted = 0;
    m_isRunning = true;
    m_editor->document()->setUndoRedoEnabled(false);
    next();
    if (m_isRunning)
        m_turn.start();
}

void TextInPieces::stop()
{
    m_turn.stop();
    if (std::exchange(m_isRunning, false))
        m_editor->document()->setUndoRedoEnabled(true);
}

int TextInPieces::percent() const
{
    const qsizetype all = m_change.removed + m_change.inserted.size();
    return all > 0 ? static_cast<int>((m_removed + m_inserted) * 100 / all) : 100;
}

void TextInPieces::next()
{
    const int scroll = m_editor->verticalScrollBar()->value();
    const qsizetype before = m_removed;
    remove(pieceSize);
    insert(pieceSize - (m_removed - before));
    m_editor->verticalScrollBar()->setValue(scroll);
    if (m_removed < m_change.removed || m_inserted < m_change.inserted.size()) {
        emit pieceDone();
        return;
    }
    stop();
    emit finished();
}

void TextInPieces::remove(qsizetype atMost)
{
    const qsizetype size = std::min(atMost, m_change.removed - m_removed);
    if (size <= 0)
        return;
    m_removed += size;
    QTextCursor edit(m_editor->document());
    edit.setPosition(static_cast<int>(m_change.from + m_change.removed - m_removed));
    edit.setPosition(static_cast<int>(m_change.from + m_change.removed - m_removed + size), QTextCursor::KeepAnchor);
    edit.removeSelectedText();
}

void TextInPieces::insert(qsizetype atMost)
{
    const QString& text = m_change.inserted;
    qsizetype size = std::min(atMost, text.size() - m_inserted);
    if (size <= 0)
        return;
    if (m_inserted + size < text.size() && size > 1 && text[m_inserted + size - 1].isHighSurrogate())
        --size;
    QTextCursor edit(m_editor->document());
    edit.setPosition(static_cast<int>(m_change.from + m_inserted));
    edit.insertText(text.mid(m_inserted, size));
    m_inserted += size;
}

} // namespace gw::ui
