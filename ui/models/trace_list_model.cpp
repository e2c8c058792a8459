// Rows over a bounded list of traces, and beneath them over the numbers of a file's rows. Both are in the order
// requests ended in. What leaves the memory at its end is handed over: it goes from the list when the file has it.
#include "ui/models/trace_list_model.h"

#include "ui/models/quantity_text.h"

#include <QDateTime>

#include <algorithm>
#include <functional>
#include <iterator>

namespace gw::ui {

namespace {

constexpr int keptSummaries = 4096;        // of rows of the file
constexpr std::size_t rowsAhead = 48;      // told with one that is in sight, for scrolling on
constexpr std::size_t mostCandidates = 64; // requests the file is asked for until it knows one

template <typename Told> // a trace or its summary
QDateTime timeOf(const Told& trace)
{
    const auto sinceEpoch = std::chrono::duration_cast<std::chrono::milliseconds>(trace.time.time_since_epoch());
    return QDateTime::fromMSecsSinceEpoch(sinceEpoch.count());
}

// Of another day than today it is the day that tells most.
QString timeText(const QDateTime& time)
{
    const bool isToday = time.date() == QDate::currentDate();
    return time.toString(isToday ? QStringLiteral("HH:mm:ss") : QStringLiteral("MM-dd HH:mm"));
}

QString toQt(const std::string& text)
{
    return QString::fromStdString(text);
}

template <typename Told>
QVariant textOf(const Told& trace, int column)
{
    switch (static_cast<TraceListModel::Column>(column)) {
    case TraceListModel::Time:
        return timeText(timeOf(trace));
    case TraceListModel::Method:
        return toQt(trace.method);
    case TraceListModel::Path:
        return toQt(trace.path);
    case TraceListModel::Status:
        return trace.status == 0 ? QStringLiteral("–") : QString::number(trace.status);
    case TraceListModel::Duration:
        return durationText(trace.duration);
    case TraceListModel::Size:
        return sizeText(static_cast<qint64>(trace.responseBytes));
    case TraceListModel::Api:
        return trace.apiName.empty() ? QStringLiteral("–") : toQt(trace.apiName + " / " + trace.stage);
    case TraceListModel::ColumnCount:
        break;
    }
    return {};
}

template <typename Told>
QVariant dataOf(const Told& trace, int column, int role)
{
    if (role == Qt::DisplayRole)
        return textOf(trace, column);
    if (role == TraceListModel::StatusRole)
        return trace.status;
    if (role == Qt::ToolTipRole && column == TraceListModel::Time)
        return timeOf(trace).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz"));
    if (role == Qt::ToolTipRole && column == TraceListModel::Path)
        return toQt(trace.path);
    return {};
}

bool hasId(const engine::TracePtr& trace, const std::string& requestId)
{
    return trace->requestId == requestId;
}

} // namespace

TraceListModel::TraceListModel(QObject* parent, std::size_t capacity)
    : QAbstractTableModel(parent), m_capacity(capacity), m_summaries(keptSummaries)
{
    m_asking.setSingleShot(true);
    connect(&m_asking, &QTimer::timeout, this, [this] { m_file.tell(std::exchange(m_toAsk, {})); });
    connect(&m_file, &StoredTraces::opened, this, [this](qint64 count) {
        m_storedCount = count;
        emit searchChanged();
    });
    connect(&m_file, &StoredTraces::found, this, &TraceListModel::take);
    connect(&m_file, &StoredTraces::extended, this, &TraceListModel::takeOver);
    connect(&m_file, &StoredTraces::told, this, &TraceListModel::takeSummaries);
    connect(&m_file, &StoredTraces::loaded, this, &TraceListModel::loaded);
}

void TraceListModel::append(const std::vector<engine::TracePtr>& finished)
{
    if (!m_paused)
        return insertNewest(finished);
    m_waiting.insert(m_waiting.end(), finished.begin(), finished.end());
    if (m_waiting.size() > m_capacity) {
        m_waiting.erase(m_waiting.begin(), m_waiting.end() - static_cast<std::ptrdiff_t>(m_capacity));
        m_isWaitingCut = true;
    }
    emit waitingCountChanged(waitingCount());
}

void TraceListModel::insertNewest(const std::vector<engine::TracePtr>& finished)
{
    std::vector<engine::TracePtr> shown;
    for (const engine::TracePtr& trace : finished) {
        m_all.push_front(trace);
        if (m_filter.matches(*trace))
            shown.push_back(trace);
    }
    if (!shown.empty()) {
        beginInsertRows({}, 0, static_cast<int>(shown.size()) - 1);
        for (const engine::TracePtr& trace : shown)
            m_shown.push_front(trace);
        endInsertRows();
    }
    if (m_file.isOpen() && m_all.size() <= 4 * m_capacity)
        return handOver();
    m_hasDropped = m_hasDropped || m_all.size() > m_capacity;
    dropOldest(m_capacity);
}

// Many at once: the file is asked once for all of them.
void TraceListModel::handOver()
{
    if (m_all.size() <= 2 * m_capacity || !m_handedOver.empty())
        return;
    std::vector<std::string> candidates; // one that did not go through the gateway stands in no file
    for (std::size_t i = m_capacity; i < m_all.size() && candidates.size() < mostCandidates; ++i)
        candidates.push_back(m_all[i]->requestId);
    m_handedOver = candidates.front();
    m_file.extend(std::move(candidates));
}

void TraceListModel::takeOver(const std::vector<std::int64_t>& rows, qint64 count)
{
    const std::string newest = std::exchange(m_handedOver, {});
    const auto last = std::find_if(m_all.begin(), m_all.end(), [&](const auto& trace) { return hasId(trace, newest); });
    dropOldest(static_cast<std::size_t>(last - m_all.begin()));
    m_storedCount = count;
    if (!rows.empty()) {
        const int first = static_cast<int>(m_shown.size());
        beginInsertRows({}, first, first + static_cast<int>(rows.size()) - 1);
        m_stored.insert(m_stored.begin(), rows.begin(), rows.end());
        endInsertRows();
    }
    emit searchChanged();
}

void TraceListModel::dropOldest(std::size_t most)
{
    std::size_t gone = 0;
    while (m_all.size() > most) {
        // Both lists have the same order, so what falls off the end of one is the end of the other or not in it.
        if (m_shown.size() > gone && m_shown[m_shown.size() - 1 - gone] == m_all.back())
            ++gone;
        m_all.pop_back();
    }
    if (gone == 0)
        return;
    const int last = static_cast<int>(m_shown.size()) - 1;
    beginRemoveRows({}, last - static_cast<int>(gone) + 1, last);
    m_shown.resize(m_shown.size() - gone);
    endRemoveRows();
}

void TraceListModel::setFilter(engine::TraceFilter filter)
{
    m_filter = std::move(filter);
    Traces wanted;
    std::copy_if(m_all.begin(), m_all.end(), std::back_inserter(wanted),
                 [this](const engine::TracePtr& trace) { return m_filter.matches(*trace); });
    removeRowsNotIn(wanted);
    insertRowsOf(wanted);
    search();
}

// --- Rows of the file ------------------------------------------------------------------------------------------------

void TraceListModel::open(const QString& file, StoredTraces::Time from, StoredTraces::Time began)
{
    close();
    if (file.isEmpty())
        return;
    const bool hasGap = m_hasDropped && !m_all.empty();
    m_part = {file, from, began, hasGap ? m_all.back()->requestId : std::string()};
    m_file.open(m_part);
    search();
}

void TraceListModel::close()
{
    removeStored();
    m_file.close();
    m_storedCount = 0;
    m_searched = 100;
    m_handedOver.clear();
    m_summaries.clear();
    m_asked.clear();
    m_toAsk.clear();
    emit searchChanged();
}

void TraceListModel::search()
{
    if (!m_file.isOpen())
        return;
    emit storedRowsAboutToGo();
    removeStored();
    m_searched = 0;
    m_file.search(m_filter);
    emit searchChanged();
}

void TraceListModel::stopSearch()
{
    m_file.stopSearch();
    m_searched = 100;
    emit searchChanged();
}

void TraceListModel::removeStored()
{
    if (m_stored.empty())
        return;
    beginRemoveRows({}, static_cast<int>(m_shown.size()), rowCount() - 1);
    m_stored = {};
    endRemoveRows();
}

void TraceListModel::take(const std::vector<std::int64_t>& rows, int percent)
{
    m_searched = percent;
    if (!rows.empty()) {
        beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(rows.size()) - 1);
        m_stored.insert(m_stored.end(), rows.begin(), rows.end());
        endInsertRows();
    }
    emit searchChanged();
}

