// UsagePlanPage: a usage plan: how often each of its keys may call, how many times in a period, which API stages, and
// the keys (reference 1.27).
#pragma once

#include "core/api/usage_plan.h"
#include "ui/design/element_page.h"
#include "ui/design/limit_fields.h"

#include <optional>
#include <string>
#include <vector>

namespace gw::ui {

class GatewaySession;
class TableEditor;
class ThrottleGauges;
class UsageReport;

class UsagePlanPage final : public ElementPage
{
    Q_OBJECT

public:
    UsagePlanPage(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QWidget* parent = nullptr);
    void showPlan(UsagePlanId id);

private:
    // A row of the method throttles: which stage of the plan, and what holds there.
    struct MethodRow
    {
        std::string stage; // "pets/dev"
        MethodThrottle throttle;
    };

    void buildLimits();
    void buildQuota();
    void buildStages();
    void buildMethods();
    void buildKeys();
    void refresh();
    void showStages(const UsagePlan& plan);
    [[nodiscard]] const UsagePlan* shown() const;
    QString change(const QString& command, const std::function<void(UsagePlan&)>& set, const QString& field = {});
    QString changeQuota(const QString& command, const std::function<void(Quota&)>& set, const QString& field = {});
    [[nodiscard]] std::vector<MethodRow> methodRows() const;
    QString putMethodRows(const QString& command, const std::vector<MethodRow>& rows);

    UsagePlanId m_id;
    TextField* m_description = nullptr;
    std::optional<LimitFields> m_limits;
    TextField* m_limit = nullptr;
    ChoiceField* m_period = nullptr;
    TextField* m_offset = nullptr;
    TableEditor* m_stages = nullptr;
    TableEditor* m_methods = nullptr;
    TableEditor* m_keys = nullptr;
    ThrottleGauges* m_gauges = nullptr;
    UsageReport* m_usage = nullptr;
};

} // namespace gw::ui
