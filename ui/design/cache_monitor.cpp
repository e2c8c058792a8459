#include "ui/design/cache_monitor.h"

#include "ui/design/method_facts.h"
#include "ui/models/cache_entries_model.h"
#include "ui/models/quantity_text.h"
#include "ui/session/access_session.h"
#include "ui/session/gateway_session.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/choice_box.h"
#include "ui/widgets/row_table.h"
#include "ui/widgets/tone_label.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QLocale>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace gw::ui {

namespace {

constexpr int interval = 1000; // ms
constexpr int mostRowsShown = 10;

QString statisticsText(const engine::CacheStatistics& counts)
{
    const QLocale locale;
    const auto asked = counts.hits + counts.misses;
    const auto number = [&](std::uint64_t n) { return locale.toString(qulonglong(n)); };
    QStringList parts{CacheMonitor::tr("Hits: %1").arg(number(counts.hits)),
                      CacheMonitor::tr("misses: %1").arg(number(counts.misses))};
    if (asked > 0)
        parts << CacheMonitor::tr("%1 % of requests spared").arg(counts.hits * 100 / asked);
    parts << CacheMonitor::tr("evictions: %1").arg(number(counts.evictions))
          << CacheMonitor::tr("%1 of %2 used").arg(sizeText(qint64(counts.bytes)), sizeText(qint64(counts.maxBytes)));
    return parts.join(QStringLiteral("  ·  "));
}

} // namespace

CacheMonitor::CacheMonitor(GatewaySession& gateway, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_access(gateway.accessSession()), m_timer(new QTimer(this)),
      m_state(new ToneLabel(theme, tone::muted)), m_model(new CacheEntriesModel(this)), m_table(new RowTable)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacing::m);
    m_state->setWordWrap(true);
    m_state->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(m_state);
    buildButtons(*column);
    buildTable(*column);
    m_timer->setInterval(interval);
    connect(m_timer, &QTimer::timeout, this, &CacheMonitor::refresh);
    connect(&m_access, &AccessSession::runningChanged, this, &CacheMonitor::refresh);
    connect(&m_access, &AccessSession::clockChanged, this, &CacheMonitor::refresh);
}

void CacheMonitor::buildButtons(QVBoxLayout& column)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(spacing::m);
    m_which = new ChoiceBox;
    m_which->setAccessibleName(tr("Which cache"));
    connect(m_which, &QComboBox::activated, this, &CacheMonitor::showState);
    row->addWidget(m_which);
    m_flush = pushButton(tr("Flush Cache"), this);
    m_flush->setToolTip(tr("Forgets every answer the stage keeps"));
    connect(m_flush, &QPushButton::clicked, this, &CacheMonitor::flush);
    row->addWidget(m_flush);
    m_remove = pushButton(tr("Remove Answer"), this);
    m_remove->setToolTip(withShortcut(tr("Forgets the selected answer"), QKeySequence(Qt::Key_Delete)));
    connect(m_remove, &QPushButton::clicked, this, &CacheMonitor::removeCurrent);
    row->addWidget(m_remove);
    row->addStretch(1);
    column.addLayout(row);
}

void CacheMonitor::buildTable(QVBoxLayout& column)
{
    setUpRowTable(*m_table, m_model, tr("Cached answers"), CacheEntriesModel::Key);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->installEventFilter(this);
    column.addWidget(m_table);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &CacheMonitor::showState);
}

void CacheMonitor::showStage(const std::string& apiId, const std::string& stage)
{
    m_apiId = apiId;
    m_stage = stage;
    refresh();
}

const engine::StageCacheState* CacheMonitor::shown() const
{
    const auto index = std::size_t(std::max(0, m_which->currentIndex()));
    return index < m_caches.size() ? &m_caches[index] : nullptr;
}

void CacheMonitor::refresh()
{
    if (!isVisible())
        return;
    m_caches = m_access.cachesOf(m_apiId, m_stage);
    showCaches();
    const engine::StageCacheState* cache = shown();
    m_model->setEntries(cache ? m_access.entriesOf(cache->name) : std::vector<engine::CacheEntry>());
    showState();
}

void CacheMonitor::showCaches()
{
    if (m_which->count() != int(m_caches.size())) {
        m_which->clear();
        for (const engine::StageCacheState& cache : m_caches)
            m_which->addItem(cache.name.isCanary ? tr("Of the canary") : tr("Of the stage"));
    }
    m_which->setVisible(m_caches.size() > 1);
}

void CacheMonitor::showState()
{
    const engine::StageCacheState* cache = shown();
    const int rows = m_model->rowCount();
    if (!m_access.isRunning())
        m_state->setText(tr("The gateway is stopped: its cache begins empty when it starts."));
    else if (!cache)
        m_state->setText(tr("The stage serves no method that is cached."));
    else if (rows == 0)
        m_state->setText(statisticsText(cache->statistics) + QStringLiteral("\n") +
                         tr("No answer is kept now: the next request of a cached method brings one."));
    else
        m_state->setText(statisticsText(cache->statistics));
    m_flush->setVisible(cache != nullptr);
    m_remove->setVisible(cache != nullptr);
    m_flush->setEnabled(rows > 0);
    m_remove->setEnabled(m_model->idAt(m_table->currentIndex().row()) != 0);
    m_table->setVisible(rows > 0);
    const int header = std::max(m_table->horizontalHeader()->sizeHint().height(), tableRowHeight);
    m_table->setFixedHeight(header + std::min(rows, mostRowsShown) * tableRowHeight + 2 * m_table->frameWidth());
}

void CacheMonitor::flush()
{
    if (const engine::StageCacheState* cache = shown())
        m_access.flush(cache->name);
    refresh();
}

void CacheMonitor::removeCurrent()
{
    const engine::StageCacheState* cache = shown();
    if (const std::uint64_t id = m_model->idAt(m_table->currentIndex().row()); cache && id != 0)
        m_access.remove(cache->name, id);
    refresh();
}

bool CacheMonitor::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Delete) {
        removeCurrent();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void CacheMonitor::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh();
    m_timer->start();
}

void CacheMonitor::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_timer->stop();
}

} // namespace gw::ui
