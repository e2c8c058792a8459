// Look-ups and comparison of whole projects.
#include "core/api/project.h"

#include <algorithm>

namespace gw {

namespace {

struct DefinitionOf
{
    const OpenApiDefinition* operator()(const RestApi& api) const { return &api.openApi; }
    const OpenApiDefinition* operator()(const HttpApi& api) const { return &api.openApi; }
    const OpenApiDefinition* operator()(const WebSocketApi&) const { return nullptr; }
};

struct KindOf
{
    ApiKind operator()(const RestApi&) const { return ApiKind::Rest; }
    ApiKind operator()(const HttpApi&) const { return ApiKind::Http; }
    ApiKind operator()(const WebSocketApi&) const { return ApiKind::WebSocket; }
};

const Stage* stageWhere(const std::vector<Stage>& stages, auto Stage::*member, const auto& wanted)
{
    const auto it = std::find_if(stages.begin(), stages.end(), [&](const Stage& s) { return s.*member == wanted; });
    return it == stages.end() ? nullptr : &*it;
}

template <typename T>
const T* elementWhere(const std::vector<Cow<T>>& elements, auto T::*member, const auto& wanted)
{
    const auto it =
        std::find_if(elements.begin(), elements.end(), [&](const Cow<T>& e) { return (*e).*member == wanted; });
    return it == elements.end() ? nullptr : &**it;
}

template <typename T>
T* editWhere(std::vector<Cow<T>>& elements, const auto& id)
{
    const auto it = std::find_if(elements.begin(), elements.end(), [&](const Cow<T>& e) { return e->id == id; });
    return it == elements.end() ? nullptr : &it->edit();
}

} // namespace

std::string_view toString(ApiKind kind)
{
    switch (kind) {
    case ApiKind::Rest:
        return "rest";
    case ApiKind::Http:
        return "http";
    case ApiKind::WebSocket:
        return "websocket";
    }
    return {};
}

ApiKind Api::kind() const
{
    return std::visit(KindOf{}, definition);
}

const OpenApiDefinition* Api::openApi() const
{
    return std::visit(DefinitionOf{}, definition);
}

OpenApiDefinition* Api::openApi()
{
    return const_cast<OpenApiDefinition*>(std::as_const(*this).openApi());
}

const Stage* Api::findStage(std::string_view stageName) const
{
    return stageWhere(stages, &Stage::name, stageName);
}

const Stage* Api::findStage(StageId stageId) const
{
    return stageWhere(stages, &Stage::id, stageId);
}

bool Api::operator==(const Api& other) const
{
    return id == other.id && apiId == other.apiId && name == other.name && file == other.file && host == other.host &&
           port == other.port && managementRequiresSignature == other.managementRequiresSignature &&
           stages == other.stages && definition == other.definition;
}

const Api* Project::find(ApiId id) const
{
    return elementWhere(apis, &Api::id, id);
}

const Api* Project::findApi(std::string_view apiName) const
{
    return elementWhere(apis, &Api::name, apiName);
}

Api* Project::edit(ApiId id)
{
    return editWhere(apis, id);
}

const Function* Project::find(FunctionId id) const
{
    return elementWhere(functions, &Function::id, id);
}

const Function* Project::findFunction(std::string_view functionName) const
{
    return elementWhere(functions, &Function::name, functionName);
}

Function* Project::edit(FunctionId id)
{
    return editWhere(functions, id);
}

const StateMachine* Project::find(StateMachineId id) const
{
    return elementWhere(stateMachines, &StateMachine::id, id);
}

const StateMachine* Project::findStateMachine(std::string_view machineName) const
{
    return elementWhere(stateMachines, &StateMachine::name, machineName);
}

StateMachine* Project::edit(StateMachineId id)
{
    return editWhere(stateMachines, id);
}

const Backend* Project::find(BackendId id) const
{
    return elementWhere(backends, &Backend::id, id);
}

const Backend* Project::findBackend(std::string_view backendName) const
{
    return elementWhere(backends, &Backend::name, backendName);
}

Backend* Project::edit(BackendId id)
{
    return editWhere(backends, id);
}

const Method* Project::find(const NodeRef& ref) const
{
    const Api* api = find(ref.api);
    const OpenApiDefinition* openApi = api ? api->openApi() : nullptr;
    return openApi ? openApi->find(ref.method) : nullptr;
}

std::string derivedApiId(std::string_view projectName, std::string_view apiName)
{
    constexpr std::string_view digits = "abcdefghijklmnopqrstuvwxyz0123456789";
    // The separator keeps ("ab", "c") and ("a", "bc") apart.
    std::uint64_t hash = stableHash(apiName, stableHash(std::string_view("\0", 1), stableHash(projectName)));
    std::string id;
    for (int i = 0; i < 10; ++i) {
        id += digits[hash % digits.size()];
        hash /= digits.size();
    }
    return id;
}

} // namespace gw
