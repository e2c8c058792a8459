// Edits of identities, user pools and the project's own issuer.
#include "core/api/element_name.h"
#include "core/edit/access_uses.h"
#include "core/edit/edits_access.h"
#include "core/edit/element_edits.h"
#include "core/format/authorizer_scheme.h"
#include "core/format/manifest_identity.h"
#include "core/format/project_paths.h"

namespace gw {

namespace {

bool isIdentityName(std::string_view name)
{
    return isWord(name, longestIdentityName);
}

bool isPoolName(std::string_view name)
{
    return isElementName(name, 128);
}

Faults faultsOfIdentity(const Project& project, const Identity& identity)
{
    Faults faults = faultsOf(identity);
    for (const Cow<Identity>& other : project.identities)
        if (other->id != identity.id && other->accessKeyId == identity.accessKeyId)
            faults.push_back("The identity " + inQuotes(other->name) + " has the access key id " +
                             inQuotes(identity.accessKeyId) + " already.");
    return faults;
}

Faults faultsOfPool(const Project& project, const UserPool& pool)
{
    Faults faults = faultsOf(pool);
    for (const Cow<UserPool>& other : project.userPools)
        if (other->id != pool.id && other->arn == pool.arn)
            faults.push_back("The user pool " + inQuotes(other->name) + " has the ARN " + inQuotes(pool.arn) +
                             " already.");
    if (pool.hasJwksFile() && !isInsideProject(pool.jwks))
        faults.push_back("The keys of the user pool " + inQuotes(pool.name) + " are not inside the project folder.");
    return faults;
}

constexpr ElementKind<Identity> identities = {
    &Project::identities, "identity",
    "an identity",        identityIdOf,
    isIdentityName,       "Use 1 to 64 letters, digits and _ + = , . @ - characters.",
    faultsOfIdentity,     "Correct it, or leave it as it was."};
constexpr ElementKind<UserPool> pools = {&Project::userPools, "user pool",
                                         "a user pool",       userPoolIdOf,
                                         isPoolName,          "Use one line of at most 128 characters.",
                                         faultsOfPool,        "Correct it, or leave it as it was."};

// Authorizers name a pool by its ARN.
void renameArn(Project& project, const UserPool& pool, const std::string& arn)
{
    for (const ElementUse& use : usesOf(project, pool)) {
        OpenApiDefinition& definition = *project.edit(use.node.api)->openApi();
        for (const Authorizer& known : authorizersOf(definition)) {
            Authorizer changed = known;
            std::replace(changed.providerARNs.begin(), changed.providerARNs.end(), pool.arn, arn);
            json::Value* scheme = definition.components.find(securitySchemesKey(definition))->find(known.name);
            if (!(changed == known))
                *scheme = writtenAuthorizer(*findSecurityScheme(definition, known.name), &known, changed);
        }
    }
}

void giveIds(const std::string& projectName, LocalIssuer& issuer)
{
    for (IssuerUser& user : issuer.users)
        if (user.sub.empty())
            user.sub = derivedSub(projectName, user.name);
    for (IssuerClient& client : issuer.clients)
        if (client.clientId.empty())
            client.clientId = derivedClientId(projectName, client.name);
}

} // namespace

Result<Project> createIdentity(Project project, Identity identity)
{
    if (identity.accessKeyId.empty())
        identity.accessKeyId = derivedAccessKeyId(project.name, identity.name);
    return createElement(identities, std::move(project), std::move(identity));
}

Result<Project> setIdentity(Project project, Identity identity)
{
    return setElement(identities, std::move(project), std::move(identity));
}

Result<Project> renameIdentity(Project project, IdentityId id, const std::string& name)
{
    return renameElement<Identity>(identities, std::move(project), id, name);
}

Result<Project> deleteIdentity(Project project, IdentityId id)
{
    return deleteElement(identities, std::move(project), id);
}

Result<Project> createUserPool(Project project, UserPool pool)
{
    if (pool.arn.empty())
        pool.arn = derivedUserPoolArn(project.aws.region, project.aws.accountId, pool.name);
    return createElement(pools, std::move(project), std::move(pool));
}

Result<Project> setUserPool(Project project, UserPool pool)
{
    const UserPool* known = findById(project.userPools, pool.id);
    if (known && known->arn != pool.arn && isUserPoolArn(pool.arn))
        renameArn(project, UserPool(*known), pool.arn);
    return setElement(pools, std::move(project), std::move(pool));
}

Result<Project> renameUserPool(Project project, UserPoolId id, const std::string& name)
{
    return renameElement<UserPool>(pools, std::move(project), id, name);
}

Result<Project> deleteUserPool(Project project, UserPoolId id)
{
    return deleteElement<UserPool>(pools, std::move(project), id,
                                   [](const Project& p, const UserPool& pool) { return usesOf(p, pool); });
}

Result<Project> setLocalIssuer(Project project, LocalIssuer issuer)
{
    giveIds(project.name, issuer);
    if (std::string fault = firstNew(faultsOf(issuer), faultsOf(*project.localIssuer)); !fault.empty())
        return fail(std::move(fault), "Correct it, or leave it as it was.");
    project.localIssuer = std::move(issuer);
    return project;
}

} // namespace gw
