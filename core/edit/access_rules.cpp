// Rules for who may call and how often: authorizers, keys, plans, identities and issuers. Those for where are in
// domain_rules.cpp.
#include "core/edit/access_rules.h"

#include "core/api/element_name.h"
#include "core/edit/policy_rules.h"
#include "core/edit/stage_rules.h"
#include "core/in_quotes.h"

#include <algorithm>
#include <set>

namespace gw {

namespace {

// --- Authorizers -----------------------------------------------------------------------------------------------------

void checkSources(const Authorizer& a, bool isHttpApi, const std::string& subject, Faults& faults)
{
    for (const std::string& source : a.identitySource) {
        const auto known = identitySourceFrom(source, isHttpApi);
        if (!known)
            faults.push_back(subject + " reads the identity source " + inQuotes(source) + ", which is none.");
        else if (a.type != AuthorizerType::Request && known->place != IdentitySource::Place::Header &&
                 !(a.type == AuthorizerType::Jwt && known->place == IdentitySource::Place::QueryString))
            faults.push_back(subject + " takes its token from " + inQuotes(source) + ", which is no header.");
    }
    if (a.type != AuthorizerType::Request && a.identitySource.size() != 1)
        faults.push_back(subject + " takes its token from " +
                         (a.identitySource.empty() ? "nowhere." : "more than one place."));
    if (a.type == AuthorizerType::Request && a.identitySource.empty() && resultTtl(a, isHttpApi) > 0)
        faults.push_back(subject + " keeps results but has no identity source to keep them by.");
}

void checkLambda(const Authorizer& a, bool isHttpApi, const std::string& subject, Faults& faults)
{
    if (a.authorizerUri.empty())
        faults.push_back(subject + " calls no function.");
    if (isHttpApi && a.type == AuthorizerType::Token)
        faults.push_back(subject + " is of type TOKEN, which HTTP APIs do not have.");
    const std::string& version = a.authorizerPayloadFormatVersion;
    if (!version.empty() && version != "1.0" && version != "2.0")
        faults.push_back(subject + " has the payload format version " + inQuotes(version) + ", which is none.");
    if (isHttpApi && version.empty())
        faults.push_back(subject + " does not say which payload format version its function takes.");
    if (a.enableSimpleResponses && version != "2.0")
        faults.push_back(subject + " takes simple responses, which only payload format version 2.0 has.");
}

bool isUrl(std::string_view text)
{
    return text.starts_with("https://") || text.starts_with("http://");
}

void checkIssuerOf(const Authorizer& a, bool isHttpApi, const std::string& subject, Faults& faults)
{
    if (a.type == AuthorizerType::CognitoUserPools && a.providerARNs.empty())
        faults.push_back(subject + " names no user pool.");
    if (a.type == AuthorizerType::CognitoUserPools && isHttpApi)
        faults.push_back(subject + " is of type COGNITO_USER_POOLS, which HTTP APIs do not have.");
    if (a.type != AuthorizerType::Jwt)
        return;
    if (!isHttpApi)
        faults.push_back(subject + " is of type JWT, which only HTTP APIs have.");
    if (a.jwtConfiguration.issuer.empty())
        faults.push_back(subject + " names no issuer.");
    else if (!isUrl(a.jwtConfiguration.issuer))
        faults.push_back(subject + " has the issuer " + inQuotes(a.jwtConfiguration.issuer) + ", which is no URL.");
    if (a.jwtConfiguration.audience.empty())
        faults.push_back(subject + " names no audience.");
    if (a.jwtConfiguration.audience.size() > mostAudiences)
        faults.push_back(subject + " names more than 50 audiences.");
}

// --- Names that must not stand twice
// -----------------------------------------------------------------------------------

template <typename T>
void checkTwice(const std::vector<T>& items, std::string T::*member, const std::string& what, Faults& faults)
{
    std::set<std::string_view> seen;
    for (const T& item : items)
        if (!(item.*member).empty() && !seen.insert(item.*member).second)
            faults.push_back("Two " + what + " " + inQuotes(item.*member) + ".");
}

void checkSeconds(int seconds, int most, const std::string& what, Faults& faults)
{
    if (seconds < 1 || seconds > most)
        faults.push_back("The issuer's " + what + " cannot live for " + std::to_string(seconds) + " seconds.");
}

void checkQuota(const UsagePlan& plan, const std::string& subject, Faults& faults)
{
    if (!plan.quota)
        return;
    if (plan.quota->limit < 1)
        faults.push_back(subject + " has a quota of " + std::to_string(plan.quota->limit) + " requests.");
    if (plan.quota->offset < 0 || plan.quota->offset > std::max(plan.quota->limit, 0))
        faults.push_back(subject + " takes " + std::to_string(plan.quota->offset) +
                         " requests off the first period, which has " + std::to_string(plan.quota->limit) + ".");
}

void checkStage(const PlanStage& stage, const std::string& subject, Faults& faults)
{
    const std::string place = " of the stage " + inQuotes(stage.stage) + " of " + inQuotes(stage.api);
    if (stage.throttle.size() > mostMethodThrottles)
        faults.push_back(subject + " throttles more than 20 methods" + place + ".");
    for (const MethodThrottle& method : stage.throttle) {
        if (!isMethodThrottlePath(method.method))
            faults.push_back(subject + " throttles " + inQuotes(method.method) + place + ", which names no method.");
        for (std::string& fault : faultsOf(method.throttle, subject + ", " + method.method + place))
            faults.push_back(std::move(fault));
    }
}

} // namespace

Faults faultsOf(const Authorizer& a, bool isHttpApi)
{
    Faults faults;
    const std::string subject = "The authorizer " + inQuotes(a.name);
    if (isLambda(a.type))
        checkLambda(a, isHttpApi, subject, faults);
    else
        checkIssuerOf(a, isHttpApi, subject, faults);
    checkSources(a, isHttpApi, subject, faults);
    const int ttl = a.authorizerResultTtlInSeconds.value_or(0);
    if (ttl < 0 || ttl > mostResultTtl)
        faults.push_back(subject + " cannot keep results for " + std::to_string(ttl) + " seconds.");
    return faults;
}

Faults faultsOf(const ThrottleSettings& throttle, const std::string& subject)
{
    const std::string fault = faultOf(throttle);
    return fault.empty() ? Faults{} : Faults{subject + " " + fault + "."};
}

Faults faultsOf(const ApiKey& key)
{
    if (isWord(key.keyId))
        return {};
    return {"The API key " + inQuotes(key.name) + " has the id " + inQuotes(key.keyId) + ", which is none."};
}

Faults faultsOf(const UsagePlan& plan)
{
    const std::string subject = "The usage plan " + inQuotes(plan.name);
    Faults faults = faultsOf(plan.throttle, subject);
    checkQuota(plan, subject, faults);
    std::set<std::pair<std::string_view, std::string_view>> seen;
    for (const PlanStage& stage : plan.apiStages) {
        checkStage(stage, subject, faults);
        if (!seen.insert({stage.api, stage.stage}).second)
            faults.push_back(subject + " has the stage " + inQuotes(stage.stage) + " of " + inQuotes(stage.api) +
                             " twice.");
    }
    std::set<std::string_view> keys;
    for (const std::string& key : plan.keys)
        if (!keys.insert(key).second)
            faults.push_back(subject + " has the key " + inQuotes(key) + " twice.");
    return faults;
}

Faults faultsOf(const Identity& identity)
{
    Faults faults;
    const std::string subject = "The identity " + inQuotes(identity.name);
    if (!isAccessKeyId(identity.accessKeyId))
        faults.push_back(subject + " has the access key id " + inQuotes(identity.accessKeyId) + ", which is none.");
    for (const IdentityPolicy& policy : identity.policies)
        if (std::string fault = faultOfPolicy(policy.document, PolicyOwner::Identity); !fault.empty())
            faults.push_back(subject + ", policy " + inQuotes(policy.name) + ": " + fault);
    checkTwice(identity.policies, &IdentityPolicy::name, "policies of " + inQuotes(identity.name) + " are called",
               faults);
    return faults;
}

Faults faultsOf(const UserPool& pool)
{
    Faults faults;
    const std::string subject = "The user pool " + inQuotes(pool.name);
    if (!isUserPoolArn(pool.arn))
        faults.push_back(subject + " has the ARN " + inQuotes(pool.arn) + ", which is none of a user pool.");
    if (!pool.isLocal() && !isUrl(pool.issuer))
        faults.push_back(subject + " has the issuer " + inQuotes(pool.issuer) + ", which is no URL.");
    if (pool.isLocal() && !pool.jwks.empty())
        faults.push_back(subject + " has keys of its own, but the project's issuer signs its tokens.");
    return faults;
}

Faults faultsOf(const LocalIssuer& issuer)
{
    Faults faults;
    checkSeconds(issuer.accessTokenSeconds, mostTokenSeconds, "access tokens", faults);
    checkSeconds(issuer.idTokenSeconds, mostTokenSeconds, "ID tokens", faults);
    checkSeconds(issuer.refreshTokenSeconds, mostRefreshTokenSeconds, "refresh tokens", faults);
    for (const IssuerUser& user : issuer.users)
        if (!isElementName(user.name, 128))
            faults.push_back("A user of the issuer has no name.");
    for (const IssuerClient& client : issuer.clients) {
        const std::string subject = "The client " + inQuotes(client.name);
        if (!isElementName(client.name, 128))
            faults.push_back("A client of the issuer has no name.");
        for (const std::string& uri : client.redirectUris)
            if (!isRedirectUri(uri))
                faults.push_back(subject + " returns to " + inQuotes(uri) + ", which is no absolute URI.");
        if (client.mayUse(GrantType::AuthorizationCode) && client.redirectUris.empty())
            faults.push_back(subject + " signs people in but has no URI to return them to.");
        if (client.mayUse(GrantType::ClientCredentials) && !client.hasSecret)
            faults.push_back(subject + " may use client credentials but has no secret.");
    }
    checkTwice(issuer.users, &IssuerUser::name, "users of the issuer are called", faults);
    checkTwice(issuer.users, &IssuerUser::sub, "users of the issuer have the sub", faults);
    checkTwice(issuer.clients, &IssuerClient::name, "clients of the issuer are called", faults);
    checkTwice(issuer.clients, &IssuerClient::clientId, "clients of the issuer have the id", faults);
    return faults;
}

bool isMethodThrottlePath(std::string_view text)
{
    return text.starts_with('/') && isMethodSettingsPath(text.substr(1));
}

Faults conflictsOf(const UsagePlan& plan, const Project& project)
{
    Faults faults;
    for (const Cow<UsagePlan>& other : project.usagePlans) {
        if (other->id == plan.id)
            continue;
        for (const PlanStage& stage : plan.apiStages)
            if (other->findStage(stage.api, stage.stage))
                for (const std::string& key : plan.keys)
                    if (other->hasKey(key))
                        faults.push_back("The key " + inQuotes(key) + " is in the usage plans " + inQuotes(plan.name) +
                                         " and " + inQuotes(other->name) + ", which both have the stage " +
                                         inQuotes(stage.stage) + " of " + inQuotes(stage.api) + ".");
    }
    return faults;
}

Faults unknownsOf(const UsagePlan& plan, const Project& project)
{
    Faults faults;
    const std::string subject = "The usage plan " + inQuotes(plan.name) + " names ";
    for (const PlanStage& stage : plan.apiStages) {
        const Api* api = project.findApi(stage.api);
        if (!api)
            faults.push_back(subject + "the API " + inQuotes(stage.api) + ", which the project does not have.");
        else if (!api->findStage(stage.stage))
            faults.push_back(subject + "the stage " + inQuotes(stage.stage) + ", which " + inQuotes(stage.api) +
                             " does not have.");
        else if (api->kind() == ApiKind::Http)
            faults.push_back(subject + "the HTTP API " + inQuotes(stage.api) + "; HTTP APIs have no usage plans.");
    }
    for (const std::string& key : plan.keys)
        if (std::none_of(project.apiKeys.begin(), project.apiKeys.end(),
                         [&](const Cow<ApiKey>& each) { return each->name == key; }))
            faults.push_back(subject + "the key " + inQuotes(key) + ", which the project does not have.");
    return faults;
}

std::string firstNew(const Faults& wanted, const Faults& known)
{
    for (const std::string& fault : wanted)
        if (std::find(known.begin(), known.end(), fault) == known.end())
            return fault;
    return {};
}

} // namespace gw
