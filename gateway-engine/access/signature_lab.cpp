#include "gateway-engine/access/signature_lab.h"

#include "core/in_quotes.h"
#include "core/json/text.h"
#include "gateway-engine/access/callers.h"
#include "gateway-engine/access/lab_policies.h"
#include "gateway-engine/compile/authorization.h"
#include "gateway-engine/compile/compile.h"
#include "gateway-engine/invoke.h"
#include "gateway-engine/pipeline/method_arn.h"
#include "gateway-engine/trace/trace_parts.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace gw::engine {

namespace {

// Where the path below the stage begins in a target.
std::size_t stageLength(std::string_view target, std::string_view stage)
{
    const std::string prefix = "/" + std::string(stage);
    if (!target.starts_with(prefix))
        return 0;
    const std::string_view rest = target.substr(prefix.size());
    return rest.empty() || rest.front() == '/' || rest.front() == '?' ? prefix.size() : 0;
}

std::string pathBelow(const SignedSample& sample, const gw::Stage& stage)
{
    std::string_view path = std::string_view(sample.target).substr(stageLength(sample.target, stage.name));
    path = path.substr(0, path.find('?'));
    return path.empty() ? "/" : std::string(path);
}

// Puts the request back as it was sent, stage and all, since that is what was signed; then looks at its signature
// beside the stage that decides.
class SignatureWatch final : public Stage
{
public:
    SignatureWatch(std::shared_ptr<CallerTables> tables, const SignedSample& sample, std::size_t stageLength,
                   auth::SignatureRules rules, std::string arnPrefix, LabReport& report)
        : m_tables(std::move(tables)), m_sample(sample), m_stageLength(stageLength), m_rules(std::move(rules)),
          m_arnPrefix(std::move(arnPrefix)), m_report(report)
    {
    }
    [[nodiscard]] const char* name() const override { return "signature_lab"; }
    [[nodiscard]] Card card() const override { return Card::MethodRequest; }
    std::optional<Fault> run(Exchange& x) const override
    {
        x.request.target = m_sample.target;
        const std::string_view below = std::string_view(x.request.target).substr(m_stageLength);
        x.path = below.substr(0, below.find('?'));
        m_report.methodArn = methodArn(x, m_arnPrefix);
        const std::string& verb = x.sentMethod.empty() ? x.request.method : x.sentMethod;
        const std::string& body = x.encodedBody ? *x.encodedBody : x.request.body;
        m_report.signature =
            auth::inspectSignature({verb, x.request.target, body}, x.request.headers,
                                   m_tables->identities.now()->keys(), m_rules, m_tables->clock.worldTime());
        return std::nullopt;
    }

private:
    std::shared_ptr<CallerTables> m_tables;
    const SignedSample& m_sample;
    std::size_t m_stageLength;
    auth::SignatureRules m_rules;
    std::string m_arnPrefix;
    LabReport& m_report;
};

class SignatureLab
{
public:
    SignatureLab(const Project& project, const Api& api, const gw::Stage& stage, const SignedSample& sample,
                 const Surroundings& surroundings)
        : m_project(project), m_api(api), m_stage(stage), m_sample(sample), m_surroundings(surroundings),
          m_tables(surroundings.callers, &surroundings.callers->tables()),
          m_arnPrefix("arn:aws:execute-api:" + surroundings.aws.region + ":" + surroundings.aws.accountId + ":" +
                      api.apiId + "/" + stage.name + "/")
    {
    }

    Result<LabReport> run(std::stop_token stop)
    {
        gw::Stage plain = m_stage;
        plain.canary.reset();
        const Compilation whole = compile(m_api, plain, {}, m_surroundings);
        const std::string path = pathBelow(m_sample, m_stage);
        const auto match = whole.program ? whole.program->routes.match(m_sample.method, path) : std::nullopt;
        if (!match)
            return fail("No method of " + inQuotes(m_api.name) + " answers " + m_sample.method + " " + path + ".",
                        "Paste a request of a method of this API, and choose the stage it was sent to.");
        const CompiledMethod& method = whole.program->methods[std::size_t(match->route)];
        tellOfDesign(method);
        InvokeResult ran = invoke(guarded(*whole.program, method), request(path), std::move(stop));
        m_report.isAllowed = !ran.trace->hasFault;
        m_report.reason = ran.trace->fault.reason;
        m_report.faultType = ran.trace->fault.responseType;
        m_report.answer = std::move(ran.response);
        m_report.trace = std::move(ran.trace);
        explainPolicies();
        return std::move(m_report);
    }

private:
    void tellOfDesign(const CompiledMethod& compiled)
    {
        const Method* method = m_project.find(compiled.node);
        if (method && method->authorizationType != "AWS_IAM")
            m_report.remark = compiled.verb + " " + compiled.resourcePath +
                              " is not guarded by AWS_IAM in the design: callers need no signature there.";
    }

