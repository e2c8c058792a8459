#include "gateway-engine/pipeline/resource_policy.h"

#include "gateway-engine/compile/program.h"
#include "gateway-engine/pipeline/method_arn.h"

namespace gw::engine {

std::optional<Fault> ResourcePolicyStage::run(Exchange& x) const
{
    AuthorizationStep step(x, "authorize");
    const std::string arn = methodArn(x, m_arnPrefix);
    if (auto tooLong = refuseLongArn(arn))
        return tooLong;
    RequestFacts facts(x.request, m_tables ? m_tables->clock.wallClock() : x.services.wallClock());
    const auth::AccessRequest request{invokeAction, arn, nullptr, &facts.keys()};
    const auth::Decision decision = decide(m_policy, facts, request);
    x.trace.note("resource", arn);
    x.trace.note("resource policy", auth::decisionName(decision));
    const bool mayPass =
        decision == auth::Decision::Allow || (decision == auth::Decision::ImplicitDeny && m_pass == Pass::UnlessDenied);
    if (mayPass) {
        if (m_pass == Pass::OnlyIfAllowed)
            step.end(200);
        return std::nullopt;
    }
    Fault fault = invokeDenied(decision, "anonymous", arn,
                               x.trace.isOn() ? resourcePolicyWords(m_policy, request) : std::string());
    fault.setting = settingOf(x.program->api);
    step.end(403, fault.message);
    return fault;
}

std::optional<Fault> PrivateApiClosed::run(Exchange& x) const
{
    AuthorizationStep step(x, "authorize");
    const std::string arn = methodArn(x, m_arnPrefix);
    if (auto tooLong = refuseLongArn(arn))
        return tooLong;
    x.trace.note("resource", arn);
    x.trace.note("resource policy", "none");
    Fault fault = invokeDenied(auth::Decision::ImplicitDeny, "anonymous", arn,
                               "The API's endpoint is PRIVATE and it has no resource policy, so nobody may call it.");
    fault.setting = settingOf(x.program->api);
    step.end(403, fault.message);
    return fault;
}

} // namespace gw::engine
