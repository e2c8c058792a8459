// The Script tab.
#include "ui/console/script_pane.h"

#include "ui/models/quantity_text.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/row_table.h"
#include "ui/widgets/tone_label.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QProgressBar>
#include <QSplitter>
#include <QVBoxLayout>

namespace gw::ui {

using console::StepOutcome;

namespace {

constexpr int stepWidth = 60, resultWidth = 72, tookWidth = 76, progressWidth = 120;

const char* exampleScript = R"(timeout: 5s
clients:
  alice: {}
  bob: { headers: { X-User: bob } }
steps:
  - { client: alice, send: { json: { action: join } } }
  - { client: alice, expect: { path: $.type, equals: joined, capture: { room: $.room } } }
  - { client: bob, send: '{"action": "say", "room": "{{room}}", "text": "hello"}' }
  - { client: alice, expect: { path: $.text, contains: hello }, within: 2s }
  - { client: bob, close: 1000 }
)";

} // namespace

void StepModel::clear()
{
    if (m_steps.empty())
        return;
    beginRemoveRows({}, 0, rowCount() - 1);
    m_steps.clear();
    endRemoveRows();
}

void StepModel::append(const std::vector<StepOutcome>& steps)
{
    if (steps.empty())
        return;
    beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(steps.size()) - 1);
    m_steps.insert(m_steps.end(), steps.begin(), steps.end());
    endInsertRows();
}

const StepOutcome* StepModel::stepAt(const QModelIndex& index) const
{
    return index.isValid() && index.row() < rowCount() ? &m_steps[static_cast<std::size_t>(index.row())] : nullptr;
}

int StepModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_steps.size());
}

int StepModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant StepModel::data(const QModelIndex& index, int role) const
{
    const StepOutcome* step = stepAt(index);
    if (!step)
        return {};
    const QString failure =
        step->failure
            ? tr("%1: expected %2; got %3").arg(step->failure->client, step->failure->expected, step->failure->got)
            : QString();
    if (role == Qt::ToolTipRole)
        return failure.isEmpty() ? step->description : failure;
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Step:
        return step->step == 0 ? tr("–") : QString::number(step->step);
    case Result:
        return step->failure ? tr("failed") : tr("passed");
    case Took:
        return durationText(step->took);
    case Text:
        return step->failure ? failure : step->description;
    default:
        return {};
    }
}

QVariant StepModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section >= ColumnCount)
        return {};
    static const char* const names[] = {QT_TR_NOOP("Step"), QT_TR_NOOP("Result"), QT_TR_NOOP("Time"),
                                        QT_TR_NOOP("What")};
    return tr(names[section]);
}

ScriptPane::ScriptPane(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_thread(new ConversationThread(this)), m_steps(new StepModel(this)),
      m_text(new CodeEditor(theme)), m_table(new RowTable)
{
    using namespace std::chrono_literals;
    m_pace.setSingleShot(true);
    m_pace.setInterval(50ms);
    m_typing.setSingleShot(true);
    m_typing.setInterval(250ms);
    m_text->setLanguage(CodeEditor::Language::Yaml);
    m_text->setAccessibleName(tr("Script"));
    m_text->setPlaceholderText(tr("A conversation: what clients say, and what they must be told."));
    m_text->setFrameShape(QFrame::NoFrame);
    setUpRowTable(*m_table, m_steps, tr("Steps that were played"));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setColumnWidth(StepModel::Step, stepWidth);
    m_table->setColumnWidth(StepModel::Result, resultWidth);
    m_table->setColumnWidth(StepModel::Took, tookWidth);
    m_table->horizontalHeader()->setStretchLastSection(true);
    auto* sides = new QSplitter(Qt::Horizontal);
    sides->setChildrenCollapsible(false);
    sides->addWidget(m_text);
    sides->addWidget(m_table);
    sides->setSizes({500, 500});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeBar());
    layout->addWidget(sides, 1);

    connect(m_text, &QPlainTextEdit::textChanged, this, [this] {
        m_typing.start();
        m_run->setEnabled(m_thread->isRunning() || !script().trimmed().isEmpty());
        m_example->setVisible(script().trimmed().isEmpty());
        if (!m_isSetting)
            emit edited();
    });
    connect(&m_typing, &QTimer::timeout, this, &ScriptPane::check);
    connect(&m_pace, &QTimer::timeout, this, &ScriptPane::deliver);
    connect(m_thread, &ConversationThread::stepFinished, this, [this](const StepOutcome& outcome, int total) {
        m_waiting.push_back(outcome);
        m_progress->setRange(0, total);
        m_progress->setValue(outcome.step);
        if (!m_pace.isActive())
            m_pace.start();
    });
    connect(m_thread, &ConversationThread::finished, this, &ScriptPane::ended);
    // A step leads to its line.
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex& index) {
        if (const StepOutcome* step = m_steps->stepAt(index); step && step->failure && step->failure->line > 0)
            m_text->goTo(step->failure->line, 1);
    });
    m_run->setEnabled(false);
}

