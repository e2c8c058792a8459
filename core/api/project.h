// Project: everything the studio edits and the engine serves, as one value. Copies are cheap (Cow inside).
#pragma once

#include "core/api/api_key.h"
#include "core/api/aws_settings.h"
#include "core/api/backend.h"
#include "core/api/client_certificate.h"
#include "core/api/cow.h"
#include "core/api/domain_name.h"
#include "core/api/function.h"
#include "core/api/identity.h"
#include "core/api/local_issuer.h"
#include "core/api/rest_api.h"
#include "core/api/stage.h"
#include "core/api/state_machine.h"
#include "core/api/throttle.h"
#include "core/api/usage_plan.h"
#include "core/api/user_pool.h"
#include "core/api/web_acl.h"
#include "core/api/websocket_api.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace gw {

enum class ApiKind { Rest, Http, WebSocket };
[[nodiscard]] std::string_view toString(ApiKind kind); // "rest", "http", "websocket", as gatewright.yaml writes it

// The text an API was read from, its parsed tree and the definition it gave. Immutable; snapshots share it. Writing an
// API compares it with this and patches the text, so nothing that was not edited changes.
struct ApiSource;

struct Api
{
    ApiId id;
    std::string apiId; // the 10 characters seen in addresses and ARNs
    std::string name;  // unique in the project; "pets"
    std::string file;  // relative to the project folder; "apis/pets.openapi.yaml"
    std::string host;  // listen address; empty = 127.0.0.1
    int port = 0;      // own port; 0 = assigned when serving
    // WebSocket APIs: whether @connections asks for a signature of callers on this machine, too.
    bool managementRequiresSignature = false;
    std::vector<Stage> stages;
    std::variant<RestApi, HttpApi, WebSocketApi> definition;
    std::shared_ptr<const ApiSource> source; // null for an API not written yet; not part of ==

    [[nodiscard]] ApiKind kind() const;
    // REST and HTTP APIs; nullptr for WebSocket.
    [[nodiscard]] const OpenApiDefinition* openApi() const;
    [[nodiscard]] OpenApiDefinition* openApi();
    [[nodiscard]] const Stage* findStage(std::string_view name) const;
    [[nodiscard]] const Stage* findStage(StageId id) const;
    bool operator==(const Api& other) const;
};

struct Project
{
    std::string name;
    std::vector<Cow<Api>> apis; // order of gatewright.yaml
    std::vector<Cow<Function>> functions;
    std::vector<Cow<StateMachine>> stateMachines;
    std::vector<Cow<Backend>> backends;
    AwsSettings aws;
    // Who may call, how often and from where; found by id or name with elements.h.
    std::vector<Cow<ApiKey>> apiKeys;
    std::vector<Cow<UsagePlan>> usagePlans;
    ThrottleSettings accountThrottle; // of all APIs together; unset: accountRateLimit and accountBurstLimit
    std::vector<Cow<Identity>> identities;
    std::vector<Cow<UserPool>> userPools;
    Cow<LocalIssuer> localIssuer;
    std::vector<Cow<DomainName>> domainNames;
    std::vector<Cow<ClientCertificate>> clientCertificates;
    std::vector<Cow<WebAcl>> webAcls;
    bool operator==(const Project&) const = default;

    [[nodiscard]] const Api* find(ApiId id) const;
    [[nodiscard]] const Api* findApi(std::string_view name) const;
    [[nodiscard]] Api* edit(ApiId id);                          // unshares; nullptr when there is no such API
    [[nodiscard]] const Method* find(const NodeRef& ref) const; // the method meant, or nullptr

    [[nodiscard]] const Function* find(FunctionId id) const;
    [[nodiscard]] const Function* findFunction(std::string_view name) const;
    [[nodiscard]] Function* edit(FunctionId id);
    [[nodiscard]] const StateMachine* find(StateMachineId id) const;
    [[nodiscard]] const StateMachine* findStateMachine(std::string_view name) const;
    [[nodiscard]] StateMachine* edit(StateMachineId id);
    [[nodiscard]] const Backend* find(BackendId id) const;
    [[nodiscard]] const Backend* findBackend(std::string_view name) const;
    [[nodiscard]] Backend* edit(BackendId id);
};

// Ten lower-case letters and digits derived from the project's and the API's name.
[[nodiscard]] std::string derivedApiId(std::string_view projectName, std::string_view apiName);

} // namespace gw
