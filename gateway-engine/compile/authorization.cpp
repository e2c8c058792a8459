#include "gateway-engine/compile/authorization.h"

#include "core/format/authorizer_scheme.h"
#include "core/in_quotes.h"
#include "core/json/text.h"
#include "core/letter_case.h"
#include "gateway-engine/access/callers.h"
#include "gateway-engine/integrations/aws_uri.h"
#include "gateway-engine/integrations/endpoint_uri.h"
#include "gateway-engine/pipeline/authorize_cognito.h"
#include "gateway-engine/pipeline/authorize_iam.h"
#include "gateway-engine/pipeline/resource_policy.h"
#include "gateway-engine/pipeline/variables.h"

#include <algorithm>
#include <utility>

namespace gw::engine {

namespace {

constexpr char rule[] = "authorizer-not-usable";

tl::unexpected<Diagnostic> broken(std::string message, std::string hint)
{
    return gw::fail(brokenRule(rule, std::move(message), std::move(hint)));
}

std::shared_ptr<CallerTables> tablesOf(const std::shared_ptr<Callers>& callers)
{
    return callers ? std::shared_ptr<CallerTables>(callers, &callers->tables()) : nullptr;
}

IdentityPlace::Where whereOf(IdentitySource::Place place)
{
    switch (place) {
    case IdentitySource::Place::Header:
        return IdentityPlace::Where::Header;
    case IdentitySource::Place::QueryString:
        return IdentityPlace::Where::QueryString;
    case IdentitySource::Place::StageVariable:
        return IdentityPlace::Where::StageVariable;
    case IdentitySource::Place::Context:
        break;
    }
    return IdentityPlace::Where::Context;
}

Result<std::vector<IdentityPlace>> identityOf(const Authorizer& authorizer)
{
    std::vector<IdentityPlace> places;
    for (const std::string& text : authorizer.identitySource) {
        const auto source = identitySourceFrom(text, false);
        if (!source)
            return broken("its identity source " + inQuotes(text) + " cannot be read",
                          "Write method.request.header.NAME, method.request.querystring.NAME, stageVariables.NAME or "
                          "context.NAME.");
        places.push_back({whereOf(source->place), source->name});
    }
    return places;
}

Result<IdentityPlace> tokenHeaderOf(const Authorizer& authorizer)
{
    auto places = identityOf(authorizer);
    if (!places)
        return gw::fail(places.error());
    if (places->size() != 1 || places->front().where != IdentityPlace::Where::Header)
        return broken("its token comes from one header, and its identity source names none",
                      "Set the identity source to method.request.header.NAME.");
    return places->front();
}

Result<std::optional<Pattern>> validationOf(const Authorizer& authorizer)
{
    if (authorizer.identityValidationExpression.empty())
        return std::nullopt;
    auto pattern = Pattern::compile(authorizer.identityValidationExpression);
    if (!pattern)
        return broken("its identity validation expression is no regular expression: " + pattern.error().message,
                      pattern.error().hint);
    return std::optional<Pattern>(*std::move(pattern));
}

// What a kept result depends on: an authorizer that was changed is asked anew.
std::string designText(const Authorizer& authorizer, const std::string& target)
{
    std::string text(toString(authorizer.type));
    text += "\n" + target;
    for (const std::string& source : authorizer.identitySource)
        text += "\n" + source;
    return text;
}

} // namespace

ApiAuthorization::ApiAuthorization(const Api& api, const gw::Stage& stage, const Surroundings& surroundings,
                                   Diagnostics& diagnostics)
    : m_api(api), m_definition(*api.openApi()), m_stage(stage), m_surroundings(surroundings),
      m_tables(tablesOf(surroundings.callers)),
      m_arnPrefix("arn:aws:execute-api:" + surroundings.aws.region + ":" + surroundings.aws.accountId + ":" +
                  api.apiId + "/" + stage.name + "/")
{
    if (stage.name != testStageName)
        readPolicy(diagnostics);
}

void ApiAuthorization::readPolicy(Diagnostics& diagnostics)
{
    const json::Value& document = m_definition.policy;
    m_isClosed = document.isNull() && m_api.kind() == ApiKind::Rest && m_definition.endpoint.isPrivate();
    if (m_isClosed)
        tellClosed(diagnostics);
    if (document.isNull())
        return;
    auth::PolicyOptions options;
    options.api = auth::ApiAddress{m_surroundings.aws.region, m_surroundings.aws.accountId, m_api.apiId};
    const std::string text = document.isString() ? document.asString() : json::writeJson(document);
    auto policy = auth::Policy::read(text, options);
    if (policy) {
        m_policy = std::make_shared<const auth::Policy>(*std::move(policy));
        return;
    }
    m_policyProblem = "the API's resource policy cannot be read: " + policy.error().message;
    Diagnostic told = std::move(policy.error());
    told.severity = Severity::Warning;
    told.rule = "resource-policy";
    told.file = m_api.file;
    told.position = {};
    told.node = {};
    told.node.api = m_api.id;
    told.message =
        "Nobody may call " + inQuotes(m_api.name) + ", as its resource policy cannot be read: " + told.message;
    diagnostics.push_back(std::move(told));
}

void ApiAuthorization::tellClosed(Diagnostics& diagnostics) const
{
    Diagnostic told = brokenRule("policy-private-api",
                                 "Nobody may call " + inQuotes(m_api.name) +
                                     ": its endpoint is PRIVATE and it has no resource policy.",
                                 "Add a resource policy that allows its callers, or make the endpoint REGIONAL.");
    told.severity = Severity::Warning;
    told.file = m_api.file;
    told.node.api = m_api.id;
    diagnostics.push_back(std::move(told));
}

Result<void> ApiAuthorization::needTables() const
{
    if (m_tables)
        return {};
    return broken("nothing here knows who calls", "Open the API as part of a project.");
}

void ApiAuthorization::addPolicy(Stages& stages, bool isBeforeAuthorizer) const
{
    using Pass = ResourcePolicyStage::Pass;
    if (m_policy)
        stages.push_back(std::make_unique<ResourcePolicyStage>(
            m_policy, m_arnPrefix, m_tables, isBeforeAuthorizer ? Pass::UnlessDenied : Pass::OnlyIfAllowed));
}

Result<Authorizer> ApiAuthorization::authorizerOf(const Method& method) const
{
    if (method.authorizer.empty())
        return broken("it is of authorization type " + method.authorizationType + " and names no authorizer",
                      "Choose one on the method request.");
    auto authorizer = findAuthorizer(m_definition, method.authorizer);
    if (!authorizer)
        return broken("its authorizer " + inQuotes(method.authorizer) + " is not defined, or cannot be read",
                      "Define it under the document's security schemes, with x-amazon-apigateway-authorizer.");
    return *std::move(authorizer);
}

Result<LambdaAuthorizer> ApiAuthorization::lambdaOf(const Authorizer& authorizer) const
{
    LambdaAuthorizer design;
    design.name = authorizer.name;
    design.id = derivedAuthorizerId(m_api.apiId, authorizer.name);
    design.isToken = authorizer.type == AuthorizerType::Token;
    design.timeToLive = std::chrono::seconds(std::clamp(resultTtl(authorizer, false), 0, mostResultTtl));
    auto identity = identityOf(authorizer);
    if (identity && design.isToken)
        if (const auto header = tokenHeaderOf(authorizer); !header)
            identity = gw::fail(header.error());
    if (!identity)
        return gw::fail(identity.error());
    design.identity = *std::move(identity);
    if (design.identity.empty() && design.timeToLive.count() > 0)
        return broken("its results are kept for " + std::to_string(design.timeToLive.count()) +
                          " s, and it has no identity source to tell callers apart",
                      "Name an identity source, or set authorizerResultTtlInSeconds to 0.");
    auto validation = validationOf(authorizer);
    if (!validation)
        return gw::fail(validation.error());
    if (design.isToken) // of TOKEN authorizers only
        design.validation = *std::move(validation);
    const auto uri = AwsUri::parse(withStageVariables(authorizer.authorizerUri, m_stage.variables));
    if (!uri || uri->function().empty())
        return broken("its authorizerUri " + inQuotes(authorizer.authorizerUri) + " names no function",
                      "Write arn:aws:apigateway:REGION:lambda:path/2015-03-31/functions/ARN/invocations.");
    design.region = uri->region;
    design.target = uri->path;
    design.arnPrefix = m_arnPrefix;
    design.resourcePolicy = m_policy;
    design.scope = std::make_shared<const auth::AuthorizerScope>(
        auth::AuthorizerScope{m_api.apiId, m_stage.name, authorizer.name, designText(authorizer, design.target)});
    return design;
}

Result<ApiAuthorization::Stages> ApiAuthorization::customStages(const Authorizer& authorizer) const
{
    if (!isLambda(authorizer.type))
        return broken("its authorizer " + inQuotes(authorizer.name) + " is of type " +
                          std::string(toString(authorizer.type)) + ", which is none of this authorization type",
                      "Choose another authorizer on the method request.");
    if (!m_surroundings.services)
        return broken("nothing here serves the function of its authorizer", "Open the API as part of a project.");
    auto design = lambdaOf(authorizer);
    if (!design)
        return broken("of its authorizer " + inQuotes(authorizer.name) + ", " + design.error().message,
                      design.error().hint);
    Stages stages;
    addPolicy(stages, true);
    stages.push_back(std::make_unique<AuthorizeLambda>(m_tables, m_surroundings.services, *std::move(design)));
    return stages;
}

Result<ApiAuthorization::Stages> ApiAuthorization::poolStages(const Authorizer& authorizer, const Method& method) const
{
    if (authorizer.type != AuthorizerType::CognitoUserPools)
        return broken("its authorizer " + inQuotes(authorizer.name) + " is of type " +
                          std::string(toString(authorizer.type)) + ", which is none of user pools",
                      "Choose another authorizer on the method request.");
    const auto header = tokenHeaderOf(authorizer);
    if (!header)
        return broken("of its authorizer " + inQuotes(authorizer.name) + ", " + header.error().message,
                      header.error().hint);
    auto validation = validationOf(authorizer);
    if (!validation)
        return broken("of its authorizer " + inQuotes(authorizer.name) + ", " + validation.error().message,
                      validation.error().hint);
    if (authorizer.providerARNs.empty())
        return broken("its authorizer " + inQuotes(authorizer.name) + " names no user pool",
                      "Choose user pools on the authorizer's page.");
    UserPoolAuthorizer design;
    design.name = authorizer.name;
    design.header = header->name;
    design.pools = authorizer.providerARNs;
    design.scopes = method.authorizationScopes;
    design.audience = *std::move(validation);
    Stages stages;
    stages.push_back(std::make_unique<AuthorizeCognito>(m_tables, std::move(design)));
    addPolicy(stages, false); // Table B: a token alone is not enough where there is a policy
    return stages;
}

Result<ApiAuthorization::Stages> ApiAuthorization::tryStagesOf(const Method& method) const
{
    Stages stages;
    const std::string& type = method.authorizationType;
    if (m_isClosed) {
        stages.push_back(std::make_unique<PrivateApiClosed>(m_arnPrefix));
        return stages;
    }
    if (!m_policyProblem.empty())
        return broken(m_policyProblem, "Correct the resource policy.");
    if (type.empty() || equalsIgnoringCase(type, "NONE")) {
        addPolicy(stages, false);
        return stages;
    }
    if (auto known = needTables(); !known)
        return gw::fail(known.error());
    if (equalsIgnoringCase(type, "AWS_IAM")) {
        stages.push_back(std::make_unique<AuthorizeIam>(m_tables, m_surroundings.aws.region, m_arnPrefix, m_policy));
        return stages;
    }
    const bool isCustom = equalsIgnoringCase(type, "CUSTOM");
    if (!isCustom && !equalsIgnoringCase(type, "COGNITO_USER_POOLS"))
        return broken("REST APIs have no authorization type " + inQuotes(type),
                      "Use NONE, AWS_IAM, CUSTOM or COGNITO_USER_POOLS.");
    const auto authorizer = authorizerOf(method);
    if (!authorizer)
        return gw::fail(authorizer.error());
    return isCustom ? customStages(*authorizer) : poolStages(*authorizer, method);
}

ApiAuthorization::Stages ApiAuthorization::stagesOf(const Method& method, Diagnostic& problem) const
{
    if (m_stage.name == testStageName) // the Test tab asks nobody (reference 1.35)
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
