// The page's head and tabs. What the graph and the forms ask for becomes an edit of the project here.
#include "ui/websocket/socket_api_view.h"

#include "core/edit/edits_websocket.h"
#include "ui/design/element_views.h"
#include "ui/design/field.h"
#include "ui/design/method_facts.h"
#include "ui/models/route_stand_in.h"
#include "ui/models/socket_traces.h"
#include "ui/session/gateway_session.h"
#include "ui/session/workspace.h"
#include "ui/websocket/connections_view.h"
#include "ui/websocket/route_graph_view.h"
#include "ui/websocket/socket_forms.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/page_head.h"
#include "ui/widgets/page_stack.h"
#include "ui/widgets/scrolling.h"
#include "ui/widgets/tab_order.h"
#include "ui/widgets/tone_label.h"

#include <QFontMetrics>
#include <QHBoxLayout>
#include <QMenu>
#include <QScrollArea>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace gw::ui {

namespace {

constexpr double zoomStep = 1.25;

}

SocketApiView::SocketApiView(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_workspace(workspace), m_gateway(gateway), m_tabs(new QTabWidget)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildHead(theme));
    m_tabs->setDocumentMode(true);
    column->addWidget(m_tabs, 1);
    const ApplyApiEdit change = [this](const QString& name, const ApiEdit& edit, const QString& field) {
        return apply(name, edit, field);
    };
    m_tabs->addTab(buildRoutes(theme), tr("Routes"));
    m_connections = new ConnectionsView(gateway, theme);
    m_tabs->addTab(m_connections, tr("Connections"));
    connect(m_connections, &ConnectionsView::traceRequested, this, &SocketApiView::traceRequested);
    addTab(tr("Settings"), [=, &theme, &gateway] { return makeSocketSettingsForm(theme, change, gateway); });
    addTab(tr("Models"), [=, &theme] { return makeSocketModelsForm(theme, change); });
    addTab(tr("Authorizers"), [=, &theme] { return makeSocketAuthorizersForm(theme, change); });
    connect(m_tabs, &QTabWidget::currentChanged, this, &SocketApiView::showForm);
    for (const auto signal : {&GatewaySession::stateChanged, &GatewaySession::stageChosen})
        connect(&gateway, signal, this, &SocketApiView::refresh);
    connect(&gateway, &GatewaySession::tracesFinished, this, &SocketApiView::countRuns);
}

QWidget* SocketApiView::buildHead(const Theme& theme)
{
    m_head = new PageHead(theme);
    auto* add = pushButton(tr("New Route"), m_head);
    auto* menu = new QMenu(add);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { fillNewMenu(*menu); });
    add->setMenu(menu);
    m_head->addButton(add);
    auto* source = pushButton(tr("Source"), m_head);
    connect(source, &QPushButton::clicked, this, &SocketApiView::sourceRequested);
    m_head->addButton(source);
    auto* tryButton = pushButton(tr("Try"), m_head, ButtonRole::Primary);
    tryButton->setToolTip(tr("Connect from the console, with a message for each route"));
    connect(tryButton, &QPushButton::clicked, this, &SocketApiView::tryRequested);
    m_head->addButton(tryButton);
    return m_head;
}

// The three keys with a meaning, as far as they are not there yet, and one of one's own.
void SocketApiView::fillNewMenu(QMenu& menu)
{
    menu.clear();
    const WebSocketApi* api = socketApi(m_workspace.project(), m_api);
    for (const char* key : {connectKey, disconnectKey, defaultKey})
        if (api && !api->findRoute(key))
            menu.addAction(QLatin1String(key), this, [this, key] { emit newRouteRequested(QLatin1String(key)); });
    menu.addAction(tr("Custom Key"), this, [this] { emit newRouteRequested({}); });
}

QWidget* SocketApiView::buildRoutes(const Theme& theme)
{
    m_routes = new PageStack;
    auto* state = new EmptyState(theme, QStringLiteral("websocket"), tr("No route yet"),
                                 tr("A route says what happens when clients connect, send a message or leave. Begin "
                                    "with one of these; $default takes every message."));
    for (const char* key : {connectKey, disconnectKey, defaultKey}) {
        QPushButton* add = state->addButton(tr("Add %1").arg(QLatin1String(key)),
                                            key == defaultKey ? ButtonRole::Primary : ButtonRole::Normal);
        connect(add, &QPushButton::clicked, this, [this, key] { emit newRouteRequested(QLatin1String(key)); });
    }
    QPushButton* own = state->addButton(tr("Add Custom Key"));
    connect(own, &QPushButton::clicked, this, [this] { emit newRouteRequested({}); });
    m_routes->addWidget(state);

    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_graph = new RouteGraphView(theme);
    column->addWidget(buildTools(theme));
    column->addWidget(m_graph, 1);
    m_routes->addWidget(page);
    connectGraph();
    return m_routes;
}

