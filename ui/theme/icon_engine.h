// Draws one icon of resources/icons in the theme's colours. The tint is looked up when it paints, so icons follow a
// change of theme without being made again.
#pragma once

#include "ui/theme/tokens.h"

#include <QIconEngine>

#include <memory>

namespace gw::ui {

class IconEngine final : public QIconEngine
{
public:
    // `tokens` is the theme's own, shared: it changes with the theme.
    IconEngine(QString name, Color tint, std::shared_ptr<const Tokens> tokens);

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override;
    QSize actualSize(const QSize& size, QIcon::Mode mode, QIcon::State state) override;
    QIconEngine* clone() const override;
    QString key() const override;

private:
    [[nodiscard]] QColor colorFor(QIcon::Mode mode, QIcon::State state) const;

    QString m_name;
    Color m_tint;
    std::shared_ptr<const Tokens> m_tokens;
};

// The SVG text of an icon with `color` for currentColor; empty when there is no such icon.
[[nodiscard]] QByteArray tintedSvg(const QString& name, const QColor& color);

} // namespace gw::ui
