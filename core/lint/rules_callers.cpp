// Rules about identities, user pools and the project's own issuer (reference 1.25).
#include "core/edit/access_rules.h"
#include "core/format/authorizer_scheme.h"
#include "core/in_quotes.h"
#include "core/lint/project_scope.h"
#include "core/lint/rules.h"

#include <algorithm>
#include <map>

namespace gw::lint_rules {

namespace {

// Two elements that say one thing only one may say.
template <typename T>
void reportTwice(ProjectScope& scope, const std::vector<Cow<T>>& elements, std::string T::*member, const char* what,
                 const char* hint)
{
    std::map<std::string, const T*> owners;
    for (const Cow<T>& element : elements) {
        const auto [owner, isFirst] = owners.emplace((*element).*member, &*element);
        if (!isFirst)
            scope.report(nodeOf(element->id), {Severity::Error,
                                               inQuotes(owner->second->name) + " and " + inQuotes(element->name) +
                                                   " have the same " + what + ", " + inQuotes((*element).*member) + ".",
                                               hint});
    }
}

template <typename Visit>
void forEachAuthorizer(const Project& project, const Visit& visit)
{
    for (const Cow<Api>& api : project.apis)
        if (const OpenApiDefinition* definition = api->openApi())
            for (const Authorizer& authorizer : authorizersOf(*definition))
                visit(*api, authorizer);
}

bool hasPool(const Project& project, const std::string& arn)
{
    return std::any_of(project.userPools.begin(), project.userPools.end(),
                       [&](const Cow<UserPool>& pool) { return pool->arn == arn; });
}

const Method* signedMethod(const Api& api, NodeRef& node)
{
    if (const OpenApiDefinition* definition = api.openApi())
        for (const Cow<Resource>& resource : definition->resources)
            for (const Cow<Method>& method : resource->methods)
                if (method->authorizationType == "AWS_IAM") {
                    node = {api.id, resource->id, method->id, {}};
                    return &*method;
                }
    return nullptr;
}

} // namespace

void identityInvalid(ProjectScope& scope)
{
    const auto& identities = scope.project().identities;
    for (const Cow<Identity>& identity : identities) {
        for (const std::string& fault : faultsOf(*identity))
            scope.report(
                nodeOf(identity->id),
                {Severity::Error, fault, "Write policies as { Version, Statement: [{ Effect, Action, Resource }] }."});
        if (identity->policies.empty())
            scope.report(nodeOf(identity->id),
                         {Severity::Warning,
                          "The identity " + inQuotes(identity->name) + " has no policy: it may call nothing.",
                          "Add one that allows execute-api:Invoke."});
    }
    reportTwice(scope, identities, &Identity::accessKeyId, "access key id", "Give one of them another access key id.");
}

void iamWithoutIdentity(ProjectScope& scope)
{
    if (!scope.project().identities.empty())
        return;
    for (const Cow<Api>& api : scope.project().apis) {
        NodeRef node;
        if (signedMethod(*api, node))
            scope.report(node, {Severity::Warning,
                                "Methods of " + inQuotes(api->name) +
                                    " are signed with IAM, but the project has no "
                                    "identity that could sign.",
                                "Create an identity with an access key and a policy."});
    }
}

void userPoolInvalid(ProjectScope& scope)
{
    const Project& project = scope.project();
    for (const Cow<UserPool>& pool : project.userPools) {
        for (const std::string& fault : faultsOf(*pool))
            scope.report(nodeOf(pool->id), {Severity::Error, fault,
                                            "Write the ARN as arn:aws:cognito-idp:{region}:{account}:userpool/{id}, "
                                            "and the issuer as a URL."});
        if (pool->isLocal() && !project.localIssuer->enabled)
            scope.report(nodeOf(pool->id), {Severity::Warning,
                                            "The user pool " + inQuotes(pool->name) +
                                                " takes its tokens from the project's issuer, which is turned off.",
                                            "Turn the issuer on, or name another one."});
    }
    reportTwice(scope, project.userPools, &UserPool::arn, "ARN", "Give one of them another ARN.");
}

void userPoolUnknown(ProjectScope& scope)
{
    forEachAuthorizer(scope.project(), [&](const Api& api, const Authorizer& authorizer) {
        for (const std::string& arn : authorizer.providerARNs)
            if (!hasPool(scope.project(), arn) && arn.find("${") == std::string::npos)
                scope.report(NodeRef{api.id, {}, {}, {}}, api.file,
                             {Severity::Warning,
                              "The authorizer " + inQuotes(authorizer.name) + " of " + inQuotes(api.name) +
                                  " names the user pool " + inQuotes(arn) + ", which the project does not have.",
                              "Add the pool with its issuer and keys: no token of it can be checked without."});
    });
}

void issuerInvalid(ProjectScope& scope)
{
    for (const std::string& fault : faultsOf(*scope.project().localIssuer))
        scope.report(NodeRef{}, {Severity::Error, fault, "Correct it at the project's issuer."});
}

} // namespace gw::lint_rules
