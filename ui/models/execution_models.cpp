#include "ui/models/execution_models.h"

#include "ui/models/quantity_text.h"

#include <QDateTime>
#include <QLocale>
#include <QSet>

#include <algorithm>

namespace gw::ui {

namespace {

QString fromText(const std::string& text)
{
    return QString::fromStdString(text);
}

QString clock(double seconds)
{
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(seconds * 1000));
    const bool isToday = time.date() == QDate::currentDate();
    return isToday ? time.toString(QStringLiteral("HH:mm:ss")) : QLocale().toString(time, QLocale::ShortFormat);
}

} // namespace

QString executionStatusWords(const QString& status)
{
    if (status == QLatin1String("SUCCEEDED"))
        return ExecutionListModel::tr("Succeeded");
    if (status == QLatin1String("FAILED"))
        return ExecutionListModel::tr("Failed");
    if (status == QLatin1String("TIMED_OUT"))
        return ExecutionListModel::tr("Timed out");
    if (status == QLatin1String("ABORTED"))
        return ExecutionListModel::tr("Aborted");
    return ExecutionListModel::tr("Running");
}

int ExecutionListModel::rowOf(const QString& arn) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](const ExecutionRow& r) { return r.arn == arn; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

void ExecutionListModel::setRows(std::vector<ExecutionRow> rows)
{
    if (rows == m_rows)
        return;
    QSet<QString> wanted;
    for (const ExecutionRow& row : rows)
        wanted.insert(row.arn);
    for (int i = static_cast<int>(m_rows.size()) - 1; i >= 0; --i)
        if (!wanted.contains(m_rows[static_cast<std::size_t>(i)].arn)) {
            beginRemoveRows({}, i, i);
            m_rows.erase(m_rows.begin() + i);
            endRemoveRows();
        }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const int at = static_cast<int>(i);
        if (i < m_rows.size() && m_rows[i].arn == rows[i].arn) {
            if (m_rows[i] == rows[i])
                continue;
            m_rows[i] = rows[i];
            emit dataChanged(index(at, 0), index(at, ColumnCount - 1));
            continue;
        }
        if (const int old = rowOf(rows[i].arn); old >= 0) { // stands elsewhere by now
            beginRemoveRows({}, old, old);
            m_rows.erase(m_rows.begin() + old);
            endRemoveRows();
        }
        beginInsertRows({}, at, at);
        m_rows.insert(m_rows.begin() + at, rows[i]);
        endInsertRows();
    }
}

int ExecutionListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ExecutionListModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ExecutionListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const ExecutionRow& row = m_rows[static_cast<std::size_t>(index.row())];
    if (role == Qt::TextAlignmentRole && index.column() == DurationColumn)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole)
        return row.arn;
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case StatusColumn:
        return executionStatusWords(row.status);
    case NameColumn:
        return row.name;
    case StartedColumn:
        return clock(row.started);
    default:
        return row.stopped > 0 ? secondsText(row.stopped - row.started) : QString();
    }
}

QVariant ExecutionListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole)
        return int((section == DurationColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case StatusColumn:
        return tr("Status");
    case NameColumn:
        return tr("Name");
    case StartedColumn:
        return tr("Started");
    default:
        return tr("Duration");
    }
}

void ExecutionEventModel::setView(const ExecutionView& view)
{
    std::vector<Row> rows;
    rows.reserve(view.events.size());
    for (const ExecutionEvent& event : view.events)
        rows.push_back({event, event.entry >= 0 ? fromText(view.entries[static_cast<std::size_t>(event.entry)].state)
                                                : QString()});
    m_started = view.started;
    const bool grows = rows.size() >= m_rows.size() && std::equal(m_rows.begin(), m_rows.end(), rows.begin());
    if (!grows) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
    } else if (rows.size() > m_rows.size()) {
        beginInsertRows({}, static_cast<int>(m_rows.size()), static_cast<int>(rows.size()) - 1);
        m_rows = std::move(rows);
        endInsertRows();
    }
}

int ExecutionEventModel::entryOf(int row) const
{
    return row >= 0 && row < rowCount() ? m_rows[static_cast<std::size_t>(row)].event.entry : -1;
}

int ExecutionEventModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ExecutionEventModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ExecutionEventModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    if (role == failureRole)
        return row.event.isFailure;
    if (role == Qt::TextAlignmentRole && (index.column() == IdColumn || index.column() == TimeColumn))
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (index.column()) {
    case IdColumn:
        return QString::number(row.event.id);
    case TypeColumn:
        return fromText(row.event.type);
    case StateColumn:
        return row.state;
    case TimeColumn:
        return QStringLiteral("+") + secondsText(row.event.time - m_started);
    default:
        return row.state == fromText(row.event.detail) ? QString() : fromText(row.event.detail);
    }
}

QVariant ExecutionEventModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole)
        return int((section == IdColumn || section == TimeColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case IdColumn:
        return tr("Id");
    case TypeColumn:
        return tr("Event");
    case StateColumn:
        return tr("State");
    case TimeColumn:
        return tr("After");
    default:
        return tr("Detail");
    }
}

} // namespace gw::ui
