// What every edit begins with: the element it is about, unshared, or the reason why it is not there.
#pragma once

#include "core/api/project.h"
#include "core/result.h"

#include <algorithm>
#include <string>
#include <vector>

namespace gw {

[[nodiscard]] Result<Api*> editApi(Project& project, ApiId api);

// REST and HTTP APIs only.
[[nodiscard]] Result<OpenApiDefinition*> editDefinition(Project& project, ApiId api);

struct MethodPlace
{
    OpenApiDefinition* definition;
    Resource* resource;
    Method* method;
};
[[nodiscard]] Result<MethodPlace> editMethod(Project& project, ApiId api, MethodId method);

// Ids for new elements: derived from their place, so that the same edit gives the same id, and unused in the API.
[[nodiscard]] ResourceId newResourceId(const OpenApiDefinition& definition, ApiId api, const std::string& path);
[[nodiscard]] MethodId newMethodId(const OpenApiDefinition& definition, ResourceId resource, HttpVerb verb);
[[nodiscard]] RouteId newRouteId(const WebSocketApi& definition, ApiId api, const std::string& routeKey);
[[nodiscard]] StageId newStageId(const Api& api, const std::string& name);
[[nodiscard]] FunctionId newFunctionId(const Project& project, const std::string& name);
[[nodiscard]] StateMachineId newStateMachineId(const Project& project, const std::string& name);
[[nodiscard]] BackendId newBackendId(const Project& project, const std::string& name);
[[nodiscard]] ApiId newApiId(const Project& project, const std::string& file);

// "orders-copy", "orders-copy-2", …: the first that no element of the list has, at most `longest` characters.
template <typename T>
[[nodiscard]] std::string copyName(const std::vector<Cow<T>>& elements, const std::string& name, std::size_t longest)
{
    const auto isTaken = [&](const std::string& candidate) {
        return std::any_of(elements.begin(), elements.end(),
                           [&](const Cow<T>& element) { return element->name == candidate; });
    };
    for (int n = 1;; ++n) {
        const std::string suffix = n == 1 ? "-copy" : "-copy-" + std::to_string(n);
        std::string candidate = name.substr(0, longest - suffix.size()) + suffix;
        if (!isTaken(candidate))
            return candidate;
    }
}

// Puts `copy` behind the element it was made from.
template <typename T>
void insertAfter(std::vector<Cow<T>>& elements, const auto& id, T copy)
{
    const auto found =
        std::find_if(elements.begin(), elements.end(), [&](const Cow<T>& element) { return element->id == id; });
    elements.insert(found == elements.end() ? found : found + 1, Cow<T>(std::move(copy)));
}

} // namespace gw
