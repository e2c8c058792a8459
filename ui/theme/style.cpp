// Which drawing function serves which element.
#include "ui/theme/style.h"

#include "ui/theme/icon_engine.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QComboBox>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QStyleOption>
#include <QTabBar>

namespace gw::ui {

namespace {
constexpr char roleProperty[] = "gwButtonRole";
} // namespace

void setButtonRole(QAbstractButton* button, ButtonRole role)
{
    button->setProperty(roleProperty, static_cast<int>(role));
    button->update();
}

ButtonRole buttonRole(const QWidget* button)
{
    return button ? static_cast<ButtonRole>(button->property(roleProperty).toInt()) : ButtonRole::Normal;
}

Style::Style(std::shared_ptr<const Tokens> tokens) : QProxyStyle("Fusion"), m_tokens(std::move(tokens)) {}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                          const QWidget* widget) const
{
    switch (element) {
    case PE_PanelButtonCommand:
        return drawButtonPanel(option, painter, widget);
    case PE_PanelLineEdit: {
        const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
        if (frame && frame->lineWidth > 0)
            drawInputFrame(option, painter);
        return;
    }
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        return drawCheck(option, painter, false);
    case PE_IndicatorRadioButton:
        return drawCheck(option, painter, true);
    case PE_FrameFocusRect:
        if (!(option->state & State_KeyboardFocusChange))
            return;
        // The current row of a view has its whole ground tinted; a ring round one cell of it would mislead.
        if (qobject_cast<const QAbstractItemView*>(widget))
            painter->fillRect(QRect(0, option->rect.top(), 3, option->rect.height()), color(Color::Accent));
        else
            drawFocusRing(option, painter);
        return;
    case PE_PanelItemViewRow:
    case PE_PanelItemViewItem:
        return drawRowPanel(option, painter);
    case PE_IndicatorBranch:
        return drawBranch(option, painter);
    case PE_IndicatorHeaderArrow: {
        const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option);
        if (header && header->sortIndicator != QStyleOptionHeader::None)
            drawChevron(painter, option->rect,
                        header->sortIndicator == QStyleOptionHeader::SortUp ? Qt::DownArrow : Qt::UpArrow,
                        Color::TextMuted);
        return;
    }
    case PE_FrameTabBarBase:
    case PE_PanelStatusBar:
        painter->fillRect(QRect(option->rect.left(), element == PE_PanelStatusBar ? 0 : option->rect.bottom(),
                                option->rect.width(), 1),
                          color(Color::StrokeMuted));
        return;
    case PE_Frame: {
        const auto* text = qobject_cast<const QPlainTextEdit*>(widget);
        if (text && !text->viewport()->autoFillBackground())
            drawInputFrame(option, painter); // a field as the line edits beside it
        else
            drawFrame(option, painter);
        return;
    }
    case PE_FrameMenu:
    case PE_PanelMenu:
    case PE_PanelTipLabel:
        return drawPopupPanel(option, painter);
    case PE_IndicatorToolBarSeparator:
        painter->fillRect(QRect(option->rect.center().x(), option->rect.top() + 6, 1, option->rect.height() - 12),
                          color(Color::Stroke));
        return;
    case PE_PanelButtonTool:
    case PE_FrameLineEdit:
    case PE_FrameStatusBarItem:
    case PE_FrameTabWidget:
    case PE_FrameButtonTool:
    case PE_FrameDefaultButton:
        return; // part of other drawings here
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void Style::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                        const QWidget* widget) const
{
    switch (element) {
    case CE_PushButtonBevel:
        return drawButtonPanel(option, painter, widget);
    case CE_PushButtonLabel:
        if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option))
            drawButtonLabel(button, painter, widget);
        return;
    case CE_TabBarTabShape:
        if (const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(option))
            drawTabShape(tab, painter);
        return;
    case CE_TabBarTabLabel:
        if (const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(option))
            drawTabLabel(tab, painter, widget);
        return;
    case CE_HeaderSection:
    case CE_HeaderEmptyArea:
        return drawHeaderSection(option, painter);
    case CE_HeaderLabel:
        if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option))
            drawHeaderLabel(header, painter);
        return;
    case CE_MenuItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option))
            drawMenuItem(item, painter, widget);
        return;
    case CE_MenuEmptyArea:
        return;
    case CE_Splitter:
        painter->fillRect(option->rect, color(Color::Stroke));
        return;
    case CE_ToolBar:
        painter->fillRect(option->rect, color(Color::BackgroundMuted));
        return;
    default:
        QProxyStyle::drawControl(element, option, painter, widget);
    }
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                               const QWidget* widget) const
{
    switch (control) {
    case CC_ComboBox:
        if (const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option))
            drawComboBox(combo, painter, widget);
        return;
    case CC_SpinBox:
        drawInputFrame(option, painter);
        drawChevron(painter, subControlRect(CC_SpinBox, option, SC_SpinBoxUp, widget), Qt::UpArrow, Color::TextMuted);
        drawChevron(painter, subControlRect(CC_SpinBox, option, SC_SpinBoxDown, widget), Qt::DownArrow,
                    Color::TextMuted);
        return;
    case CC_ScrollBar:
        if (const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option))
            drawScrollBar(bar, painter, widget);
        return;
    case CC_ToolButton:
        if (const auto* button = qstyleoption_cast<const QStyleOptionToolButton*>(option))
            drawToolButton(button, painter, widget);
        return;
    default:
        QProxyStyle::drawComplexControl(control, option, painter, widget);
    }
}

QIcon Style::standardIcon(StandardPixmap icon, const QStyleOption* option, const QWidget* widget) const
{
    const auto ours = [this](const char* name, Color tint) { return QIcon(new IconEngine(name, tint, m_tokens)); };
    switch (icon) {
    case SP_MessageBoxWarning:
        return ours("warning", Color::Alert);
    case SP_MessageBoxCritical:
        return ours("error", Color::Danger);
    case SP_MessageBoxInformation:
    case SP_MessageBoxQuestion:
        return ours("info", Color::Accent);
    case SP_DirIcon:
    case SP_DirClosedIcon:
        return ours("folder", Color::TextMuted);
    case SP_FileIcon:
        return ours("file", Color::TextMuted);
    case SP_LineEditClearButton:
    case SP_TitleBarCloseButton:
    case SP_DockWidgetCloseButton:
        return ours("close", Color::TextMuted);
    default:
        return QProxyStyle::standardIcon(icon, option, widget);
    }
}

void Style::polish(QWidget* widget)
{
    QProxyStyle::polish(widget);
    // Hover is part of how these are drawn.
    if (qobject_cast<QAbstractButton*>(widget) || qobject_cast<QComboBox*>(widget) || qobject_cast<QTabBar*>(widget) ||
        qobject_cast<QScrollBar*>(widget))
        widget->setAttribute(Qt::WA_Hover);
    if (auto* view = qobject_cast<QAbstractItemView*>(widget))
        view->viewport()->setAttribute(Qt::WA_Hover);
}

} // namespace gw::ui
