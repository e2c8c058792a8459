// What every edit begins with: the element it is about, unshared, or the reason why it is not there.
#pragma once

#include "core/api/project.h"
#include "core/result.h"

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
[[nodiscard]] StageId newStageId(const Api& api, const std::string& name);
[[nodiscard]] ApiId newApiId(const Project& project, const std::string& file);

} // namespace gw
