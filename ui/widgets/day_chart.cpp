#include "ui/widgets/day_chart.h"

#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace gw::ui {

namespace {

constexpr int plotHeight = 120;
constexpr double share = 0.7; // of a day's width that is bar
constexpr double widestBar = 48;

} // namespace

DayChart::DayChart(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void DayChart::setDays(const QString& title, const std::vector<Day>& days)
{
    if (title == m_title && days == m_days)
        return;
    const bool isSameSpan = title == m_title && days.size() == m_days.size();
    m_title = title;
    m_days = days;
    setAccessibleName(title);
    choose(isSameSpan && m_chosen >= 0 ? m_chosen : int(days.size()) - 1);
}

void DayChart::choose(int day)
{
    m_chosen = std::clamp(day, -1, int(m_days.size()) - 1);
    const QString words =
        m_chosen < 0 ? QString()
                     : m_days[std::size_t(m_chosen)].name + QStringLiteral(": ") + m_days[std::size_t(m_chosen)].words;
    setAccessibleDescription(words);
    update();
}

double DayChart::highest() const
{
    double most = 1;
    for (const Day& day : m_days)
        most = std::max(most, day.value);
    return most;
}

QSize DayChart::sizeHint() const
{
    return {600, plotHeight + 2 * QFontMetrics(m_theme.text(fontSize::secondary)).height() + 3 * spacing::xs};
}

QSize DayChart::minimumSizeHint() const
{
    return {240, sizeHint().height()};
}

QRectF DayChart::plot() const
{
    const QFontMetrics metrics(m_theme.text(fontSize::secondary));
    const int left = metrics.horizontalAdvance(QLocale().toString(highest(), 'f', 0)) + spacing::m;
    return QRectF(left, metrics.height() + spacing::xs, std::max(1, width() - left - 1), plotHeight);
}

QRectF DayChart::bar(std::size_t day) const
{
    const QRectF area = plot();
    const double step = area.width() / double(m_days.size());
    const double wide = std::min(std::max(1.0, step * share), widestBar);
    const double high = m_days[day].value <= 0 ? 0 : std::max(2.0, area.height() * m_days[day].value / highest());
    return {area.left() + step * double(day) + (step - wide) / 2, area.bottom() - high, wide, high};
}

void DayChart::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setFont(m_theme.text(fontSize::secondary));
    const QRectF area = plot();
    const int lineHeight = painter.fontMetrics().height();
    painter.setPen(m_theme.color(Color::TextMuted));
    const QRectF labels(0, area.top() - lineHeight / 2.0, area.left() - spacing::m, lineHeight);
    painter.drawText(labels, Qt::AlignRight | Qt::AlignVCenter, QLocale().toString(highest(), 'f', 0));
    painter.drawText(labels.translated(0, area.height()), Qt::AlignRight | Qt::AlignVCenter, QStringLiteral("0"));
    painter.fillRect(QRectF(area.left(), area.bottom(), area.width(), 1), m_theme.color(Color::StrokeStrong));
    for (std::size_t day = 0; day < m_days.size(); ++day) {
        painter.fillRect(bar(day), m_theme.color(Color::Accent));
        if (int(day) == m_chosen) {
            const QRectF mark(bar(day).left() - 2, area.bottom() + 2, bar(day).width() + 4, 3);
            painter.fillRect(mark, m_theme.color(Color::Text));
        }
    }
    const QRectF below(area.left(), area.bottom() + spacing::m, area.width(), lineHeight);
    if (!m_days.empty()) {
        painter.drawText(below, Qt::AlignLeft, m_days.front().name);
        painter.drawText(below, Qt::AlignRight, m_days.back().name);
    }
    painter.setPen(m_theme.color(Color::Text));
    painter.drawText(QRectF(area.left(), 0, area.width(), lineHeight), Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(accessibleDescription(), Qt::ElideRight, int(area.width())));
    if (hasFocus()) {
        painter.setPen(QPen(m_theme.color(Color::Accent), 2));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 4, 4);
    }
}

void DayChart::keyPressEvent(QKeyEvent* event)
{
    const int last = int(m_days.size()) - 1;
    switch (event->key()) {
    case Qt::Key_Left:
        return choose(std::max(0, m_chosen - 1));
    case Qt::Key_Right:
        return choose(m_chosen + 1);
    case Qt::Key_Home:
        return choose(0);
    case Qt::Key_End:
        return choose(last);
    default:
        QWidget::keyPressEvent(event);
    }
}

void DayChart::mousePressEvent(QMouseEvent* event)
{
    const QRectF area = plot();
    if (!m_days.empty() && event->position().x() >= area.left())
        choose(int((event->position().x() - area.left()) / area.width() * double(m_days.size())));
}

} // namespace gw::ui
