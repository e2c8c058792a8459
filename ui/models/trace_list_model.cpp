// Rows over a bounded list of traces.
#include "ui/models/trace_list_model.h"

#include "ui/models/quantity_text.h"

#include <QDateTime>

#include <algorithm>
#include <iterator>

namespace gw::ui {

namespace {

QDateTime timeOf(const engine::Trace& trace)
{
    const auto sinceEpoch = std::chrono::duration_cast<std::chrono::milliseconds>(trace.time.time_since_epoch());
    return QDateTime::fromMSecsSinceEpoch(sinceEpoch.count());
}

QString toQt(const std::string& text)
{
    return QString::fromStdString(text);
}

bool hasId(const engine::TracePtr& trace, const std::string& requestId)
{
    return trace->requestId == requestId;
}

} // namespace

TraceListModel::TraceListModel(QObject* parent, std::size_t capacity)
    : QAbstractTableModel(parent), m_capacity(capacity)
{
}

void TraceListModel::append(const std::vector<engine::TracePtr>& finished)
{
    if (!m_paused)
        return insertNewest(finished);
    m_waiting.insert(m_waiting.end(), finished.begin(), finished.end());
    if (m_waiting.size() > m_capacity)
        m_waiting.erase(m_waiting.begin(), m_waiting.end() - static_cast<std::ptrdiff_t>(m_capacity));
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
    dropOldest();
}

void TraceListModel::dropOldest()
{
    std::size_t gone = 0;
    while (m_all.size() > m_capacity) {
        // Both lists have the same order, so what falls off the end of one is the end of the other or not in it.
        if (m_shown.size() > gone && m_shown[m_shown.size() - 1 - gone] == m_all.back())
            ++gone;
        m_all.pop_back();
    }
    if (gone == 0)
        return;
    const int last = rowCount() - 1;
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
        insertNewest(waiting);
    }
    emit waitingCountChanged(waitingCount());
}

void TraceListModel::clear()
{
    m_all.clear();
    m_waiting.clear();
    emit waitingCountChanged(0);
    if (m_shown.empty())
        return;
    beginRemoveRows({}, 0, rowCount() - 1);
    m_shown.clear();
    endRemoveRows();
}

engine::TracePtr TraceListModel::traceAt(const QModelIndex& index) const
{
    return index.isValid() && index.row() < rowCount() ? m_shown[static_cast<std::size_t>(index.row())] : nullptr;
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
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

int TraceListModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TraceListModel::text(const engine::Trace& trace, int column) const
{
    switch (static_cast<Column>(column)) {
    case Time:
        return timeOf(trace).toString(QStringLiteral("HH:mm:ss"));
    case Method:
        return toQt(trace.method);
    case Path:
        return toQt(trace.path);
    case Status:
        return trace.status == 0 ? QStringLiteral("–") : QString::number(trace.status);
    case Duration:
        return durationText(trace.duration);
    case Size:
        return sizeText(static_cast<qint64>(trace.responseBytes));
    case Api:
        return trace.apiName.empty() ? QStringLiteral("–") : toQt(trace.apiName + " / " + trace.stage);
    case ColumnCount:
        break;
    }
    return {};
}

QVariant TraceListModel::data(const QModelIndex& index, int role) const
{
    const engine::TracePtr trace = traceAt(index);
    if (!trace)
        return {};
    if (role == Qt::DisplayRole)
        return text(*trace, index.column());
    if (role == StatusRole)
        return trace->status;
    if (role == Qt::TextAlignmentRole && (index.column() == Duration || index.column() == Size))
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (role == Qt::ToolTipRole) {
        if (trace->hasFault)
            return toQt(trace->fault.reason);
        if (index.column() == Time)
            return timeOf(*trace).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz"));
        if (index.column() == Path)
            return toQt(trace->path);
    }
    return {};
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
