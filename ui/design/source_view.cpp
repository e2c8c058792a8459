// Two-way source text. The text is never replaced while it holds something that is not applied.
#include "ui/design/source_view.h"

#include "core/edit/edits.h"
#include "core/format/openapi_source.h"
#include "ui/design/method_facts.h"
#include "ui/models/json_text.h"
#include "ui/session/workspace.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/tone_label.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <optional>
#include <utility>

namespace gw::ui {

namespace {

constexpr int typingPause = 400;

constexpr qsizetype mostColoured = 1'000'000; // colouring more would hold up the window

CodeEditor::Language languageOf(const QString& text)
{
    if (text.size() > mostColoured)
        return CodeEditor::Language::Plain;
    return text.trimmed().startsWith(QLatin1Char('{')) ? CodeEditor::Language::Json : CodeEditor::Language::Yaml;
}

// What the project holds now; nullptr when the API has gone.
std::shared_ptr<const Api> apiOf(const Project& project, ApiId id)
{
    const auto found =
        std::find_if(project.apis.begin(), project.apis.end(), [id](const Cow<Api>& api) { return api->id == id; });
    return found == project.apis.end() ? nullptr : found->share();
}

} // namespace

SourceView::SourceView(Workspace& workspace, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_workspace(workspace), m_theme(theme), m_file(new ToneLabel(theme, tone::label)),
      m_editor(new CodeEditor(theme)), m_timer(new QTimer(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildHead());
    m_bar = buildErrorBar();
    column->addWidget(m_bar);
    m_editor->setAccessibleName(tr("API source"));
    m_editor->setFrameShape(QFrame::NoFrame);
    m_editor->installEventFilter(this);
    column->addWidget(m_editor, 1);
    m_timer->setSingleShot(true);
    m_timer->setInterval(typingPause);
    connect(m_timer, &QTimer::timeout, this, &SourceView::typingPaused);
    connect(m_editor, &QPlainTextEdit::textChanged, this, [this] {
        m_loaded.reset();
        if (m_isLoading)
            return;
        m_isPending = true;
        ++m_typing;
        m_timer->start();
    });
    connect(&workspace, &Workspace::changed, this, &SourceView::refresh);
    connect(&m_text, &ApiText::written, this, &SourceView::showWritten);
    clearError();
}

QWidget* SourceView::buildHead()
{
    auto* head = new QWidget;
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(spacing::l, spacing::xs, spacing::xs, spacing::xs);
    row->addWidget(m_file, 1);
    auto* close = iconButton(m_theme, QStringLiteral("close"), tr("Close the source"), head);
    connect(close, &QToolButton::clicked, this, &SourceView::closeRequested);
    row->addWidget(close);
    return head;
}

QWidget* SourceView::buildErrorBar()
{
    auto* bar = new QWidget;
    bar->setAutoFillBackground(true);
    const auto paint = [this, bar] {
        QPalette palette = bar->palette();
        palette.setColor(QPalette::Window, m_theme.color(Color::DangerMuted));
        bar->setPalette(palette);
    };
    paint();
    connect(&m_theme, &Theme::changed, bar, paint);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(spacing::l, spacing::xs, spacing::xs, spacing::xs);
    m_errorText = pushButton({}, bar, ButtonRole::Flat);
    m_errorText->setIcon(m_theme.icon(QStringLiteral("error"), Color::Danger));
    m_errorText->setObjectName(QStringLiteral("sourceError"));
    m_errorText->setToolTip(tr("Go to the place in the text"));
    m_errorText->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_errorText->setStyleSheet(QStringLiteral("text-align: left"));
    connect(m_errorText, &QPushButton::clicked, this, [this] { goTo(m_errorPosition); });
    row->addWidget(m_errorText, 1);
    auto* back = pushButton(tr("Discard Text"), bar);
    back->setObjectName(QStringLiteral("discardSource"));
    back->setToolTip(tr("Take the text of the design as it stands"));
    connect(back, &QPushButton::clicked, this, &SourceView::discard);
    row->addWidget(back);
    return bar;
}

void SourceView::showApi(ApiId api)
{
    if (api == m_api && m_api)
        return refresh();
    if (m_isPending)
        applyNow();
    m_timer->stop();
    m_isPending = false;
    clearError();
    m_api = api;
    if (!api) {
        m_file->setText({});
        load({});
    }
    m_editor->setTintedLines(0, 0);
    refresh();
}

void SourceView::reveal(const NodeRef& node)
{
    const bool moved = !(node == m_node);
    m_node = node;
    m_wantsReveal = moved && !isUnapplied();
    showApi(node.api);
}

void SourceView::tint(const std::optional<LineRange>& place)
{
    m_tinted = place.value_or(LineRange{});
    m_editor->setTintedLines(m_tinted.first, m_tinted.last);
    if (std::exchange(m_wantsReveal, false) && m_tinted.first > 0)
        m_editor->revealLines(m_tinted.first, m_tinted.last);
}

void SourceView::refresh()
{
    const Api* api = m_workspace.project().find(m_api);
    m_editor->setReadOnly(!api);
    if (api)
        m_file->setText(fromUtf8(api->file));
    if (!api || m_isApplying || isUnapplied() || !isVisibleTo(parentWidget()))
        return;
    m_text.write(apiOf(m_workspace.project(), m_api));
    m_editor->setReadOnly(m_text.isWriting()); // what is typed now would take the place of what is being written
}

void SourceView::showWritten()
{
    const WrittenApi& written = *m_text.last();
    if (m_isApplying || isUnapplied() || written.api != apiOf(m_workspace.project(), m_api))
        return;
    m_editor->setReadOnly(false);
    if (!written.text)
        return showError(written.text.error());
    if (m_loaded != m_text.last())
        load(fromUtf8(*written.text));
    m_loaded = m_text.last();
    tint(m_node.api == m_api ? placeInSource(*written.api, *written.text, written.tree, m_node) : std::nullopt);
}

// What comes from the design cannot be undone in the editor: the project's undo does that.
void SourceView::load(const QString& text)
{
    if (text == m_editor->toPlainText())
        return;
    m_isLoading = true;
    m_editor->setLanguage(languageOf(text)); // colouring anew counts as a change of the text
    if (m_editor->toPlainText().isEmpty())
        m_editor->setPlainText(text);
    else
        m_editor->updateText(text);
    m_editor->document()->clearUndoRedoStacks();
    m_isLoading = false;
}

// A large text is read away from the GUI thread; what is typed or edited meanwhile makes that reading worthless.
void SourceView::typingPaused()
{
    const auto api = apiOf(m_workspace.project(), m_api);
    if (!m_isPending || !api || !isLarge(*api))
        return applyNow();
    const auto read = [before = m_workspace.snapshot(), id = m_api, text = m_editor->toPlainText().toStdString()] {
        return Reading{before, setSourceText(*before, id, text)};
    };
    m_reader.run(read, [this, typed = m_typing](Reading reading) {
        if (typed != m_typing || !m_isPending)
            return;
        if (reading.before != m_workspace.snapshot())
            return typingPaused();
        apply([&](const Project&) { return std::move(reading.after); });
    });
}

void SourceView::applyNow()
{
    m_timer->stop();
    if (!m_isPending || !m_api)
        return;
    const std::string text = m_editor->toPlainText().toStdString();
    apply([&](Project project) { return setSourceText(std::move(project), m_api, text); });
}

void SourceView::apply(const Edit& edit)
{
    m_isPending = false;
    std::optional<Diagnostic> error;
    const auto watch = connect(&m_workspace, &Workspace::editFailed, this,
                               [&error](const Diagnostic& diagnostic) { error = diagnostic; });
    m_isApplying = true;
    m_workspace.apply(tr("Edit Source"), edit, QStringLiteral("source:%1").arg(m_api.value));
    m_isApplying = false;
    disconnect(watch);
    if (error)
        return showError(*error);
    clearError();
    const Api* now = m_workspace.project().find(m_api);
    const bool isShown = now && now->source && m_node.api == m_api;
    tint(isShown ? placeInSource(*now, now->source->text, now->source->tree, m_node) : std::nullopt);
}

void SourceView::showError(const Diagnostic& error)
{
    m_hasError = true;
    m_errorPosition = error.position;
    const QString text = errorText(error);
    m_errorText->setText(text);
    m_errorText->setAccessibleName(text);
    m_bar->show();
    CodeEditor::Mark mark;
    mark.line = error.position.line;
    mark.message = text;
    m_editor->setMarks(mark.line > 0 ? std::vector<CodeEditor::Mark>{mark} : std::vector<CodeEditor::Mark>{});
}

void SourceView::clearError()
{
    m_hasError = false;
    m_errorPosition = {};
    m_bar->hide();
    m_editor->setMarks({});
}

void SourceView::discard()
{
    m_timer->stop();
    m_isPending = false;
    clearError();
    refresh();
    m_editor->setFocus();
}

bool SourceView::hasError() const
{
    return m_hasError;
}

void SourceView::showFile(const QString& text, const Diagnostic& problem)
{
    if (m_isPending)
        applyNow();
    m_timer->stop();
    m_isPending = false;
    clearError();
    m_api = {};
    m_node = {};
    m_editor->setTintedLines(0, 0);
    m_editor->setReadOnly(true);
    m_file->setText(tr("%1 (read only)").arg(fromUtf8(problem.file)));
    load(text);
    CodeEditor::Mark mark;
    mark.line = problem.position.line;
    mark.severity = problem.severity;
    mark.message = errorText(problem);
    m_editor->setMarks({mark});
    goTo(problem.position);
}

void SourceView::goTo(const SourcePosition& position)
{
    if (position.line > 0)
        m_editor->goTo(position.line, std::max(position.column, 1));
    m_editor->setFocus();
}

// While the text holds something that is not applied, Ctrl+Z is the editor's; else it is the project's.
bool SourceView::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && !isUnapplied()) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)) {
            event->ignore();
            return true;
        }
    }
    if (event->type() == QEvent::FocusOut)
        applyNow();
    return QWidget::eventFilter(watched, event);
}

} // namespace gw::ui