    std::shared_ptr<const Program> guarded(const Program& whole, const CompiledMethod& method)
    {
        auto program = std::make_shared<Program>();
        program->apiId = whole.apiId;
        program->apiName = whole.apiName;
        program->stageName = whole.stageName;
        program->accountId = whole.accountId;
        program->api = whole.api;
        program->stageVariables = whole.stageVariables;
        program->gatewayResponses = whole.gatewayResponses;
        CompiledMethod only;
        only.node = method.node;
        only.verb = "ANY";
        only.resourcePath = method.resourcePath;
        only.stages = stages();
        program->methods.push_back(std::move(only));
        program->routes.add("ANY", method.resourcePath, 0);
        return program;
    }

    ApiAuthorization::Stages stages()
    {
        Method iam;
        iam.authorizationType = "AWS_IAM";
        Diagnostics told;
        Diagnostic problem;
        auto stages = ApiAuthorization(m_api, m_stage, m_surroundings, told).stagesOf(iam, problem);
        auth::SignatureRules rules;
        rules.region = m_surroundings.aws.region;
        stages.insert(stages.begin(),
                      std::make_unique<SignatureWatch>(m_tables, m_sample, stageLength(m_sample.target, m_stage.name),
                                                       std::move(rules), m_arnPrefix, m_report));
        return stages;
    }

    [[nodiscard]] Request request(const std::string& path) const
    {
        Request request;
        request.method = m_sample.method;
        request.target = path;
        request.headers = m_sample.headers;
        request.body = m_sample.body;
        request.remoteAddress = m_sample.sourceIp;
        return request;
    }

    // Those that were asked: of whom a valid signature is.
    void explainPolicies()
    {
        if (!m_report.signature || !m_report.signature->isValid)
            return;
        const auto identities = m_tables->identities.now();
        const auth::AccessKey* key = identities->keys().find(m_report.signature->accessKeyId);
        const auth::IdentityRecord* record = identities->find(m_report.signature->accessKeyId);
        if (!key || !record)
            return;
        m_report.principalId = key->principal.arn;
        const Request sent = request(m_sample.target);
        const LabCall call{{m_surroundings.aws.region, m_surroundings.aws.accountId, m_api.apiId},
                           sent,
                           m_tables->clock.wallClock(),
                           key,
                           record};
        for (const Cow<Identity>& identity : m_project.identities)
            if (identity->accessKeyId == key->id)
                for (const IdentityPolicy& policy : identity->policies)
                    explainPolicy(m_report,
                                  "The policy " + inQuotes(policy.name) + " of the identity " +
                                      inQuotes(identity->name),
                                  json::writeJsonPretty(policy.document), auth::PolicyKind::Identity, call);
        if (const json::Value& document = m_api.openApi()->policy; !document.isNull())
            explainPolicy(m_report, "The resource policy", policyText(document), auth::PolicyKind::Resource, call);
    }

    const Project& m_project;
    const Api& m_api;
    const gw::Stage& m_stage;
    const SignedSample& m_sample;
    const Surroundings& m_surroundings;
    std::shared_ptr<CallerTables> m_tables;
    std::string m_arnPrefix;
    LabReport m_report;
};

} // namespace

Result<LabReport> trySignedRequest(const Project& project, const Api& api, const gw::Stage& stage,
                                   const SignedSample& sample, const Surroundings& surroundings, std::stop_token stop)
{
    if (!api.openApi() || api.kind() != ApiKind::Rest)
        return fail(inQuotes(api.name) + " is no REST API.",
                    "Choose a REST API: signatures are tried with those here.");
    if (!surroundings.callers)
        return fail("Nothing here knows who calls.", "Open the API as part of a project.");
    if (!sample.target.starts_with('/'))
        return fail("The request has no path.", "Paste it with its request line: GET /dev/pets HTTP/1.1.");
    return SignatureLab(project, api, stage, sample, surroundings).run(std::move(stop));
}

} // namespace gw::engine
