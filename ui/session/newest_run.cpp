#include "ui/session/newest_run.h"

namespace gw::ui {

bool NewestRun::cancel()
{
    if (!m_isRunning)
        return false;
    ++m_current;
    m_isRunning = false;
    m_stop.request_stop();
    return true;
}

} // namespace gw::ui
