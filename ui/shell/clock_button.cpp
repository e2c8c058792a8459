#include "ui/shell/clock_button.h"

#include "ui/session/access_session.h"
#include "ui/widgets/buttons.h"

#include <QMenu>

namespace gw::ui {

namespace {

QString unit(std::int64_t count, const QString& one, const QString& many)
{
    return count == 1 ? QStringLiteral("1 ") + one : QStringLiteral("%1 %2").arg(count).arg(many);
}

} // namespace

QString aheadText(std::chrono::nanoseconds ahead)
{
    const auto minutes = std::chrono::round<std::chrono::minutes>(ahead).count();
    const std::pair<std::int64_t, QString> parts[] = {
        {minutes / 1440, unit(minutes / 1440, ClockButton::tr("day"), ClockButton::tr("days"))},
        {minutes / 60 % 24, unit(minutes / 60 % 24, ClockButton::tr("hour"), ClockButton::tr("hours"))},
        {minutes % 60, unit(minutes % 60, ClockButton::tr("minute"), ClockButton::tr("minutes"))}};
    QStringList words;
    for (const auto& [count, text] : parts)
        if (count > 0 && words.size() < 2)
            words << text;
    return words.join(ClockButton::tr(" and "));
}

ClockButton::ClockButton(AccessSession& access, const Theme& theme, QWidget* parent)
    : QToolButton(parent), m_access(access), m_theme(theme)
{
    setAutoRaise(true);
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setPopupMode(QToolButton::InstantPopup);
    setIconSize({16, 16});
    buildMenu();
    connect(&access, &AccessSession::runningChanged, this, &ClockButton::refresh);
    connect(&access, &AccessSession::clockChanged, this, &ClockButton::refresh);
    connect(&theme, &Theme::changed, this, &ClockButton::refresh);
    refresh();
}

void ClockButton::buildMenu()
{
    using std::chrono::hours;
    auto* menu = new QMenu(this);
    menu->setToolTipsVisible(true);
    QAction* title = menu->addAction(tr("Limits, caches and tokens go by it"));
    title->setEnabled(false); // the style draws no titles of its own
    menu->addSeparator();
    menu->addAction(tr("An Hour Later"), this, [this] { m_access.advance(hours(1)); });
    menu->addAction(tr("A Day Later"), this, [this] { m_access.advance(hours(24)); });
    menu->addAction(tr("A Week Later"), this, [this] { m_access.advance(hours(24 * 7)); });
    menu->addAction(tr("A Month Later"), this, [this] { m_access.advanceMonth(); });
    menu->addSeparator();
    m_back = menu->addAction(tr("Back to Now"), this, [this] { m_access.resetClock(); });
    setMenu(menu);
}

void ClockButton::refresh()
{
    const auto ahead = m_access.ahead();
    const bool isAhead = ahead > std::chrono::seconds(1);
    setVisible(m_access.isRunning());
    setText(isAhead ? tr("Time: %1 ahead").arg(aheadText(ahead)) : tr("Time: now"));
    setIcon(m_theme.icon(QStringLiteral("clock"), isAhead ? Color::Alert : Color::TextMuted));
    setFont(m_theme.text(fontSize::secondary, isAhead));
    m_back->setEnabled(isAhead);
    setAccessibleName(text());
    setToolTip(
        tr("The time that quotas, throttles, caches and authorizer results go by. Traces, logs and timeouts keep "
           "the world's time."));
}

} // namespace gw::ui
