#include "gateway-engine/access/authorizer_lab.h"

#include "core/format/authorizer_scheme.h"
#include "core/in_quotes.h"
#include "core/json/text.h"
#include "gateway-engine/access/callers.h"
#include "gateway-engine/access/lab_policies.h"
#include "gateway-engine/auth/json_web_token.h"
#include "gateway-engine/compile/authorization.h"
#include "gateway-engine/compile/compile.h"
#include "gateway-engine/invoke.h"
#include "gateway-engine/pipeline/authorize_cognito.h"
#include "gateway-engine/pipeline/method_arn.h"
#include "gateway-engine/trace/trace_parts.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace gw::engine {

namespace {

// Looks at the sample beside the stages that decide about it, before the first of them.
class LabWatch final : public WaitingStage
{
public:
    LabWatch(std::shared_ptr<CallerTables> tables, const LabSample& sample, std::string header, std::string arnPrefix,
             LabReport& report)
        : m_tables(std::move(tables)), m_sample(sample), m_header(std::move(header)), m_arnPrefix(std::move(arnPrefix)),
          m_report(report)
    {
    }
    [[nodiscard]] const char* name() const override { return "authorizer_lab"; }
    [[nodiscard]] Card card() const override { return Card::MethodRequest; }
    Task<std::optional<Fault>> wait(Exchange& x) const override
    {
        m_report.methodArn = methodArn(x, m_arnPrefix);
        if (m_report.authorizer.type == AuthorizerType::CognitoUserPools)
            co_await inspect(x);
        co_return std::nullopt;
    }

private:
    Task<void> inspect(Exchange& x) const
    {
        const std::string token(auth::bareToken(x.request.headers.findLast(m_header).value_or(std::string_view())));
        if (token.empty())
            co_return;
        const auto read = auth::JsonWebToken::read(token);
        const std::string issuer(read ? read->claims["iss"].toString() : std::string_view());
        const auto pools = m_tables->pools.now();
        const UserPoolKeys* pool = poolOf(*pools, m_report.authorizer.providerARNs, issuer);
        if (!pool)
            pool = firstOf(*pools);
        auto keys = std::make_shared<const auth::JwkSet>();
        if (pool && pool->keys)
            if (auto known = co_await pool->keys->keys(read ? read->keyId() : std::string_view()); known)
                keys = *std::move(known);
        const auth::TokenRules rules = tokenRulesOf(pool ? *pool : UserPoolKeys(), m_sample.authorizationScopes);
        auto inspected = auth::inspectToken(token, *keys, rules, m_tables->clock.wallClock());
        m_report.tokenSteps = std::move(inspected.steps);
        m_report.tokenHeader = std::move(inspected.header);
        m_report.tokenClaims = std::move(inspected.claims);
    }
    // What a token of none of the pools is held against: the report then says how it differs.
    [[nodiscard]] const UserPoolKeys* firstOf(const UserPools& pools) const
    {
        const auto& arns = m_report.authorizer.providerARNs;
        const auto first = std::find_if(pools.begin(), pools.end(), [&arns](const UserPoolKeys& pool) {
            return std::find(arns.begin(), arns.end(), pool.arn) != arns.end();
        });
        return first == pools.end() ? nullptr : &*first;
    }

    std::shared_ptr<CallerTables> m_tables;
    const LabSample& m_sample;
    std::string m_header;
    std::string m_arnPrefix;
    LabReport& m_report;
};

// A line an element, so that the ranges of its statements can be told apart.
std::string laidOut(const std::string& policy)
{
    const auto document = json::readJson(policy);
    return document ? json::writeJsonPretty(*document) : policy;
}

std::string bodyAt(const Trace& trace, int index)
{
    const TraceMessage* message = messageAt(trace, index);
    return message ? message->body : std::string();
}

// The header an authorizer reads its token from; empty: it reads none.
std::string tokenHeaderOf(const Authorizer& authorizer)
{
    for (const std::string& text : authorizer.identitySource)
        if (const auto source = identitySourceFrom(text, false);
            source && source->place == IdentitySource::Place::Header)
            return source->name;
    return {};
}

class Lab
{
public:
    Lab(const Api& api, const gw::Stage& stage, const LabSample& sample, const Surroundings& surroundings)
        : m_api(api), m_stage(stage), m_sample(sample), m_surroundings(surroundings),
          m_tables(surroundings.callers, &surroundings.callers->tables()),
          m_arnPrefix("arn:aws:execute-api:" + surroundings.aws.region + ":" + surroundings.aws.accountId + ":" +
                      api.apiId + "/" + stage.name + "/")
    {
    }

