// Application: the studio's composition root. Makes the sessions and the window, and hands each what it needs.
#pragma once

#include "ui/session/gateway_session.h"
#include "ui/session/workspace.h"
#include "ui/shell/main_window.h"
#include "ui/shell/preferences.h"
#include "ui/theme/theme.h"

#include <QObject>
#include <QSize>
#include <QString>

#include <optional>

namespace gw::app {

struct ScreenshotOrder
{
    QString file;
    ui::MainWindow::Mode page = ui::MainWindow::Mode::Design;
    QSize size{1360, 860};
    QString method;    // "GET /pets/{petId}"; empty: the first GET
    QStringList calls; // sent after it, "POST /pets {}", for the inspector's list; the last one is on show
};

struct StartOptions
{
    QString project; // empty: what was chosen on the start page
    std::optional<ui::ThemeChoice> theme;
    std::optional<ScreenshotOrder> screenshot;
    QString settingsFile; // empty: the user's
};

class Application final : public QObject
{
    Q_OBJECT

public:
    explicit Application(const StartOptions& options);
    ~Application() override;

    void show();

private:
    ui::Preferences m_preferences;
    ui::Theme m_theme;
    ui::Workspace m_workspace;
    ui::GatewaySession m_gateway;
    ui::MainWindow m_window;
    StartOptions m_options;
};

} // namespace gw::app
