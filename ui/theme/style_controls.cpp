// Buttons, inputs, check boxes and combo boxes.
#include "ui/theme/style.h"

#include "ui/theme/icon_engine.h"

#include <QPainter>
#include <QPainterPath>
#include <QPushButton>
#include <QStyleOption>

namespace gw::ui {

namespace {

struct ButtonColors
{
    QColor fill;
    QColor stroke;
    QColor text;
};

void roundedBox(QPainter* painter, const QRect& rect, const QColor& fill, const QColor& stroke, qreal pen = 1,
                qreal radius = cornerRadius)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(fill.isValid() ? QBrush(fill) : Qt::NoBrush);
    painter->setPen(stroke.isValid() ? QPen(stroke, pen) : Qt::NoPen);
    const qreal inset = stroke.isValid() ? pen / 2 : 0;
    painter->drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), radius, radius);
    painter->restore();
}

ButtonRole effectiveRole(const QStyleOption* option, const QWidget* widget)
{
    const ButtonRole role = buttonRole(widget);
    if (role != ButtonRole::Normal)
        return role;
    const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
    if (button && (button->features & QStyleOptionButton::Flat))
        return ButtonRole::Flat;
    return button && (button->features & QStyleOptionButton::DefaultButton) ? ButtonRole::Primary : role;
}

ButtonColors filled(const Tokens& t, const QColor& base, bool hover, bool down)
{
    const QColor under = t.isDark ? QColor(Qt::white) : QColor(Qt::black);
    const QColor fill = blend(under, base, down ? 0.16 : hover ? 0.08 : 0.0);
    return {fill, {}, t[Color::TextOnAccent]};
}

ButtonColors buttonColors(const Tokens& t, ButtonRole role, QStyle::State state)
{
    const bool hover = state & QStyle::State_MouseOver;
    const bool down = state & (QStyle::State_Sunken | QStyle::State_On);
    const QColor disabledText = blend(t[Color::TextSubtle], t[Color::Background], 0.6);
    if (!(state & QStyle::State_Enabled)) {
        if (role == ButtonRole::Flat)
            return {{}, {}, disabledText};
        return {t[Color::BackgroundMuted], t[Color::StrokeMuted], disabledText};
    }
    switch (role) {
    case ButtonRole::Primary:
        return filled(t, t[Color::Accent], hover, down);
    case ButtonRole::Danger:
        return filled(t, t[Color::Danger], hover, down);
    case ButtonRole::Flat:
        return {down ? t[Color::Stroke] : hover ? t[Color::BackgroundSubtle] : QColor(), {}, t[Color::Text]};
    case ButtonRole::Normal:
        break;
    }
    const QColor fill = down ? t[Color::StrokeMuted] : hover ? t[Color::BackgroundSubtle] : t[Color::Surface];
    return {fill, t[Color::Stroke], t[Color::Text]};
}

} // namespace

void Style::drawButtonPanel(const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    const ButtonColors colors = buttonColors(*m_tokens, effectiveRole(option, widget), option->state);
    roundedBox(painter, option->rect, colors.fill, colors.stroke);
}

void Style::drawButtonLabel(const QStyleOptionButton* option, QPainter* painter, const QWidget* widget) const
{
    const ButtonColors colors = buttonColors(*m_tokens, effectiveRole(option, widget), option->state);
    const bool isEnabled = option->state & State_Enabled;
    const bool hasChevron = option->features & QStyleOptionButton::HasMenu;
    QRect r = option->rect.adjusted(spacing::s, 0, -spacing::s, 0);
    if (hasChevron) {
        const QRect chevron(r.right() - spacing::xl + 1, r.top(), spacing::xl, r.height());
        drawChevron(painter, chevron, Qt::DownArrow, Color::TextMuted);
        r.setRight(chevron.left());
    }
    const int iconWidth = option->icon.isNull() ? 0 : option->iconSize.width();
    const int gap = iconWidth && !option->text.isEmpty() ? spacing::s : 0;
    const int textWidth = option->fontMetrics.size(Qt::TextShowMnemonic, option->text).width();
    int x = r.left() + std::max(0, (r.width() - iconWidth - gap - textWidth) / 2);
    if (iconWidth) {
        const QRect icon(x, r.center().y() - option->iconSize.height() / 2 + 1, iconWidth, option->iconSize.height());
        option->icon.paint(painter, icon, Qt::AlignCenter, isEnabled ? QIcon::Normal : QIcon::Disabled,
                           option->state & State_On ? QIcon::On : QIcon::Off);
        x += iconWidth + gap;
    }
    painter->save();
    painter->setPen(colors.text);
    painter->drawText(
        QRect(x, r.top(), r.right() - x + 1, r.height()), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextHideMnemonic,
        option->fontMetrics.elidedText(option->text, Qt::ElideRight, r.right() - x + 1, Qt::TextHideMnemonic));
    painter->restore();
    if ((option->state & State_HasFocus) && (option->state & State_KeyboardFocusChange)) {
        QStyleOption ring = *option;
        ring.rect = widget ? widget->rect() : option->rect;
        drawFocusRing(&ring, painter);
    }
}

void Style::drawInputFrame(const QStyleOption* option, QPainter* painter) const
{
    const bool hasFocus = option->state & State_HasFocus;
    const bool isEnabled = option->state & State_Enabled;
    const bool isReadOnly = option->state & State_ReadOnly;
    const bool isMuted = !isEnabled || isReadOnly;
    roundedBox(painter, option->rect, color(isMuted ? Color::BackgroundMuted : Color::Background),
               color(hasFocus  ? Color::Accent
                     : isMuted ? Color::StrokeMuted
                               : Color::Stroke),
               hasFocus ? 2 : 1);
}