    LabReport run(const Authorizer& authorizer, std::stop_token stop)
    {
        m_report.authorizer = authorizer;
        m_header = tokenHeaderOf(authorizer);
        InvokeResult ran = invoke(program(), request(), std::move(stop));
        m_report.isAllowed = !ran.trace->hasFault;
        m_report.reason = ran.trace->fault.reason;
        m_report.faultType = ran.trace->fault.responseType;
        m_report.answer = std::move(ran.response);
        readFunction(*ran.trace);
        readPolicies(*ran.trace);
        m_report.trace = std::move(ran.trace);
        return std::move(m_report);
    }

private:
    // The API's answers and its stages of authorization around the one method.
    std::shared_ptr<const Program> program()
    {
        Api bare = m_api;
        bare.openApi()->resources.clear();
        const Compilation answers = compile(bare, plainStage(), {}, m_surroundings);
        auto program = std::make_shared<Program>();
        program->apiId = m_api.apiId;
        program->apiName = m_api.name;
        program->stageName = m_stage.name;
        program->accountId = m_surroundings.aws.accountId;
        program->api = m_api.id;
        program->stageVariables = m_stage.variables;
        program->gatewayResponses = answers.program->gatewayResponses;
        program->methods.push_back(method());
        program->routes.add("ANY", program->methods.front().resourcePath, 0);
        return program;
    }

    [[nodiscard]] gw::Stage plainStage() const
    {
        gw::Stage stage = m_stage;
        stage.canary.reset();
        return stage;
    }

    CompiledMethod method()
    {
        CompiledMethod compiled;
        compiled.verb = "ANY";
        compiled.resourcePath = m_sample.resourcePath;
        if (compiled.resourcePath.empty())
            compiled.resourcePath = m_sample.path.substr(0, m_sample.path.find('?'));
        if (!compiled.resourcePath.starts_with('/'))
            compiled.resourcePath.insert(0, 1, '/');
        Method method;
        method.authorizationType = authorizationTypeOf(m_report.authorizer.type);
        method.authorizer = m_report.authorizer.name;
        method.authorizationScopes = m_sample.authorizationScopes;
        Diagnostics told;
        Diagnostic problem;
        const ApiAuthorization authorization(m_api, m_stage, m_surroundings, told);
        compiled.stages = authorization.stagesOf(method, problem);
        compiled.stages.insert(compiled.stages.begin(),
                               std::make_unique<LabWatch>(m_tables, m_sample, m_header, m_arnPrefix, m_report));
        return compiled;
    }

    [[nodiscard]] Request request() const
    {
        Request request;
        request.method = m_sample.method;
        request.target = m_sample.path.starts_with('/') ? m_sample.path : "/" + m_sample.path;
        request.headers = m_sample.headers;
        request.remoteAddress = m_sample.sourceIp;
        if (!request.headers.has("Host"))
            request.headers.add("Host", m_api.apiId + ".execute-api.localhost");
        if (!m_sample.token.empty() && !m_header.empty())
            request.headers.set(m_header, m_sample.token);
        return request;
    }

    void readFunction(const Trace& trace)
    {
        const Span* span = spanNamed(trace, "authorize_lambda");
        if (!span)
            return;
        m_report.wasInvoked = span->in >= 0;
        m_report.event = bodyAt(trace, span->in);
        m_report.functionAnswer = bodyAt(trace, span->out);
        m_report.result = noteOf(*span, "result");
        m_report.principalId = noteOf(*span, "principal");
        if (auto context = json::readJson(noteOf(*span, "context")); context)
            m_report.context = *std::move(context);
        if (const std::string text = noteOf(*span, "policy"); !text.empty())
            explain("The policy of the authorizer " + inQuotes(m_report.authorizer.name), laidOut(text),
                    auth::PolicyKind::Authorizer);
    }

    // The API's own was asked wherever there is one and a stage of it, or the authorizer, was reached.
    void readPolicies(const Trace& trace)
    {
        const json::Value& document = m_api.openApi()->policy;
        const bool wasAsked = spanNamed(trace, "resource_policy") != nullptr;
        if (document.isNull() || !wasAsked)
            return;
        explain("The resource policy", policyText(document), auth::PolicyKind::Resource);
    }

    void explain(std::string name, std::string text, auth::PolicyKind kind)
    {
        const Request sent = request();
        explainPolicy(m_report, std::move(name), std::move(text), kind,
                      {{m_surroundings.aws.region, m_surroundings.aws.accountId, m_api.apiId},
                       sent,
                       m_tables->clock.wallClock()});
    }

    const Api& m_api;
    const gw::Stage& m_stage;
    const LabSample& m_sample;
    const Surroundings& m_surroundings;
    std::shared_ptr<CallerTables> m_tables;
    std::string m_arnPrefix;
    std::string m_header;
    LabReport m_report;
};

} // namespace

Result<LabReport> tryAuthorizer(const Api& api, const gw::Stage& stage, std::string_view authorizer,
                                const LabSample& sample, const Surroundings& surroundings, std::stop_token stop)
{
    if (!api.openApi() || api.kind() != ApiKind::Rest)
        return fail(inQuotes(api.name) + " is no REST API.", "Try the authorizers of REST APIs here.");
    if (!surroundings.callers)
        return fail("Nothing here knows who calls.", "Open the API as part of a project.");
    if (stage.name == testStageName)
        return fail("The Test tab's stage asks no authorizer.", "Choose a stage of the API.");
    const auto known = findAuthorizer(*api.openApi(), authorizer);
    if (!known)
        return fail(inQuotes(api.name) + " has no authorizer " + inQuotes(authorizer) + ".",
                    "Define it under the document's security schemes.");
    return Lab(api, stage, sample, surroundings).run(*known, std::move(stop));
}

} // namespace gw::engine
