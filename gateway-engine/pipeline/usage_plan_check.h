// UsagePlanCheck: the API key of a request, its usage plan, and every throttle above it (reference 1.27), in the order
// traffic/usage_plans.h tells. Answers INVALID_API_KEY, THROTTLED or QUOTA_EXCEEDED, and says why.
#pragma once

#include "core/api/ids.h"
#include "gateway-engine/pipeline/stage.h"
#include "gateway-engine/traffic/usage_plans.h"

#include <memory>
#include <string>
#include <string_view>

namespace gw::engine {

// Who decides, as the design stands now.
class TrafficGate
{
public:
    virtual ~TrafficGate() = default;
    [[nodiscard]] virtual TrafficDecision check(const TrafficRequest& request) const = 0;
    // The plan or key of the design that refused; empty: neither did.
    [[nodiscard]] virtual NodeRef settingOf(const TrafficDecision& decision) const = 0;
};

class UsagePlanCheck final : public Stage
{
public:
    struct Design
    {
        std::string apiId;
        std::string stage;
        std::string resourcePath;
        std::string httpMethod;
        std::string resourceId; // as execution logs name it
        NodeRef stageNode;      // of the design: where throttles of its methods stand
        bool apiKeyRequired = false;
        bool takesKeyFromAuthorizer = false;  // apiKeySource AUTHORIZER
        const char* stageName = "usage_plan"; // as traces show it; static text
    };

    UsagePlanCheck(std::shared_ptr<const TrafficGate> gate, Design design)
        : m_gate(std::move(gate)), m_design(std::move(design))
    {
    }
    [[nodiscard]] const char* name() const override { return m_design.stageName; }
    [[nodiscard]] Card card() const override { return Card::MethodRequest; }
    std::optional<Fault> run(Exchange& x) const override;

private:
    [[nodiscard]] std::string_view keyOf(const Exchange& x) const;
    [[nodiscard]] Fault refusal(const TrafficDecision& decision, bool isTraced) const;
    void note(Exchange& x, const TrafficDecision& decision, const TrafficRequest& request) const;

    std::shared_ptr<const TrafficGate> m_gate;
    Design m_design;
};

} // namespace gw::engine
