// Edits of who may call, how often and from where, as pure functions Project → Result<Project> like those of edits.h.
// What is wrong in the files already does not stand in the way of editing something else. Secrets are no part of a
// project, so no edit touches them: they stay with the ids of their owners through renames and undo.
// Implemented in edits_authorizer.cpp, edits_cors.cpp, edits_usage_plan.cpp, edits_identity.cpp and edits_domain.cpp.
#pragma once

#include "core/api/authorizer.h"
#include "core/api/project.h"
#include "core/result.h"

#include <optional>
#include <string>

namespace gw {

// Authorizers of an API, by name (reference 1.25 and 2.7). A rename is followed by methods and by every security
// requirement of the document; one that methods name cannot be deleted.
[[nodiscard]] Result<Project> createAuthorizer(Project project, ApiId api, Authorizer authorizer);
[[nodiscard]] Result<Project> setAuthorizer(Project project, ApiId api, const Authorizer& authorizer); // by name
[[nodiscard]] Result<Project> renameAuthorizer(Project project, ApiId api, const std::string& name,
                                               const std::string& newName);
[[nodiscard]] Result<Project> deleteAuthorizer(Project project, ApiId api, const std::string& name);

// What a method asks of callers. With an authorizer the type follows from it; AWS_IAM has none.
struct MethodAuthorization
{
    std::string authorizationType; // "NONE", "AWS_IAM"; ignored with an authorizer
    std::string authorizer;        // name; empty: none
    std::vector<std::string> authorizationScopes;
};
[[nodiscard]] Result<Project> setMethodAuthorization(Project project, ApiId api, MethodId method,
                                                     MethodAuthorization authorization);
[[nodiscard]] Result<Project> setApiKeyRequired(Project project, ApiId api, MethodId method, bool isRequired);

// The API as a whole
[[nodiscard]] Result<Project> setApiKeySource(Project project, ApiId api, ApiKeySource source);
[[nodiscard]] Result<Project> setResourcePolicy(Project project, ApiId api, json::Value policy); // null: none
[[nodiscard]] Result<Project> setEndpointConfiguration(Project project, ApiId api, EndpointConfiguration endpoint);
// Of an HTTP API (reference 2.6, edits_cors.cpp); unset: none.
[[nodiscard]] Result<Project> setCorsConfiguration(Project project, ApiId api, std::optional<CorsConfiguration> cors);

// API keys and usage plans (reference 1.27). A new key or plan gets its ids. Plans follow a key's new name, and lose a
// key that is deleted.
[[nodiscard]] Result<Project> createApiKey(Project project, ApiKey key);
[[nodiscard]] Result<Project> setApiKey(Project project, ApiKey key); // by id; all but the name
[[nodiscard]] Result<Project> renameApiKey(Project project, ApiKeyId key, const std::string& name);
[[nodiscard]] Result<Project> deleteApiKey(Project project, ApiKeyId key);
[[nodiscard]] Result<Project> createUsagePlan(Project project, UsagePlan plan);
[[nodiscard]] Result<Project> setUsagePlan(Project project, UsagePlan plan); // by id; all but the name
[[nodiscard]] Result<Project> renameUsagePlan(Project project, UsagePlanId plan, const std::string& name);
[[nodiscard]] Result<Project> deleteUsagePlan(Project project, UsagePlanId plan);
[[nodiscard]] Result<Project> setAccountThrottle(Project project, ThrottleSettings throttle);

// Identities, user pools and the project's own issuer. A pool that authorizers name cannot be deleted.
[[nodiscard]] Result<Project> createIdentity(Project project, Identity identity);
[[nodiscard]] Result<Project> setIdentity(Project project, Identity identity); // by id; all but the name
[[nodiscard]] Result<Project> renameIdentity(Project project, IdentityId identity, const std::string& name);
[[nodiscard]] Result<Project> deleteIdentity(Project project, IdentityId identity);
[[nodiscard]] Result<Project> createUserPool(Project project, UserPool pool);
[[nodiscard]] Result<Project> setUserPool(Project project, UserPool pool); // authorizers follow another ARN
[[nodiscard]] Result<Project> renameUserPool(Project project, UserPoolId pool, const std::string& name);
[[nodiscard]] Result<Project> deleteUserPool(Project project, UserPoolId pool);
// Users and clients without a sub or an id get one.
[[nodiscard]] Result<Project> setLocalIssuer(Project project, LocalIssuer issuer);

// Custom domains, client certificates and web ACLs. Stages follow a new name; what they name cannot be deleted.
[[nodiscard]] Result<Project> createDomainName(Project project, DomainName domain);
[[nodiscard]] Result<Project> setDomainName(Project project, DomainName domain); // by id; all but the name
[[nodiscard]] Result<Project> renameDomainName(Project project, DomainNameId domain, const std::string& name);
[[nodiscard]] Result<Project> deleteDomainName(Project project, DomainNameId domain);
[[nodiscard]] Result<Project> createClientCertificate(Project project, ClientCertificate certificate);
[[nodiscard]] Result<Project> setClientCertificate(Project project, ClientCertificate certificate);
[[nodiscard]] Result<Project> renameClientCertificate(Project project, ClientCertificateId certificate,
                                                      const std::string& name);
[[nodiscard]] Result<Project> deleteClientCertificate(Project project, ClientCertificateId certificate);
[[nodiscard]] Result<Project> createWebAcl(Project project, WebAcl acl);
[[nodiscard]] Result<Project> setWebAcl(Project project, WebAcl acl); // by id; all but the name
[[nodiscard]] Result<Project> renameWebAcl(Project project, WebAclId acl, const std::string& name);
[[nodiscard]] Result<Project> deleteWebAcl(Project project, WebAclId acl);

} // namespace gw
