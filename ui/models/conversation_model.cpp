// Traces come when they finish; rows stand by when things happened.
#include "ui/models/conversation_model.h"

#include "ui/models/quantity_text.h"

#include <QDateTime>

#include <algorithm>

namespace gw::ui {

namespace {

constexpr int longestLine = 400; // of a message in its row

QDateTime timeOf(const SocketEventRow& row)
{
    using namespace std::chrono;
    return QDateTime::fromMSecsSinceEpoch(duration_cast<milliseconds>(row.time.time_since_epoch()).count());
}

} // namespace

ConversationModel::ConversationModel(QObject* parent) : QAbstractTableModel(parent) {}

void ConversationModel::setConnection(const std::string& connectionId, const std::vector<engine::TracePtr>& traces)
{
    std::vector<SocketEventRow> rows;
    for (const engine::TracePtr& trace : traces)
        if (!connectionId.empty() && isOfConnection(*trace, connectionId))
            for (SocketEventRow& row : eventsOf(*trace))
                rows.push_back(std::move(row));
    std::stable_sort(rows.begin(), rows.end(),
                     [](const SocketEventRow& a, const SocketEventRow& b) { return a.time < b.time; });
    if (rows.size() > std::size_t(mostRows))
        rows.erase(rows.begin(), rows.end() - mostRows);
    beginResetModel();
    m_connectionId = connectionId;
    m_rows = std::move(rows);
    endResetModel();
}

void ConversationModel::append(const std::vector<engine::TracePtr>& finished)
{
    if (m_connectionId.empty())
        return;
    for (const engine::TracePtr& trace : finished)
        if (isOfConnection(*trace, m_connectionId))
            for (SocketEventRow& row : eventsOf(*trace))
                insert(std::move(row));
    if (const int surplus = rowCount() - mostRows; surplus > 0) {
        beginRemoveRows({}, 0, surplus - 1);
        m_rows.erase(m_rows.begin(), m_rows.begin() + surplus);
        endRemoveRows();
    }
}

void ConversationModel::insert(SocketEventRow row)
{
    const auto place =
        std::upper_bound(m_rows.begin(), m_rows.end(), row,
                         [](const SocketEventRow& a, const SocketEventRow& b) { return a.time < b.time; });
    const int at = static_cast<int>(place - m_rows.begin());
    beginInsertRows({}, at, at);
    m_rows.insert(place, std::move(row));
    endInsertRows();
}

const SocketEventRow* ConversationModel::at(int row) const
{
    return row >= 0 && row < rowCount() ? &m_rows[static_cast<std::size_t>(row)] : nullptr;
}

int ConversationModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ConversationModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ConversationModel::text(const SocketEventRow& row, int column)
{
    const bool isReply = row.kind == SocketEventRow::Kind::Replied || row.kind == SocketEventRow::Kind::Error;
    switch (static_cast<Column>(column)) {
    case Time:
        return timeOf(row).toString(QStringLiteral("HH:mm:ss.zzz"));
    case Event:
        return wordOf(row.kind);
    case Route:
        return row.route.isEmpty() ? QStringLiteral("–") : row.route;
    case Message:
        return row.text.left(longestLine).simplified();
    case Answer:
        return isReply ? QString() : row.answer;
    case Duration:
        return isReply || row.kind == SocketEventRow::Kind::Pushed ? QString() : durationText(row.duration);
    case ColumnCount:
        break;
    }
    return {};
}

QVariant ConversationModel::data(const QModelIndex& index, int role) const
{
    const SocketEventRow* row = index.isValid() ? at(index.row()) : nullptr;
    if (!row)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return text(*row, index.column());
    case Qt::AccessibleTextRole:
        return index.column() == Event ? QStringLiteral("%1, %2").arg(wordOf(row->kind), row->text.left(longestLine))
                                       : text(*row, index.column());
    case Qt::ToolTipRole:
        if (index.column() == Route)
            return row->why;
        return index.column() == Answer ? QVariant(row->answer) : QVariant();
    case KindRole:
        return static_cast<int>(row->kind);
    case FaultRole:
        return row->isFault;
    case Qt::TextAlignmentRole:
        if (index.column() == Duration)
            return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
        break;
    default:
        break;
    }
    return {};
}

QVariant ConversationModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter) |
                                   (section == Duration ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    const QString titles[] = {tr("Time"), tr("Event"), tr("Route"), tr("Message"), tr("Integration"), tr("Duration")};
    return titles[section];
}

} // namespace gw::ui
