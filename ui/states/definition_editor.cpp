#include "ui/states/definition_editor.h"

#include "ui/models/json_text.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/tone_label.h"

#include <QKeyEvent>
#include <QTextBlock>
#include <QTimer>
#include <QVBoxLayout>

namespace gw::ui {

namespace {

constexpr int typingPause = 300; // milliseconds

}

DefinitionEditor::DefinitionEditor(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_editor(new CodeEditor(theme)), m_file(new ToneLabel(theme, tone::label)),
      m_timer(new QTimer(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_file->setContentsMargins(spacing::l, spacing::xs, spacing::l, spacing::xs);
    m_file->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(m_file);
    m_editor->setAccessibleName(tr("Definition"));
    m_editor->setFrameShape(QFrame::NoFrame);
    m_editor->installEventFilter(this);
    column->addWidget(m_editor, 1);
    m_timer->setSingleShot(true);
    m_timer->setInterval(typingPause);
    connect(m_timer, &QTimer::timeout, this, &DefinitionEditor::applyNow);
    connect(m_editor, &QPlainTextEdit::textChanged, this, [this] {
        if (m_isLoading || m_editor->toPlainText() == m_known) // colouring counts as a change, too
            return;
        m_isPending = true;
        m_timer->start();
    });
    connect(m_editor, &QPlainTextEdit::cursorPositionChanged, this, [this] {
        if (!m_isLoading && !m_isPending && m_editor->hasFocus())
            emit cursorMoved(cursorOffset());
    });
}

DefinitionEditor::~DefinitionEditor()
{
    m_editor->removeEventFilter(this);
}

void DefinitionEditor::applyNow()
{
    m_timer->stop();
    if (!std::exchange(m_isPending, false))
        return;
    m_known = m_editor->toPlainText();
    emit typed(m_known);
    if (m_editor->hasFocus())
        emit cursorMoved(cursorOffset());
}

// What is being typed wins until it is applied.
void DefinitionEditor::setText(const QString& file, const QString& text, const asl::Outline& outline)
{
    m_file->setText(file);
    if (m_isPending)
        return;
    m_known = text;
    if (text != m_editor->toPlainText()) {
        m_isLoading = true;
        m_editor->setLanguage(outline.syntax == json::Syntax::Json ? CodeEditor::Language::Json
                                                                   : CodeEditor::Language::Yaml);
        if (m_editor->toPlainText().isEmpty())
            m_editor->setPlainText(text);
        else
            m_editor->updateText(text);
        m_editor->document()->clearUndoRedoStacks(); // the project's undo takes back what came from the picture
        m_isLoading = false;
    }
    mark(outline);
}

void DefinitionEditor::mark(const asl::Outline& outline)
{
    std::vector<CodeEditor::Mark> marks;
    for (const asl::Problem& problem : outline.problems) {
        CodeEditor::Mark mark;
        mark.line = problem.diagnostic.position.line;
        mark.severity = problem.diagnostic.severity;
        mark.message = errorText(problem.diagnostic);
        if (mark.line > 0)
            marks.push_back(mark);
    }
    m_editor->setMarks(std::move(marks));
}

std::size_t DefinitionEditor::cursorOffset() const
{
    const int position = m_editor->textCursor().position();
    return static_cast<std::size_t>(m_editor->toPlainText().left(position).toUtf8().size());
}

std::pair<int, int> DefinitionEditor::linesOf(json::TextRange range) const
{
    const QByteArray text = m_editor->toPlainText().toUtf8();
    const auto lineAt = [&](std::uint32_t offset) {
        return static_cast<int>(text.left(static_cast<qsizetype>(offset)).count('\n')) + 1;
    };
    return {lineAt(range.begin), lineAt(range.end > range.begin ? range.end - 1 : range.end)};
}

void DefinitionEditor::tint(json::TextRange range)
{
    if (m_isPending || range.end == 0)
        return m_editor->setTintedLines(0, 0);
    const auto [first, last] = linesOf(range);
    m_editor->setTintedLines(first, last);
}

void DefinitionEditor::reveal(json::TextRange range)
{
    tint(range);
    if (m_isPending || range.end == 0)
        return;
    const auto [first, last] = linesOf(range);
    m_isLoading = true; // the cursor is moved by the picture, not by people
    m_editor->revealLines(first, last);
    m_isLoading = false;
}

void DefinitionEditor::goTo(const SourcePosition& position)
{
    m_isLoading = true;
    m_editor->goTo(position.line, std::max(1, position.column));
    m_isLoading = false;
    m_editor->setFocus();
}

// While there is text that is not applied, Ctrl+Z is the editor's; else it is the project's.
bool DefinitionEditor::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusOut)
        applyNow();
    if (event->type() == QEvent::ShortcutOverride && !m_isPending) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)) {
            event->ignore();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace gw::ui
