// Every edit of a project, as pure functions Project → Result<Project>. Names are the commands people see. A failing
// edit says what is wrong and the way out; nothing is half done. Implemented in edits_api.cpp, edits_resource.cpp,
// edits_method.cpp, edits_models.cpp, edits_definition.cpp, edits_stage.cpp, edits_source.cpp, edits_function.cpp,
// edits_http_api.cpp, edits_state_machine.cpp and edits_backend.cpp. Those of who may call and how often are in
// edits_access.h.
#pragma once

#include "core/api/project.h"
#include "core/result.h"

namespace gw {

// APIs
[[nodiscard]] Result<Project> createApi(Project project, ApiKind kind, const std::string& name);
// Create HTTP API from a target: a $default route to an endpoint's URL or a function's ARN, at a $default stage that
// serves every edit.
[[nodiscard]] Result<Project> createHttpApiFromTarget(Project project, const std::string& name,
                                                      const std::string& target);
[[nodiscard]] Result<Project> renameApi(Project project, ApiId api, const std::string& name);
[[nodiscard]] Result<Project> duplicateApi(Project project, ApiId api);
[[nodiscard]] Result<Project> deleteApi(Project project, ApiId api);
// What the document says of itself ("info").
[[nodiscard]] Result<Project> setApiTitle(Project project, ApiId api, const std::string& title);
[[nodiscard]] Result<Project> setApiVersion(Project project, ApiId api, const std::string& version);
[[nodiscard]] Result<Project> setApiDescription(Project project, ApiId api, const std::string& description);
[[nodiscard]] Result<Project> setApiAddress(Project project, ApiId api, const std::string& host, int port);

// Resources (rules of reference 1.3). Paths name resources, because a path may only be implied by longer ones.
[[nodiscard]] Result<Project> createResource(Project project, ApiId api, const std::string& parentPath,
                                             const std::string& pathPart);
[[nodiscard]] Result<Project> renameResource(Project project, ApiId api, const std::string& path,
                                             const std::string& newPathPart); // the subtree follows
[[nodiscard]] Result<Project> moveResource(Project project, ApiId api, const std::string& path,
                                           const std::string& newParentPath);
[[nodiscard]] Result<Project> duplicateResource(Project project, ApiId api, const std::string& path);
[[nodiscard]] Result<Project> deleteResource(Project project, ApiId api, const std::string& path); // with its subtree

// Methods
[[nodiscard]] Result<Project> createMethod(Project project, ApiId api, const std::string& path, HttpVerb verb);
[[nodiscard]] Result<Project> changeVerb(Project project, ApiId api, MethodId method, HttpVerb verb);
[[nodiscard]] Result<Project> moveMethod(Project project, ApiId api, MethodId method, const std::string& newPath);
[[nodiscard]] Result<Project> duplicateMethod(Project project, ApiId api, MethodId method); // to the next free verb
[[nodiscard]] Result<Project> deleteMethod(Project project, ApiId api, MethodId method);
// Replaces a method's data; id and verb stay. What the cards' forms apply.
[[nodiscard]] Result<Project> setMethod(Project project, ApiId api, Method method);
[[nodiscard]] Result<Project> setIntegration(Project project, ApiId api, MethodId method,
                                             std::optional<Integration> integration);

// Models (reference 1.7; core/api/models.h)
[[nodiscard]] Result<Project> createModel(Project project, ApiId api, const std::string& name, json::Value schema);
[[nodiscard]] Result<Project> setModel(Project project, ApiId api, const std::string& name, json::Value schema);
[[nodiscard]] Result<Project> renameModel(Project project, ApiId api, const std::string& name,
                                          const std::string& newName);                          // references follow
[[nodiscard]] Result<Project> deleteModel(Project project, ApiId api, const std::string& name); // not while it is used

// What is checked before integrations are called. Renaming a validator is setRequestValidators with `renamed`: methods
// that name `from` name `to`.
struct ValidatorRename
{
    std::string from;
    std::string to;
};
[[nodiscard]] Result<Project> setRequestValidators(Project project, ApiId api, std::vector<RequestValidator> validators,
                                                   const ValidatorRename& renamed = {});
[[nodiscard]] Result<Project> setDefaultRequestValidator(Project project, ApiId api, const std::string& name);
[[nodiscard]] Result<Project> setMethodRequestValidator(Project project, ApiId api, MethodId method,
                                                        const std::string& name); // empty: the API's default
// By the API's validator that checks just this; one under the service's usual name is added when there is none.
[[nodiscard]] Result<Project> validateMethod(Project project, ApiId api, MethodId method, bool body, bool parameters);

// Gateway responses (reference 1.24; core/api/gateway_response_types.h)
[[nodiscard]] Result<Project> setGatewayResponse(Project project, ApiId api, GatewayResponseDefinition response);
[[nodiscard]] Result<Project> resetGatewayResponse(Project project, ApiId api, const std::string& responseType);

// The API as a whole
[[nodiscard]] Result<Project> setBinaryMediaTypes(Project project, ApiId api, std::vector<std::string> types);
[[nodiscard]] Result<Project> setMinimumCompressionSize(Project project, ApiId api, std::optional<int> bytes);
[[nodiscard]] Result<Project> setDocumentation(Project project, ApiId api, std::vector<DocumentationPart> parts);

// Stages
[[nodiscard]] Result<Project> createStage(Project project, ApiId api, Stage stage);
[[nodiscard]] Result<Project> setStage(Project project, ApiId api, Stage stage); // by id
[[nodiscard]] Result<Project> deleteStage(Project project, ApiId api, StageId stage);
// Fails in the service's words when the stage has no settings for it.
[[nodiscard]] Result<Project> removeMethodSettings(Project project, ApiId api, StageId stage,
                                                   const std::string& methodPath);
// The canary's variables become the stage's and the canary ends. Its deployment is made the stage's by the deployment
// store (DeploymentStore::activate).
[[nodiscard]] Result<Project> promoteCanary(Project project, ApiId api, StageId stage);

// Functions (reference 4.1). A new one gets its id, and the code folder functions/<name> unless it names another. A
// rename is followed by integrations, authorizers and state machines that name the function; its folder stays. What is
// used cannot be deleted: the refusal says by whom. Settings that cannot run are lint's business, not refused.
[[nodiscard]] Result<Project> createFunction(Project project, Function function);
[[nodiscard]] Result<Project> setFunction(Project project, Function function); // by id; all but the name
// Whether the code folder, where it is called as the function is, follows a new name: only while nothing stands there.
enum class CodeFolder { Stays, FollowsName };
[[nodiscard]] Result<Project> renameFunction(Project project, FunctionId function, const std::string& name,
                                             CodeFolder folder = CodeFolder::Stays);
[[nodiscard]] Result<Project> duplicateFunction(Project project, FunctionId function); // runs the same sources
[[nodiscard]] Result<Project> deleteFunction(Project project, FunctionId function);    // the sources stay on disk

// State machines (reference 4.2). A new one without a definition gets one that passes its input on, in a new file.
[[nodiscard]] Result<Project> createStateMachine(Project project, StateMachine machine);
[[nodiscard]] Result<Project> setStateMachine(Project project, StateMachine machine); // by id; type and definition
[[nodiscard]] Result<Project> renameStateMachine(Project project, StateMachineId machine, const std::string& name);
[[nodiscard]] Result<Project> duplicateStateMachine(Project project, StateMachineId machine);
[[nodiscard]] Result<Project> deleteStateMachine(Project project, StateMachineId machine); // with its file

// Backends (reference 4.3). Hosts in integrations and in stage variables follow a rename.
[[nodiscard]] Result<Project> createBackend(Project project, Backend backend);
[[nodiscard]] Result<Project> setBackend(Project project, Backend backend); // by id; all but the name
[[nodiscard]] Result<Project> renameBackend(Project project, BackendId backend, const std::string& name);
[[nodiscard]] Result<Project> duplicateBackend(Project project, BackendId backend);
[[nodiscard]] Result<Project> deleteBackend(Project project, BackendId backend);

[[nodiscard]] Result<Project> setAwsSettings(Project project, AwsSettings settings);

// The API's text, edited by hand: parsed, ids kept for what stayed. Fails with the first error of the text.
[[nodiscard]] Result<Project> setSourceText(Project project, ApiId api, std::string text);

} // namespace gw
