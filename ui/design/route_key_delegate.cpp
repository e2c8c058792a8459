#include "ui/design/route_key_delegate.h"

#include "ui/models/route_table_model.h"
#include "ui/widgets/badges.h"

#include <QApplication>
#include <QLineEdit>
#include <QPainter>

namespace gw::ui {

RouteKeyDelegate::RouteKeyDelegate(const Theme& theme, QObject* parent) : QStyledItemDelegate(parent), m_theme(theme) {}

void RouteKeyDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    cell.text.clear();
    const QWidget* view = option.widget;
    (view ? view->style() : QApplication::style())->drawControl(QStyle::CE_ItemViewItem, &cell, painter, view);
    const QString verb = index.data(RouteTableModel::verbRole).toString();
    const QString key = index.data().toString();
    const QSize badge = methodBadgeSize();
    const QRect box(
        QPoint(option.rect.left() + spacing::m, option.rect.top() + (option.rect.height() - badge.height()) / 2),
        badge);
    painter->save();
    if (!verb.isEmpty())
        paintMethodBadge(*painter, m_theme, box, verb);
    const QFont font = m_theme.monospace(fontSize::secondary);
    painter->setFont(font);
    painter->setPen(m_theme.color(Color::Text));
    const int left = verb.isEmpty() ? box.left() : box.right() + spacing::m;
    const QRect area(left, option.rect.top(), option.rect.right() - left - spacing::s, option.rect.height());
    const QString path = verb.isEmpty() ? key : key.section(QLatin1Char(' '), 1);
    painter->drawText(area, Qt::AlignLeft | Qt::AlignVCenter,
                      QFontMetrics(font).elidedText(path, Qt::ElideMiddle, area.width()));
    painter->restore();
}

QWidget* RouteKeyDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex&) const
{
    auto* line = new QLineEdit(parent);
    line->setFont(m_theme.monospace(fontSize::secondary));
    line->setAccessibleName(tr("Route key"));
    return line;
}

} // namespace gw::ui
