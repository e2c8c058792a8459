// MethodView: a method in the centre of the design page: its header, the picture, and the editor of the selected card.
#pragma once

#include "core/api/ids.h"
#include "ui/widgets/method_picture.h"

#include <QWidget>

#include <memory>

namespace gw::ui {

class Workspace;
class GatewaySession;

class MethodView final : public QWidget
{
    Q_OBJECT

public:
    MethodView(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QWidget* parent = nullptr);
    ~MethodView() override;

    void showMethod(const NodeRef& method); // also refreshes the one shown
    void showCard(engine::Card card);
    [[nodiscard]] engine::Card card() const;
    void focusPicture();
    // Where clients reach the method's resource now; empty while the gateway is stopped.
    [[nodiscard]] static QString addressOf(const Workspace& workspace, const GatewaySession& gateway,
                                           const NodeRef& method);

signals:
    void tryRequested();
    void testRequested();
    void sourceRequested();
    void cardChanged();
    void authorizerRequested(const QString& name);
    void corsRequested();
    void elementRequested(const gw::NodeRef& element); // a function, state machine or backend that the method calls

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace gw::ui
