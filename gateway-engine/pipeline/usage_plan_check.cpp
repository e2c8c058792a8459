#include "gateway-engine/pipeline/usage_plan_check.h"

#include "gateway-engine/traffic/usage_plan_log.h"

#include <cstdio>

namespace gw::engine {

namespace {

constexpr std::string_view keyHeader = "x-api-key";

std::string twoDecimals(double number)
{
    char text[400]; // the longest double has 309 digits before its point
    std::snprintf(text, sizeof text, "%.2f", number);
    return text;
}

// "0.25 of 5 tokens, 1.50 a second; the next is there in 0.50 s"
std::string inWords(const LevelState& state)
{
    std::string text = twoDecimals(state.tokens) + " of " + std::to_string(state.limit.burstLimit) + " tokens, " +
                       twoDecimals(state.limit.rateLimit) + " a second";
    if (state.tokens >= 1)
        return text;
    if (state.limit.rateLimit <= 0 || state.limit.burstLimit <= 0)
        return text + "; none ever comes";
    return text + "; the next is there in " + twoDecimals((1 - state.tokens) / state.limit.rateLimit) + " s";
}

std::string inWords(const QuotaState& state)
{
    if (!state.remaining)
        return std::to_string(state.used) + " used, no quota";
    const std::chrono::year_month_day end(state.period.end);
    char day[32];
    std::snprintf(day, sizeof day, "%04d-%02u-%02u", static_cast<int>(end.year()), static_cast<unsigned>(end.month()),
                  static_cast<unsigned>(end.day()));
    return std::to_string(state.used) + " used, " + std::to_string(*state.remaining) + " left until " + day;
}

GatewayResponseType responseTypeOf(TrafficRefusal refusal)
{
    switch (refusal) {
    case TrafficRefusal::InvalidApiKey:
        return GatewayResponseType::InvalidApiKey;
    case TrafficRefusal::QuotaExceeded:
        return GatewayResponseType::QuotaExceeded;
    case TrafficRefusal::Throttled:
    case TrafficRefusal::None:
        break;
    }
    return GatewayResponseType::Throttled;
}

} // namespace

// The key as it was presented. Of several headers the last counts.
std::string_view UsagePlanCheck::keyOf(const Exchange& x) const
{
    if (m_design.takesKeyFromAuthorizer)
        return x.caller ? std::string_view(x.caller->usageIdentifierKey) : std::string_view();
    return x.request.headers.findLast(keyHeader).value_or(std::string_view());
}

// Whoever overruns the gateway costs it no words that nobody reads.
Fault UsagePlanCheck::refusal(const TrafficDecision& decision, bool isTraced) const
{
    Fault fault{responseTypeOf(decision.refusal)};
    if (!isTraced)
        return fault;
    fault.reason = refusalReason(decision);
    NodeRef setting = m_gate->settingOf(decision);
    if (decision.refusedBy == TrafficLevel::StageMethod)
        setting = m_design.stageNode;
    if (!setting.isEmpty())
        fault.setting = std::make_shared<const FaultSetting>(FaultSetting{setting});
    return fault;
}

// What execution logs say stands here, too: a line a note.
void UsagePlanCheck::note(Exchange& x, const TrafficDecision& decision, const TrafficRequest& request) const
{
    if (!decision.maskedKey.empty())
        x.trace.note("apiKey", decision.maskedKey);
    if (decision.key)
        x.trace.note("apiKeyId", decision.key->id);
    if (decision.plan)
        x.trace.note("usage plan", decision.plan->name);
    for (const auto& level : decision.levels)
        if (level)
            x.trace.note(std::string(trafficLevelName(level->level)) + " throttle", inWords(*level));
    if (decision.quota)
        x.trace.note("quota", inWords(*decision.quota));
    if (m_design.apiKeyRequired)
        for (const std::string& line : usagePlanLog(decision, request, x.requestId.str(), m_design.resourceId))
            x.trace.note("log", line);
}

std::optional<Fault> UsagePlanCheck::run(Exchange& x) const
{
    TrafficRequest request{m_design.apiId,      m_design.stage,          m_design.resourcePath,
                           m_design.httpMethod, m_design.apiKeyRequired, {}};
    if (m_design.apiKeyRequired)
        request.apiKey = keyOf(x);
    const TrafficDecision decision = m_gate->check(request);
    if (decision.key) {
        if (!x.caller)
            x.caller = std::make_unique<Caller>();
        x.caller->apiKeyId = decision.key->id;
        x.caller->apiKey = request.apiKey;
    }
    if (x.trace.isOn()) {
        x.trace.secrets().addText(request.apiKey);
        note(x, decision, request);
    }
    if (decision.isAllowed())
        return std::nullopt;
    return refusal(decision, x.trace.isOn());
}

} // namespace gw::engine
