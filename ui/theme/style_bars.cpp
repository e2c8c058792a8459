// Tabs, scroll bars, menus and the small signs they share.
#include "ui/theme/style.h"

#include "ui/theme/icon_engine.h"

#include <QPainter>
#include <QStyleOption>

#include <algorithm>

namespace gw::ui {

void Style::drawTabShape(const QStyleOptionTab* option, QPainter* painter) const
{
    const QRect r = option->rect;
    const bool isSelected = option->state & State_Selected;
    const bool hover = (option->state & State_MouseOver) && (option->state & State_Enabled);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    if (!isSelected && hover) {
        painter->setBrush(color(Color::BackgroundSubtle));
        painter->drawRoundedRect(r.adjusted(2, 4, -2, -4), cornerRadius, cornerRadius);
    }
    if (isSelected) {
        painter->setBrush(color(Color::Accent));
        painter->drawRoundedRect(QRectF(r.left() + spacing::m, r.bottom() - 1, r.width() - 2 * spacing::m, 2), 1, 1);
    }
    painter->restore();
}

void Style::drawTabLabel(const QStyleOptionTab* option, QPainter* painter, const QWidget* widget) const
{
    const bool isSelected = option->state & State_Selected;
    const bool isEnabled = option->state & State_Enabled;
    const int buttonsLeft = option->leftButtonSize.width();
    const int buttonsRight = option->rightButtonSize.width();
    QRect r = option->rect.adjusted(spacing::l + buttonsLeft, 0, -spacing::l - buttonsRight, 0);
    painter->save();
    if (!option->icon.isNull()) {
        const int size = pixelMetric(PM_TabBarIconSize, option, widget);
        option->icon.paint(painter, QRect(r.left(), r.center().y() - size / 2 + 1, size, size), Qt::AlignCenter,
                           isEnabled ? QIcon::Normal : QIcon::Disabled, isSelected ? QIcon::On : QIcon::Off);
        r.setLeft(r.left() + size + spacing::s);
    }
    const QColor muted = color(option->state & State_MouseOver ? Color::Text : Color::TextMuted);
    painter->setPen(!isEnabled   ? option->palette.color(QPalette::Disabled, QPalette::WindowText)
                    : isSelected ? color(Color::Text)
                                 : muted);
    painter->drawText(
        r, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextHideMnemonic,
        painter->fontMetrics().elidedText(option->text, Qt::ElideRight, r.width() + 2, Qt::TextHideMnemonic));
    painter->restore();
    if ((option->state & State_HasFocus) && (option->state & State_KeyboardFocusChange)) {
        QStyleOption ring = *option;
        ring.rect.adjust(2, 4, -2, -4);
        drawFocusRing(&ring, painter);
    }
}

void Style::drawScrollBar(const QStyleOptionSlider* option, QPainter* painter, const QWidget* widget) const
{
    painter->fillRect(option->rect, option->palette.color(QPalette::Base));
    if (option->maximum <= option->minimum)
        return;
    const QRect slider = subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget);
    const bool hover = option->state & State_MouseOver;
    const bool down = option->state & State_Sunken;
    const double strength = down ? 1.0 : hover ? 0.8 : 0.45;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(blend(color(Color::StrokeStrong), option->palette.color(QPalette::Base), strength));
    const bool isHorizontal = option->orientation == Qt::Horizontal;
    const QRectF body = isHorizontal ? QRectF(slider).adjusted(2, 2, -2, -2) : QRectF(slider).adjusted(2, 2, -2, -2);
    painter->drawRoundedRect(body, 3, 3);
    painter->restore();
}

void Style::drawMenuItem(const QStyleOptionMenuItem* option, QPainter* painter, const QWidget*) const
{
    const QRect r = option->rect;
    if (option->menuItemType == QStyleOptionMenuItem::Separator) {
        painter->fillRect(QRect(r.left() + spacing::m, r.center().y(), r.width() - 2 * spacing::m, 1),
                          color(Color::StrokeMuted));
        return;
    }
    const bool isEnabled = option->state & State_Enabled;
    painter->save();
    if (isEnabled && (option->state & State_Selected)) {
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(color(Color::AccentMuted));
        painter->drawRoundedRect(r, spacing::xs, spacing::xs);
    }
    const QRect iconRect(r.left() + spacing::m, r.center().y() - 7, 16, 16);
    if (option->checked)
        drawGlyph(painter, iconRect, "check", Color::Accent);
    else if (!option->icon.isNull())
        option->icon.paint(painter, iconRect, Qt::AlignCenter, isEnabled ? QIcon::Normal : QIcon::Disabled);

    const QStringList parts = option->text.split('\t');
    const QRect textRect = r.adjusted(spacing::m + 16 + spacing::m, 0, -spacing::l, 0);
    painter->setFont(option->font);
    painter->setPen(isEnabled ? color(Color::Text) : option->palette.color(QPalette::Disabled, QPalette::Text));
    painter->drawText(textRect, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextHideMnemonic, parts.value(0));
    if (parts.size() > 1) {
        painter->setPen(color(Color::TextSubtle));
        painter->drawText(textRect, Qt::AlignRight | Qt::AlignVCenter, parts.value(1));
    }
    painter->restore();
    if (option->menuItemType == QStyleOptionMenuItem::SubMenu)
        drawChevron(painter, QRect(r.right() - 20, r.top(), 16, r.height()), Qt::RightArrow, Color::TextMuted);
}

void Style::drawPopupPanel(const QStyleOption* option, QPainter* painter) const
{
    painter->save();
    painter->setBrush(color(Color::Surface));
    painter->setPen(color(Color::Stroke));
    painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
    painter->restore();
}

void Style::drawChevron(QPainter* painter, const QRect& rect, Qt::ArrowType direction, Color tint) const
{
    static constexpr const char* icons[] = {"", "chevron-up", "chevron-down", "chevron-left", "chevron-right"};
    const int side = std::min({rect.width(), rect.height(), 14});
    drawGlyph(painter, QRect(rect.center().x() - side / 2 + 1, rect.center().y() - side / 2 + 1, side, side),
              icons[direction], tint);
}

void Style::drawGlyph(QPainter* painter, const QRect& rect, const QString& icon, Color tint) const
{
    IconEngine(icon, tint, m_tokens).paint(painter, rect, QIcon::Normal, QIcon::Off);
}

} // namespace gw::ui
