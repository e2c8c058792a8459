#include "ui/design/usage_report.h"

#include "ui/design/method_facts.h"
#include "ui/models/json_text.h"
#include "ui/models/usage_text.h"
#include "ui/session/gateway_session.h"
#include "ui/session/workspace.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/choice_box.h"
#include "ui/widgets/day_chart.h"
#include "ui/widgets/row_table.h"
#include "ui/widgets/tone_label.h"

#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace gw::ui {

namespace {

enum Column { Key, Today, Span, Left, Until, ColumnCount };
constexpr int interval = 2000; // ms
constexpr int mostRowsShown = 8;
constexpr int usualExtension = 100;

std::int64_t total(const engine::KeyUsage& key)
{
    std::int64_t sum = 0;
    for (const engine::UsageDay& day : key.days)
        sum += day.used;
    return sum;
}

QStringList textsOf(const Project& project, const engine::KeyUsage& key, const engine::QuotaState* quota)
{
    const std::int64_t today = key.days.empty() ? 0 : key.days.back().used;
    const bool isLimited = quota && quota->remaining;
    return {keyNameOf(project, key.keyId), QString::number(today), QString::number(total(key)),
            isLimited ? QString::number(*quota->remaining) : UsageReport::tr("no quota"),
            isLimited ? dayText(quota->period.end) : QString()};
}

} // namespace

UsageReport::UsageReport(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_workspace(workspace), m_access(gateway.accessSession()), m_theme(theme),
      m_timer(new QTimer(this)), m_state(new ToneLabel(theme, tone::muted)),
      m_rows(new QStandardItemModel(0, ColumnCount, this)), m_table(new RowTable), m_chart(new DayChart(theme))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacing::m);
    m_state->setWordWrap(true);
    column->addWidget(m_state);
    buildTable(*column);
    column->addWidget(m_chart);
    buildExtension(*column);
    m_timer->setInterval(interval);
    connect(m_timer, &QTimer::timeout, this, &UsageReport::ask);
    connect(&m_access, &AccessSession::runningChanged, this, [this] {
        m_isRead = false;
        m_usage = {};
        showState();
        ask();
    });
    for (const auto signal : {&AccessSession::usageChanged, &AccessSession::clockChanged})
        connect(&m_access, signal, this, &UsageReport::ask);
    connect(&m_access, &AccessSession::usageRead, this, [this](const QString& planId, const PlanUsage& usage) {
        if (planId.toStdString() == m_planId)
            take(usage);
    });
    connect(&m_access, &AccessSession::failed, this, [this](const Diagnostic& problem) {
        if (isVisible())
            m_state->setText(errorText(problem));
    });
    connect(&m_access, &AccessSession::reportWritten, this, [this](const QString& file) {
        if (isVisible())
            m_state->setText(tr("Written to %1").arg(file));
    });
    showState();
}

void UsageReport::buildTable(QVBoxLayout& column)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(spacing::m);
    m_span = new ChoiceBox;
    m_span->setAccessibleName(tr("Days shown"));
    for (const int days : {7, 30, 90})
        m_span->addItem(tr("Last %1 days").arg(days), days);
    m_span->setCurrentIndex(1);
    connect(m_span, &QComboBox::activated, this, &UsageReport::ask);
    row->addWidget(m_span);
    m_export = pushButton(tr("Export CSV…"), this);
    connect(m_export, &QPushButton::clicked, this, &UsageReport::exportCsv);
    row->addWidget(m_export);
    row->addStretch(1);
    column.addLayout(row);
    m_rows->setHorizontalHeaderLabels(
        {tr("API key"), tr("Used today"), tr("Used in these days"), tr("Left"), tr("Until")});
    setUpRowTable(*m_table, m_rows, tr("Usage by key"), Key);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    column.addWidget(m_table);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &UsageReport::showChart);
}

void UsageReport::buildExtension(QVBoxLayout& column)
{
    m_extension = new QWidget;
    auto* row = new QHBoxLayout(m_extension);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing::m);
    auto* label = new QLabel(tr("&More requests in this period"));
    row->addWidget(label);
    m_more = new QSpinBox;
    m_more->setRange(1, 1'000'000'000);
    m_more->setValue(usualExtension);
    m_more->setObjectName(QStringLiteral("extension"));
    label->setBuddy(m_more);
    row->addWidget(m_more);
    m_grant = pushButton(tr("Grant Extension"), m_extension);
    m_grant->setToolTip(tr("Adds to what the chosen key has left until its period ends; the plan stays as it is"));
    connect(m_grant, &QPushButton::clicked, this, &UsageReport::grant);
    row->addWidget(m_grant);
    row->addStretch(1);
    column.addWidget(m_extension);
}

