#include "ui/websocket/websocket_pages.h"

#include "ui/models/route_stand_in.h"
#include "ui/session/workspace.h"
#include "ui/websocket/route_view.h"
#include "ui/websocket/socket_api_view.h"
#include "ui/widgets/tab_order.h"

#include <QStackedWidget>

namespace gw::ui {

WebSocketPages::WebSocketPages(Workspace& workspace, GatewaySession& gateway, const Theme& theme,
                               QStackedWidget& centre, QObject* parent)
    : QObject(parent), m_workspace(workspace), m_gateway(gateway), m_theme(theme), m_centre(centre),
      m_api([this] { return makeApi(); }), m_route([this] { return makeRoute(); })
{
}

SocketApiView* WebSocketPages::makeApi()
{
    auto* page = new SocketApiView(m_workspace, m_gateway, m_theme);
    m_centre.addWidget(page);
    followInTabOrder(&m_centre, page);
    connect(page, &SocketApiView::sourceRequested, this, &WebSocketPages::sourceRequested);
    connect(page, &SocketApiView::nodeRequested, this, &WebSocketPages::nodeRequested);
    connect(page, &SocketApiView::renameRequested, this, &WebSocketPages::renameRequested);
    connect(page, &SocketApiView::traceRequested, this, &WebSocketPages::traceRequested);
    connect(page, &SocketApiView::tryRequested, this, [this] { emit tryRequested(NodeRef{m_shown, {}, {}, {}}); });
    connect(page, &SocketApiView::newRouteRequested, this,
            [this](const QString& key) { emit newRouteRequested(m_shown, key); });
    return page;
}

RouteView* WebSocketPages::makeRoute()
{
    auto* page = new RouteView(m_workspace, m_gateway, m_theme);
    m_centre.addWidget(page);
    followInTabOrder(&m_centre, page);
    connect(page, &RouteView::tryRequested, this, [this, page] { emit tryRequested(page->route()); });
    connect(page, &RouteView::sourceRequested, this, &WebSocketPages::sourceRequested);
    connect(page, &RouteView::elementRequested, this, &WebSocketPages::nodeRequested);
    connect(page, &RouteView::apiRequested, this, [this] {
        emit nodeRequested(NodeRef{m_shown, {}, {}, {}});
        m_api->showTab(SocketApiView::Authorizers);
    });
    return page;
}

bool WebSocketPages::show(const TreeItem& item)
{
    if (!socketApi(m_workspace.project(), item.ref.api))
        return false;
    if (item.kind == TreeKind::Route) {
        m_shown = item.ref.api;
        m_route->showRoute(item.ref);
        m_centre.setCurrentWidget(m_route.get());
        return true;
    }
    if (item.kind != TreeKind::Api)
        return false;
    m_shown = item.ref.api;
    m_api->showApi(item.ref.api);
    m_centre.setCurrentWidget(m_api.get());
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
    if (m_centre.currentWidget() == m_route.ifMade())
        m_route->focusPicture();
    else
        m_api->focusPicture();
}

} // namespace gw::ui
