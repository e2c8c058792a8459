// ClockButton: the time that limits, tokens and signatures go by, and the menu that moves it ahead: quotas begin anew,
// buckets fill, cached answers and authorizer results go stale, tokens expire. Seen while the gateway runs.
#pragma once

#include "ui/theme/theme.h"

#include <QToolButton>

#include <chrono>

namespace gw::ui {

class AccessSession;

class ClockButton final : public QToolButton
{
    Q_OBJECT

public:
    ClockButton(AccessSession& access, const Theme& theme, QWidget* parent = nullptr);

private:
    void buildMenu();
    void refresh();

    AccessSession& m_access;
    const Theme& m_theme;
    QAction* m_back = nullptr;
};

// "1 day", "2 hours and 5 minutes"; the two largest units.
[[nodiscard]] QString aheadText(std::chrono::nanoseconds ahead);

} // namespace gw::ui