std::int64_t TraceListModel::storedRow(const QModelIndex& index) const
{
    const int place = index.isValid() ? index.row() - static_cast<int>(m_shown.size()) : -1;
    return place >= 0 && place < static_cast<int>(m_stored.size()) ? m_stored[static_cast<std::size_t>(place)] : 0;
}

QModelIndex TraceListModel::indexOfStored(std::int64_t row) const
{
    const auto it = std::lower_bound(m_stored.begin(), m_stored.end(), row, std::greater<>());
    if (it == m_stored.end() || *it != row)
        return {};
    return index(static_cast<int>(m_shown.size()) + static_cast<int>(it - m_stored.begin()), 0);
}

void TraceListModel::load(std::int64_t storedRow)
{
    m_file.load(storedRow);
}

// Asked for when it is first looked at, with those that may be looked at next.
const engine::TraceSummary* TraceListModel::summaryAt(std::size_t place) const
{
    if (const engine::TraceSummary* known = m_summaries.object(m_stored[place]))
        return known;
    if (m_asked.contains(m_stored[place]))
        return nullptr;
    const std::size_t end = std::min(m_stored.size(), place + rowsAhead);
    for (std::size_t i = place > rowsAhead ? place - rowsAhead : 0; i < end; ++i) {
        const std::int64_t row = m_stored[i];
        if (m_summaries.contains(row) || m_asked.contains(row))
            continue;
        m_asked.insert(row);
        m_toAsk.push_back(row);
    }
    m_asking.start(0);
    return nullptr;
}

