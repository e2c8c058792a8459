// Decodes with a bound on the size, paints centred.
#include "ui/console/image_view.h"

#include <QBuffer>
#include <QImageReader>
#include <QPainter>

namespace gw::ui {

namespace {

constexpr int maxSide = 4096; // larger ones are decoded smaller
constexpr int maxMegabytes = 128;
constexpr int square = 8;

void paintSquares(QPainter& painter, const QRect& area, const QColor& even, const QColor& odd)
{
    painter.save();
    painter.setClipRect(area);
    painter.fillRect(area, even);
    for (int y = area.top(); y <= area.bottom(); y += square) {
        const int shift = ((y - area.top()) / square) % 2 * square;
        for (int x = area.left() + shift; x <= area.right(); x += 2 * square)
            painter.fillRect(x, y, square, square, odd);
    }
    painter.restore();
}

} // namespace

ImageView::ImageView(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme)
{
    setMinimumSize(64, 64);
}

bool ImageView::setImage(const QByteArray& bytes)
{
    QBuffer buffer;
    buffer.setData(bytes);
    QImageReader reader(&buffer);
    reader.setAutoTransform(true);
    QImageReader::setAllocationLimit(maxMegabytes);
    m_size = reader.size();
    if (m_size.isValid() && (m_size.width() > maxSide || m_size.height() > maxSide))
        reader.setScaledSize(m_size.scaled(maxSide, maxSide, Qt::KeepAspectRatio));
    m_pixmap = QPixmap::fromImage(reader.read());
    if (!m_size.isValid())
        m_size = m_pixmap.size();
    setAccessibleName(tr("Image, %1 by %2 pixels").arg(m_size.width()).arg(m_size.height()));
    update();
    return !m_pixmap.isNull();
}

void ImageView::paintEvent(QPaintEvent*)
{
    if (m_pixmap.isNull())
        return;
    const QSize room = size() - QSize(2 * spacing::xl, 2 * spacing::xl);
    QSize shown = m_pixmap.size();
    if (shown.width() > room.width() || shown.height() > room.height())
        shown.scale(room, Qt::KeepAspectRatio);
    QRect target(QPoint(), shown);
    target.moveCenter(rect().center());
    QPainter painter(this);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    if (m_pixmap.hasAlphaChannel())
        paintSquares(painter, target, m_theme.color(Color::Background), m_theme.color(Color::BackgroundSubtle));
    painter.drawPixmap(target, m_pixmap);
    painter.setPen(m_theme.color(Color::StrokeMuted));
    painter.drawRect(target.adjusted(0, 0, -1, -1));
}

} // namespace gw::ui
