// The studio's measures (rows 28, inputs and buttons 30, bars slim) and which drawing function serves which element.
#include "ui/theme/style.h"

#include "ui/theme/icon_engine.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QComboBox>
#include <QPainter>
#include <QPushButton>
#include <QScrollBar>
#include <QStyleOption>
#include <QTabBar>

#include <algorithm>

namespace gw::ui {

namespace {

constexpr int rowHeight = 28;
constexpr int inputHeight = 30;
constexpr int tabHeight = 32;
constexpr char roleProperty[] = "gwButtonRole";

QSize atLeast(QSize size, int height)
{
    return {size.width(), std::max(size.height(), height)};
}

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

int Style::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    switch (metric) {
    case PM_SplitterWidth:
    case PM_DefaultFrameWidth:
    case PM_MenuPanelWidth:
        return 1;
    case PM_ScrollBarExtent:
        return 10;
    case PM_ScrollBarSliderMin:
        return 32;
    case PM_ScrollView_ScrollBarSpacing:
    case PM_TabBarBaseOverlap:
    case PM_TabBarTabOverlap:
    case PM_TabBarTabShiftHorizontal:
    case PM_TabBarTabShiftVertical:
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_MenuBarPanelWidth:
        return 0;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ListViewIconSize:
    case PM_TabBarIconSize:
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return 16;
    case PM_ToolBarIconSize:
        return 20;
    case PM_TreeViewIndentation:
        return 18;
    case PM_MenuHMargin:
    case PM_MenuVMargin:
        return spacing::xs;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return spacing::m;
    case PM_LayoutLeftMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutBottomMargin:
        return spacing::l;
    case PM_TabBarTabHSpace:
        return spacing::xxl;
    case PM_TabBarTabVSpace:
    case PM_ButtonMargin:
        return spacing::l;
    case PM_ToolTipLabelFrameWidth:
        return spacing::s;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* data) const
{
    switch (hint) {
    case SH_TabBar_Alignment:
        return Qt::AlignLeft;
    case SH_TabBar_PreferNoArrows:
    case SH_ComboBox_Popup:
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_UnderlineShortcut:
    case SH_ScrollView_FrameOnlyAroundContents:
    case SH_ItemView_ActivateItemOnSingleClick:
        return 0;
    case SH_ItemView_ShowDecorationSelected:
    case SH_ScrollBar_LeftClickAbsolutePosition:
    case SH_ComboBox_ListMouseTracking:
    case SH_Menu_MouseTracking:
        return 1;
    case SH_ToolTip_WakeUpDelay:
        return 500;
    case SH_FormLayoutLabelAlignment:
        return Qt::AlignRight | Qt::AlignVCenter;
    case SH_FormLayoutFieldGrowthPolicy:
        return 1; // QFormLayout::ExpandingFieldsGrow
    case SH_Widget_Animation_Duration:
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& contents,
                              const QWidget* widget) const
{
    const QSize base = QProxyStyle::sizeFromContents(type, option, contents, widget);
    switch (type) {
    case CT_PushButton:
        return atLeast({std::max(base.width(), contents.width() + 2 * spacing::l), base.height()}, inputHeight);
    case CT_LineEdit:
        return atLeast({base.width() + 2 * spacing::s, base.height()}, inputHeight);
    case CT_ComboBox:
        return atLeast({base.width() + spacing::m, base.height()}, inputHeight);
    case CT_SpinBox:
        return atLeast(base, inputHeight);
    case CT_ItemViewItem:
        return atLeast(base, rowHeight);
    case CT_HeaderSection:
        return atLeast(base, rowHeight);
    case CT_TabBarTab:
        return atLeast(base, tabHeight);
    case CT_MenuBarItem:
        return atLeast(base, rowHeight);
    case CT_MenuItem: {
        const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
        if (item && item->menuItemType == QStyleOptionMenuItem::Separator)
            return {base.width(), spacing::m + 1};
        return {base.width() + spacing::xxl, rowHeight};
    }
    case CT_ToolButton: {
        const auto* button = qstyleoption_cast<const QStyleOptionToolButton*>(option);
        const bool hasChevron = button && (button->features & QStyleOptionToolButton::HasMenu) &&
                                button->toolButtonStyle != Qt::ToolButtonIconOnly;
        const int text = button && button->toolButtonStyle != Qt::ToolButtonIconOnly ? spacing::m : 0;
        return atLeast({std::max(base.width() + text + (hasChevron ? spacing::xl : 0), rowHeight), base.height()},
                       rowHeight);
    }
    default:
        return base;
    }
}

QRect Style::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const
{
    const QRect base = QProxyStyle::subElementRect(element, option, widget);
    switch (element) {
    case SE_LineEditContents: {
        const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
        return frame && frame->lineWidth > 0 ? base.adjusted(spacing::s - 2, 0, 2 - spacing::s, 0) : base;
    }
    case SE_ItemViewItemFocusRect:
        return option->rect;
    default:
        return base;
    }
}

QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl sub,
                            const QWidget* widget) const
{
    const QRect r = option->rect;
    if (control == CC_ComboBox) {
        if (sub == SC_ComboBoxEditField)
            return visualRect(option->direction, r, r.adjusted(spacing::s, 1, -spacing::xxl, -1));
        if (sub == SC_ComboBoxArrow)
            return visualRect(option->direction, r,
                              QRect(r.right() - spacing::xxl + 1, r.top(), spacing::xxl, r.height()));
    }
    if (control == CC_ScrollBar) {
        const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
        if (!bar)
            return {};
        const bool isHorizontal = bar->orientation == Qt::Horizontal;
        const int length = isHorizontal ? r.width() : r.height();
        const qint64 range = qint64(bar->maximum) - bar->minimum;
        int slider = length;
        if (range > 0)
            slider = std::clamp(int(qint64(bar->pageStep) * length / (range + bar->pageStep)),
                                std::min(length, pixelMetric(PM_ScrollBarSliderMin, option, widget)), length);
        const int start =
            sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition, length - slider, bar->upsideDown);
        const auto part = [&](int from, int size) {
            return isHorizontal ? QRect(r.left() + from, r.top(), size, r.height())
                                : QRect(r.left(), r.top() + from, r.width(), size);
        };
        switch (sub) {
        case SC_ScrollBarSlider:
            return part(start, slider);
        case SC_ScrollBarGroove:
            return r;
        case SC_ScrollBarSubPage:
            return part(0, start);
        case SC_ScrollBarAddPage:
            return part(start + slider, length - start - slider);
        default:
            return {}; // no line buttons
        }
    }
    return QProxyStyle::subControlRect(control, option, sub, widget);
}

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
        const bool hasFocus = option->state & State_HasFocus;
        painter->save();
        painter->setPen(color(hasFocus ? Color::Accent : Color::Stroke));
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        painter->restore();
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
