// InspectorPage: the live list of traces with its filter, and one trace on the six cards with every message and time.
#pragma once

#include "core/api/ids.h"
#include "gateway-engine/trace/trace.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <memory>

namespace gw::ui {

class Workspace;
class GatewaySession;

class InspectorPage final : public QWidget
{
    Q_OBJECT

public:
    InspectorPage(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QWidget* parent = nullptr);
    ~InspectorPage() override;

    void showTrace(const QString& requestId);
    void focusFilter();
    void clear(); // the list and what the gateway remembers
    [[nodiscard]] QByteArray saveState() const;
    void restoreState(const QByteArray& state);

signals:
    void sendAgainRequested(const gw::engine::TracePtr& trace);
    void goToSettingRequested(const gw::NodeRef& method, gw::engine::Card card);
    void elementRequested(const gw::NodeRef& element); // what a method calls, or what refused the request
    void authorizerRequested(gw::ApiId api, const QString& name);
    void gatewayResponseRequested(gw::ApiId api, const QString& responseType);

protected:
    void showEvent(QShowEvent* event) override;
    void focusInEvent(QFocusEvent* event) override; // the list's: its keys are the page's

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace gw::ui
