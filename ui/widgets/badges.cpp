// Painting of badges and pills. The tint is mixed with the window's ground, never with what lies under it: that keeps
// the contrast the tests compute.
#include "ui/widgets/badges.h"

#include <QPainter>

namespace gw::ui {

namespace {

constexpr double tint = 0.12;
constexpr QSize badgeSize(46, 18);

QString shortVerb(const QString& verb)
{
    static const std::pair<QString, QString> shortened[] = {
        {"DELETE", "DEL"}, {"OPTIONS", "OPT"}, {"CONNECT", "CONN"}, {"MESSAGE", "MSG"}, {"DISCONNECT", "DISC"}};
    for (const auto& [whole, brief] : shortened) {
        if (verb == whole)
            return brief;
    }
    return verb;
}

void paintLabel(QPainter& painter, const QRect& rect, const QColor& ground, const QColor& ink, const QFont& font,
                const QString& text)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(rect, spacing::xs, spacing::xs);
    painter.setFont(font);
    painter.setPen(ink);
    painter.drawText(rect, Qt::AlignCenter, text);
    painter.restore();
}

} // namespace

QSize methodBadgeSize()
{
    return badgeSize;
}

void paintMethodBadge(QPainter& painter, const Theme& theme, const QRect& rect, const QString& verb)
{
    QRect box(QPoint(), badgeSize.expandedTo(QSize(0, theme.text(fontSize::caption).pixelSize() + 7)));
    box.moveCenter(rect.center());
    const QColor ink = theme.methodColor(verb);
    QFont font = theme.monospace(10);
    font.setWeight(QFont::Bold);
    paintLabel(painter, box, blend(ink, theme.color(Color::Background), tint), ink, font, shortVerb(verb));
}

Color statusColor(int status)
{
    switch (status / 100) {
    case 2:
        return Color::Success;
    case 3:
        return Color::Accent;
    case 4:
        return Color::Alert;
    case 5:
        return Color::Danger;
    default:
        return Color::Neutral;
    }
}

Color statusGround(int status)
{
    switch (status / 100) {
    case 2:
        return Color::SuccessMuted;
    case 3:
        return Color::AccentMuted;
    case 4:
        return Color::AlertMuted;
    case 5:
        return Color::DangerMuted;
    default:
        return Color::NeutralMuted;
    }
}

void paintStatusPill(QPainter& painter, const Theme& theme, const QRect& rect, int status, const QString& text)
{
    paintLabel(painter, rect, theme.color(statusGround(status)), theme.color(statusColor(status)),
               theme.text(fontSize::secondary, true), text);
}

MethodBadge::MethodBadge(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void MethodBadge::setVerb(const QString& verb)
{
    m_verb = verb;
    setAccessibleName(tr("Method %1").arg(verb));
    update();
}

QSize MethodBadge::sizeHint() const
{
    return badgeSize;
}

void MethodBadge::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintMethodBadge(painter, m_theme, rect(), m_verb);
}

StatusPill::StatusPill(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void StatusPill::setStatus(int status, const QString& text)
{
    m_status = status;
    m_text = text;
    setAccessibleName(tr("Status %1").arg(text));
    updateGeometry();
    update();
}

QSize StatusPill::sizeHint() const
{
    const QFontMetrics metrics(m_theme.text(fontSize::secondary, true));
    return {metrics.horizontalAdvance(m_text) + 2 * spacing::m, metrics.height() + spacing::s};
}

void StatusPill::paintEvent(QPaintEvent*)
{
    if (m_text.isEmpty())
        return;
    QPainter painter(this);
    paintStatusPill(painter, m_theme, rect(), m_status, m_text);
}

} // namespace gw::ui
