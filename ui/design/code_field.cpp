// The code editor of the forms. While there is text that is not applied, Ctrl+Z is the editor's, else the project's.
#include "ui/design/code_field.h"

#include <QKeyEvent>
#include <QTimer>

namespace gw::ui {

namespace {

constexpr int typingPause = 400;

} // namespace

CodeField::CodeField(const Theme& theme, const QString& label, CodeEditor::Language language, int height,
                     QWidget* parent)
    : Field(theme, label, parent), m_editor(new CodeEditor(theme)), m_timer(new QTimer(this))
{
    m_editor->setLanguage(language);
    m_editor->setFixedHeight(height);
    m_editor->setFrameShape(QFrame::StyledPanel);
    m_editor->setTabChangesFocus(true);
    m_editor->installEventFilter(this);
    m_timer->setSingleShot(true);
    m_timer->setInterval(typingPause);
    connect(m_timer, &QTimer::timeout, this, &CodeField::commitNow);
    connect(m_editor, &QPlainTextEdit::textChanged, this, [this] {
        if (m_isLoading)
            return;
        m_isPending = true;
        m_timer->start();
    });
    setControl(m_editor);
}

CodeField::~CodeField()
{
    delete m_editor;
}

void CodeField::setValue(const QString& text)
{
    if (text == m_shown && (m_isPending || !error().isEmpty()))
        return;
    m_shown = text;
    const QString current = m_editor->toPlainText();
    if (text == current || (m_isSame && error().isEmpty() && !current.isEmpty() && m_isSame(text, current)))
        return;
    m_timer->stop();
    m_isPending = false;
    m_isLoading = true;
    m_editor->updateText(text);
    m_isLoading = false;
    showError({});
}

void CodeField::commitNow()
{
    m_timer->stop();
    if (!m_isPending)
        return;
    m_isPending = false;
    const QString text = m_editor->toPlainText();
    m_shown = text; // other spacing than the project would write is no reason to rewrite what stands here
    commit(text);
}

void CodeField::forget()
{
    Field::forget();
    m_timer->stop();
    m_isPending = false;
    m_shown = m_editor->toPlainText();
}

bool CodeField::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusOut)
        commitNow();
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool isUndo = key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo);
        if (isUndo && !m_isPending && error().isEmpty()) {
            event->ignore();
            return true;
        }
    }
    return Field::eventFilter(watched, event);
}

} // namespace gw::ui
