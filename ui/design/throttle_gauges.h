// ThrottleGauges: the token buckets of a usage plan or of a stage while the gateway runs: how many requests each would
// let pass at once now, how fast it fills, and how many requests were refused in the last minute. Looks four times a
// second, and only while it is seen.
#pragma once

#include "gateway-engine/traffic/usage_plans.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <string>
#include <vector>

class QTimer;
class QVBoxLayout;

namespace gw::ui {

class GatewaySession;
class LevelGauge;
class ToneLabel;
class Workspace;

class ThrottleGauges final : public QWidget
{
    Q_OBJECT

public:
    ThrottleGauges(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QWidget* parent = nullptr);
    void showPlan(const std::string& planId, const NodeRef& plan);
    void showStage(const std::string& apiId, const std::string& stage, const NodeRef& node);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void refresh();
    [[nodiscard]] bool isShown(const engine::BucketGauge& gauge) const;
    [[nodiscard]] QString methodOf(const engine::BucketGauge& gauge) const;
    [[nodiscard]] QString nameOf(const engine::BucketGauge& gauge) const;
    [[nodiscard]] QString stateText(std::size_t count) const;

    Workspace& m_workspace;
    GatewaySession& m_gateway;
    const Theme& m_theme;
    std::string m_planId;
    std::string m_apiId;
    std::string m_stage;
    NodeRef m_node;
    QTimer* m_timer;
    QVBoxLayout* m_column;
    ToneLabel* m_state;
    std::vector<LevelGauge*> m_gauges;
};

} // namespace gw::ui
