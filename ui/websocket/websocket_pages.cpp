#include "ui/websocket/websocket_pages.h"

#include "ui/models/route_stand_in.h"
#include "ui/session/workspace.h"
#include "ui/websocket/route_view.h"
#include "ui/websocket/socket_api_view.h"

#include <QStackedWidget>

namespace gw::ui {

WebSocketPages::WebSocketPages(Workspace& workspace, GatewaySession& gateway, const Theme& theme,
                               QStackedWidget& centre, QObject* parent)
    : QObject(parent), m_workspace(workspace), m_centre(centre), m_api(new SocketApiView(workspace, gateway, theme)),
      m_route(new RouteView(workspace, gateway, theme))
{
    centre.addWidget(m_api);
    centre.addWidget(m_route);
    connect(m_api, &SocketApiView::sourceRequested, this, &WebSocketPages::sourceRequested);
    connect(m_api, &SocketApiView::nodeRequested, this, &WebSocketPages::nodeRequested);
    connect(m_api, &SocketApiView::renameRequested, this, &WebSocketPages::renameRequested);
    connect(m_api, &SocketApiView::traceRequested, this, &WebSocketPages::traceRequested);
    connect(m_api, &SocketApiView::tryRequested, this, [this] { emit tryRequested(NodeRef{m_shown, {}, {}, {}}); });
    connect(m_route, &RouteView::tryRequested, this, [this] { emit tryRequested(m_route->route()); });
    connect(m_api, &SocketApiView::newRouteRequested, this,
            [this](const QString& key) { emit newRouteRequested(m_shown, key); });
    connect(m_route, &RouteView::sourceRequested, this, &WebSocketPages::sourceRequested);
    connect(m_route, &RouteView::elementRequested, this, &WebSocketPages::nodeRequested);
    connect(m_route, &RouteView::apiRequested, this, [this] {
        emit nodeRequested(NodeRef{m_shown, {}, {}, {}});
        m_api->showTab(SocketApiView::Authorizers);
    });
}

bool WebSocketPages::show(const TreeItem& item)
{
    if (!socketApi(m_workspace.project(), item.ref.api))
        return false;
    if (item.kind == TreeKind::Route) {
        m_shown = item.ref.api;
        m_route->showRoute(item.ref);
        m_centre.setCurrentWidget(m_route);
        return true;
    }
    if (item.kind != TreeKind::Api)
        return false;
    m_shown = item.ref.api;
    m_api->showApi(item.ref.api);
    m_centre.setCurrentWidget(m_api);
    return true;
}

bool WebSocketPages::showCard(const NodeRef& route, engine::Card card)
{
    if (!route.route)
        return false;
    emit nodeRequested(route);
    m_route->showCard(card);
    return true;
}

bool WebSocketPages::showConnections(ApiId api)
{
    if (!socketApi(m_workspace.project(), api))
        return false;
    emit nodeRequested(NodeRef{api, {}, {}, {}});
    m_api->showTab(SocketApiView::Connections);
    return true;
}

void WebSocketPages::focusPicture()
{
    if (m_centre.currentWidget() == m_route)
        m_route->focusPicture();
    else
        m_api->focusPicture();
}

} // namespace gw::ui
