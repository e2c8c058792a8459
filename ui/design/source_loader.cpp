// What comes from the design cannot be undone in the editor: the project's undo does that.
#include "ui/design/source_loader.h"

#include "ui/design/method_facts.h"
#include "ui/widgets/code_editor.h"

#include <QScrollBar>

#include <utility>

namespace gw::ui {

namespace {

constexpr std::size_t usualSize = 256 * 1024; // bytes: shown within a frame

CodeEditor::Language languageOf(const QString& text)
{
    for (const QChar c : text)
        if (!c.isSpace())
            return c == QLatin1Char('{') ? CodeEditor::Language::Json : CodeEditor::Language::Yaml;
    return CodeEditor::Language::Yaml;
}

// A line ends in one character there, however it ends in the file.
QString asInEditor(const std::string& text)
{
    QString result = fromUtf8(text);
    result.replace(QLatin1String("\r\n"), QLatin1String("\n"));
    result.replace(QLatin1Char('\r'), QLatin1Char('\n'));
    return result;
}

} // namespace

SourceLoader::SourceLoader(CodeEditor* editor) : m_editor(editor), m_pieces(editor)
{
    connect(editor, &QPlainTextEdit::textChanged, this, [this] { m_isKnown = false; });
    connect(&m_pieces, &TextInPieces::pieceDone, this, &SourceLoader::progressed);
    connect(&m_pieces, &TextInPieces::finished, this, &SourceLoader::done);
}

SourceLoader::Difference SourceLoader::compare(const QString& shown, const std::string& text)
{
    QString next = asInEditor(text);
    TextChange change = changeBetween(shown, next);
    return {std::move(next), std::move(change)};
}

void SourceLoader::load(std::shared_ptr<const std::string> text)
{
    stop();
    m_isRunning = true;
    const QString shown = m_isKnown ? m_shown : m_editor->toPlainText();
    if (text->size() <= usualSize && shown.size() <= qsizetype(usualSize))
        return put(compare(shown, *text));
    m_worker.run([shown, text = std::move(text)] { return compare(shown, *text); },
                 [this, mine = m_loading](Difference difference) {
                     if (mine == m_loading)
                         put(std::move(difference));
                 });
}

void SourceLoader::stop()
{
    ++m_loading;
    m_pieces.stop();
    m_isRunning = false;
    holdCursor(false);
}

void SourceLoader::put(Difference difference)
{
    m_next = std::move(difference.text);
    if (difference.change.isNothing())
        return done();
    m_editor->setLanguage(languageOf(m_next));
    holdCursor(m_editor->document()->isEmpty());
    m_pieces.start(std::move(difference.change));
}

void SourceLoader::done()
{
    holdCursor(false);
    m_editor->document()->clearUndoRedoStacks();
    m_shown = std::exchange(m_next, {});
    m_isKnown = true;
    m_isRunning = false;
    emit loaded();
}

// The cursor stays at the beginning of a text that grows behind it, and the view where it was scrolled to.
void SourceLoader::holdCursor(bool holds)
{
    if (std::exchange(m_holdsCursor, holds) == holds)
        return;
    const int scroll = m_editor->verticalScrollBar()->value();
    QTextCursor cursor = m_editor->textCursor();
    cursor.setKeepPositionOnInsert(holds);
    m_editor->setTextCursor(cursor);
    m_editor->verticalScrollBar()->setValue(scroll);
}

} // namespace gw::ui
