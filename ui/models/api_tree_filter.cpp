// Word filter over ApiTreeModel::SearchRole ("get pets", "POST /orders").
#include "ui/models/api_tree_filter.h"

#include "ui/models/api_tree_model.h"

#include <algorithm>

namespace gw::ui {

ApiTreeFilter::ApiTreeFilter(QObject* parent) : QSortFilterProxyModel(parent)
{
    setRecursiveFilteringEnabled(true);
}

void ApiTreeFilter::setText(const QString& text)
{
    QStringList words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (words == m_words)
        return;
    m_words = std::move(words);
    QAbstractItemModel* source = sourceModel();
    setSourceModel(nullptr); // rows taken out one by one hold the window for seconds where the tree is large
    setSourceModel(source);
}

bool ApiTreeFilter::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    return m_words.isEmpty() || holdsEveryWord(sourceModel()->index(row, 0, parent));
}

bool ApiTreeFilter::holdsEveryWord(const QModelIndex& source) const
{
    const QString text = source.data(ApiTreeModel::SearchRole).toString();
    return std::all_of(m_words.begin(), m_words.end(),
                       [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

QModelIndex ApiTreeFilter::firstFound() const
{
    return isActive() ? firstFoundBelow({}) : QModelIndex();
}

// What passed the filter holds the words itself or has a row below it that does.
QModelIndex ApiTreeFilter::firstFoundBelow(const QModelIndex& parent) const
{
    for (int row = 0; row < rowCount(parent); ++row) {
        const QModelIndex index = this->index(row, 0, parent);
        if (holdsEveryWord(mapToSource(index)))
            return index;
        if (const QModelIndex found = firstFoundBelow(index); found.isValid())
            return found;
    }
    return {};
}

} // namespace gw::ui
