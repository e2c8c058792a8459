#include "gateway-engine/pipeline/authorize_lambda.h"

#include "core/in_quotes.h"
#include "core/json/text.h"
#include "gateway-engine/auth/decision_words.h"
#include "gateway-engine/auth/policy_combination.h"
#include "gateway-engine/compile/program.h"
#include "gateway-engine/http/uri.h"
#include "gateway-engine/integrations/authorizer_event.h"
#include "gateway-engine/integrations/endpoint_faults.h"
#include "gateway-engine/pipeline/forwarded.h"
#include "gateway-engine/pipeline/gateway_response.h"
#include "gateway-engine/pipeline/method_arn.h"
#include "gateway-engine/pipeline/variables.h"

#include <utility>

namespace gw::engine {

namespace {

using Failed = tl::unexpected<Fault>;

std::string valueAt(const Exchange& x, const IdentityPlace& place)
{
    switch (place.where) {
    case IdentityPlace::Where::Header:
        return std::string(x.request.headers.findLast(place.name).value_or(std::string_view()));
    case IdentityPlace::Where::QueryString: {
        auto values = queryValues(x.request.query(), place.name);
        return values.empty() ? std::string() : std::move(values.back());
    }
    case IdentityPlace::Where::StageVariable:
        return stageVariable(x, place.name).value_or(std::string());
    case IdentityPlace::Where::Context:
        break;
    }
    return contextVariable(x, place.name).value_or(std::string());
}

std::string nameOf(const IdentityPlace& place)
{
    switch (place.where) {
    case IdentityPlace::Where::Header:
        return "header " + inQuotes(place.name);
    case IdentityPlace::Where::QueryString:
        return "query string parameter " + inQuotes(place.name);
    case IdentityPlace::Where::StageVariable:
        return "stage variable " + inQuotes(place.name);
    case IdentityPlace::Where::Context:
        break;
    }
    return "$context." + place.name;
}

// What identifies a caller is nobody else's business.
void hide(Exchange& x, const IdentityPlace& place, std::string_view value)
{
    if (!x.trace.isOn())
        return;
    TraceSecrets& secrets = x.trace.secrets();
    if (place.where == IdentityPlace::Where::Header) {
        secrets.addHeader(place.name);
        secrets.addText(value);
        for (const HeaderField field : x.request.headers) // those that came before the last one
            if (equalsIgnoreCase(field.name, place.name) && field.value != value)
                secrets.addText(field.value);
    } else if (place.where == IdentityPlace::Where::QueryString) {
        forEachQueryPair(x.request.query(), [&](std::string_view name, std::string_view raw) {
            if (queryDecoded(name) != place.name)
                return false;
            secrets.addParameter(name);
            secrets.addText(raw);
            secrets.addText(queryDecoded(raw));
            return false;
        });
    }
}

std::string maskedIdentity(std::string_view value)
{
    constexpr std::size_t shown = 6;
    constexpr std::size_t longEnough = 16;
    return "**********" +
           std::string(value.size() < longEnough ? std::string_view() : value.substr(value.size() - shown));
}

std::string_view errorMessageOf(const json::Value& error)
{
    return error["errorMessage"].toString();
}

std::string seconds(std::chrono::nanoseconds duration)
{
    return std::to_string(std::chrono::ceil<std::chrono::seconds>(duration).count()) + " s";
}

} // namespace

Task<std::optional<Fault>> AuthorizeLambda::wait(Exchange& x) const
{
    auto fault = co_await decideOn(x);
    if (fault && !fault->setting)
        fault->setting = settingOf(x.program->api, m_design.name);
    co_return fault;
}

Task<std::optional<Fault>> AuthorizeLambda::decideOn(Exchange& x) const
{
    AuthorizationStep step(x, "authorizer");
    x.trace.note("authorizer", inQuotes(m_design.name) + (m_design.isToken ? ", TOKEN" : ", REQUEST"));
    x.trace.note("authorizer id", m_design.id);
    std::string arn = methodArn(x, m_design.arnPrefix);
    if (auto tooLong = refuseLongArn(arn))
        co_return tooLong;
    auto identity = identityOf(x);
    if (!identity) {
        step.end(401, faultMessage(identity.error()));
        co_return std::move(identity.error());
    }
    const Outcome result = co_await ask(x, *std::move(identity), arn);
    if (!result) {
        step.end(defaultStatus(result.error().type), result.error().reason);
        co_return result.error();
    }
    Caller& caller = callerOf(x);
    caller.principalId = (*result)->principalId;
    caller.authorizer = (*result)->context;
    caller.usageIdentifierKey = (*result)->usageIdentifierKey;
    step.end(200);
    step.say("integrationLatency", std::to_string(caller.integrationLatency.value_or(0)));
    co_return authorize(x, **result, arn);
}

// The values in the order of their sources. With results that are kept each has to be there; a token always.
tl::expected<std::vector<std::string>, Fault> AuthorizeLambda::identityOf(Exchange& x) const
{
    std::vector<std::string> values;
    for (const IdentityPlace& place : m_design.identity) {
        std::string value = valueAt(x, place);
        hide(x, place, value);
        if (value.empty() && (m_design.isToken || m_design.needsIdentity || m_design.timeToLive.count() > 0))
            return Failed(unauthorized("The request has no " + nameOf(place) + ", by which the authorizer " +
                                       inQuotes(m_design.name) + " knows its callers; the function was not invoked."));
        values.push_back(std::move(value));
    }
    if (x.trace.isOn() && !values.empty())
        x.trace.note("identity", maskedIdentity(values.front()));
    if (!m_design.validation || values.empty())
        return values;
    switch (m_design.validation->match(values.front())) {
    case Pattern::Match::Yes:
        return values;
    case Pattern::Match::No:
        return Failed(unauthorized("The token does not match the validation expression of the authorizer " +
                                   inQuotes(m_design.name) + "; the function was not invoked."));
    case Pattern::Match::TooHard:
        break;
    }
    return Failed(unauthorized("Matching the token with the validation expression of the authorizer " +
                               inQuotes(m_design.name) + " takes too many steps; the function was not invoked."));
}

std::string AuthorizeLambda::eventOf(Exchange& x, const std::vector<std::string>& identity,
                                     const std::string& arn) const
{
    return m_design.isToken ? tokenAuthorizerEvent(identity.front(), arn) : requestAuthorizerEvent(x, arn);
}

Task<AuthorizeLambda::Outcome> AuthorizeLambda::ask(Exchange& x, std::vector<std::string> identity,
                                                    std::string arn) const
{
    if (m_design.timeToLive.count() == 0) {
        x.trace.note("result", "not kept: the function is invoked for each request");
        std::string event = eventOf(x, identity, arn);
        co_return co_await invoke(x, std::move(event));
    }
    auth::AuthorizerCache& cache = m_tables->authorizerResults;
    const auth::AuthorizerCache::Key key = cache.keyOf(*m_design.scope, identity);
    if (auto found = cache.find(key, m_tables->clock.now()); found.result) {
        callerOf(x).integrationLatency = 0;
        if (x.trace.isOn())
            x.trace.note("result", "kept from an earlier request, for another " + seconds(found.left));
        co_return std::move(found.result);
    }
    std::string event = eventOf(x, identity, arn);
    Outcome result = co_await invoke(x, std::move(event));
    if (result) {
        cache.keep(key, m_design.scope, *result, m_tables->clock.now() + m_design.timeToLive);
        if (x.trace.isOn())
            x.trace.note("result", "of the function, and kept for " + seconds(m_design.timeToLive));
    }
    co_return result;
}

Task<AuthorizeLambda::Outcome> AuthorizeLambda::invoke(Exchange& x, std::string event) const
{
    AwsRequest request{"lambda", m_design.region, {}};
    const std::string host = "lambda." + m_design.region + ".amazonaws.com";
    request.http.method = "POST";
    request.http.target = m_design.target;
    request.http.timeout = m_design.timeout;
    request.http.endpoint.isTls = true;
    request.http.endpoint.host = host;
    request.http.endpoint.port = 443;
    request.http.headers.add("Host", host);
    request.http.headers.add("Content-Type", "application/json");
    request.http.headers.add("X-Amzn-Trace-Id", traceIdOf(x));
    request.http.body = std::move(event);
    if (x.trace.isOn()) {
        x.trace.in(x.trace.capture(request.http));
        x.trace.note("url", endpointUrl(request.http));
    }
    UpstreamResponse answer;
    const auto begin = x.services.now();
    const auto failure = co_await m_services->send(request, x.upstream, answer);
    const auto taken = std::chrono::duration_cast<std::chrono::milliseconds>(x.services.now() - begin).count();
    callerOf(x).integrationLatency = taken;
    if (failure) {
        const std::string what = failure->detail;
        co_return Failed(failure->kind == UpstreamFailure::Kind::Timeout
                             ? authorizerFailed("The function did not answer in time. " + what)
                             : authorizerMisconfigured("The function could not be invoked. " + what));
    }
    x.trace.out(x.trace.capture(answer.response));
    AuthorizationStep logged(x, "authorizer");
    logged.say("integrationStatus", std::to_string(answer.response.status));
    if (const auto id = answer.response.headers.get("x-amzn-RequestId"); !id.empty())
        logged.say("requestId", std::string(id));
    co_return readAnswer(answer.response);
}

AuthorizeLambda::Outcome AuthorizeLambda::readAnswer(const Response& answer) const
{
    if (answer.status >= 300)
        return Failed(authorizerMisconfigured("The function of the authorizer " + inQuotes(m_design.name) +
                                              " could not be invoked: status " + std::to_string(answer.status) + ". " +
                                              refusalText(answer)));
    if (answer.headers.has("X-Amz-Function-Error")) {
        json::ReadLimits limits;
        limits.maxDepth = 50;
        const auto error = json::readJson(answer.bodyText(), limits);
        const std::string_view message = error ? errorMessageOf(*error) : std::string_view();
        if (message == "Unauthorized")
            return Failed(unauthorized("The function of the authorizer " + inQuotes(m_design.name) +
                                       " failed with \"Unauthorized\"."));
        return Failed(authorizerFailed("The function of the authorizer " + inQuotes(m_design.name) +
                                       " failed: " + std::string(message.substr(0, 500))));
    }
    auto result = auth::readAuthorizerResult(answer.bodyText());
    if (!result)
        return Failed(authorizerMisconfigured("Invalid JSON in response: " + result.error()));
    return std::make_shared<const auth::AuthorizerResult>(*std::move(result));
}

std::optional<Fault> AuthorizeLambda::authorize(Exchange& x, const auth::AuthorizerResult& result,
                                                std::string_view arn) const
{
    AuthorizationStep step(x, "authorize");
    RequestFacts facts(x.request, m_tables->clock.wallClock());
    facts.lookUp(result.policy.conditionKeys());
    const auth::AccessRequest request{invokeAction, arn, nullptr, &facts.keys()};
    const auth::Decision own = result.policy.evaluate(request);
    const auth::Decision apis = decide(m_design.resourcePolicy, facts, request);
    const auth::Decision both = auth::combineInSameAccount(own, apis);
    if (x.trace.isOn()) {
        x.trace.note("principal", result.principalId);
        if (!result.context.asObject().empty())
            x.trace.note("context", json::writeJson(result.context));
        x.trace.note("resource", arn);
        x.trace.note("policy", result.policyText);
        x.trace.note("policy decides", auth::decisionName(own));
        if (m_design.resourcePolicy)
            x.trace.note("resource policy", auth::decisionName(apis));
    }
    if (both == auth::Decision::Allow) {
        step.end(200);
        return std::nullopt;
    }
    std::string reason;
    if (x.trace.isOn() && (apis != auth::Decision::ExplicitDeny || own == auth::Decision::ExplicitDeny))
        reason = auth::decisionWords(result.policy.explain(request),
                                     "The policy of the authorizer " + inQuotes(m_design.name));
    if (x.trace.isOn() && m_design.resourcePolicy && own != auth::Decision::ExplicitDeny)
        reason += (reason.empty() ? "" : " ") + resourcePolicyWords(m_design.resourcePolicy, request);
    Fault fault = authorizerDenied(both, std::move(reason));
    if (apis == auth::Decision::ExplicitDeny)
        fault.setting = settingOf(x.program->api);
    step.end(403, fault.message);
    return fault;
}

} // namespace gw::engine
