// Trees, lists, tables and their headers.
#include "ui/theme/style.h"

#include <QPainter>
#include <QStyleOption>

namespace gw::ui {

void Style::drawRowPanel(const QStyleOption* option, QPainter* painter) const
{
    const auto* item = qstyleoption_cast<const QStyleOptionViewItem*>(option);
    if (!item)
        return;
    const bool isActive = option->state & State_Active;
    if (item->backgroundBrush.style() != Qt::NoBrush)
        painter->fillRect(option->rect, item->backgroundBrush);
    if (option->state & State_Selected)
        painter->fillRect(option->rect, color(isActive ? Color::AccentMuted : Color::NeutralMuted));
    else if (option->state & State_MouseOver)
        painter->fillRect(option->rect, color(Color::BackgroundSubtle));
    else if (item->features & QStyleOptionViewItem::Alternate)
        painter->fillRect(option->rect, color(Color::BackgroundMuted));
}

void Style::drawBranch(const QStyleOption* option, QPainter* painter) const
{
    if (!(option->state & State_Children))
        return;
    drawChevron(painter, option->rect, option->state & State_Open ? Qt::DownArrow : Qt::RightArrow, Color::TextMuted);
}

// Four bars, not a pen: a pen's middle lies on the edge, and at 200 % half of it would be cut off.
void Style::drawFrame(const QStyleOption* option, QPainter* painter) const
{
    const QRect r = option->rect;
    const QColor stroke = color(option->state & State_HasFocus ? Color::Accent : Color::Stroke);
    painter->fillRect(QRect(r.left(), r.top(), r.width(), 1), stroke);
    painter->fillRect(QRect(r.left(), r.bottom(), r.width(), 1), stroke);
    painter->fillRect(QRect(r.left(), r.top(), 1, r.height()), stroke);
    painter->fillRect(QRect(r.right(), r.top(), 1, r.height()), stroke);
}

void Style::drawHeaderSection(const QStyleOption* option, QPainter* painter) const
{
    const QRect r = option->rect;
    painter->fillRect(r, color(Color::BackgroundMuted));
    painter->fillRect(QRect(r.left(), r.bottom(), r.width(), 1), color(Color::Stroke));
    const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option);
    const bool isLast = !header || header->position == QStyleOptionHeader::End ||
                        header->position == QStyleOptionHeader::OnlyOneSection;
    if (!isLast)
        painter->fillRect(QRect(r.right(), r.top() + 6, 1, r.height() - 12), color(Color::Stroke));
}

void Style::drawHeaderLabel(const QStyleOptionHeader* option, QPainter* painter) const
{
    painter->save();
    QFont font = painter->font();
    font.setPixelSize(std::max(fontSize::secondary, font.pixelSize() - 1));
    painter->setFont(font);
    painter->setPen(color(Color::TextMuted));
    const QRect r = option->rect.adjusted(spacing::xs, 0, -spacing::xs, 0);
    const QString text = QFontMetrics(font).elidedText(option->text, Qt::ElideRight, r.width());
    painter->drawText(r, int(option->textAlignment | Qt::AlignVCenter), text);
    painter->restore();
}

} // namespace gw::ui
