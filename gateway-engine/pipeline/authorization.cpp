#include "gateway-engine/pipeline/authorization.h"

#include "gateway-engine/auth/decision_words.h"
#include "gateway-engine/compile/program.h"

#include <utility>

namespace gw::engine {

namespace {

constexpr std::string_view explicitDeny = " with an explicit deny";

} // namespace

Caller& callerOf(Exchange& x)
{
    if (!x.caller)
        x.caller = std::make_unique<Caller>();
    return *x.caller;
}

auth::Decision decide(const ResourcePolicy& policy, RequestFacts& facts, const auth::AccessRequest& request)
{
    if (!policy)
        return auth::Decision::ImplicitDeny;
    facts.lookUp(policy->conditionKeys());
    return policy->evaluate(request);
}

std::string resourcePolicyWords(const ResourcePolicy& policy, const auth::AccessRequest& request)
{
    return policy ? auth::decisionWords(policy->explain(request), "The resource policy") : std::string();
}

Fault invokeDenied(auth::Decision decision, std::string_view who, std::string_view arn, std::string reason)
{
    Fault fault{GatewayResponseType::AccessDenied};
    fault.message.append("User: ").append(who).append(" is not authorized to perform: ").append(invokeAction);
    fault.message.append(" on resource: ").append(arn);
    if (decision == auth::Decision::ExplicitDeny)
        fault.message.append(explicitDeny);
    fault.reason = std::move(reason);
    return fault;
}

Fault authorizerDenied(auth::Decision decision, std::string reason)
{
    Fault fault{GatewayResponseType::AccessDenied};
    fault.message = "User is not authorized to access this resource";
    if (decision == auth::Decision::ExplicitDeny)
        fault.message.append(explicitDeny);
    fault.reason = std::move(reason);
    return fault;
}

Fault unauthorized(std::string reason)
{
    Fault fault{GatewayResponseType::Unauthorized};
    fault.reason = std::move(reason);
    return fault;
}

Fault authorizerMisconfigured(std::string reason)
{
    Fault fault{GatewayResponseType::AuthorizerConfigurationError};
    fault.reason = "Execution failed due to configuration error: " + std::move(reason);
    return fault;
}

Fault authorizerFailed(std::string reason)
{
    Fault fault{GatewayResponseType::AuthorizerFailure};
    fault.reason = "Execution failed due to an authorizer error: " + std::move(reason);
    return fault;
}

std::shared_ptr<const FaultSetting> settingOf(ApiId api, std::string_view authorizer)
{
    FaultSetting setting;
    setting.node.api = api;
    setting.authorizer = authorizer;
    return std::make_shared<const FaultSetting>(std::move(setting));
}

AuthorizationStep::AuthorizationStep(Exchange& x, std::string_view name)
    : m_x(x), m_name(name), m_isLogged(x.program->logging != nullptr)
{
    if (m_isLogged)
        m_begin = x.services.now();
}

void AuthorizationStep::say(std::string_view what, std::string value)
{
    if (m_isLogged)
        callerOf(m_x).logged.emplace_back(std::string(m_name).append(".").append(what), std::move(value));
}

void AuthorizationStep::end(int status, std::string_view error)
{
    if (!m_isLogged)
        return;
    const auto taken = std::chrono::duration_cast<std::chrono::milliseconds>(m_x.services.now() - m_begin);
    say("status", std::to_string(status));
    say("latency", std::to_string(taken.count()));
    if (!error.empty())
        say("error", std::string(error));
}

std::optional<Fault> AuthorizationFault::run(Exchange&) const
{
    return authorizerMisconfigured(m_reason);
}

} // namespace gw::engine
