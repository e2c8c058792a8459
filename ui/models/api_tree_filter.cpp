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
    invalidateFilter();
}

bool ApiTreeFilter::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    if (m_words.isEmpty())
        return true;
    const QString text = sourceModel()->index(row, 0, parent).data(ApiTreeModel::SearchRole).toString();
    return std::all_of(m_words.begin(), m_words.end(),
                       [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

} // namespace gw::ui