QWidget* SocketApiView::buildTools(const Theme& theme)
{
    auto* tools = new QWidget;
    auto* row = new QHBoxLayout(tools);
    row->setContentsMargins(spacing::xl, spacing::xs, spacing::xl, spacing::xs);
    row->setSpacing(spacing::xs);
    auto* open = flatButton(theme, QStringLiteral("pencil"), tr("Open Route"), tools);
    open->setToolTip(withShortcut(tr("Shows the cards of the selected route"), QKeySequence(Qt::Key_Return)));
    open->setEnabled(false);
    connect(open, &QToolButton::clicked, this, [this] { emit nodeRequested(nodeOf(m_api, m_graph->selectedRoute())); });
    connect(m_graph, &RouteGraphView::nodeSelected, open,
            [this, open] { open->setEnabled(bool(m_graph->selectedRoute())); });
    row->addWidget(open);
    row->addStretch(1);
    auto* smaller = iconButton(theme, QStringLiteral("minus"), tr("Zoom out"), tools, QKeySequence(Qt::Key_Minus));
    auto* zoom = flatButton(theme, QString(), QStringLiteral("100 %"), tools);
    zoom->setToolTip(withShortcut(tr("Fit to view"), QKeySequence(Qt::Key_0)));
    zoom->setAccessibleName(tr("Zoom, fit to view"));
    auto* larger = iconButton(theme, QStringLiteral("plus"), tr("Zoom in"), tools, QKeySequence(Qt::Key_Plus));
    for (QToolButton* button : {smaller, zoom, larger})
        row->addWidget(button);
    connect(smaller, &QToolButton::clicked, this, [this] { m_graph->setZoom(m_graph->zoom() / zoomStep); });
    connect(larger, &QToolButton::clicked, this, [this] { m_graph->setZoom(m_graph->zoom() * zoomStep); });
    connect(zoom, &QToolButton::clicked, this, [this] { m_graph->fit(); });
    connect(m_graph, &RouteGraphView::zoomChanged, this,
            [this, zoom] { zoom->setText(QStringLiteral("%1 %").arg(std::lround(m_graph->zoom() * 100))); });
    return tools;
}

void SocketApiView::connectGraph()
{
    connect(m_graph, &RouteGraphView::routeActivated, this,
            [this](RouteId route) { emit nodeRequested(nodeOf(m_api, route)); });
    connect(m_graph, &RouteGraphView::elementActivated, this, &SocketApiView::nodeRequested);
    connect(m_graph, &RouteGraphView::expressionActivated, this, [this] { showTab(Settings); });
    connect(m_graph, &RouteGraphView::newRequested, this, [this] { emit newRouteRequested({}); });
    connect(m_graph, &RouteGraphView::renameRequested, this,
            [this](RouteId route) { emit renameRequested(nodeOf(m_api, route)); });
    connect(m_graph, &RouteGraphView::duplicateRequested, this,
            [this](RouteId route) { applyToRoute(tr("Duplicate Route"), route, duplicateRoute); });
    connect(m_graph, &RouteGraphView::deleteRequested, this,
            [this](RouteId route) { applyToRoute(tr("Delete Route"), route, deleteRoute); });
}

void SocketApiView::addTab(const QString& title, std::function<ApiForm*()> make)
{
    QScrollArea* area = scrolling(nullptr);
    m_forms.emplace_back([this, make = std::move(make), area] {
        ApiForm* form = make();
        showIn(form); // filled before it is seen
        fill(area, form);
        return form;
    });
    m_tabs->addTab(area, title);
}

// It is made when its tab is first seen.
void SocketApiView::showForm(int tab)
{
    if (tab >= Settings)
        m_forms[static_cast<std::size_t>(tab - Settings)].get();
}

void SocketApiView::showIn(ApiForm* form) const
{
    if (socketApi(m_workspace.project(), m_api))
        form->showApi(*m_workspace.project().find(m_api));
}

QString SocketApiView::apply(const QString& name, const ApiEdit& edit, const QString& field)
{
    const ApiId api = m_api;
    const QString key = field.isEmpty() ? QString() : QStringLiteral("%1:%2").arg(api.value).arg(field);
    return applyTelling(
        m_workspace, name, [&](Project p) { return edit(std::move(p), api); }, key);
}

// Refusals are told by the window.
void SocketApiView::applyToRoute(const QString& name, RouteId route, Result<Project> (*edit)(Project, ApiId, RouteId))
{
    m_workspace.apply(name, [api = m_api, route, edit](Project p) { return edit(std::move(p), api, route); });
}

void SocketApiView::showTab(Tab tab)
{
    m_tabs->setCurrentIndex(tab);
}

void SocketApiView::focusPicture()
{
    showTab(Routes);
    m_graph->setFocus(Qt::TabFocusReason);
}

void SocketApiView::showApi(ApiId api)
{
    if (api != m_api) {
        for (Field* field : findChildren<Field*>())
            field->commitNow();
        for (Field* field : findChildren<Field*>())
            field->forget();
        m_graph->select({});
    }
    m_api = api;
    refresh();
}

void SocketApiView::refresh()
{
    const Project& project = m_workspace.project();
    const Api* api = project.find(m_api);
    const WebSocketApi* definition = socketApi(project, m_api);
    if (!definition)
        return;
    m_head->setTitle(fromUtf8(api->name), counted(definition->routes.size(), tr("route"), tr("routes")) +
                                              QStringLiteral(" · ") +
                                              counted(api->stages.size(), tr("stage"), tr("stages")));
    m_routes->setCurrentIndex(definition->routes.empty() ? 0 : 1);
    m_graph->setGraph(routeGraphOf(project, *definition));
    m_connections->showApi(*api);
    for (const OnDemand<ApiForm>& form : m_forms)
        if (form.ifMade())
            showIn(form.ifMade());
    countRuns();
}

// How often each route ran, among the traces that are kept.
void SocketApiView::countRuns()
{
    const Api* api = m_workspace.project().find(m_api);
    if (api && isVisible())
        m_graph->setCounts(runsOfRoutes(m_gateway.traces(), api->apiId));
}

} // namespace gw::ui
