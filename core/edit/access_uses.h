// Who names an API, a stage, a method, an API key, an authorizer, a user pool, a web ACL or a client certificate: usage
// plans, domains, stages, authorizers and methods. These names follow a rename; what is named cannot be removed where
// something would be left in the air.
#pragma once

#include "core/edit/element_uses.h"

#include <string>
#include <vector>

namespace gw {

// Usage plans and domains that lead there.
[[nodiscard]] ElementUses usesOfApi(const Project& project, const std::string& api);
[[nodiscard]] ElementUses usesOfStage(const Project& project, const std::string& api, const std::string& stage);
void renameApiUses(Project& project, const std::string& api, const std::string& newName);
void renameStageUses(Project& project, const std::string& api, const std::string& stage, const std::string& newName);

// Settings of one method, in the stages of its API and in usage plans, or of a route of an HTTP API. Each `*` entry
// stays what it is.
struct MethodName
{
    std::string path; // "/pets/{petId}"
    std::string verb; // "GET", or "*"
};
void followPath(Project& project, ApiId api, const std::string& from, const std::string& to); // the subtree as well
void followMethod(Project& project, ApiId api, const MethodName& from, const MethodName& to);
// Settings of a route go with it.
void dropRouteSettings(std::vector<Stage>& stages, const std::string& routeKey);

[[nodiscard]] ElementUses usesOfAuthorizer(const Api& api, const std::string& name);
[[nodiscard]] ElementUses usesOf(const Project& project, const UserPool& pool);
[[nodiscard]] ElementUses usesOf(const Project& project, const WebAcl& acl);
[[nodiscard]] ElementUses usesOf(const Project& project, const ClientCertificate& certificate);

void renameUses(Project& project, const ApiKey& key, const std::string& newName);
void renameUses(Project& project, const WebAcl& acl, const std::string& newName);
void renameUses(Project& project, const ClientCertificate& certificate, const std::string& newName);
void dropUses(Project& project, const ApiKey& key); // out of its usage plans

} // namespace gw
