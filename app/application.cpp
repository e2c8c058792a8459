// Order of members is order of life: the window goes first, then the gateway, then the project.
#include "app/application.h"

#include "app/screenshot.h"

namespace gw::app {

Application::Application(const StartOptions& options)
    : m_preferences(options.settingsFile), m_theme(options.theme.value_or(m_preferences.theme())),
      m_gateway(m_workspace), m_window(m_workspace, m_gateway, m_theme, m_preferences), m_options(options)
{
    if (options.screenshot) {
        m_gateway.setPort(0);
        new Screenshot(*options.screenshot, m_workspace, m_gateway, m_window, this);
    }
}

Application::~Application() = default;

void Application::show()
{
    m_window.setWindowIcon(ui::applicationIcon());
    m_window.show();
    if (!m_options.project.isEmpty())
        m_workspace.open(m_options.project);
}

} // namespace gw::app
