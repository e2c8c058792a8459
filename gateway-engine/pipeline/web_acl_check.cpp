#include "gateway-engine/pipeline/web_acl_check.h"

#include <utility>

namespace gw::engine {

namespace {

WebRequest webRequestOf(const Request& request)
{
    std::size_t headerBytes = 0;
    for (const HeaderField field : request.headers)
        headerBytes += field.name.size() + field.value.size();
    return {request.remoteAddress, request.headers,        headerBytes,
            request.body.size(),   request.query().size(), request.path().size()};
}

void note(Exchange& x, const WebAclInUse& used, const WebAclDecision& decision)
{
    if (!x.trace.isOn())
        return;
    const auto& rules = used.acl->rules();
    x.trace.note("webaclArn", used.arn);
    x.trace.note("rule", decision.rule ? rules[*decision.rule].name : std::string("the default action"));
    for (const std::size_t place : decision.counted)
        x.trace.note("counted", rules[place].name);
}

} // namespace

std::optional<Fault> WebAclCheck::run(Exchange& x) const
{
    const auto used = m_acl->now();
    WebAclDecision decision{WebAclAction::Block, std::nullopt, used->problem, {}};
    if (used->acl) {
        decision = used->acl->evaluate(webRequestOf(x.request), m_clock->now());
        note(x, *used, decision);
    }
    x.webAcl = decision.isBlocked() ? WebAclResponse::Block : WebAclResponse::Allow;
    if (!decision.isBlocked())
        return std::nullopt;
    Fault fault{GatewayResponseType::WafFiltered, std::move(decision.reason)};
    if (!used->node.isEmpty())
        fault.setting = std::make_shared<const FaultSetting>(FaultSetting{used->node});
    return fault;
}

} // namespace gw::engine
