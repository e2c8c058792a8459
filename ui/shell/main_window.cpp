// Construction, and what the window itself decides: which page shows, what is remembered, when it may close. The
// connections of actions and pages are in main_window_connections.cpp.
#include "ui/shell/main_window.h"

#include "ui/console/console_page.h"
#include "ui/design/design_page.h"
#include "ui/inspector/inspector_page.h"
#include "ui/session/gateway_session.h"
#include "ui/session/workspace.h"
#include "ui/shell/action_keys.h"
#include "ui/shell/bottom_pane.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/gateway_bar.h"
#include "ui/shell/message_area.h"
#include "ui/shell/mode_bar.h"
#include "ui/shell/palette_entries.h"
#include "ui/shell/problems_model.h"
#include "ui/shell/project_commands.h"
#include "ui/shell/settings_page.h"
#include "ui/shell/start_page.h"
#include "ui/shell/status_line.h"
#include "ui/shell/top_bar.h"
#include "ui/widgets/page_stack.h"

#include <QActionGroup>
#include <QCloseEvent>
#include <QSplitter>
#include <QVBoxLayout>

namespace gw::ui {

namespace {
constexpr QSize smallest(1024, 680);
constexpr QSize usual(1360, 860);
constexpr int bottomHeight = 190;
constexpr int bottomTooLow = 110; // the height a pane gets that was never sized
} // namespace

MainWindow::MainWindow(Workspace& workspace, GatewaySession& gateway, Theme& theme, Preferences& preferences)
    : m_workspace(workspace), m_gateway(gateway), m_theme(theme), m_preferences(preferences),
      m_actions(new Actions(theme, preferences, this)), m_projects(new ProjectCommands(workspace, preferences, this)),
      m_design(new DesignPage(workspace, gateway, theme, this)),
      m_console(new ConsolePage(workspace, gateway, theme, this)),
      m_inspector(new InspectorPage(workspace, gateway, theme, this)),
      m_settings(new SettingsPage(theme, preferences, *m_actions, this)),
      m_start(new StartPage(theme, *m_actions, this)), m_pages(new PageStack(this)),
      m_gatewayBar(new GatewayBar(workspace, gateway, theme, *m_actions, this)),
      m_topBar(new TopBar(theme, *m_actions, m_gatewayBar, this)),
      m_messages(new MessageArea(workspace, gateway, theme, this)), m_bottom(new BottomPane(theme, this)),
      m_splitter(new QSplitter(Qt::Vertical, this)), m_status(new StatusLine(theme, gateway, this)),
      m_palette(new CommandPalette(theme, this))
{
    build();
    new ActionKeys(*m_actions, this);
    connectFile();
    connectEdit();
    connectView();
    connectGateway();
    connectPages();
    connectWorkspace();
    m_gatewayBar->setPort(preferences.port());
    m_topBar->setRecentProjects(preferences.recentProjects());
    m_start->setRecentProjects(preferences.recentProjects());
    restoreWindow();
    showProject();
    setMode(Mode::Design);
}

// The pages apply what is still typed when they go; the window has nothing to show for it any more.
MainWindow::~MainWindow()
{
    for (QObject* each : std::initializer_list<QObject*>{&m_workspace, &m_gateway, m_design, m_console, m_inspector})
        each->disconnect(this);
}

void MainWindow::build()
{
    auto* modes = new QActionGroup(this);
    for (const ActionId id :
         {ActionId::ShowDesign, ActionId::ShowConsole, ActionId::ShowInspector, ActionId::ShowSettings}) {
        (*m_actions)[id]->setCheckable(true);
        modes->addAction((*m_actions)[id]);
    }
    for (const ActionSpec& spec : actionSpecs()) {
        if (!spec.isOfTree)
            addAction((*m_actions)[spec.id]); // so its keys work anywhere in the window
    }
    const auto action = [this](ActionId id) { return (*m_actions)[id]; };
    auto* modeBar = new ModeBar(
        m_theme, {action(ActionId::ShowDesign), action(ActionId::ShowConsole), action(ActionId::ShowInspector)},
        action(ActionId::ShowSettings), this);
    for (QWidget* page :
         {static_cast<QWidget*>(m_design), static_cast<QWidget*>(m_console), static_cast<QWidget*>(m_inspector),
          static_cast<QWidget*>(m_settings), static_cast<QWidget*>(m_start)})
        m_pages->addWidget(page);
    m_splitter->addWidget(m_pages);
    m_splitter->addWidget(m_bottom);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setCollapsible(0, false);
    m_splitter->setCollapsible(1, false);
    m_bottom->setMinimumHeight(96);
    m_bottom->hide();

    auto* central = new QWidget(this);
    auto* column = new QVBoxLayout(central);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* middle = new QHBoxLayout;
    middle->setSpacing(0);
    auto* right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(m_messages);
    right->addWidget(m_splitter, 1);
    middle->addWidget(modeBar);
    middle->addLayout(right, 1);
    column->addWidget(m_topBar);
    column->addLayout(middle, 1);
    column->addWidget(m_status);
    setCentralWidget(central);
    setMinimumSize(smallest);
}

// Without a project there is the start page, and of the modes the settings only.
void MainWindow::setMode(Mode mode)
{
    m_mode = mode;
    static constexpr ActionId actions[] = {ActionId::ShowDesign, ActionId::ShowConsole, ActionId::ShowInspector,
                                           ActionId::ShowSettings};
    (*m_actions)[actions[static_cast<int>(mode)]]->setChecked(true);
    const bool showsStart = mode != Mode::Settings && !m_workspace.hasProject();
    m_pages->setCurrentWidget(showsStart ? static_cast<QWidget*>(m_start) : m_pages->widget(static_cast<int>(mode)));
    m_pages->currentWidget()->setFocus(); // so the page's own keys work at once
    const auto enable = [this](ActionId id, bool isOn) { (*m_actions)[id]->setEnabled(isOn); };
    const bool hasProject = m_workspace.hasProject();
    enable(ActionId::Send, hasProject && mode == Mode::Console);
    enable(ActionId::SaveRequest, hasProject && mode == Mode::Console);
    enable(ActionId::FlipResponse, hasProject && mode == Mode::Console);
    enable(ActionId::Environments, hasProject && mode == Mode::Console);
    enable(ActionId::ToggleSidebar, hasProject && mode != Mode::Settings);
    showDesignCommands();
}

void MainWindow::showProject()
{
    const bool hasProject = m_workspace.hasProject();
    const QString name = hasProject ? QString::fromStdString(m_workspace.project().name) : QString();
    m_topBar->setProject(name, m_workspace.path(), m_workspace.isModified());
    m_gatewayBar->setVisible(hasProject);
    setWindowTitle(hasProject ? tr("%1[*] — Gatewright").arg(name) : tr("Gatewright"));
    setWindowModified(m_workspace.isModified());
    for (const ActionId id :
         {ActionId::ShowDesign, ActionId::ShowConsole, ActionId::ShowInspector, ActionId::ShowProblems,
          ActionId::ShowLog, ActionId::FocusUrl, ActionId::FocusFilter, ActionId::ClearTraces})
        (*m_actions)[id]->setEnabled(hasProject);
    showEdits();
}

void MainWindow::showEdits()
{
    const auto show = [this](ActionId id, const QString& text, const QString& step, bool isOn) {
        QAction* action = (*m_actions)[id];
        action->setEnabled(isOn);
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        action->setText(text);
        action->setToolTip(step.isEmpty() ? QString("%1 (%2)").arg(text, keys)
                                          : tr("%1 \"%2\" (%3)").arg(text, step, keys));
    };
    show(ActionId::Undo, tr("Undo"), m_workspace.undoName(), m_workspace.canUndo());
    show(ActionId::Redo, tr("Redo"), m_workspace.redoName(), m_workspace.canRedo());
    (*m_actions)[ActionId::Save]->setEnabled(m_workspace.hasProject() && m_workspace.isModified());
    showDesignCommands();
}

void MainWindow::showDesignCommands()
{
    using Command = DesignPage::Command;
    static constexpr std::pair<ActionId, Command> commands[] = {
        {ActionId::NewApi, Command::NewApi},
        {ActionId::NewMethod, Command::NewMethod},
        {ActionId::NewHttpApi, Command::NewHttpApi},
        {ActionId::CreateHttpApi, Command::CreateHttpApi},
        {ActionId::NewWebSocketApi, Command::NewWebSocketApi},
        {ActionId::Rename, Command::Rename},
        {ActionId::Duplicate, Command::Duplicate},
        {ActionId::Delete, Command::Delete},
        {ActionId::ToggleSource, Command::ToggleSource},
    };
    const bool isDesign = m_mode == Mode::Design && m_workspace.hasProject();
    for (const auto& [id, command] : commands)
        (*m_actions)[id]->setEnabled(isDesign && m_design->canRun(command));
    (*m_actions)[ActionId::Test]->setEnabled(m_workspace.hasProject() &&
                                             (m_mode == Mode::Console || (isDesign && m_design->currentNode().method)));
    (*m_actions)[ActionId::New]->setEnabled(
        m_workspace.hasProject() &&
        (m_mode == Mode::Console || (m_mode == Mode::Design && m_design->canRun(Command::NewResource))));
}

void MainWindow::showDiagnostics()
{
    m_bottom->setDiagnostics(m_workspace.diagnostics());
    m_status->setProblems(m_bottom->problems().count(Severity::Error), m_bottom->problems().count(Severity::Warning));
}

void MainWindow::goTo(const NodeRef& node)
{
    setMode(Mode::Design);
    if (node.api)
        m_gatewayBar->setApi(node.api);
    m_design->showNode(node);
}

void MainWindow::goToProblem(const Diagnostic& diagnostic)
{
    if (!diagnostic.node.isEmpty())
        return goTo(diagnostic.node);
    setMode(Mode::Design);
    m_design->showSource(diagnostic);
}

// The keys show a pane, go to it when it is there, and hide it when the focus is in it already.
void MainWindow::togglePane(int tab)
{
    const auto wanted = static_cast<BottomPane::Tab>(tab);
    const bool isShown = m_bottom->isVisible() && m_bottom->tab() == wanted;
    const QWidget* focus = focusWidget();
    if (isShown && focus && m_bottom->isAncestorOf(focus)) {
        m_bottom->hide();
        return;
    }
    if (!m_bottom->isVisible()) {
        m_bottom->show();
        if (m_splitter->sizes().value(1) < bottomTooLow)
            m_splitter->setSizes({m_splitter->height() - bottomHeight, bottomHeight});
    }
    m_bottom->setTab(wanted);
    m_bottom->focusContent();
}

void MainWindow::newOfMode()
{
    if (m_mode == Mode::Console)
        m_console->newRequest();
    else
        m_design->run(DesignPage::Command::NewResource);
}

// The method selected in the design, or the request at hand in the console.
void MainWindow::testOfMode()
{
    const NodeRef node = m_design->currentNode();
    if (m_mode == Mode::Console)
        return m_console->test();
    setMode(Mode::Console);
    m_console->testMethod(node);
}

void MainWindow::openPalette()
{
    const PaletteTargets targets{
        [this](const NodeRef& node) { goTo(node); },
        [this](const QString& id) {
            setMode(Mode::Inspector);
            m_inspector->showTrace(id);
        },
        [this](const QString& path) {
            setMode(Mode::Console);
            m_console->openRequest(path);
        },
    };
    const bool hasProject = m_workspace.hasProject();
    m_palette->open(paletteEntries(*m_actions, m_workspace.project(), m_gateway.traces(),
                                   hasProject ? savedRequests(m_workspace.folder()) : std::vector<SavedRequestRef>(),
                                   targets));
}

// --- What is remembered ----------------------------------------------------------------------------------------------

void MainWindow::restoreWindow()
{
    if (!restoreGeometry(m_preferences.state("window")))
        resize(usual);
    m_splitter->restoreState(m_preferences.state("bottom"));
    m_bottom->setVisible(m_preferences.state("bottom-visible") == "1");
}

void MainWindow::restorePages()
{
    m_statesOf = m_workspace.path();
    m_design->restoreState(m_preferences.state("design", m_statesOf));
    m_console->restoreState(m_preferences.state("console", m_statesOf));
    m_inspector->restoreState(m_preferences.state("inspector", m_statesOf));
}

void MainWindow::savePages()
{
    if (m_statesOf.isEmpty())
        return;
    m_preferences.setState("design", m_design->saveState(), m_statesOf);
    m_preferences.setState("console", m_console->saveState(), m_statesOf);
    m_preferences.setState("inspector", m_inspector->saveState(), m_statesOf);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (QWidget* focus = focusWidget())
        focus->clearFocus(); // what is being typed counts as an edit
    if (!m_projects->mayLeave()) {
        event->ignore();
        return;
    }
    savePages();
    m_preferences.setState("window", saveGeometry());
    m_preferences.setState("bottom", m_splitter->saveState());
    m_preferences.setState("bottom-visible", m_bottom->isVisible() ? "1" : "0");
    event->accept();
}

} // namespace gw::ui
