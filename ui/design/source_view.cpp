// Two-way source text. The text is never replaced while it holds something that is not applied.
#include "ui/design/source_view.h"

#include "core/edit/edits.h"
#include "core/format/openapi_source.h"
#include "ui/design/method_facts.h"
#include "ui/design/source_error_bar.h"
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

constexpr int typingPause = 400; // milliseconds
constexpr int patience = 200;    // milliseconds until what takes longer says so

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
      m_busy(new ToneLabel(theme, tone::label)), m_editor(new CodeEditor(theme)), m_loader(m_editor),
      m_bar(new SourceErrorBar(theme)), m_timer(new QTimer(this)), m_busyTimer(new QTimer(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildHead());
    column->addWidget(m_bar);
    m_editor->setAccessibleName(tr("API source"));
    m_editor->setFrameShape(QFrame::NoFrame);
    m_editor->installEventFilter(this);
    column->addWidget(m_editor, 1);
    connect(m_bar, &SourceErrorBar::placeRequested, this, &SourceView::goTo);
    connect(m_bar, &SourceErrorBar::discardRequested, this, &SourceView::discard);
    connectText();
    clearError();
}

void SourceView::connectText()
{
    m_timer->setSingleShot(true);
    m_timer->setInterval(typingPause);
    connect(m_timer, &QTimer::timeout, this, &SourceView::typingPaused);
    m_busyTimer->setSingleShot(true);
    m_busyTimer->setInterval(patience);
    connect(m_busyTimer, &QTimer::timeout, this, &SourceView::showBusy);
    connect(m_editor, &QPlainTextEdit::textChanged, this, [this] {
        if (m_loader.isRunning())
            return;
        setLoaded({});
        m_isPending = true;
        m_isLeft = false;
        ++m_typing;
        m_timer->start();
    });
    connect(&m_workspace, &Workspace::settling, this, &SourceView::applyNow);
    connect(&m_workspace, &Workspace::changed, this, &SourceView::refresh);
    connect(&m_text, &ApiText::written, this, &SourceView::showWritten);
    connect(&m_loader, &SourceLoader::progressed, this, &SourceView::showBusy);
    connect(&m_loader, &SourceLoader::loaded, this, &SourceView::showLoaded);
}

QWidget* SourceView::buildHead()
{
    auto* head = new QWidget;
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(spacing::l, spacing::xs, spacing::xs, spacing::xs);
    row->addWidget(m_file, 1);
    m_busy->setObjectName(QStringLiteral("sourceBusy"));
    m_busy->hide();
    row->addWidget(m_busy);
    auto* close = iconButton(m_theme, QStringLiteral("close"), tr("Close the source"), head);
    connect(close, &QToolButton::clicked, this, &SourceView::closeRequested);
    row->addWidget(close);
    return head;
}

void SourceView::showApi(ApiId api)
{
    if (api == m_api && m_api)
        return refresh();
    applyNow();
    forgetTyped();
    m_api = api;
    if (!api) {
        m_file->setText({});
        m_loader.load(std::make_shared<const std::string>());
    }
    m_editor->setTintedLines(0, 0);
    refresh();
}

// A text that was left while it was read is followed by what is selected meanwhile, that of another API as well.
void SourceView::reveal(const NodeRef& node)
{
    const bool moved = !(node == m_node);
    m_node = node;
    if (moved)
        m_wantsReveal = !m_hasError && (!m_isPending || m_isLeft);
    if (!m_isPending || !m_isLeft || node.api == m_api)
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
    if (api)
        m_file->setText(fromUtf8(api->file));
    if (api && !m_isApplying && !isUnapplied() && isVisibleTo(parentWidget()))
        m_text.write(apiOf(m_workspace.project(), m_api));
    showBusy();
}

// What is typed while the text is not whole would take the place of what is missing.
void SourceView::showBusy()
{
    m_editor->setReadOnly(!m_workspace.project().find(m_api) || !isWhole());
    if (isWhole()) {
        m_busyTimer->stop();
        m_busy->hide();
        return;
    }
    if (m_busy->isHidden() && !m_busyTimer->isActive()) {
        m_busy->setText(tr("Loading…"));
        return m_busyTimer->start();
    }
    if (m_loader.isRunning())
        m_busy->setText(tr("Loading… %1 %").arg(m_loader.percent()));
    if (!m_busyTimer->isActive())
        m_busy->show();
}

void SourceView::showWritten()
{
    const std::shared_ptr<const WrittenApi> written = m_text.last();
    if (m_isApplying || isUnapplied() || written->api != apiOf(m_workspace.project(), m_api))
        return;
    if (!isVisibleTo(parentWidget()) || (m_loaded == written && m_loader.isRunning()))
        return;
    if (!written->text) {
        showError(written->text.error());
    } else if (m_loaded == written) {
        place();
    } else {
        setLoaded(written);
        m_loader.load({written, &*written->text});
    }
    showBusy();
}