void Style::drawCheck(const QStyleOption* option, QPainter* painter, bool isRadio) const
{
    const bool isEnabled = option->state & State_Enabled;
    const bool isSet = option->state & (State_On | State_NoChange);
    const Color mark = isEnabled ? Color::Accent : Color::StrokeStrong;
    const QRect box(option->rect.left(), option->rect.center().y() - 7, 16, 16);
    const bool hover = option->state & State_MouseOver;
    roundedBox(painter, box, isSet ? color(mark) : color(Color::Background),
               color(isSet || hover ? mark : Color::StrokeStrong), isSet ? 1 : 1.25, isRadio ? 8 : 4);
    if (isSet && isRadio)
        roundedBox(painter, box.adjusted(5, 5, -5, -5), color(Color::TextOnAccent), {}, 1, 3);
    else if (option->state & State_On)
        drawGlyph(painter, box.adjusted(2, 2, -2, -2), "check", Color::TextOnAccent);
    else if (option->state & State_NoChange)
        drawGlyph(painter, box.adjusted(2, 2, -2, -2), "minus", Color::TextOnAccent);
}

void Style::drawComboBox(const QStyleOptionComboBox* option, QPainter* painter, const QWidget* widget) const
{
    const bool hover = (option->state & State_MouseOver) && (option->state & State_Enabled) && !option->editable;
    if (option->frame) {
        QStyleOption frame = *option;
        if (!option->editable && !(option->state & State_KeyboardFocusChange))
            frame.state &= ~State_HasFocus; // a picked value needs no ring after a click
        drawInputFrame(&frame, painter);
    }
    if (hover)
        roundedBox(painter, option->rect.adjusted(1, 1, -1, -1), color(Color::BackgroundSubtle), {});
    drawChevron(painter, subControlRect(CC_ComboBox, option, SC_ComboBoxArrow, widget), Qt::DownArrow,
                option->state & State_Enabled ? Color::TextMuted : Color::StrokeStrong);
}

void Style::drawToolButton(const QStyleOptionToolButton* option, QPainter* painter, const QWidget* widget) const
{
    const ButtonRole role = buttonRole(widget);
    const bool isEnabled = option->state & State_Enabled;
    const bool isOn = option->state & State_On;
    const bool isDown = option->state & State_Sunken;
    const bool hover = isEnabled && (option->state & State_MouseOver);
    if (role == ButtonRole::Primary || role == ButtonRole::Danger)
        roundedBox(painter, option->rect, buttonColors(*m_tokens, role, option->state).fill, {});
    else if (isOn)
        roundedBox(painter, option->rect, color(Color::AccentMuted), {});
    else if (hover || isDown)
        roundedBox(painter, option->rect, color(isDown ? Color::Stroke : Color::BackgroundSubtle), {});

    QStyleOptionToolButton label = *option;
    const bool hasMenu = option->features & QStyleOptionToolButton::HasMenu;
    if (hasMenu && option->toolButtonStyle != Qt::ToolButtonIconOnly) {
        const QRect chevron(option->rect.right() - spacing::xl - 1, option->rect.top(), spacing::xl,
                            option->rect.height());
        drawChevron(painter, chevron, Qt::DownArrow, Color::TextMuted);
        label.rect.setRight(chevron.left());
    }
    label.features &= ~QStyleOptionToolButton::HasMenu;
    if (option->arrowType != Qt::NoArrow) {
        drawChevron(painter, option->rect, option->arrowType, Color::TextMuted);
    } else {
        if (role == ButtonRole::Primary)
            label.palette.setColor(QPalette::ButtonText, color(Color::TextOnAccent));
        drawToolButtonLabel(&label, painter, widget);
    }
    if ((option->state & State_HasFocus) && (option->state & State_KeyboardFocusChange))
        drawFocusRing(option, painter);
}

// Icon and text stand together in the middle; the base style keeps them to the left.
void Style::drawToolButtonLabel(const QStyleOptionToolButton* option, QPainter* painter, const QWidget* widget) const
{
    if (option->toolButtonStyle != Qt::ToolButtonTextBesideIcon || option->icon.isNull()) {
        QProxyStyle::drawControl(CE_ToolButtonLabel, option, painter, widget);
        return;
    }
    const bool isEnabled = option->state & State_Enabled;
    const QRect r = option->rect.adjusted(spacing::xs, 0, -spacing::xs, 0);
    const int side = option->iconSize.width();
    const int room = r.width() - side - spacing::s;
    const QString text = option->fontMetrics.elidedText(option->text, Qt::ElideRight, room, Qt::TextShowMnemonic);
    const int width = side + spacing::s + option->fontMetrics.size(Qt::TextShowMnemonic, text).width();
    const int left = r.left() + std::max(0, (r.width() - width) / 2);
    option->icon.paint(painter, QRect(left, r.center().y() - side / 2 + 1, side, side), Qt::AlignCenter,
                       isEnabled ? QIcon::Normal : QIcon::Disabled, option->state & State_On ? QIcon::On : QIcon::Off);
    painter->save();
    painter->setFont(option->font);
    painter->setPen(option->palette.color(isEnabled ? QPalette::Normal : QPalette::Disabled, QPalette::ButtonText));
    painter->drawText(QRect(left + side + spacing::s, r.top(), r.right() - left - side - spacing::s + 2, r.height()),
                      Qt::AlignLeft | Qt::AlignVCenter | Qt::TextHideMnemonic, text);
    painter->restore();
}

void Style::drawFocusRing(const QStyleOption* option, QPainter* painter) const
{
    roundedBox(painter, option->rect, {}, color(Color::Accent), 2);
}

} // namespace gw::ui
