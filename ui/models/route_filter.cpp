#include "ui/models/route_filter.h"

#include "ui/models/route_table_model.h"

#include <algorithm>

namespace gw::ui {

RouteFilter::RouteFilter(QObject* parent) : QSortFilterProxyModel(parent)
{
    setSortRole(RouteTableModel::sortRole);
    setSortCaseSensitivity(Qt::CaseInsensitive);
    setDynamicSortFilter(true);
}

void RouteFilter::setText(const QString& text)
{
    m_words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    invalidateFilter();
}

bool RouteFilter::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    if (m_words.isEmpty())
        return true;
    QString text;
    for (int column = 0; column < RouteTableModel::ColumnCount; ++column)
        text += sourceModel()->index(row, column, parent).data().toString() + QLatin1Char('\n');
    return std::all_of(m_words.begin(), m_words.end(),
                       [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

} // namespace gw::ui
