// RouteView: a route of a WebSocket API in the centre of the design page: its header, the picture that methods have
// too, and the editor of the selected card.
#pragma once

#include "core/api/ids.h"
#include "ui/widgets/method_picture.h"

#include <QWidget>

#include <memory>

namespace gw::ui {

class GatewaySession;
class Workspace;

class RouteView final : public QWidget
{
    Q_OBJECT

public:
    RouteView(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QWidget* parent = nullptr);
    ~RouteView() override;

    void showRoute(const NodeRef& route); // also refreshes the one shown
    void showCard(engine::Card card);
    [[nodiscard]] engine::Card card() const;
    [[nodiscard]] NodeRef route() const;
    void focusPicture();

signals:
    void sourceRequested();
    void tryRequested();                               // in the console
    void apiRequested();                               // the settings of the route's API
    void elementRequested(const gw::NodeRef& element); // the API, or what the route calls

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace gw::ui
