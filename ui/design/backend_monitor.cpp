// What BackendsSession tells of one server. Hidden, it looks at nothing; shown, it catches up.
#include "ui/design/backend_monitor.h"

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
#include <QItemSelectionModel>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QStandardItemModel>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace gw::ui {

namespace {

enum Column { Name, Address, Health, Requests, Failures, Running, Process, Restarts, Reason };
constexpr int mostRowsShown = 8;

QString stateText(engine::ServerState state)
{
    switch (state) {
    case engine::ServerState::Stopped:
        return BackendMonitor::tr("Stopped");
    case engine::ServerState::Starting:
        return BackendMonitor::tr("Starting");
    case engine::ServerState::Running:
        return BackendMonitor::tr("Running");
    case engine::ServerState::Failing:
        return BackendMonitor::tr("Failing");
    }
    return {};
}

QString healthText(const engine::InstanceStatus& instance)
{
    if (instance.ejectedUntil)
        return BackendMonitor::tr("Left out");
    switch (instance.health) {
    case engine::TargetHealth::Unused:
        return BackendMonitor::tr("Unused");
    case engine::TargetHealth::Initial:
        return BackendMonitor::tr("Not checked yet");
    case engine::TargetHealth::Healthy:
        return BackendMonitor::tr("Healthy");
    case engine::TargetHealth::Unhealthy:
        return BackendMonitor::tr("Unhealthy");
    case engine::TargetHealth::Draining:
        return BackendMonitor::tr("Draining");
    }
    return {};
}

QString timeText(std::chrono::system_clock::time_point time)
{
    const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
    return QDateTime::fromMSecsSinceEpoch(milliseconds).toString(QStringLiteral("HH:mm:ss"));
}

} // namespace

BackendMonitor::BackendMonitor(GatewaySession& gateway, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_backends(gateway.backends()), m_pages(new QStackedWidget), m_rows(new QStandardItemModel(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_pages);
    m_pages->addWidget(buildRunning(theme));
    auto* stopped = new EmptyState(theme, QStringLiteral("server"), tr("The gateway is stopped"),
                                   tr("Backends are checked, and applications run, while the gateway runs."));
    QPushButton* start = stopped->addButton(tr("Start Gateway"), ButtonRole::Primary);
    connect(start, &QPushButton::clicked, &gateway, &GatewaySession::start);
    m_pages->addWidget(stopped);
    connect(&m_backends, &BackendsSession::runningChanged, this, [this] {
        m_seen = 0;
        m_log->clear();
        refresh();
    });
    connect(&m_backends, &BackendsSession::serversChanged, this, &BackendMonitor::refresh);
    connect(&m_backends, &BackendsSession::serverLogGrew, this, [this](const QString& name) {
        if (name == m_name)
            takeLog();
    });
    connect(&theme, &Theme::changed, this, &BackendMonitor::refresh);
}

void BackendMonitor::buildCommands(QHBoxLayout& row, QWidget* page)
{
    m_start = pushButton(tr("Start"), page, ButtonRole::Primary);
    m_stop = pushButton(tr("Stop"), page);
    m_restart = pushButton(tr("Restart"), page);
    for (QPushButton* button : {m_start, m_stop, m_restart})
        row.addWidget(button);
    connect(m_start, &QPushButton::clicked, this, [this] { m_backends.start(m_name); });
    connect(m_stop, &QPushButton::clicked, this, [this] { m_backends.stop(m_name); });
    connect(m_restart, &QPushButton::clicked, this, [this] { m_backends.restart(m_name); });
}

QWidget* BackendMonitor::buildRunning(const Theme& theme)
{
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(spacing::xl, spacing::l, spacing::xl, spacing::l);
    column->setSpacing(spacing::m);
    auto* row = new QHBoxLayout;
    m_state = new ToneLabel(theme, tone::section);
    row->addWidget(m_state, 1);
    buildCommands(*row, page);
    column->addLayout(row);
    m_reason = new ToneLabel(theme, tone::muted);
    m_reason->setWordWrap(true);
    column->addWidget(m_reason);
    m_rows->setHorizontalHeaderLabels({tr("Instance"), tr("Address"), tr("Health"), tr("Requests"), tr("Failures"),
                                       tr("Under way"), tr("Process"), tr("Restarts"), tr("Reason")});
    m_instances = new RowTable;
    setUpRowTable(*m_instances, m_rows, tr("Instances"), Reason);
    m_instances->setEditTriggers(QAbstractItemView::NoEditTriggers);
    for (const Column column : {Requests, Failures, Running, Process, Restarts})
        m_rows->horizontalHeaderItem(column)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    connect(m_instances->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] { showFailures(); });
    column->addWidget(m_instances);
    m_failures = new ToneLabel(theme, tone::error);
    m_failures->setWordWrap(true);
    m_failures->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(m_failures);
    m_logHead = new QWidget;
    auto* logRow = new QHBoxLayout(m_logHead);
    logRow->setContentsMargins(0, 0, 0, 0);
    logRow->addWidget(new ToneLabel(theme, tone::section, tr("Log")), 1);
    auto* clear = pushButton(tr("Clear"), m_logHead);
    logRow->addWidget(clear);
    column->addWidget(m_logHead);
    m_log = new LogView(theme, tr("Log of the application"));
    m_log->setFrameShape(QFrame::StyledPanel);
    m_log->setPlaceholderText(tr("Nothing was printed yet."));
    column->addWidget(m_log, 1);
    column->addStretch(0);
    connect(clear, &QPushButton::clicked, m_log, &QPlainTextEdit::clear);
    return page;
}