void TraceListModel::takeSummaries(const std::vector<engine::TraceSummary>& summaries,
                                   const std::vector<std::int64_t>& asked)
{
    for (const std::int64_t row : asked) {
        m_asked.remove(row);
        auto* gone = new engine::TraceSummary;
        gone->path = tr("No longer kept").toStdString();
        m_summaries.insert(row, gone);
    }
    for (const engine::TraceSummary& summary : summaries)
        m_summaries.insert(summary.rowId, new engine::TraceSummary(summary));
    int first = rowCount();
    int last = -1;
    for (const std::int64_t row : asked) {
        const QModelIndex there = indexOfStored(row);
        if (!there.isValid())
            continue;
        first = std::min(first, there.row());
        last = std::max(last, there.row());
    }
    if (last >= 0)
        emit dataChanged(index(first, 0), index(last, ColumnCount - 1));
}

QVariant TraceListModel::storedData(std::size_t place, int column, int role) const
{
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != StatusRole)
        return {};
    const engine::TraceSummary* summary = summaryAt(place);
    if (summary && summary->rowId == 0 && column != Path)
        return {};
    return summary ? dataOf(*summary, column, role) : QVariant();
}

void TraceListModel::removeRowsNotIn(const Traces& wanted)
{
    std::size_t row = 0;
    std::size_t next = 0; // both in the same order: one pass
    while (row < m_shown.size()) {
        std::size_t end = row;
        while (end < m_shown.size() && !m_filter.matches(*m_shown[end]))
            ++end;
        if (end == row) {
            ++row;
            ++next;
            continue;
        }
        beginRemoveRows({}, static_cast<int>(row), static_cast<int>(end) - 1);
        m_shown.erase(m_shown.begin() + static_cast<std::ptrdiff_t>(row),
                      m_shown.begin() + static_cast<std::ptrdiff_t>(end));
        endRemoveRows();
    }
    Q_ASSERT(next <= wanted.size());
}

