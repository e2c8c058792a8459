#include "gateway-engine/traffic/usage_plan_log.h"

#include "core/in_quotes.h"

#include <cstdio>

namespace gw::engine {

namespace {

std::string twoDecimals(double number)
{
    char text[400]; // the longest double has 309 digits before its point
    std::snprintf(text, sizeof text, "%.2f", number);
    return text;
}

std::string join(std::initializer_list<std::string_view> parts)
{
    std::string text;
    for (const std::string_view part : parts)
        text.append(part);
    return text;
}

// "GET /pets"; of a route, its key.
std::string methodName(const TrafficRequest& request)
{
    return join({request.httpMethod, request.httpMethod.empty() ? "" : " ", request.resourcePath});
}

const char* problemInLog(ApiKeyProblem problem)
{
    switch (problem) {
    case ApiKeyProblem::Missing:
        return "No API Key in the request";
    case ApiKeyProblem::Unknown:
        return "API Key was not found";
    case ApiKeyProblem::Disabled:
        return "API Key is not enabled";
    case ApiKeyProblem::NoUsagePlan:
    case ApiKeyProblem::None:
        break;
    }
    return "No Usage Plan found for key and API Stage";
}

std::string notAuthorized(const TrafficDecision& decision, const TrafficRequest& request)
{
    return join({"API Key ", decision.maskedKey, " not authorized because method '", methodName(request),
                 "' requires API Key and API Key is not associated with a Usage Plan for API Stage ", request.apiId,
                 "/", request.stage, ": ", problemInLog(decision.keyProblem)});
}

std::string exceeded(std::string_view what, const TrafficRequest& request, std::string_view resourceId)
{
    return join({"Key ", what, " limit exceeded for RestApi ", request.apiId, ", Stage ", request.stage, ", Resource ",
                 resourceId, ", HttpMethod ", request.httpMethod, ". "});
}

// A plan that has just been given its quota may refuse a request that still sees it without.
Quota quotaOf(const TrafficDecision& decision)
{
    const QuotaState& state = *decision.quota;
    return decision.plan->quota.value_or(Quota{state.used + state.remaining.value_or(0), 0, QuotaPeriod::Month});
}

std::string lastLine(const TrafficDecision& decision, const TrafficRequest& request, std::string_view resourceId)
{
    switch (decision.refusal) {
    case TrafficRefusal::InvalidApiKey:
        return notAuthorized(decision, request);
    case TrafficRefusal::Throttled: {
        const ThrottleLimit& limit = decision.levels[static_cast<std::size_t>(*decision.refusedBy)]->limit;
        return exceeded("throttle", request, resourceId) + "Limit: " + twoDecimals(limit.rateLimit) +
               " Burst: " + std::to_string(limit.burstLimit);
    }
    case TrafficRefusal::QuotaExceeded:
        return exceeded("quota", request, resourceId) + "Limit: " + std::to_string(quotaOf(decision).limit) +
               " Period: " + quotaPeriodName(quotaOf(decision).period);
    case TrafficRefusal::None:
        break;
    }
    return join({"Usage Plan check succeeded for API Key ", decision.maskedKey, " and API Stage ", request.apiId, "/",
                 request.stage});
}

std::string keyInWords(const TrafficDecision& decision)
{
    return "The API key " + inQuotes(decision.key->name.empty() ? decision.key->id : decision.key->name);
}

std::string keyReason(const TrafficDecision& decision)
{
    switch (decision.keyProblem) {
    case ApiKeyProblem::Missing:
        return "The method requires an API key, and the request brought none.";
    case ApiKeyProblem::Unknown:
        return "The request's API key (" + decision.maskedKey + ") is none of this project's.";
    case ApiKeyProblem::Disabled:
        return keyInWords(decision) + " is disabled.";
    case ApiKeyProblem::NoUsagePlan:
    case ApiKeyProblem::None:
        break;
    }
    return keyInWords(decision) + " is in no usage plan that holds this stage.";
}

std::string throttleReason(const TrafficDecision& decision)
{
    const TrafficLevel level = *decision.refusedBy;
    const ThrottleLimit& limit = decision.levels[static_cast<std::size_t>(level)]->limit;
    const std::string rate =
        twoDecimals(limit.rateLimit) + " requests a second, burst " + std::to_string(limit.burstLimit) + ".";
    switch (level) {
    case TrafficLevel::ClientMethod:
        return keyInWords(decision) + " has exhausted what the plan " + inQuotes(decision.plan->name) +
               " allows each client for this method: " + rate;
    case TrafficLevel::Client:
        return keyInWords(decision) + " has exhausted what the plan " + inQuotes(decision.plan->name) +
               " allows each client: " + rate;
    case TrafficLevel::StageMethod:
        return "The throttle the stage sets for this method is exhausted: " + rate;
    case TrafficLevel::Account:
        break;
    }
    return "The account's throttle, which all APIs share, is exhausted: " + rate;
}

std::string quotaReason(const TrafficDecision& decision)
{
    const Quota quota = quotaOf(decision);
    const std::chrono::year_month_day end(decision.quota->period.end);
    char day[32];
    std::snprintf(day, sizeof day, "%04d-%02u-%02u", static_cast<int>(end.year()), static_cast<unsigned>(end.month()),
                  static_cast<unsigned>(end.day()));
    return keyInWords(decision) + " has used up its quota under the plan " + inQuotes(decision.plan->name) + " (" +
           std::to_string(quota.limit) + " per " + quotaPeriodName(quota.period) + "); it is reset on " + day +
           " at 00:00 UTC.";
}

} // namespace

std::vector<std::string> usagePlanLog(const TrafficDecision& decision, const TrafficRequest& request,
                                      std::string_view requestId, std::string_view resourceId)
{
    std::vector<std::string> lines;
    lines.push_back(join({"Verifying Usage Plan for request: ", requestId, ". API Key: ", decision.maskedKey,
                          " API Stage: ", request.apiId, "/", request.stage}));
    if (!request.apiKeyRequired && decision.isAllowed())
        lines.push_back(join({"API Key ", decision.maskedKey, " authorized because method '", methodName(request),
                              "' does not require API Key. Request will not contribute to throttle or quota limits"}));
    lines.push_back(lastLine(decision, request, resourceId));
    return lines;
}

std::string refusalReason(const TrafficDecision& decision)
{
    switch (decision.refusal) {
    case TrafficRefusal::InvalidApiKey:
        return keyReason(decision);
    case TrafficRefusal::Throttled:
        return throttleReason(decision);
    case TrafficRefusal::QuotaExceeded:
        return quotaReason(decision);
    case TrafficRefusal::None:
        break;
    }
    return {};
}

} // namespace gw::engine
