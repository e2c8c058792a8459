// gatewright.yaml: what a project says that API files cannot: names, where APIs listen, their stages, and what stands
// behind APIs.
//
//   name: petstore
//   apis:
//     - name: pets
//       kind: rest                     # rest, http or websocket
//       file: apis/pets.openapi.yaml   # inside the project folder
//       id: a1b2c3d4e5                 # optional; derived from the names when absent
//       host: 127.0.0.1                # optional
//       port: 4781                     # optional; 0 or absent: assigned when serving
//       managementRequiresSignature: true   # WebSocket APIs: @connections takes unsigned requests from nobody
//       stages:
//         - name: dev
//           description: For daily work
//           autoDeploy: true
//           variables: { backend: "http://127.0.0.1:4790/dev" }
//           # and accessLog, methodSettings and canary: manifest_stage.h
//   functions:                         # manifest_function.h
//   stateMachines:                     # manifest_state_machine.h
//   backends:                          # manifest_backend.h
//   aws:                               # manifest_aws.h
//   apiKeys, usagePlans, accountThrottle      # manifest_usage_plan.h
//   identities, userPools, localIssuer        # manifest_identity.h
//   domainNames, clientCertificates           # manifest_domain.h
//   webAcls                                   # manifest_web_acl.h
#pragma once

#include "core/api/project.h"
#include "core/format/manifest_entries.h"
#include "core/result.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace gw {

inline constexpr char manifestFileName[] = "gatewright.yaml";

struct ManifestApi
{
    ApiKind kind = ApiKind::Rest;
    Api api; // all but its definition and source
};

struct Manifest
{
    std::string name;
    std::vector<ManifestApi> apis;
    std::vector<Listed<Function>> functions;
    std::vector<Listed<StateMachine>> stateMachines; // without their definitions
    std::vector<Listed<Backend>> backends;
    AwsSettings aws;
    std::vector<Listed<ApiKey>> apiKeys;
    std::vector<Listed<UsagePlan>> usagePlans;
    ThrottleSettings accountThrottle;
    std::vector<Listed<Identity>> identities;
    std::vector<Listed<UserPool>> userPools;
    LocalIssuer localIssuer;
    std::vector<Listed<DomainName>> domainNames;
    std::vector<Listed<ClientCertificate>> clientCertificates;
    std::vector<Listed<WebAcl>> webAcls;
    Diagnostics diagnostics; // entries that are wrong are left out of their list and named here
};

// Fails when the text is no YAML or no project file at all.
[[nodiscard]] Result<Manifest> readManifest(std::string_view text, std::string_view folderName);

// `text` edited to say what `project` says. Entries of files for which `isUnread` holds stay as they are: their APIs
// and state machines could not be read and are missing from `project` for that reason only.
[[nodiscard]] Result<std::string> writeManifest(const std::string& text, const Project& project,
                                                const std::function<bool(const std::string& file)>& isUnread);

[[nodiscard]] ApiId apiIdOf(std::string_view file); // ids follow from places
[[nodiscard]] StageId stageIdOf(ApiId api, std::string_view stageName);
[[nodiscard]] Stage defaultStage(ApiId api); // "dev", serving every edit

} // namespace gw