void TraceListModel::insertRowsOf(const Traces& wanted)
{
    std::size_t row = 0;
    while (row < wanted.size()) {
        std::size_t end = row;
        while (end < wanted.size() && (row >= m_shown.size() || wanted[end] != m_shown[row]))
            ++end;
        if (end == row) {
            ++row;
            continue;
        }
        beginInsertRows({}, static_cast<int>(row), static_cast<int>(end) - 1);
        m_shown.insert(m_shown.begin() + static_cast<std::ptrdiff_t>(row),
                       wanted.begin() + static_cast<std::ptrdiff_t>(row),
                       wanted.begin() + static_cast<std::ptrdiff_t>(end));
        endInsertRows();
        row = end;
    }
}

void TraceListModel::setPaused(bool paused)
{
    if (m_paused == paused)
        return;
    m_paused = paused;
    if (!paused) {
        const std::vector<engine::TracePtr> waiting = std::exchange(m_waiting, {});
        const bool isCut = std::exchange(m_isWaitingCut, false);
        if (isCut) { // what stood here is no longer what came before
            m_hasDropped = true;
            dropOldest(0);
        }
        insertNewest(waiting);
        if (isCut && m_file.isOpen())
            open(m_part.file, m_part.from, m_part.before);
    }
    emit waitingCountChanged(waitingCount());
}

void TraceListModel::clear()
{
    close();
    m_all.clear();
    m_waiting.clear();
    m_hasDropped = false;
    m_isWaitingCut = false;
    emit waitingCountChanged(0);
    if (m_shown.empty())
        return;
    beginRemoveRows({}, 0, rowCount() - 1);
    m_shown.clear();
    endRemoveRows();
}

engine::TracePtr TraceListModel::traceAt(const QModelIndex& index) const
{
    const auto row = index.isValid() ? static_cast<std::size_t>(index.row()) : m_shown.size();
    return row < m_shown.size() ? m_shown[row] : nullptr;
}

QModelIndex TraceListModel::indexOf(const QString& requestId) const
{
    const std::string id = requestId.toStdString();
    const auto it = std::find_if(m_shown.begin(), m_shown.end(), [&](const auto& trace) { return hasId(trace, id); });
    return it == m_shown.end() ? QModelIndex() : index(static_cast<int>(it - m_shown.begin()), 0);
}

engine::TracePtr TraceListModel::find(const QString& requestId) const
{
    const std::string id = requestId.toStdString();
    const auto it = std::find_if(m_all.begin(), m_all.end(), [&](const auto& trace) { return hasId(trace, id); });
    if (it != m_all.end())
        return *it;
    const auto waiting =
        std::find_if(m_waiting.begin(), m_waiting.end(), [&](const auto& trace) { return hasId(trace, id); });
    return waiting == m_waiting.end() ? nullptr : *waiting;
}

int TraceListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size() + m_stored.size());
}

int TraceListModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TraceListModel::data(const QModelIndex& index, int role) const
{
    if (role == Qt::TextAlignmentRole && (index.column() == Duration || index.column() == Size))
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (storedRow(index) != 0)
        return storedData(static_cast<std::size_t>(index.row()) - m_shown.size(), index.column(), role);
    const engine::TracePtr trace = traceAt(index);
    if (!trace)
        return {};
    if (role == Qt::ToolTipRole && trace->hasFault)
        return toQt(trace->fault.reason);
    return dataOf(*trace, index.column(), role);
}

QVariant TraceListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter) |
                                   (section == Duration || section == Size ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    const QString titles[] = {tr("Time"),     tr("Method"), tr("Path"),       tr("Status"),
                              tr("Duration"), tr("Size"),   tr("API / Stage")};
    return section >= 0 && section < ColumnCount ? titles[section] : QVariant();
}

} // namespace gw::ui