void UsageReport::showPlan(const std::string& planId)
{
    if (planId != m_planId) {
        m_isRead = false;
        m_usage = {};
    }
    m_planId = planId;
    showState();
    ask();
}

void UsageReport::ask()
{
    if (isVisible() && !m_planId.empty())
        m_access.readUsage(m_planId, m_span->currentData().toInt());
}

void UsageReport::take(const PlanUsage& usage)
{
    m_isRead = true;
    m_usage = usage;
    showState();
}

void UsageReport::showState()
{
    const bool isRunning = m_access.isRunning();
    const bool hasKeys = isRunning && !m_usage.keys.empty();
    m_state->setText(!isRunning             ? tr("The gateway is stopped: usage is shown while it runs.")
                     : !m_isRead            ? tr("Reading…")
                     : m_usage.problem      ? errorText(*m_usage.problem)
                     : m_usage.keys.empty() ? tr("No key has used this plan yet.")
                                            : QString());
    m_state->setVisible(!m_state->text().isEmpty());
    for (QWidget* part : std::initializer_list<QWidget*>{m_span, m_export, m_table, m_chart})
        part->setVisible(hasKeys);
    if (hasKeys)
        showRows();
    showChart();
}

void UsageReport::showRows()
{
    m_rows->setRowCount(int(m_usage.keys.size()));
    for (int row = 0; row < m_rows->rowCount(); ++row) {
        const engine::KeyUsage& key = m_usage.keys[std::size_t(row)];
        const auto quota = m_usage.quotas.find(key.keyId);
        const QStringList texts =
            textsOf(m_workspace.project(), key, quota == m_usage.quotas.end() ? nullptr : &quota->second);
        for (int column = 0; column < ColumnCount; ++column) {
            if (!m_rows->item(row, column)) {
                m_rows->setItem(row, column, new QStandardItem);
                if (column != Key)
                    m_rows->item(row, column)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            }
            if (m_rows->item(row, column)->text() != texts[column])
                m_rows->item(row, column)->setText(texts[column]);
        }
    }
    if (!m_table->currentIndex().isValid())
        m_table->setCurrentIndex(m_rows->index(0, Key));
    const int header = std::max(m_table->horizontalHeader()->sizeHint().height(), tableRowHeight);
    m_table->setFixedHeight(header + std::min(m_rows->rowCount(), mostRowsShown) * tableRowHeight +
                            2 * m_table->frameWidth());
}

const engine::KeyUsage* UsageReport::chosen() const
{
    const int row = m_table->currentIndex().row();
    return row >= 0 && row < int(m_usage.keys.size()) ? &m_usage.keys[std::size_t(row)] : nullptr;
}

void UsageReport::showChart()
{
    const engine::KeyUsage* key = chosen();
    const auto quota = key ? m_usage.quotas.find(key->keyId) : m_usage.quotas.end();
    m_extension->setVisible(quota != m_usage.quotas.end() && quota->second.remaining);
    if (!key)
        return;
    std::vector<DayChart::Day> days;
    for (const engine::UsageDay& day : key->days) {
        QString words = counted(std::size_t(day.used), tr("request"), tr("requests"));
        if (day.remaining)
            words += tr(", %1 left").arg(*day.remaining);
        days.push_back({dayText(day.day), double(day.used), words});
    }
    m_chart->setDays(tr("Requests of %1 by day").arg(keyNameOf(m_workspace.project(), key->keyId)), days);
}

void UsageReport::grant()
{
    const engine::KeyUsage* key = chosen();
    const auto quota = key ? m_usage.quotas.find(key->keyId) : m_usage.quotas.end();
    if (quota != m_usage.quotas.end() && quota->second.remaining)
        m_access.setRemaining(m_planId, key->keyId, *quota->second.remaining + m_more->value());
}

void UsageReport::exportCsv()
{
    const QString file =
        QFileDialog::getSaveFileName(this, tr("Export Usage"), QStringLiteral("usage.csv"), tr("CSV files (*.csv)"));
    if (!file.isEmpty())
        m_access.writeReport(file, usageCsv(m_workspace.project(), m_usage.keys));
}

void UsageReport::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    ask();
    m_timer->start();
}

void UsageReport::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_timer->stop();
}

} // namespace gw::ui
