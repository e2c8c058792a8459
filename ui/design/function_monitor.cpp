// What BackendsSession tells of one function. Hidden, it looks at nothing; shown, it catches up.
#include "ui/design/function_monitor.h"

#include "ui/design/method_facts.h"
#include "ui/session/backends_session.h"
#include "ui/session/gateway_session.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/log_view.h"
#include "ui/widgets/row_table.h"
#include "ui/widgets/tone_label.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QStackedWidget>
#include <QStandardItemModel>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace gw::ui {

namespace {

enum Column { Pid, State, Since, Invocations, Memory };
constexpr int mostRowsShown = 6;

using WorkerState = engine::WorkerStatus::State;

QString stateText(const engine::WorkerStatus& worker)
{
    if (worker.isOutdated)
        return FunctionMonitor::tr("Ends with its invocation");
    switch (worker.state) {
    case WorkerState::Starting:
        return FunctionMonitor::tr("Starting");
    case WorkerState::Idle:
        return FunctionMonitor::tr("Idle");
    case WorkerState::Busy:
        return FunctionMonitor::tr("Busy");
    case WorkerState::Ending:
        return FunctionMonitor::tr("Ending");
    }
    return {};
}

QString stateText(const engine::FunctionStatus& status)
{
    switch (status.state) {
    case engine::FunctionStatus::State::Cold:
        return FunctionMonitor::tr("Cold: the next invocation starts a process");
    case engine::FunctionStatus::State::Active:
        return FunctionMonitor::tr("%1 of at most %2 processes, %3 under way")
            .arg(status.workers.size())
            .arg(status.limit)
            .arg(status.inFlight);
    case engine::FunctionStatus::State::Failed:
        return FunctionMonitor::tr("Its last start failed");
    case engine::FunctionStatus::State::Remote:
        return FunctionMonitor::tr("Runs at its endpoint");
    }
    return {};
}

QString timeText(std::chrono::system_clock::time_point time)
{
    const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
    return QDateTime::fromMSecsSinceEpoch(milliseconds).toString(QStringLiteral("HH:mm:ss"));
}

} // namespace

FunctionMonitor::FunctionMonitor(GatewaySession& gateway, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_backends(gateway.backends()), m_pages(new QStackedWidget), m_rows(new QStandardItemModel(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_pages);
    m_pages->addWidget(buildRunning(theme));
    auto* stopped =
        new EmptyState(theme, QStringLiteral("function"), tr("The gateway is stopped"),
                       tr("Functions run while the gateway runs: their processes and logs are shown here."));
    QPushButton* start = stopped->addButton(tr("Start Gateway"), ButtonRole::Primary);
    connect(start, &QPushButton::clicked, &gateway, &GatewaySession::start);
    m_pages->addWidget(stopped);
    connect(&m_backends, &BackendsSession::runningChanged, this, [this] {
        m_seen = 0;
        m_log->clear();
        refresh();
    });
    connect(&m_backends, &BackendsSession::functionsChanged, this, &FunctionMonitor::refresh);
    connect(&m_backends, &BackendsSession::functionLogGrew, this, &FunctionMonitor::takeLog);
}

QWidget* FunctionMonitor::buildRunning(const Theme& theme)
{
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(spacing::xl, spacing::l, spacing::xl, spacing::l);
    column->setSpacing(spacing::m);
    m_state = new ToneLabel(theme, tone::section);
    m_counts = new ToneLabel(theme, tone::muted);
    m_error = new ToneLabel(theme, tone::error);
    m_error->setWordWrap(true);
    m_error->setTextInteractionFlags(Qt::TextSelectableByMouse);
    for (QWidget* label : {m_state, m_counts, m_error})
        column->addWidget(label);
    m_rows->setHorizontalHeaderLabels({tr("Process"), tr("State"), tr("Since"), tr("Invocations"), tr("Memory (MB)")});
    m_workers = new RowTable;
    setUpRowTable(*m_workers, m_rows, tr("Processes"), State);
    m_workers->setEditTriggers(QAbstractItemView::NoEditTriggers);
    for (const Column column : {Invocations, Memory})
        m_rows->horizontalHeaderItem(column)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    column->addWidget(m_workers);
    auto* row = new QHBoxLayout;
    row->addWidget(new ToneLabel(theme, tone::section, tr("Log")), 1);
    auto* clear = pushButton(tr("Clear"), page);
    row->addWidget(clear);
    column->addLayout(row);
    m_log = new LogView(theme, tr("Log of the function"));
    m_log->setFrameShape(QFrame::StyledPanel);
    m_log->setPlaceholderText(tr("Nothing was written yet."));
    column->addWidget(m_log, 1);
    connect(clear, &QPushButton::clicked, m_log, &QPlainTextEdit::clear);
    return page;
}

void FunctionMonitor::showFunction(const QString& name)
{
    if (name != m_name) {
        m_name = name;
        m_seen = 0;
        m_log->clear();
    }
    refresh();
    takeLog();
}

void FunctionMonitor::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh();
    takeLog();
}

void FunctionMonitor::refresh()
{
    m_pages->setCurrentIndex(m_backends.isRunning() ? 0 : 1);
    if (isVisible() && m_backends.isRunning())
        showWorkers();
}

void FunctionMonitor::showWorkers()
{
    const auto status = m_backends.function(m_name);
    m_state->setText(status ? stateText(*status) : tr("Not known to the gateway yet"));
    const engine::FunctionCounts counts = status ? status->counts : engine::FunctionCounts{};
    m_counts->setText(tr("%1 · %2 · %3 · %4 · %5")
                          .arg(counted(counts.invocations, tr("invocation"), tr("invocations")),
                               counted(counts.errors, tr("error"), tr("errors")),
                               counted(counts.timeouts, tr("time-out"), tr("time-outs")),
                               counted(counts.throttles, tr("throttled"), tr("throttled")),
                               counted(counts.coldStarts, tr("cold start"), tr("cold starts"))));
    m_error->setVisible(status && !status->lastError.empty());
    if (status && !status->lastError.empty())
        m_error->setText(tr("%1 (%2)").arg(QString::fromStdString(status->lastError), timeText(status->lastErrorTime)));
    const auto workers = status ? status->workers : std::vector<engine::WorkerStatus>{};
    m_rows->setRowCount(int(workers.size()));
    for (int row = 0; row < int(workers.size()); ++row) {
        const engine::WorkerStatus& worker = workers[std::size_t(row)];
        const auto put = [&](Column column, const QString& text) {
            auto* item = new QStandardItem(text);
            if (column == Invocations || column == Memory)
                item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            m_rows->setItem(row, column, item);
        };
        put(Pid, QString::number(worker.pid));
        put(State, stateText(worker));
        put(Since, timeText(worker.since));
        put(Invocations, QString::number(worker.invocations));
        put(Memory, QString::number(worker.maxMemoryMb));
    }
    m_workers->setVisible(!workers.empty());
    const int shown = std::clamp(int(workers.size()), 1, mostRowsShown);
    m_workers->setFixedHeight(std::max(m_workers->horizontalHeader()->sizeHint().height(), tableRowHeight) +
                              shown * tableRowHeight + 2 * m_workers->frameWidth());
}

void FunctionMonitor::takeLog()
{
    if (!isVisible() || !m_backends.isRunning())
        return;
    const auto grown = m_backends.functionLog(m_seen, m_name);
    QStringList lines;
    for (const engine::LogLine& line : grown.lines)
        lines << timeText(line.time) + QStringLiteral("  ") + QString::fromStdString(line.text);
    m_seen = grown.lastSequence;
    m_log->append(lines);
}

} // namespace gw::ui
