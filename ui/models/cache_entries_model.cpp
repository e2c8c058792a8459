// Rows are in the order of their ids, which counts up: use changes an entry, never its row.
#include "ui/models/cache_entries_model.h"

#include "ui/models/quantity_text.h"

#include <algorithm>

namespace gw::ui {

namespace {

QString textOf(const engine::CacheEntry& entry, int column)
{
    switch (column) {
    case CacheEntriesModel::Key:
        return QString::fromStdString(entry.key);
    case CacheEntriesModel::Status:
        return QString::number(entry.status);
    case CacheEntriesModel::Size:
        return sizeText(qint64(entry.bytes));
    case CacheEntriesModel::Age:
        return QStringLiteral("%1 s").arg(std::chrono::duration_cast<std::chrono::seconds>(entry.age).count());
    case CacheEntriesModel::TimeLeft:
        return QStringLiteral("%1 s").arg(std::chrono::duration_cast<std::chrono::seconds>(entry.timeLeft).count());
    case CacheEntriesModel::Hits:
        return QString::number(entry.hits);
    default:
        return {};
    }
}

} // namespace

void CacheEntriesModel::setEntries(std::vector<engine::CacheEntry> entries)
{
    std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.id > b.id; });
    const auto isWanted = [&](std::uint64_t id) {
        return std::binary_search(entries.begin(), entries.end(), engine::CacheEntry{id, {}, 0, 0, 0, {}, {}},
                                  [](const auto& a, const auto& b) { return a.id > b.id; });
    };
    for (int row = int(m_entries.size()) - 1; row >= 0; --row)
        if (!isWanted(m_entries[std::size_t(row)].id)) {
            beginRemoveRows({}, row, row);
            m_entries.erase(m_entries.begin() + row);
            endRemoveRows();
        }
    for (std::size_t row = 0; row < entries.size(); ++row) {
        if (row < m_entries.size() && m_entries[row].id == entries[row].id) {
            m_entries[row] = std::move(entries[row]);
            continue;
        }
        beginInsertRows({}, int(row), int(row));
        m_entries.insert(m_entries.begin() + std::ptrdiff_t(row), std::move(entries[row]));
        endInsertRows();
    }
    if (!m_entries.empty())
        emit dataChanged(index(0, 0), index(int(m_entries.size()) - 1, ColumnCount - 1));
}

std::uint64_t CacheEntriesModel::idAt(int row) const
{
    return row >= 0 && row < int(m_entries.size()) ? m_entries[std::size_t(row)].id : 0;
}

int CacheEntriesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

int CacheEntriesModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant CacheEntriesModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const engine::CacheEntry& entry = m_entries[std::size_t(index.row())];
    if (role == Qt::DisplayRole)
        return textOf(entry, index.column());
    if (role == Qt::ToolTipRole && index.column() == Key)
        return QString::fromStdString(entry.key);
    if (role == Qt::TextAlignmentRole && index.column() != Key)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    return {};
}

QVariant CacheEntriesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section != Key)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const QString titles[] = {tr("Request"), tr("Status"), tr("Size"), tr("Age"), tr("Time left"), tr("Hits")};
    return section >= 0 && section < ColumnCount ? titles[section] : QVariant();
}

} // namespace gw::ui
