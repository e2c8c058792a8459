// MainWindow, second half: which action does what, and which page's wish goes where. A table of contents in code.
#include "ui/console/console_page.h"
#include "ui/design/design_page.h"
#include "ui/inspector/inspector_page.h"
#include "ui/session/gateway_session.h"
#include "ui/session/workspace.h"
#include "ui/shell/bottom_pane.h"
#include "ui/shell/gateway_bar.h"
#include "ui/shell/main_window.h"
#include "ui/shell/message_area.h"
#include "ui/shell/pane_cycle.h"
#include "ui/shell/project_commands.h"
#include "ui/shell/settings_page.h"
#include "ui/shell/shortcuts_sheet.h"
#include "ui/shell/start_page.h"
#include "ui/shell/status_line.h"
#include "ui/shell/top_bar.h"

#include <QStackedWidget>

#include <functional>

namespace gw::ui {

void MainWindow::on(ActionId id, std::function<void()> run)
{
    connect((*m_actions)[id], &QAction::triggered, this, [run = std::move(run)] { run(); });
}

void MainWindow::connectFile()
{
    on(ActionId::NewProject, [this] { m_projects->createProject(); });
    on(ActionId::OpenFile, [this] { m_projects->chooseFile(); });
    on(ActionId::OpenFolder, [this] { m_projects->chooseFolder(); });
    on(ActionId::OpenExample, [this] { m_projects->openExample(QStringLiteral("petstore")); });
    on(ActionId::OpenChatExample, [this] { m_projects->openExample(QStringLiteral("chat")); });
    on(ActionId::Save, [this] { m_workspace.save(); });
    on(ActionId::Quit, [this] { close(); });
    connect(m_topBar, &TopBar::recentChosen, m_projects, &ProjectCommands::open);
    connect(m_start, &StartPage::recentChosen, m_projects, &ProjectCommands::open);
    connect(m_messages, &MessageArea::projectOfFileRequested, m_projects, &ProjectCommands::makeProjectOfFile);
    connect(m_projects, &ProjectCommands::recentChanged, this, [this] {
        m_topBar->setRecentProjects(m_preferences.recentProjects());
        m_start->setRecentProjects(m_preferences.recentProjects());
    });
}

void MainWindow::connectEdit()
{
    using Command = DesignPage::Command;
    on(ActionId::Undo, [this] { m_workspace.undo(); });
    on(ActionId::Redo, [this] { m_workspace.redo(); });
    on(ActionId::New, [this] { newOfMode(); });
    on(ActionId::NewApi, [this] { m_design->run(Command::NewApi); });
    on(ActionId::NewHttpApi, [this] { m_design->run(Command::NewHttpApi); });
    on(ActionId::NewWebSocketApi, [this] { m_design->run(Command::NewWebSocketApi); });
    on(ActionId::CreateHttpApi, [this] { m_design->run(Command::CreateHttpApi); });
    on(ActionId::NewMethod, [this] { m_design->run(Command::NewMethod); });
    on(ActionId::Rename, [this] { m_design->run(Command::Rename); });
    on(ActionId::Duplicate, [this] { m_design->run(Command::Duplicate); });
    on(ActionId::Delete, [this] { m_design->run(Command::Delete); });
    on(ActionId::ToggleSource, [this] { m_design->run(Command::ToggleSource); });
    connect(m_design, &DesignPage::commandsChanged, this, &MainWindow::showDesignCommands);
}

void MainWindow::connectView()
{
    on(ActionId::ShowDesign, [this] { setMode(Mode::Design); });
    on(ActionId::ShowConsole, [this] { setMode(Mode::Console); });
    on(ActionId::ShowInspector, [this] { setMode(Mode::Inspector); });
    on(ActionId::ShowSettings, [this] { setMode(Mode::Settings); });
    on(ActionId::ShowProblems, [this] { togglePane(int(BottomPane::Tab::Problems)); });
    on(ActionId::ShowLog, [this] { togglePane(int(BottomPane::Tab::Log)); });
    on(ActionId::ToggleSidebar, [this] {
        if (QWidget* sidebar = sidebarOf(m_pages->currentWidget()))
            sidebar->setVisible(sidebar->isHidden());
    });
    on(ActionId::ToggleTheme, [this] {
        m_theme.setChoice(m_theme.isDark() ? ThemeChoice::Light : ThemeChoice::Dark);
        m_preferences.setTheme(m_theme.choice());
    });
    on(ActionId::NextPane, [this] { focusNextPane(centralWidget(), false); });
    on(ActionId::PreviousPane, [this] { focusNextPane(centralWidget(), true); });
    on(ActionId::Palette, [this] { openPalette(); });
    on(ActionId::Shortcuts, [this] { ShortcutsSheet(m_theme, *m_actions, this).exec(); });
    const auto showTheme = [this] {
        (*m_actions)[ActionId::ToggleTheme]->setIcon(m_theme.icon(m_theme.isDark() ? "sun" : "moon"));
    };
    connect(&m_theme, &Theme::changed, this, showTheme);
    showTheme();
}

void MainWindow::connectGateway()
{
    on(ActionId::StartStop, [this] { m_gatewayBar->startOrStop(); });
    on(ActionId::Deploy, [this] { m_gatewayBar->deploy(); });
    on(ActionId::CopyUrl, [this] {
        m_gatewayBar->copyUrl();
        m_status->showMessage(tr("Copied"));
    });
    on(ActionId::ClearTraces, [this] { m_inspector->clear(); });
    connect(m_gatewayBar, &GatewayBar::urlChanged, m_status, &StatusLine::setUrl);
    connect(m_gatewayBar, &GatewayBar::portChanged, this, [this](int port) { m_preferences.setPort(port); });
    connect(m_settings, &SettingsPage::portChanged, m_gatewayBar, &GatewayBar::setPort);
    connect(m_messages, &MessageArea::portChoiceRequested, this, [this] {
        m_gatewayBar->setPort(0);
        m_gateway.start();
    });
    connect(&m_gateway, &GatewaySession::logLine, m_bottom, &BottomPane::appendLog);
    connect(&m_gateway, &GatewaySession::deployed, this, [this] { m_status->showMessage(tr("Deployed")); });
}

void MainWindow::connectPages()
{
    on(ActionId::Send, [this] { m_console->send(); });
    on(ActionId::Test, [this] { testOfMode(); });
    on(ActionId::NewWebSocket, [this] {
        setMode(Mode::Console);
        m_console->newWebSocketRequest();
    });
    on(ActionId::SaveRequest, [this] { m_console->saveRequest(); });
    on(ActionId::FlipResponse, [this] { m_console->flipResponse(); });
    on(ActionId::Environments, [this] { m_console->editEnvironments(); });
    on(ActionId::FocusUrl, [this] {
        setMode(Mode::Console);
        m_console->focusUrl();
    });
    on(ActionId::FocusFilter, [this] {
        setMode(Mode::Inspector);
        m_inspector->focusFilter();
    });
    connect(m_design, &DesignPage::currentNodeChanged, this, [this](const NodeRef& node) {
        if (node.api)
            m_gatewayBar->setApi(node.api);
        if (node.stage)
            m_gatewayBar->setStage(node.stage);
    });
    connect(m_design, &DesignPage::tryInConsoleRequested, this, [this](const NodeRef& method) {
        setMode(Mode::Console);
        m_console->tryMethod(method);
    });
    connect(m_design, &DesignPage::testRequested, this, [this](const NodeRef& method) {
        setMode(Mode::Console);
        m_console->testMethod(method);
    });
    connect(m_design, &DesignPage::traceRequested, this, [this](const QString& requestId) {
        setMode(Mode::Inspector);
        m_inspector->showTrace(requestId);
    });
    connect(m_console, &ConsolePage::showTraceRequested, this, [this](const QString& requestId) {
        setMode(Mode::Inspector);
        m_inspector->showTrace(requestId);
    });
    connect(m_console, &ConsolePage::environmentChanged, m_status, &StatusLine::setEnvironment);
    connect(m_inspector, &InspectorPage::sendAgainRequested, this, [this](const engine::TracePtr& trace) {
        setMode(Mode::Console);
        m_console->composeFrom(trace);
    });
    connect(m_inspector, &InspectorPage::goToSettingRequested, this, [this](const NodeRef& method, engine::Card card) {
        setMode(Mode::Design);
        m_design->showCard(method, card);
    });
    connect(m_inspector, &InspectorPage::elementRequested, this, &MainWindow::goTo);
    connect(m_inspector, &InspectorPage::authorizerRequested, this, [this](ApiId api, const QString& name) {
        setMode(Mode::Design);
        m_design->showAuthorizer(api, name);
    });
    connect(m_inspector, &InspectorPage::gatewayResponseRequested, this, [this](ApiId api, const QString& type) {
        setMode(Mode::Design);
        m_design->showGatewayResponse(api, type);
    });
    connect(m_bottom, &BottomPane::problemActivated, this, &MainWindow::goToProblem);
    connect(m_bottom, &BottomPane::closeRequested, m_bottom, &QWidget::hide);
    connect(m_status, &StatusLine::problemsRequested, (*m_actions)[ActionId::ShowProblems], &QAction::trigger);
}

void MainWindow::connectWorkspace()
{
    connect(&m_workspace, &Workspace::opened, this, [this] {
        savePages();
        showProject();
        restorePages();
        setMode(m_mode == Mode::Settings ? Mode::Design : m_mode);
        if (m_preferences.startsGateway())
            m_gateway.start();
    });
    connect(&m_workspace, &Workspace::changed, this, &MainWindow::showEdits);
    connect(&m_workspace, &Workspace::modifiedChanged, this, &MainWindow::showProject);
    connect(&m_workspace, &Workspace::diagnosticsChanged, this, &MainWindow::showDiagnostics);
    connect(&m_workspace, &Workspace::savingChanged, m_status, &StatusLine::showSaving);
    connect(&m_workspace, &Workspace::saved, this, [this] { m_status->showMessage(tr("Saved")); });
}

} // namespace gw::ui
