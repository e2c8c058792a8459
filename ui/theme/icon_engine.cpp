// QSvgRenderer knows no currentColor, so the colour is put into the text before it is rendered. Rendering goes through
// the linked library, never through an image plugin that an installation may lack.
#include "ui/theme/icon_engine.h"

#include "ui/theme/theme.h"

#include <QFile>
#include <QPainter>
#include <QPixmap>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace gw::ui {

QByteArray tintedSvg(const QString& name, const QColor& color)
{
    QFile file(":/icons/" + name + ".svg");
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return file.readAll().replace("currentColor", color.name().toLatin1());
}

IconEngine::IconEngine(QString name, Color tint, std::shared_ptr<const Tokens> tokens)
    : m_name(std::move(name)), m_tint(tint), m_tokens(std::move(tokens))
{
}

QColor IconEngine::colorFor(QIcon::Mode mode, QIcon::State state) const
{
    const Tokens& tokens = *m_tokens;
    switch (mode) {
    case QIcon::Disabled:
        return blend(tokens[Color::TextSubtle], tokens[Color::Background], 0.5);
    case QIcon::Selected:
        return m_tint == Color::TextMuted ? tokens[Color::Text] : tokens[m_tint];
    case QIcon::Normal:
    case QIcon::Active:
        break;
    }
    return state == QIcon::On && m_tint == Color::TextMuted ? tokens[Color::Accent] : tokens[m_tint];
}

QPixmap IconEngine::pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state)
{
    if (size.isEmpty())
        return {};
    const QColor color = colorFor(mode, state);
    const QString cacheKey =
        QString("gw-icon-%1-%2-%3x%4").arg(m_name, color.name()).arg(size.width()).arg(size.height());
    QPixmap result;
    if (QPixmapCache::find(cacheKey, &result))
        return result;
    result = QPixmap(size);
    result.fill(Qt::transparent);
    QSvgRenderer renderer(tintedSvg(m_name, color));
    renderer.setAspectRatioMode(Qt::KeepAspectRatio);
    QPainter painter(&result);
    renderer.render(&painter);
    painter.end();
    QPixmapCache::insert(cacheKey, result);
    return result;
}

void IconEngine::paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state)
{
    const qreal ratio = painter->device() ? painter->device()->devicePixelRatioF() : 1.0;
    QPixmap sharp = pixmap((QSizeF(rect.size()) * ratio).toSize(), mode, state);
    sharp.setDevicePixelRatio(ratio);
    painter->drawPixmap(rect.topLeft(), sharp);
}

QIcon applicationIcon()
{
    QIcon icon;
    for (const int size : {16, 24, 32, 48, 64, 128, 256}) {
        QPixmap pixmap(size, size);
        pixmap.fill(Qt::transparent);
        QSvgRenderer renderer(QStringLiteral(":/app/gatewright.svg"));
        QPainter painter(&pixmap);
        renderer.render(&painter);
        painter.end();
        icon.addPixmap(pixmap);
    }
    return icon;
}

QSize IconEngine::actualSize(const QSize& size, QIcon::Mode, QIcon::State)
{
    const int side = std::min(size.width(), size.height());
    return {side, side};
}

QIconEngine* IconEngine::clone() const
{
    return new IconEngine(*this);
}

QString IconEngine::key() const
{
    return QStringLiteral("gatewright");
}

} // namespace gw::ui
