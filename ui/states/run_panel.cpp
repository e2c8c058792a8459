// What is typed as an input is kept for each machine while the studio runs; the service's bounds are checked here
// first.
#include "ui/states/run_panel.h"

#include "core/json/text.h"
#include "ui/models/json_text.h"
#include "ui/states/execution_status_delegate.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/page_stack.h"
#include "ui/widgets/row_table.h"
#include "ui/widgets/tone_label.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QShortcut>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

namespace gw::ui {

namespace {

constexpr int inputHeight = 112;
constexpr std::size_t mostInputBytes = 262'144;

} // namespace

RunPanel::RunPanel(Executions& executions, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_executions(executions), m_theme(theme)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildStart());
    auto* split = new QSplitter(Qt::Vertical);
    split->setChildrenCollapsible(false);
    split->addWidget(buildList());
    split->addWidget(buildEvents());
    split->setStretchFactor(0, 2);
    split->setStretchFactor(1, 3);
    split->setSizes({200, 300});
    column->addWidget(split, 1);
    connect(&executions, &Executions::changed, this, &RunPanel::refresh);
    connect(&executions, &Executions::started, this, [this](const QString& arn) {
        if (!std::exchange(m_isStarting, false))
            return;
        refresh();
        choose(arn);
    });
    connect(&executions, &Executions::startFailed, this, [this](const Diagnostic& error) {
        if (std::exchange(m_isStarting, false))
            showProblem(errorText(error));
        m_start->setEnabled(true);
    });
}

QWidget* RunPanel::buildInput()
{
    m_input = new CodeEditor(m_theme);
    m_input->setLanguage(CodeEditor::Language::Json);
    m_input->setLineNumbersVisible(false);
    m_input->setAccessibleName(tr("Input of the execution"));
    m_input->setFrameShape(QFrame::StyledPanel);
    m_input->setFixedHeight(inputHeight);
    m_input->setTabChangesFocus(true);
    m_input->setPlainText(QStringLiteral("{}"));
    connect(m_input, &QPlainTextEdit::textChanged, this, [this] {
        m_inputs[m_machine.value] = m_input->toPlainText();
        checkInput();
    });
    return m_input;
}

QWidget* RunPanel::buildStart()
{
    auto* part = new QWidget;
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(spacing::l, spacing::m, spacing::l, spacing::m);
    column->setSpacing(spacing::xs);
    auto* label = new ToneLabel(m_theme, tone::label, tr("Input"));
    column->addWidget(label);
    column->addWidget(buildInput());
    label->setBuddy(m_input);
    m_problem = new ToneLabel(m_theme, tone::error);
    m_problem->setWordWrap(true);
    m_problem->hide();
    column->addWidget(m_problem);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(0, spacing::xs, 0, 0);
    m_kind = new ToneLabel(m_theme, tone::label);
    m_kind->setWordWrap(true);
    row->addWidget(m_kind, 1);
    m_stop = pushButton(tr("Stop"), part);
    m_stop->setToolTip(tr("End the chosen execution"));
    connect(m_stop, &QPushButton::clicked, this, [this] { m_executions.stop(m_chosen); });
    row->addWidget(m_stop);
    m_start = pushButton(tr("Start Execution"), part, ButtonRole::Primary);
    const QKeySequence keys(Qt::CTRL | Qt::Key_Return);
    m_start->setToolTip(withShortcut(tr("Run the state machine as it stands with this input"), keys));
    connect(m_start, &QPushButton::clicked, this, &RunPanel::start);
    auto* shortcut = new QShortcut(keys, this);
    shortcut->setContext(Qt::WidgetWithChildrenShortcut);
    connect(shortcut, &QShortcut::activated, this, &RunPanel::start);
    row->addWidget(m_start);
    column->addLayout(row);
    return part;
}

// The list, or why there is none.
void RunPanel::buildLists()
{
    m_lists = new PageStack;
    m_lists->setMinimumHeight(96);
    auto* stopped = new EmptyState(m_theme, QStringLiteral("server"), tr("The gateway is stopped"),
                                   tr("State machines run in it, and it keeps their executions."));
    connect(stopped->addButton(tr("Start Gateway")), &QPushButton::clicked, this, [this] {
        showProblem({});
        m_executions.makeAvailable();
    });
    m_lists->addWidget(stopped);
    m_lists->addWidget(new EmptyState(m_theme, QStringLiteral("history"), tr("No executions yet"),
                                      tr("Start one to see its way through the states.")));
}

