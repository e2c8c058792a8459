// An empty bar has its frame and its numbers: the level is never told by colour alone.
#include "ui/widgets/level_gauge.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>

namespace gw::ui {

namespace {

constexpr int barHeight = 8;
constexpr int leastWidth = 200;
constexpr double low = 0.2;

} // namespace

LevelGauge::LevelGauge(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void LevelGauge::setLevel(const Level& level)
{
    if (level == m_level)
        return;
    m_level = level;
    setAccessibleName(level.name);
    setAccessibleDescription(tr("%1, %2").arg(numbers(), level.facts));
    setToolTip(level.name);
    update();
}

QString LevelGauge::numbers() const
{
    const QLocale locale;
    return tr("%1 of %2").arg(locale.toString(m_level.now, 'f', 1), locale.toString(m_level.most, 'f', 0));
}

QSize LevelGauge::sizeHint() const
{
    const int lines =
        QFontMetrics(m_theme.text(fontSize::body)).height() + QFontMetrics(m_theme.text(fontSize::secondary)).height();
    return {leastWidth, lines + barHeight + 2 * spacing::xs};
}

void LevelGauge::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(m_theme.text(fontSize::body));
    const int lineHeight = painter.fontMetrics().height();
    const QString text = numbers();
    const int numberWidth = painter.fontMetrics().horizontalAdvance(text);
    painter.setPen(m_theme.color(Color::Text));
    const int nameWidth = std::max(0, width() - numberWidth - spacing::m);
    painter.drawText(QRect(0, 0, nameWidth, lineHeight), Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(m_level.name, Qt::ElideMiddle, nameWidth));
    painter.drawText(QRect(width() - numberWidth, 0, numberWidth, lineHeight), Qt::AlignRight | Qt::AlignVCenter, text);

    const QRectF frame(0.5, lineHeight + spacing::xs + 0.5, width() - 1.0, barHeight - 1.0);
    painter.setPen(QPen(m_theme.color(Color::StrokeStrong), 1));
    painter.setBrush(m_theme.color(Color::BackgroundSubtle));
    painter.drawRoundedRect(frame, barHeight / 2.0, barHeight / 2.0);
    const double share = m_level.most > 0 ? std::clamp(m_level.now / m_level.most, 0.0, 1.0) : 0;
    if (share > 0) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.color(share < low ? Color::Alert : Color::Success));
        painter.setClipRect(QRectF(frame.left(), frame.top(), frame.width() * share, frame.height()));
        painter.drawRoundedRect(frame, barHeight / 2.0, barHeight / 2.0);
        painter.setClipping(false);
    }

    painter.setFont(m_theme.text(fontSize::secondary));
    painter.setPen(m_theme.color(Color::TextMuted));
    const int top = lineHeight + barHeight + 2 * spacing::xs;
    painter.drawText(QRect(0, top, width(), height() - top), Qt::AlignLeft | Qt::AlignTop,
                     painter.fontMetrics().elidedText(m_level.facts, Qt::ElideRight, width()));
}

} // namespace gw::ui
