// SocketApiView: a WebSocket API in the centre of the design page: its route graph, the connections that are open, its
// settings, models and authorizers, a tab each.
#pragma once

#include "ui/design/api_form.h"
#include "ui/widgets/on_demand.h"

#include <QWidget>

#include <vector>

class QMenu;
class QStackedWidget;
class QTabWidget;

namespace gw::ui {

class ConnectionsView;
class EmptyState;
class RouteGraphView;
class PageHead;
class Workspace;

class SocketApiView final : public QWidget
{
    Q_OBJECT

public:
    enum Tab { Routes, Connections, Settings, Models, Authorizers };

    SocketApiView(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QWidget* parent = nullptr);
    void showApi(ApiId api); // also refreshes the one shown
    void showTab(Tab tab);
    void focusPicture();
    [[nodiscard]] RouteGraphView* graph() const { return m_graph; }
    [[nodiscard]] ConnectionsView* connections() const { return m_connections; }
    [[nodiscard]] QTabWidget* tabs() const { return m_tabs; }

signals:
    void sourceRequested();
    void tryRequested();                        // in the console
    void newRouteRequested(const QString& key); // empty: one that is to be named
    void nodeRequested(const gw::NodeRef& node);
    void renameRequested(const gw::NodeRef& route);
    void traceRequested(const QString& requestId);

private:
    QWidget* buildHead(const Theme& theme);
    QWidget* buildRoutes(const Theme& theme);
    QWidget* buildTools(const Theme& theme);
    void connectGraph();
    void addTab(const QString& title, std::function<ApiForm*()> make);
    void showForm(int tab);
    void showIn(ApiForm* form) const;
    void fillNewMenu(QMenu& menu);
    void refresh();
    void countRuns();
    QString apply(const QString& name, const ApiEdit& edit, const QString& field);
    void applyToRoute(const QString& name, RouteId route, Result<Project> (*edit)(Project, ApiId, RouteId));

    Workspace& m_workspace;
    GatewaySession& m_gateway;
    ApiId m_api;
    PageHead* m_head = nullptr;
    QTabWidget* m_tabs;
    QStackedWidget* m_routes = nullptr; // the graph, or what to begin with
    RouteGraphView* m_graph = nullptr;
    ConnectionsView* m_connections = nullptr;
    std::vector<OnDemand<ApiForm>> m_forms; // of the tabs from Settings on
};

} // namespace gw::ui
