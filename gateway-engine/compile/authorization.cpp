#include "gateway-engine/compile/authorization.h"

#include "core/format/authorizer_scheme.h"
#include "core/in_quotes.h"
#include "core/json/text.h"
#include "core/letter_case.h"
#include "gateway-engine/access/callers.h"
#include "gateway-engine/pipeline/authorize_cognito.h"
#include "gateway-engine/pipeline/authorize_iam.h"
#include "gateway-engine/pipeline/resource_policy.h"
#include "gateway-engine/pipeline/variables.h"

#include <utility>

namespace gw::engine {

namespace {

std::shared_ptr<CallerTables> tablesOf(const std::shared_ptr<Callers>& callers)
{
    return callers ? std::shared_ptr<CallerTables>(callers, &callers->tables()) : nullptr;
}

tl::unexpected<Diagnostic> withName(const Authorizer& authorizer, const Diagnostic& problem)
{
    return notUsable("of its authorizer " + inQuotes(authorizer.name) + ", " + problem.message, problem.hint);
}

} // namespace

ApiAuthorization::ApiAuthorization(const Api& api, const gw::Stage& stage, const Surroundings& surroundings,
                                   Diagnostics& diagnostics, bool isWebSocket)
    : m_definition(*api.openApi()), m_surroundings(surroundings),
      m_tables(tablesOf(surroundings.callers)), m_site{api, stage,
                                                       "arn:aws:execute-api:" + surroundings.aws.region + ":" +
                                                           surroundings.aws.accountId + ":" + api.apiId + "/" +
                                                           stage.name + "/",
                                                       nullptr, isWebSocket}
{
    if (stage.name != testStageName && !m_site.isHttpApi()) // HTTP APIs have no resource policies
        readPolicy(diagnostics);
}

void ApiAuthorization::readPolicy(Diagnostics& diagnostics)
{
    const json::Value& document = m_definition.policy;
    m_isClosed = document.isNull() && m_site.api.kind() == ApiKind::Rest && m_definition.endpoint.isPrivate();
    if (m_isClosed)
        tellClosed(diagnostics);
    if (document.isNull())
        return;
    auth::PolicyOptions options;
    options.api = auth::ApiAddress{m_surroundings.aws.region, m_surroundings.aws.accountId, m_site.api.apiId};
    const std::string text = document.isString() ? document.asString() : json::writeJson(document);
    auto policy = auth::Policy::read(text, options);
    if (policy) {
        m_site.policy = std::make_shared<const auth::Policy>(*std::move(policy));
        return;
    }
    m_policyProblem = "the API's resource policy cannot be read: " + policy.error().message;
    Diagnostic told = std::move(policy.error());
    told.severity = Severity::Warning;
    told.rule = "resource-policy";
    told.file = m_site.api.file;
    told.position = {};
    told.node = {};
    told.node.api = m_site.api.id;
    told.message =
        "Nobody may call " + inQuotes(m_site.api.name) + ", as its resource policy cannot be read: " + told.message;
    diagnostics.push_back(std::move(told));
}

void ApiAuthorization::tellClosed(Diagnostics& diagnostics) const
{
    Diagnostic told = brokenRule("policy-private-api",
                                 "Nobody may call " + inQuotes(m_site.api.name) +
                                     ": its endpoint is PRIVATE and it has no resource policy.",
                                 "Add a resource policy that allows its callers, or make the endpoint REGIONAL.");
    told.severity = Severity::Warning;
    told.file = m_site.api.file;
    told.node.api = m_site.api.id;
    diagnostics.push_back(std::move(told));
}

Result<void> ApiAuthorization::needTables() const
{
    if (m_tables)
        return {};
    return notUsable("nothing here knows who calls", "Open the API as part of a project.");
}

void ApiAuthorization::addPolicy(Stages& stages, bool isBeforeAuthorizer) const
{
    using Pass = ResourcePolicyStage::Pass;
    if (m_site.policy)
        stages.push_back(std::make_unique<ResourcePolicyStage>(
            m_site.policy, m_site.arnPrefix, m_tables, isBeforeAuthorizer ? Pass::UnlessDenied : Pass::OnlyIfAllowed));
}

Result<Authorizer> ApiAuthorization::authorizerOf(const Method& method) const
{
    if (method.authorizer.empty())
        return notUsable("it is of authorization type " + method.authorizationType + " and names no authorizer",
                         "Choose one on the method request.");
    auto authorizer = findAuthorizer(m_definition, method.authorizer);
    if (!authorizer)
        return notUsable("its authorizer " + inQuotes(method.authorizer) + " is not defined, or cannot be read",
                         "Define it under the document's security schemes, with x-amazon-apigateway-authorizer.");
    return *std::move(authorizer);
}

Result<ApiAuthorization::Stages> ApiAuthorization::customStages(const Authorizer& authorizer) const
{
    if (!isLambda(authorizer.type))
        return notUsable("its authorizer " + inQuotes(authorizer.name) + " is of type " +
                             std::string(toString(authorizer.type)) + ", which is none of this authorization type",
                         "Choose another authorizer on the method request.");
    if (!m_surroundings.services)
        return notUsable("nothing here serves the function of its authorizer", "Open the API as part of a project.");
    auto design = lambdaAuthorizerOf(authorizer, m_site);
    if (!design)
        return withName(authorizer, design.error());
    Stages stages;
    addPolicy(stages, true);
    stages.push_back(std::make_unique<AuthorizeLambda>(m_tables, m_surroundings.services, *std::move(design)));
    return stages;
}

Result<ApiAuthorization::Stages> ApiAuthorization::poolStages(const Authorizer& authorizer, const Method& method) const
{
    if (authorizer.type != AuthorizerType::CognitoUserPools)
        return notUsable("its authorizer " + inQuotes(authorizer.name) + " is of type " +
                             std::string(toString(authorizer.type)) + ", which is none of user pools",
                         "Choose another authorizer on the method request.");
    auto design = poolAuthorizerOf(authorizer, method);
    if (!design)
        return withName(authorizer, design.error());
    Stages stages;
    stages.push_back(std::make_unique<AuthorizeCognito>(m_tables, *std::move(design)));
    addPolicy(stages, false); // Table B: a token alone is not enough where there is a policy
    return stages;
}

Result<ApiAuthorization::Stages> ApiAuthorization::jwtStages(const Authorizer& authorizer, const Method& method) const
{
    if (authorizer.type != AuthorizerType::Jwt)
        return notUsable("its authorizer " + inQuotes(authorizer.name) + " is of type " +
                             std::string(toString(authorizer.type)) + ", which is none of tokens",
                         "Choose another authorizer on the route.");
    auto design = jwtAuthorizerOf(authorizer, method);
    if (!design)
        return withName(authorizer, design.error());
    design->keys = m_surroundings.callers->keysOf(design->issuer);
    if (!design->keys)
        return notUsable("nothing here finds the keys of " + inQuotes(design->issuer),
                         "Open the API as part of a project.");
    Stages stages;
    stages.push_back(std::make_unique<AuthorizeJwt>(m_tables, *std::move(design)));
    return stages;
}

// An authorization type that the API's kind does not have.
tl::unexpected<Diagnostic> ApiAuthorization::unknownType(const std::string& type) const
{
    if (m_site.isHttpApi())
        return notUsable("HTTP APIs have no authorization type " + inQuotes(type), "Use NONE, AWS_IAM, CUSTOM or JWT.");
    return notUsable("REST APIs have no authorization type " + inQuotes(type),
                     "Use NONE, AWS_IAM, CUSTOM or COGNITO_USER_POOLS.");
}

Result<ApiAuthorization::Stages> ApiAuthorization::tryStagesOf(const Method& method) const
{
    Stages stages;
    const std::string& type = method.authorizationType;
    if (m_isClosed) {
        stages.push_back(std::make_unique<PrivateApiClosed>(m_site.arnPrefix));
        return stages;
    }
    if (!m_policyProblem.empty())
        return notUsable(m_policyProblem, "Correct the resource policy.");
    if (type.empty() || equalsIgnoringCase(type, "NONE")) {
        addPolicy(stages, false);
        return stages;
    }
    if (auto known = needTables(); !known)
        return gw::fail(known.error());
    if (equalsIgnoringCase(type, "AWS_IAM")) {
        stages.push_back(
            std::make_unique<AuthorizeIam>(m_tables, m_surroundings.aws.region, m_site.arnPrefix, m_site.policy));
        return stages;
    }
    const bool isCustom = equalsIgnoringCase(type, "CUSTOM");
    const bool isOfTokens = equalsIgnoringCase(type, m_site.isHttpApi() ? "JWT" : "COGNITO_USER_POOLS");
    if (!isCustom && !isOfTokens)
        return unknownType(type);
    const auto authorizer = authorizerOf(method);
    if (!authorizer)
        return gw::fail(authorizer.error());
    if (isCustom)
        return customStages(*authorizer);
    return m_site.isHttpApi() ? jwtStages(*authorizer, method) : poolStages(*authorizer, method);
}

ApiAuthorization::Stages ApiAuthorization::stagesOf(const Method& method, Diagnostic& problem) const
{
    if (m_site.stage.name == testStageName) // the Test tab asks nobody (reference 1.35)
        return {};
    auto stages = tryStagesOf(method);
    if (stages)
        return *std::move(stages);
    problem = std::move(stages.error());
    Stages closed;
    closed.push_back(std::make_unique<AuthorizationFault>(problem.message + ". " + problem.hint));
    return closed;
}

} // namespace gw::engine
