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
           port == other.port && stages == other.stages && definition == other.definition;
}

const Api* Project::find(ApiId id) const
{
    const auto it = std::find_if(apis.begin(), apis.end(), [id](const Cow<Api>& api) { return api->id == id; });
    return it == apis.end() ? nullptr : &**it;
}

const Api* Project::findApi(std::string_view apiName) const
{
    const auto it = std::find_if(apis.begin(), apis.end(), [&](const Cow<Api>& api) { return api->name == apiName; });
    return it == apis.end() ? nullptr : &**it;
}

Api* Project::edit(ApiId id)
{
    const auto it = std::find_if(apis.begin(), apis.end(), [id](const Cow<Api>& api) { return api->id == id; });
    return it == apis.end() ? nullptr : &it->edit();
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
