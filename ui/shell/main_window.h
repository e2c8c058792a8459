// MainWindow: places the pages, the bars and the panes, and connects actions with what they do. It holds no logic of
// its own: pages own theirs, projects are ProjectCommands', the gateway is GatewayBar's.
#pragma once

#include "core/diagnostic.h"
#include "gateway-engine/trace/trace.h"
#include "ui/shell/actions.h"
#include "ui/shell/preferences.h"

#include <QMainWindow>

#include <functional>

class QSplitter;
class QStackedWidget;

namespace gw::ui {

class BottomPane;
class CommandPalette;
class ConsolePage;
class DesignPage;
class GatewayBar;
class GatewaySession;
class InspectorPage;
class MessageArea;
class ProjectCommands;
class SettingsPage;
class StartPage;
class StatusLine;
class TopBar;
class Workspace;

class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    enum class Mode { Design, Console, Inspector, Settings };

    MainWindow(Workspace& workspace, GatewaySession& gateway, Theme& theme, Preferences& preferences);
    ~MainWindow() override;

    void setMode(Mode mode);
    [[nodiscard]] Mode mode() const { return m_mode; }
    [[nodiscard]] Actions& actions() { return *m_actions; }
    [[nodiscard]] ConsolePage& console() { return *m_console; }
    [[nodiscard]] DesignPage& design() { return *m_design; }
    [[nodiscard]] InspectorPage& inspector() { return *m_inspector; }
    [[nodiscard]] ProjectCommands& projects() { return *m_projects; }

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    void build();
    void connectFile();
    void connectEdit();
    void connectView();
    void connectGateway();
    void connectPages();
    void connectWorkspace();
    void on(ActionId id, std::function<void()> run);

    void showProject();
    void showEdits();
    void showDesignCommands();
    void showDiagnostics();
    void goTo(const NodeRef& node);
    void goToProblem(const Diagnostic& diagnostic);
    void togglePane(int tab);
    void newOfMode();
    void testOfMode();
    void openPalette();
    void restoreWindow();
    void restorePages();
    void savePages();

    Workspace& m_workspace;
    GatewaySession& m_gateway;
    Theme& m_theme;
    Preferences& m_preferences;
    Mode m_mode = Mode::Design;
    QString m_statesOf; // the project whose page states are shown

    Actions* m_actions;
    ProjectCommands* m_projects;
    DesignPage* m_design;
    ConsolePage* m_console;
    InspectorPage* m_inspector;
    SettingsPage* m_settings;
    StartPage* m_start;
    QStackedWidget* m_pages;
    GatewayBar* m_gatewayBar;
    TopBar* m_topBar;
    MessageArea* m_messages;
    BottomPane* m_bottom;
    QSplitter* m_splitter;
    StatusLine* m_status;
    CommandPalette* m_palette;
};

} // namespace gw::ui
