#include "ui/states/execution_status_delegate.h"

#include "ui/models/execution_models.h"

#include <utility>

namespace gw::ui {

namespace {

using Look = std::pair<QString, Color>; // no icon: none

Look lookOfStatus(const QString& status)
{
    if (status == QLatin1String("SUCCEEDED"))
        return {QStringLiteral("success"), Color::Success};
    if (status == QLatin1String("RUNNING"))
        return {QStringLiteral("play"), Color::Accent};
    if (status == QLatin1String("ABORTED"))
        return {QStringLiteral("stop"), Color::Neutral};
    return {QStringLiteral("error"), Color::Danger};
}

Look lookOf(const QModelIndex& index)
{
    if (const auto* rows = qobject_cast<const ExecutionListModel*>(index.model()))
        return lookOfStatus(rows->row(index.row()).status);
    if (index.data(ExecutionEventModel::failureRole).toBool())
        return {QStringLiteral("error"), Color::Danger};
    return {QString(), Color::Neutral};
}

} // namespace

ExecutionStatusDelegate::ExecutionStatusDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent), m_theme(theme)
{
}

void ExecutionStatusDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const auto [icon, color] = lookOf(index);
    if (icon.isEmpty())
        return;
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->icon = m_theme.icon(icon, color);
    option->decorationSize = QSize(16, 16);
}

} // namespace gw::ui
