// Both lists have one order, so what differs is found in one pass.
#include "ui/models/connections_model.h"

#include "ui/models/quantity_text.h"

#include <QDateTime>

#include <algorithm>
#include <optional>
#include <tuple>

namespace gw::ui {

namespace {

constexpr std::chrono::milliseconds stepTime{6};
constexpr int looksAtClock = 16; // steps between two looks
constexpr std::chrono::minutes soon{1};

QString toQt(const std::string& text)
{
    return QString::fromStdString(text);
}

bool isBefore(const engine::ConnectionSnapshot& a, const engine::ConnectionSnapshot& b)
{
    return std::tie(a.facts.connectedAt, a.facts.connectionId) < std::tie(b.facts.connectedAt, b.facts.connectionId);
}

bool isSame(const engine::ConnectionSnapshot& a, const engine::ConnectionSnapshot& b)
{
    return a.facts.connectionId == b.facts.connectionId;
}

std::chrono::seconds since(ConnectionsModel::Time then, ConnectionsModel::Time now)
{
    return std::max(std::chrono::seconds(0), std::chrono::duration_cast<std::chrono::seconds>(now - then));
}

// How long until `limit` has gone by since `then`; nothing where there is none.
std::optional<std::chrono::seconds> left(std::chrono::seconds limit, ConnectionsModel::Time then,
                                         ConnectionsModel::Time now)
{
    if (limit.count() == 0)
        return std::nullopt;
    return std::max(std::chrono::seconds(0), limit - since(then, now));
}

std::optional<std::chrono::seconds> idleLeft(const engine::ConnectionSnapshot& row, ConnectionsModel::Time now)
{
    return left(row.facts.idleLimit, row.lastActiveAt, now);
}

std::optional<std::chrono::seconds> endsIn(const engine::ConnectionSnapshot& row, ConnectionsModel::Time now)
{
    return left(row.facts.longestDuration, row.facts.connectedAt, now);
}

QString timerText(std::optional<std::chrono::seconds> time)
{
    return time ? clockText(*time) : QStringLiteral("–");
}

bool isNumber(int column)
{
    using Model = ConnectionsModel;
    return (column >= Model::Age && column <= Model::EndsIn) || column >= Model::In;
}

// "12 · 3.4 kB"
QString trafficText(std::uint64_t messages, std::uint64_t bytes)
{
    return messages == 0 ? QStringLiteral("–")
                         : QStringLiteral("%1 · %2").arg(messages).arg(sizeText(static_cast<qint64>(bytes)));
}

} // namespace

QString clockText(std::chrono::seconds time)
{
    const auto seconds = time.count();
    const QString tail = QStringLiteral("%1:%2")
                             .arg(seconds / 60 % 60, seconds >= 3600 ? 2 : 1, 10, QLatin1Char('0'))
                             .arg(seconds % 60, 2, 10, QLatin1Char('0'));
    return seconds >= 3600 ? QStringLiteral("%1:%2").arg(seconds / 3600).arg(tail) : tail;
}

ConnectionsModel::ConnectionsModel(QObject* parent) : QAbstractTableModel(parent) {}

bool ConnectionsModel::setRows(ConnectionRows wanted, Time now)
{
    m_now = now;
    m_wanted = std::move(wanted);
    m_row = 0;
    m_next = 0;
    return step();
}

bool ConnectionsModel::step()
{
    const auto end = std::chrono::steady_clock::now() + stepTime;
    for (int count = 1; m_row < m_rows.size() || m_next < m_wanted.size(); ++count) {
        const bool isLast = m_row >= m_rows.size();
        const bool isSpent = m_next >= m_wanted.size();
        if (!isLast && !isSpent && isSame(*m_rows[m_row], *m_wanted[m_next])) {
            m_replaced.push_back(std::exchange(m_rows[m_row++], std::move(m_wanted[m_next])));
            ++m_next;
        } else if (!isLast && (isSpent || isBefore(*m_rows[m_row], *m_wanted[m_next]))) {
            removeStretch();
        } else {
            insertStretch();
        }
        if (count % looksAtClock == 0 && std::chrono::steady_clock::now() > end)
            return false;
    }
    m_wanted.clear();
    m_row = 0;
    m_next = 0;
    if (!m_rows.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    return true;
}

void ConnectionsModel::removeStretch()
{
    std::size_t end = m_row + 1;
    while (end < m_rows.size() && (m_next >= m_wanted.size() || isBefore(*m_rows[end], *m_wanted[m_next])))
        ++end;
    const auto first = m_rows.begin() + static_cast<std::ptrdiff_t>(m_row);
    const auto last = m_rows.begin() + static_cast<std::ptrdiff_t>(end);
    beginRemoveRows({}, static_cast<int>(m_row), static_cast<int>(end) - 1);
    m_replaced.insert(m_replaced.end(), first, last);
    m_rows.erase(first, last);
    endRemoveRows();
}

void ConnectionsModel::insertStretch()
{
    std::size_t end = m_next + 1;
    while (end < m_wanted.size() && (m_row >= m_rows.size() || isBefore(*m_wanted[end], *m_rows[m_row])))
        ++end;
    const auto count = end - m_next;
    beginInsertRows({}, static_cast<int>(m_row), static_cast<int>(m_row + count) - 1);
    m_rows.insert(m_rows.begin() + static_cast<std::ptrdiff_t>(m_row),
                  m_wanted.begin() + static_cast<std::ptrdiff_t>(m_next),
                  m_wanted.begin() + static_cast<std::ptrdiff_t>(end));
    endInsertRows();
    m_row += count;
    m_next = end;
}

void ConnectionsModel::setTime(Time now)
{
    m_now = now;
    if (!m_rows.empty())
        emit dataChanged(index(0, Age), index(rowCount() - 1, EndsIn), {Qt::DisplayRole});
}

void ConnectionsModel::clear()
{
    if (m_rows.empty())
        return;
    beginRemoveRows({}, 0, rowCount() - 1);
    m_replaced.insert(m_replaced.end(), m_rows.begin(), m_rows.end());
    m_rows.clear();
    m_wanted.clear();
    m_row = 0;
    m_next = 0;
    endRemoveRows();
}

ConnectionRow ConnectionsModel::at(int row) const
{
    return row >= 0 && row < rowCount() ? m_rows[static_cast<std::size_t>(row)] : nullptr;
}

int ConnectionsModel::rowOf(const std::string& connectionId) const
{
    const auto it = std::find_if(m_rows.begin(), m_rows.end(),
                                 [&](const ConnectionRow& row) { return row->facts.connectionId == connectionId; });
    return it == m_rows.end() ? -1 : static_cast<int>(it - m_rows.begin());
}

int ConnectionsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ConnectionsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ConnectionsModel::text(const engine::ConnectionSnapshot& row, int column) const
{
    switch (static_cast<Column>(column)) {
    case Id:
        return toQt(row.facts.connectionId);
    case Stage:
        return toQt(row.facts.stageName);
    case Age:
        return clockText(since(row.facts.connectedAt, m_now));
    case IdleLeft:
        return timerText(idleLeft(row, m_now));
    case EndsIn:
        return timerText(endsIn(row, m_now));
    case Subprotocol:
        return row.facts.subprotocol.empty() ? QStringLiteral("–") : toQt(row.facts.subprotocol);
    case Identity:
        return row.facts.principalId.empty() ? toQt(row.facts.sourceIp)
                                             : toQt(row.facts.principalId + " · " + row.facts.sourceIp);
    case In:
        return trafficText(row.traffic.messagesIn, row.traffic.bytesIn);
    case Out:
        return trafficText(row.traffic.messagesOut, row.traffic.bytesOut);
    case ColumnCount:
        break;
    }
    return {};
}

QString ConnectionsModel::details(const engine::ConnectionSnapshot& row) const
{
    using namespace std::chrono;
    const auto at = duration_cast<milliseconds>(row.facts.connectedAt.time_since_epoch()).count();
    QStringList lines{toQt(row.facts.connectionId),
                      tr("Since %1").arg(QDateTime::fromMSecsSinceEpoch(at).toString(QStringLiteral("HH:mm:ss")))};
    if (!row.facts.userAgent.empty())
        lines << toQt(row.facts.userAgent);
    return lines.join(QLatin1Char('\n'));
}

QVariant ConnectionsModel::data(const QModelIndex& index, int role) const
{
    const ConnectionRow row = at(index.row());
    if (!row || !index.isValid())
        return {};
    if (role == Qt::DisplayRole)
        return text(*row, index.column());
    if (role == Qt::ToolTipRole) {
        if (index.column() == IdleLeft && idleLeft(*row, m_now).value_or(soon) < soon)
            return tr("The gateway closes it soon: nothing was sent either way.");
        if (index.column() == EndsIn && endsIn(*row, m_now).value_or(soon) < soon)
            return tr("The gateway closes it soon: no connection lasts longer.");
        return details(*row);
    }
    if (role == Qt::TextAlignmentRole && isNumber(index.column()))
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    return {};
}

QVariant ConnectionsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter) |
                                   (isNumber(section) ? Qt::AlignRight : Qt::AlignLeft));
    if (role == Qt::ToolTipRole && section == IdleLeft)
        return tr("Time until the gateway closes it, unless something is sent either way");
    if (role == Qt::ToolTipRole && section == EndsIn)
        return tr("Time until the gateway closes it, whatever is sent");
    if (role != Qt::DisplayRole)
        return {};
    const QString titles[] = {tr("Connection"),   tr("Stage"),  tr("Age"), tr("Idle left"), tr("Ends in"),
                              tr("Sub-protocol"), tr("Client"), tr("In"),  tr("Out")};
    return titles[section];
}

} // namespace gw::ui
