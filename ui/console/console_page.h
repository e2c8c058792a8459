// ConsolePage: composes requests, sends them, shows the answers; saved requests and environments stand beside.
#pragma once

#include "core/api/ids.h"
#include "gateway-engine/trace/trace.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <memory>

namespace gw::ui {

class Workspace;
class GatewaySession;

class ConsolePage final : public QWidget
{
    Q_OBJECT

public:
    ConsolePage(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QWidget* parent = nullptr);
    ~ConsolePage() override;

    // Fills URL, parameters and an example body from the design; of a WebSocket API the address of its stage and a
    // message for each route.
    void tryMethod(const NodeRef& method);
    void composeFrom(const engine::TracePtr& trace); // "Send again"
    void send();
    void test();                            // the request at hand, through the draft and without a socket
    void testMethod(const NodeRef& method); // composes it as tryMethod() does, then tests it
    void focusUrl();
    void newRequest();
    void newWebSocketRequest();
    void saveRequest();
    void flipResponse(); // below the request or beside it
    void editEnvironments();
    void openRequest(const QString& path); // a saved one, as RequestStore names it

    [[nodiscard]] QByteArray saveState() const;
    void restoreState(const QByteArray& state);

signals:
    void showTraceRequested(const QString& requestId); // the response's trace, in the inspector
    void environmentChanged(const QString& name);      // for the status bar; empty = none

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace gw::ui
