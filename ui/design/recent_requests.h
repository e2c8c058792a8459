// RecentRequests: the box a lab begins with, the requests that were traced last, newest first. It follows the gateway
// while it is seen, and not while it is open.
#pragma once

#include "gateway-engine/trace/trace.h"
#include "ui/widgets/choice_box.h"

#include <QTimer>

#include <string>
#include <vector>

namespace gw::ui {

class GatewaySession;

class RecentRequests final : public ChoiceBox
{
    Q_OBJECT

public:
    explicit RecentRequests(GatewaySession& gateway, QWidget* parent = nullptr);
    void setApi(std::string apiId); // those to this API alone; seen with the next refresh()
    void refresh();                 // chooses none

signals:
    void chosen(const gw::engine::TracePtr& trace);

protected:
    void showEvent(QShowEvent* event) override;

private:
    GatewaySession& m_gateway;
    std::string m_apiId;                    // empty: of all APIs
    std::vector<engine::TracePtr> m_traces; // as the box lists them, behind its first line
    QTimer m_timer;                         // traces come in batches, the box follows now and then
};

} // namespace gw::ui