QWidget* RunPanel::buildList()
{
    buildLists();
    m_table = new QTableView;
    m_rows = new ExecutionListModel(this);
    setUpRowTable(*m_table, m_rows, tr("Executions"), ExecutionListModel::NameColumn);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setItemDelegateForColumn(ExecutionListModel::StatusColumn, new ExecutionStatusDelegate(m_theme, m_table));
    m_lists->addWidget(m_table);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& index) {
        if (index.isValid())
            choose(m_rows->row(index.row()).arn);
    });
    return m_lists;
}

QWidget* RunPanel::buildEvents()
{
    m_eventTable = new QTableView;
    m_events = new ExecutionEventModel(this);
    setUpRowTable(*m_eventTable, m_events, tr("Events of the execution"), ExecutionEventModel::DetailColumn);
    m_eventTable->setFrameShape(QFrame::NoFrame);
    m_eventTable->setMinimumHeight(96);
    auto* header = m_eventTable->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::Interactive); // measuring thousands of rows each time would be slow
    header->setSectionResizeMode(ExecutionEventModel::DetailColumn, QHeaderView::Stretch);
    constexpr int widths[] = {40, 176, 112, 64};
    for (int column = 0; column < 4; ++column)
        header->resizeSection(column, widths[column]);
    m_eventTable->setItemDelegateForColumn(ExecutionEventModel::TypeColumn,
                                           new ExecutionStatusDelegate(m_theme, m_eventTable));
    connect(m_eventTable->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& index) {
                if (index.isValid())
                    emit entryChosen(m_events->entryOf(index.row()));
            });
    return m_eventTable;
}

void RunPanel::showMachine(StateMachineId machine, StateMachineType type)
{
    m_kind->setText(type == StateMachineType::Express ? tr("Express: answers when it is over.")
                                                      : tr("Standard: runs on by itself."));
    if (machine == m_machine)
        return refresh();
    m_machine = machine;
    m_isStarting = false;
    choose({});
    m_input->setPlainText(m_inputs.value(machine.value, QStringLiteral("{}")));
    refresh();
}

void RunPanel::focusInput()
{
    m_input->setFocus();
    m_input->selectAll();
}

void RunPanel::showProblem(const QString& problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
}

void RunPanel::checkInput()
{
    const std::string text = m_input->toPlainText().toStdString();
    const auto value = json::readJson(text);
    if (text.size() > mostInputBytes)
        showProblem(tr("The input has more than 256 KB; the service refuses it."));
    else
        showProblem(value ? QString() : errorText(value.error()));
}

void RunPanel::start()
{
    checkInput();
    if (m_problem->isVisibleTo(this) || !m_machine)
        return;
    if (const QString why = m_executions.unavailable(); !why.isEmpty())
        return showProblem(why);
    m_isStarting = true;
    m_start->setEnabled(false);
    m_executions.start(m_machine, m_input->toPlainText());
}

void RunPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh();
}

// What nobody sees is not kept up to date, unless it is drawn on the picture.
void RunPanel::refresh()
{
    if (!isVisible() && m_chosen.isEmpty())
        return;
    m_rows->setRows(m_executions.executionsOf(m_machine));
    const bool isStopped = !m_executions.unavailable().isEmpty();
    m_lists->setCurrentIndex(m_rows->rowCount() > 0 ? 2 : isStopped ? 0 : 1);
    m_start->setEnabled(!m_isStarting);
    readChosen();
}

const ExecutionRow* RunPanel::chosenRow() const
{
    const int row = m_chosen.isEmpty() ? -1 : m_rows->rowOf(m_chosen);
    return row < 0 ? nullptr : &m_rows->row(row);
}

QString RunPanel::chosenName() const
{
    return m_chosenName;
}

// One that has ended stays as it was last seen when the gateway stops; what became of a running one nobody knows.
void RunPanel::readChosen()
{
    const ExecutionRow* row = chosenRow();
    m_stop->setVisible(row && row->status == QLatin1String("RUNNING"));
    m_eventTable->setVisible(!m_chosen.isEmpty());
    if (row)
        m_chosenName = row->name;
    else if (!m_chosen.isEmpty() && m_view.status == "RUNNING")
        return choose({});
    if (!row && !m_chosen.isEmpty())
        return;
    ExecutionView view = row ? executionView(m_executions.history(m_chosen)) : ExecutionView();
    if (view == m_view)
        return;
    m_view = std::move(view);
    m_events->setView(m_view);
    emit executionChanged();
}

void RunPanel::choose(const QString& arn)
{
    if (arn == m_chosen)
        return;
    m_chosen = arn;
    m_view = {};
    m_events->setView(m_view);
    const int row = arn.isEmpty() ? -1 : m_rows->rowOf(arn);
    if (row >= 0)
        m_table->setCurrentIndex(m_rows->index(row, 0));
    else
        m_table->setCurrentIndex({});
    readChosen();
    emit executionChanged();
}

} // namespace gw::ui
