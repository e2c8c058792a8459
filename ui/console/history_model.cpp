// The history as a list model.
#include "ui/console/history_model.h"

#include "core/console/url_query.h"

#include <algorithm>

namespace gw::ui {

namespace {

// "/pets?limit=10" of "http://127.0.0.1:4780/dev/pets": people know the address, the path tells requests apart.
QString shownUrl(const console::ConsoleRequest& request)
{
    QString url = console::joinUrl(request.url, request.query);
    const qsizetype scheme = url.indexOf(QStringLiteral("://"));
    const qsizetype slash = scheme < 0 ? -1 : url.indexOf(u'/', scheme + 3);
    if (url.startsWith(QLatin1String("{{baseUrl}}")))
        return url.mid(11);
    return slash < 0 ? url : url.mid(slash);
}

} // namespace

HistoryModel::HistoryModel(QObject* parent) : QAbstractListModel(parent) {}

void HistoryModel::setFile(const QString& file)
{
    beginResetModel(); // another project
    m_history = console::History(file);
    const Result<void> loaded = m_history.load();
    m_error = loaded ? QString() : QString::fromStdString(toString(loaded.error()));
    endResetModel();
}

void HistoryModel::add(const console::HistoryEntry& entry)
{
    const auto& entries = m_history.entries();
    const auto same = std::find_if(entries.begin(), entries.end(),
                                   [&](const console::HistoryEntry& old) { return old.request == entry.request; });
    if (same == entries.begin() && !entries.empty()) {
        m_history.add(entry);
        emit dataChanged(index(0), index(0));
        return save();
    }
    // The history forgets the same request of before, or the oldest when it is full; rows say so one by one.
    const bool isFull = same == entries.end() && entries.size() >= console::History::maxEntries;
    if (same != entries.end() || isFull) {
        const int row = isFull ? rowCount() - 1 : static_cast<int>(same - entries.begin());
        beginRemoveRows({}, row, row);
        m_history.removeAt(static_cast<std::size_t>(row));
        endRemoveRows();
    }
    beginInsertRows({}, 0, 0);
    m_history.add(entry);
    endInsertRows();
    save();
}

void HistoryModel::clear()
{
    if (rowCount() == 0)
        return;
    beginRemoveRows({}, 0, rowCount() - 1);
    m_history.clear();
    endRemoveRows();
    save();
}

void HistoryModel::save()
{
    const Result<void> saved = m_history.save();
    m_error = saved ? QString() : QString::fromStdString(toString(saved.error()));
}

const console::HistoryEntry* HistoryModel::entryAt(const QModelIndex& index) const
{
    return index.isValid() && index.row() < rowCount() ? &m_history.entries()[static_cast<std::size_t>(index.row())]
                                                       : nullptr;
}

int HistoryModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_history.entries().size());
}

QVariant HistoryModel::data(const QModelIndex& index, int role) const
{
    const console::HistoryEntry* entry = entryAt(index);
    if (!entry)
        return {};
    const QDateTime local = entry->time.toLocalTime();
    const bool isToday = local.date() == QDate::currentDate();
    switch (role) {
    case Qt::DisplayRole:
        return shownUrl(entry->request);
    case Qt::ToolTipRole:
        return tr("%1 %2\n%3, answered %4 in %5 ms")
            .arg(entry->request.method, console::joinUrl(entry->request.url, entry->request.query),
                 local.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")), QString::number(entry->status))
            .arg(entry->milliseconds);
    case MethodRole:
        return entry->request.method;
    case StatusRole:
        return entry->status;
    case TimeRole:
        return local.toString(isToday ? QStringLiteral("HH:mm") : QStringLiteral("d MMM"));
    default:
        return {};
    }
}

} // namespace gw::ui
