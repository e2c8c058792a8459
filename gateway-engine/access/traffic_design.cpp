#include "gateway-engine/access/traffic_design.h"

#include "core/api/elements.h"
#include "core/in_quotes.h"
#include "gateway-engine/compile/settings_of_routes.h"

#include <algorithm>

namespace gw::engine {

namespace {

ThrottleSetting settingOf(const ThrottleSettings& design)
{
    return {design.rateLimit, design.burstLimit};
}

Diagnostic warning(std::string rule, NodeRef node, std::string message, std::string hint)
{
    Diagnostic d = brokenRule(std::move(rule), std::move(message), std::move(hint));
    d.severity = Severity::Warning;
    d.node = node;
    return d;
}

// Nobody can present one that has no value on this machine; opening a project and its lint tell of those.
std::vector<ApiKey> keysOf(const Project& project, const Secrets& secrets)
{
    std::vector<ApiKey> keys;
    for (const Cow<gw::ApiKey>& design : project.apiKeys)
        if (const Secret* value = secrets.find(SecretKind::ApiKey, design->keyId))
            keys.push_back({design->keyId, design->name, value->reveal(), design->enabled});
    return keys;
}

// "/pets/{petId}/GET"
MethodThrottle methodThrottle(const gw::MethodThrottle& design, const ThrottleLimit& fallback)
{
    const std::size_t slash = design.method.rfind('/');
    MethodThrottle throttle;
    throttle.resourcePath = slash == std::string::npos || slash == 0 ? "/" : design.method.substr(0, slash);
    throttle.httpMethod = slash == std::string::npos ? design.method : design.method.substr(slash + 1);
    throttle.limit = limitOf(settingOf(design.throttle), fallback).value_or(fallback);
    return throttle;
}

std::optional<Quota> quotaOf(const std::optional<gw::Quota>& design)
{
    if (!design)
        return std::nullopt;
    const QuotaPeriod period = design->period == gw::QuotaPeriod::Day    ? QuotaPeriod::Day
                               : design->period == gw::QuotaPeriod::Week ? QuotaPeriod::Week
                                                                         : QuotaPeriod::Month;
    return Quota{design->limit, design->offset, period};
}

class PlanReader
{
public:
    PlanReader(const Project& project, const ThrottleLimit& account, Diagnostics& diagnostics)
        : m_project(project), m_account(account), m_diagnostics(diagnostics)
    {
    }

    UsagePlan read(const gw::UsagePlan& design)
    {
        UsagePlan plan;
        plan.id = design.planId;
        plan.name = design.name;
        plan.throttle = limitOf(settingOf(design.throttle), m_account);
        plan.quota = quotaOf(design.quota);
        for (const gw::PlanStage& stage : design.apiStages)
            addStage(plan, design, stage);
        for (const std::string& name : design.keys)
            addKey(plan, design, name);
        return plan;
    }

private:
    void addStage(UsagePlan& plan, const gw::UsagePlan& design, const gw::PlanStage& place)
    {
        const Api* api = m_project.findApi(place.api);
        if (!api || !api->findStage(place.stage)) {
            warn(design, "holds the stage " + inQuotes(place.stage) + " of " + inQuotes(place.api) +
                             ", which the project has not.");
            return;
        }
        PlanStage stage{api->apiId, place.stage, {}};
        const ThrottleLimit fallback = plan.throttle.value_or(m_account);
        for (const gw::MethodThrottle& method : place.throttle)
            if (method.throttle.isSet())
                stage.methods.push_back(methodThrottle(method, fallback));
        plan.apiStages.push_back(std::move(stage));
    }

    void addKey(UsagePlan& plan, const gw::UsagePlan& design, const std::string& name)
    {
        const auto key = std::find_if(m_project.apiKeys.begin(), m_project.apiKeys.end(),
                                      [&name](const Cow<gw::ApiKey>& each) { return each->name == name; });
        if (key == m_project.apiKeys.end())
            warn(design, "names the API key " + inQuotes(name) + ", which the project has not.");
        else
            plan.keyIds.push_back((*key)->keyId);
    }

    void warn(const gw::UsagePlan& design, const std::string& what)
    {
        m_diagnostics.push_back(warning("usage-plan-reference", nodeOf(design.id),
                                        "The usage plan " + inQuotes(design.name) + ' ' + what,
                                        "Choose one that is there, or remove it from the plan."));
    }

