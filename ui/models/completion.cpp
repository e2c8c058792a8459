// A short list that changes as a whole with every key: a reset is exact enough, nothing outlives it.
#include "ui/models/completion.h"

#include <algorithm>

namespace gw::ui {

std::vector<CompletionItem> matching(std::vector<CompletionItem> items, const QString& typed)
{
    const auto begins = [&](const CompletionItem& item) { return item.text.startsWith(typed, Qt::CaseInsensitive); };
    std::erase_if(items, [&](const CompletionItem& item) { return !item.text.contains(typed, Qt::CaseInsensitive); });
    std::stable_partition(items.begin(), items.end(), begins);
    return items;
}

void CompletionModel::setItems(std::vector<CompletionItem> items)
{
    if (items == m_items)
        return;
    beginResetModel();
    m_items = std::move(items);
    endResetModel();
}

int CompletionModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_items.size());
}

QVariant CompletionModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const CompletionItem& item = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return item.text;
    case detailRole:
    case Qt::ToolTipRole:
        return item.detail;
    case Qt::AccessibleTextRole:
        return item.detail.isEmpty() ? item.text : QStringLiteral("%1, %2").arg(item.text, item.detail);
    default:
        return {};
    }
}

} // namespace gw::ui