void BackendMonitor::showBackend(const QString& name, bool isApplication)
{
    m_isApplication = isApplication;
    if (name != m_name) {
        m_name = name;
        m_seen = 0;
        m_log->clear();
    }
    refresh();
    takeLog();
}

void BackendMonitor::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh();
    takeLog();
}

void BackendMonitor::refresh()
{
    m_pages->setCurrentIndex(m_backends.isRunning() ? 0 : 1);
    if (!isVisible() || !m_backends.isRunning())
        return;
    const auto status = m_backends.server(m_name);
    const engine::ServerState state = status ? status->state : engine::ServerState::Stopped;
    m_state->setText(status ? stateText(state) : tr("Not known to the gateway yet"));
    m_reason->setText(status ? QString::fromStdString(status->reason) : QString());
    m_reason->setVisible(!m_reason->text().isEmpty());
    for (QWidget* part : {static_cast<QWidget*>(m_start), static_cast<QWidget*>(m_stop),
                          static_cast<QWidget*>(m_restart), m_logHead, static_cast<QWidget*>(m_log)})
        part->setVisible(m_isApplication);
    m_start->setEnabled(state == engine::ServerState::Stopped);
    m_stop->setEnabled(state != engine::ServerState::Stopped);
    m_restart->setEnabled(state != engine::ServerState::Stopped);
    showInstances();
    showFailures();
}

void BackendMonitor::showInstances()
{
    const auto status = m_backends.server(m_name);
    const auto instances = status ? status->instances : std::vector<engine::InstanceStatus>{};
    const QSignalBlocker quiet(m_instances->selectionModel());
    m_rows->setRowCount(int(instances.size()));
    for (int row = 0; row < int(instances.size()); ++row) {
        const engine::InstanceStatus& instance = instances[std::size_t(row)];
        const auto put = [&](Column column, const QString& text, bool isNumber = false) {
            QStandardItem* item = m_rows->item(row, column);
            if (!item)
                m_rows->setItem(row, column, item = new QStandardItem);
            item->setText(text);
            item->setToolTip(text);
            if (isNumber)
                item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            return item;
        };
        put(Name, QString::fromStdString(instance.name));
        put(Address, QString::fromStdString(instance.address));
        put(Health, healthText(instance))->setForeground(palette().text());
        put(Requests, QString::number(instance.requests), true);
        put(Failures, QString::number(instance.failures), true);
        put(Running, QString::number(instance.running), true);
        put(Process, instance.pid > 0 ? QString::number(instance.pid) : QString(), true);
        put(Restarts, QString::number(instance.restarts), true);
        put(Reason, QString::fromStdString(instance.reason));
    }
    m_instances->setColumnHidden(Process, !m_isApplication);
    m_instances->setColumnHidden(Restarts, !m_isApplication);
    const int shown = std::clamp(int(instances.size()), 1, mostRowsShown);
    m_instances->setFixedHeight(std::max(m_instances->horizontalHeader()->sizeHint().height(), tableRowHeight) +
                                shown * tableRowHeight + 2 * m_instances->frameWidth());
}

// Of the instance that is chosen, or of all.
void BackendMonitor::showFailures()
{
    const auto status = m_backends.server(m_name);
    const int chosen = m_instances->currentIndex().row();
    QStringList lines;
    for (int i = 0; status && i < int(status->instances.size()); ++i) {
        const engine::InstanceStatus& instance = status->instances[std::size_t(i)];
        for (const engine::FailureNote& failure : instance.lastFailures)
            if (chosen < 0 || chosen == i)
                lines << tr("%1 %2: %3")
                             .arg(timeText(failure.time), QString::fromStdString(instance.name),
                                  QString::fromStdString(failure.text));
    }
    constexpr int mostLines = 5;
    m_failures->setText(lines.mid(std::max(0, int(lines.size()) - mostLines)).join(QLatin1Char('\n')));
    m_failures->setVisible(!lines.isEmpty());
}

void BackendMonitor::takeLog()
{
    if (!isVisible() || !m_isApplication || !m_backends.isRunning())
        return;
    const engine::ServerLogPage page = m_backends.serverLog(m_name, m_seen);
    QStringList lines;
    for (const engine::ServerLogLine& line : page.lines) {
        lines << QStringLiteral("%1  %2  %3")
                     .arg(timeText(line.time), QString::fromStdString(line.process), QString::fromStdString(line.text));
        m_seen = line.sequence;
    }
    m_log->append(lines);
}

} // namespace gw::ui
