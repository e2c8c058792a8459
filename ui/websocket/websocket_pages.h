// WebSocketPages: the pages of the design's centre for WebSocket APIs and their routes. Shows the one that is selected,
// and leads from one to another.
#pragma once

#include "gateway-engine/trace/trace.h"
#include "ui/models/api_tree.h"
#include "ui/theme/theme.h"
#include "ui/widgets/on_demand.h"

#include <QObject>

class QStackedWidget;

namespace gw::ui {

class GatewaySession;
class RouteView;
class SocketApiView;
class Workspace;

class WebSocketPages final : public QObject
{
    Q_OBJECT

public:
    // The pages stand in `centre`, and belong to it.
    WebSocketPages(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QStackedWidget& centre,
                   QObject* parent);

    // False: the item is no page of a WebSocket API.
    bool show(const TreeItem& item);
    bool showCard(const NodeRef& route, engine::Card card);
    bool showConnections(ApiId api);
    void focusPicture(); // of the one shown

signals:
    void sourceRequested();
    void newRouteRequested(gw::ApiId api, const QString& key); // empty: one that is to be named
    void renameRequested(const gw::NodeRef& node);
    void nodeRequested(const gw::NodeRef& node);
    void traceRequested(const QString& requestId);
    void tryRequested(const gw::NodeRef& node); // the API or one of its routes, in the console

private:
    SocketApiView* makeApi();
    RouteView* makeRoute();

    Workspace& m_workspace;
    GatewaySession& m_gateway;
    const Theme& m_theme;
    QStackedWidget& m_centre;
    ApiId m_shown;
    OnDemand<SocketApiView> m_api;
    OnDemand<RouteView> m_route;
};

} // namespace gw::ui
