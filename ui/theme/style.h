// Style: Fusion with the studio's measures and drawing. Every colour comes from the tokens it shares with the Theme.
// style.cpp says what draws what, style_measures.cpp holds the sizes; the drawing is in style_controls.cpp,
// style_views.cpp and style_bars.cpp.
#pragma once

#include "ui/theme/tokens.h"

#include <QProxyStyle>

#include <memory>

class QAbstractButton;
class QStyleOptionButton;
class QStyleOptionComboBox;
class QStyleOptionMenuItem;
class QStyleOptionSlider;
class QStyleOptionTab;
class QStyleOptionToolButton;
class QStyleOptionHeader;
class QStyleOptionViewItem;

namespace gw::ui {

// What a push button is for; see setButtonRole().
enum class ButtonRole { Normal, Primary, Danger, Flat };
void setButtonRole(QAbstractButton* button, ButtonRole role);
[[nodiscard]] ButtonRole buttonRole(const QWidget* button);

class Style final : public QProxyStyle
{
    Q_OBJECT

public:
    explicit Style(std::shared_ptr<const Tokens> tokens);

    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* returnData) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& contents,
                           const QWidget* widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl sub,
                         const QWidget* widget) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                            const QWidget* widget) const override;
    QIcon standardIcon(StandardPixmap icon, const QStyleOption* option, const QWidget* widget) const override;
    void polish(QWidget* widget) override;
    using QProxyStyle::polish;

private:
    // style_controls.cpp
    void drawButtonPanel(const QStyleOption* option, QPainter* painter, const QWidget* widget) const;
    void drawButtonLabel(const QStyleOptionButton* option, QPainter* painter, const QWidget* widget) const;
    void drawInputFrame(const QStyleOption* option, QPainter* painter) const;
    void drawCheck(const QStyleOption* option, QPainter* painter, bool isRadio) const;
    void drawComboBox(const QStyleOptionComboBox* option, QPainter* painter, const QWidget* widget) const;
    void drawToolButton(const QStyleOptionToolButton* option, QPainter* painter, const QWidget* widget) const;
    void drawToolButtonLabel(const QStyleOptionToolButton* option, QPainter* painter, const QWidget* widget) const;
    void drawFocusRing(const QStyleOption* option, QPainter* painter) const;
    // style_views.cpp
    void drawRowPanel(const QStyleOption* option, QPainter* painter) const;
    void drawBranch(const QStyleOption* option, QPainter* painter) const;
    void drawFrame(const QStyleOption* option, QPainter* painter) const;
    void drawHeaderSection(const QStyleOption* option, QPainter* painter) const;
    void drawHeaderLabel(const QStyleOptionHeader* option, QPainter* painter) const;
    // style_bars.cpp
    void drawTabShape(const QStyleOptionTab* option, QPainter* painter) const;
    void drawTabLabel(const QStyleOptionTab* option, QPainter* painter, const QWidget* widget) const;
    void drawScrollBar(const QStyleOptionSlider* option, QPainter* painter, const QWidget* widget) const;
    void drawMenuItem(const QStyleOptionMenuItem* option, QPainter* painter, const QWidget* widget) const;
    void drawPopupPanel(const QStyleOption* option, QPainter* painter) const;
    void drawChevron(QPainter* painter, const QRect& rect, Qt::ArrowType direction, Color color) const;
    void drawGlyph(QPainter* painter, const QRect& rect, const QString& icon, Color color) const;

    [[nodiscard]] QColor color(Color c) const { return (*m_tokens)[c]; }

    std::shared_ptr<const Tokens> m_tokens;
};

} // namespace gw::ui