QWidget* ScriptPane::makeBar()
{
    auto* bar = new QWidget(this);
    m_run = pushButton(tr("Run"), bar, ButtonRole::Primary);
    m_run->setToolTip(tr("Play the conversation against the address above"));
    m_example = pushButton(tr("Insert Example"), bar);
    m_progress = new QProgressBar(bar);
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(progressWidth);
    m_progress->setAccessibleName(tr("Progress of the script"));
    m_progress->hide();
    m_verdict = new ToneLabel(m_theme, tone::label);
    m_verdict->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_verdict->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* layout = new QHBoxLayout(bar);
    layout->setContentsMargins(spacing::m, spacing::xs, spacing::m, spacing::xs);
    layout->setSpacing(spacing::m);
    layout->addWidget(m_run);
    layout->addWidget(m_example);
    layout->addWidget(m_progress);
    layout->addWidget(m_verdict, 1);
    connect(m_run, &QPushButton::clicked, this, [this] {
        if (m_thread->isRunning())
            m_thread->cancel();
        else
            emit runRequested();
    });
    connect(m_example, &QPushButton::clicked, this, [this] {
        m_text->updateText(QString::fromUtf8(exampleScript));
        m_text->setFocus();
    });
    return bar;
}

void ScriptPane::setScript(const QString& text)
{
    m_isSetting = true;
    m_text->updateText(text);
    m_isSetting = false;
}

QString ScriptPane::script() const
{
    return m_text->toPlainText();
}

QString ScriptPane::verdict() const
{
    return m_verdict->text();
}

void ScriptPane::check()
{
    std::vector<CodeEditor::Mark> marks;
    if (!script().trimmed().isEmpty()) {
        const auto read = console::readConversation(script().toStdString());
        if (!read)
            marks.push_back({std::max(1, read.error().position.line), Severity::Error,
                             QString::fromStdString(read.error().message + ' ' + read.error().hint).trimmed()});
    }
    m_text->setMarks(std::move(marks));
}

void ScriptPane::run(const console::WebSocketRequest& request, const console::VariableScope& scope,
                     const QString& folder)
{
    if (m_thread->isRunning())
        return;
    check();
    m_steps->clear();
    m_waiting.clear();
    m_progress->setRange(0, 0);
    m_progress->show();
    m_run->setText(tr("Cancel"));
    setButtonRole(m_run, ButtonRole::Normal);
    m_verdict->setTone(tone::label);
    m_verdict->setText(tr("Connecting…"));
    m_thread->start(request, scope, folder);
}

void ScriptPane::deliver()
{
    if (m_waiting.empty())
        return;
    if (m_thread->isRunning())
        m_verdict->setText(tr("Step %L1 of %L2").arg(m_waiting.back().step).arg(m_progress->maximum()));
    m_steps->append(std::exchange(m_waiting, {}));
    m_table->scrollToBottom();
}

void ScriptPane::ended(const console::ConversationOutcome& outcome)
{
    deliver();
    m_progress->hide();
    m_run->setText(tr("Run"));
    setButtonRole(m_run, ButtonRole::Primary);
    m_run->setEnabled(!script().trimmed().isEmpty());
    m_verdict->setTone(outcome.passed() || outcome.isCanceled ? tone::label : tone::error);
    if (outcome.error)
        m_verdict->setText(QString::fromStdString(outcome.error->message + ' ' + outcome.error->hint));
    else if (outcome.isCanceled)
        m_verdict->setText(tr("Canceled after %L1 of %L2 steps").arg(outcome.steps.size()).arg(outcome.total));
    else if (outcome.failure)
        m_verdict->setText(console::sentence(*outcome.failure));
    else
        m_verdict->setText(tr("Passed: %L1 steps, %L2 sent, %L3 received in %4")
                               .arg(outcome.total)
                               .arg(outcome.sent)
                               .arg(outcome.received)
                               .arg(durationText(outcome.took)));
    m_verdict->setToolTip(m_verdict->text());
    if (outcome.failure && outcome.failure->line > 0)
        m_text->setMarks({{outcome.failure->line, Severity::Error, m_verdict->text()}});
    if (m_steps->rowCount() > 0)
        m_table->setCurrentIndex(m_steps->index(m_steps->rowCount() - 1, StepModel::Text));
    emit finished();
}

} // namespace gw::ui