void SourceView::setLoaded(std::shared_ptr<const WrittenApi> written)
{
    m_reader.letGo(std::exchange(m_loaded, std::move(written)));
}

void SourceView::showLoaded()
{
    showBusy();
    if (m_loaded)
        place();
    if (m_wanted.line > 0)
        m_editor->goTo(m_wanted.line, std::max(m_wanted.column, 1));
    m_wanted = {};
}

void SourceView::place()
{
    tint(m_node.api == m_api ? placeInSource(*m_loaded->api, *m_loaded->text, m_loaded->tree, m_node) : std::nullopt);
}

void SourceView::typingPaused()
{
    const auto api = apiOf(m_workspace.project(), m_api);
    if (m_isPending && api && isLarge(*api))
        read();
    else
        applyNow();
}

void SourceView::leave()
{
    m_isLeft = m_isPending;
    typingPaused();
}

// A large text is read away from the GUI thread; what is typed meanwhile makes that reading worthless.
void SourceView::read()
{
    m_timer->stop();
    if (m_reading && isUpToDate(*m_reading))
        return;
    m_reading = std::make_shared<Reading>(Reading{m_workspace.snapshot(), m_typing, std::nullopt});
    const auto work = [reading = m_reading, id = m_api, text = m_editor->toPlainText()] {
        reading->after = setSourceText(*reading->before, id, text.toStdString());
        return reading;
    };
    m_reader.run(work, [this](const std::shared_ptr<Reading>& reading) {
        if (reading == m_reading && isUpToDate(*reading))
            applyNow();
        else if (reading == m_reading && reading->typed == m_typing)
            typingPaused();
    });
}

bool SourceView::isUpToDate(const Reading& reading) const
{
    return m_isPending && reading.typed == m_typing && reading.before == m_workspace.snapshot();
}

void SourceView::applyNow()
{
    m_timer->stop();
    if (!m_isPending || !m_api || m_isApplying)
        return;
    if (m_reading && isUpToDate(*m_reading)) {
        m_reader.waitForDone();
        const std::shared_ptr<Reading> reading = std::exchange(m_reading, nullptr);
        return apply([&reading](const Project&) { return std::move(*reading->after); });
    }
    const std::string text = m_editor->toPlainText().toStdString();
    apply([&](Project project) { return setSourceText(std::move(project), m_api, text); });
}

void SourceView::apply(const Edit& edit)
{
    m_isPending = false;
    m_isLeft = false;
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
    if (m_node.api != m_api)
        return showApi(m_node.api);
    const Api* now = m_workspace.project().find(m_api);
    const bool isShown = now && now->source;
    tint(isShown ? placeInSource(*now, now->source->text, now->source->tree, m_node) : std::nullopt);
}

void SourceView::forgetTyped()
{
    m_timer->stop();
    m_isPending = false;
    m_isLeft = false;
    m_wanted = {};
    clearError();
}

void SourceView::showError(const Diagnostic& error)
{
    m_hasError = true;
    m_bar->showError(error);
    CodeEditor::Mark mark;
    mark.line = error.position.line;
    mark.message = errorText(error);
    m_editor->setMarks(mark.line > 0 ? std::vector<CodeEditor::Mark>{mark} : std::vector<CodeEditor::Mark>{});
}

void SourceView::clearError()
{
    m_hasError = false;
    m_bar->hide();
    m_editor->setMarks({});
}

void SourceView::discard()
{
    forgetTyped();
    refresh();
    m_editor->setFocus();
}

bool SourceView::hasError() const
{
    return m_hasError;
}

void SourceView::showFile(const QString& text, const Diagnostic& problem)
{
    applyNow();
    forgetTyped();
    m_text.forget();
    m_api = {};
    m_node = {};
    setLoaded({});
    m_editor->setTintedLines(0, 0);
    m_file->setText(tr("%1 (read only)").arg(fromUtf8(problem.file)));
    m_loader.load(std::make_shared<const std::string>(text.toStdString()));
    showBusy();
    CodeEditor::Mark mark;
    mark.line = problem.position.line;
    mark.severity = problem.severity;
    mark.message = errorText(problem);
    m_editor->setMarks({mark});
    goTo(problem.position);
}

void SourceView::goTo(const SourcePosition& position)
{
    if (!isWhole())
        m_wanted = position;
    else if (position.line > 0)
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
        leave();
    return QWidget::eventFilter(watched, event);
}

// Closed, not only behind another page: what is being brought in has nobody to show it to.
void SourceView::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    if (isVisibleTo(parentWidget()) || isWhole())
        return;
    m_text.forget();
    m_loader.stop();
    setLoaded({});
    showBusy();
}

} // namespace gw::ui