    const Project& m_project;
    const ThrottleLimit& m_account;
    Diagnostics& m_diagnostics;
};

// Settings of routes stand there as settings of methods.
std::optional<gw::Stage> stageOf(const Project& project, const std::string& apiId, const std::string& name)
{
    for (const Cow<Api>& api : project.apis) {
        const gw::Stage* stage = api->apiId == apiId ? api->findStage(name) : nullptr;
        if (stage)
            return withSettingsOfMethods(*stage, api->kind());
    }
    return std::nullopt;
}

std::vector<StageThrottle> stagesOf(const Project& project, const ServedMethods& served, const ThrottleLimit& account)
{
    std::vector<StageThrottle> stages;
    for (const auto& [place, methods] : served) {
        const auto& [apiId, stage, isCanary] = place;
        const auto design = stageOf(project, apiId, stage);
        if (!design)
            continue;
        StageThrottle throttle{apiId, stage, {}};
        for (const auto& [path, verb] : methods)
            if (const auto limit = stageThrottle(*design, path, verb, account))
                throttle.methods.push_back({path, std::string(toString(verb)), *limit});
        if (!throttle.methods.empty())
            stages.push_back(std::move(throttle));
    }
    return stages;
}

// What a rule looks at, by its kind.
struct ConditionReader
{
    using Condition = decltype(WebAclRule::condition);

    Result<Condition> operator()(const gw::AddressMatch& design) const
    {
        AddressMatch match;
        for (const std::string& text : design.addresses) {
            auto range = AddressRange::parse(text);
            if (!range)
                return fail(range.error());
            match.ranges.push_back(*std::move(range));
        }
        return Condition(std::move(match));
    }
    Result<Condition> operator()(const gw::RateMatch& design) const
    {
        constexpr int leastWindow = 30; // a step is a second at least
        return Condition(RateMatch{static_cast<std::uint64_t>(std::max(0, design.limit)),
                                   std::chrono::seconds(std::max(leastWindow, design.evaluationWindowSec))});
    }
    Result<Condition> operator()(const gw::HeaderMatch& design) const
    {
        return Condition(HeaderMatch{design.header, positionOf(design.match), design.value, true});
    }
    Result<Condition> operator()(const gw::SizeMatch& design) const
    {
        return Condition(SizeMatch{partOf(design.part), static_cast<std::size_t>(std::max(0, design.bytes))});
    }

    static TextPosition positionOf(TextMatch match)
    {
        switch (match) {
        case TextMatch::Exactly:
            return TextPosition::Exactly;
        case TextMatch::StartsWith:
            return TextPosition::StartsWith;
        case TextMatch::EndsWith:
            return TextPosition::EndsWith;
        case TextMatch::Contains:
            break;
        }
        return TextPosition::Contains;
    }
    static RequestPart partOf(SizedPart part)
    {
        switch (part) {
        case SizedPart::Headers:
            return RequestPart::Headers;
        case SizedPart::QueryString:
            return RequestPart::QueryString;
        case SizedPart::UriPath:
            return RequestPart::UriPath;
        case SizedPart::Body:
            break;
        }
        return RequestPart::Body;
    }
};

} // namespace

// What the design calls an account's limits is what buckets do.
static_assert(accountThrottle == ThrottleLimit{accountRateLimit, accountBurstLimit});

ThrottleLimit accountLimit(const Project& project)
{
    return limitOf(settingOf(project.accountThrottle), accountThrottle).value_or(accountThrottle);
}

std::optional<ThrottleLimit> stageThrottle(const gw::Stage& stage, const std::string& resourcePath, HttpVerb verb,
                                           const ThrottleLimit& account)
{
    return limitOf(settingOf(settingsOf(stage, resourcePath, verb).throttling), account);
}

TrafficLimits trafficLimits(const Project& project, const Secrets& secrets, const ServedMethods& served,
                            Diagnostics& diagnostics)
{
    const ThrottleLimit account = accountLimit(project);
    TrafficLimits limits;
    limits.keys = keysOf(project, secrets);
    PlanReader reader(project, account, diagnostics);
    for (const Cow<gw::UsagePlan>& plan : project.usagePlans)
        limits.plans.push_back(reader.read(*plan));
    limits.stages = stagesOf(project, served, account);
    // Nobody shares this machine's gateway: only what the design says limits it as a whole.
    limits.account = limitOf(settingOf(project.accountThrottle), accountThrottle);
    return limits;
}

WebAclAction webAclAction(gw::WebAclAction action)
{
    switch (action) {
    case gw::WebAclAction::Block:
        return WebAclAction::Block;
    case gw::WebAclAction::Count:
        return WebAclAction::Count;
    case gw::WebAclAction::Allow:
        break;
    }
    return WebAclAction::Allow;
}

Result<std::vector<WebAclRule>> webAclRules(const gw::WebAcl& design)
{
    std::vector<WebAclRule> rules;
    for (const gw::WebAclRule& rule : design.rules) {
        auto condition = std::visit(ConditionReader{}, rule.match);
        if (!condition) {
            Diagnostic problem = condition.error();
            problem.message = "Its rule " + inQuotes(rule.name) + " cannot be read: " + problem.message;
            return fail(std::move(problem));
        }
        rules.push_back({rule.name, webAclAction(rule.action), *std::move(condition)});
    }
    return rules;
}

} // namespace gw::engine
