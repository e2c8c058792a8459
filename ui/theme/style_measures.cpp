// The studio's measures: rows 28, inputs and buttons 30, tabs 32, slim bars; where the parts of a control lie.
#include "ui/theme/style.h"

#include <QStyleOption>

#include <algorithm>

namespace gw::ui {

namespace {

constexpr int rowHeight = 28;
constexpr int inputHeight = 30;
constexpr int tabHeight = 32;

QSize atLeast(QSize size, int height)
{
    return {size.width(), std::max(size.height(), height)};
}

} // namespace

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
    case PM_FocusFrameHMargin: // texts of cells begin where their header's does
        return spacing::s - 1;
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
    case SH_DialogButtonBox_ButtonsHaveIcons:
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
        return atLeast({base.width() + spacing::m, base.height()}, rowHeight);
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

} // namespace gw::ui
