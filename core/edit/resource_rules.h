// What the resource tree allows (reference 1.3): the shape of path parts, one variable child per parent, nothing below
// a greedy variable.
#pragma once

#include "core/api/project.h"
#include "core/result.h"

#include <string>
#include <vector>

namespace gw {

// A place in the tree exists when it has a resource of its own, when longer paths imply it, or when it is the root.
[[nodiscard]] bool hasPath(const OpenApiDefinition& definition, std::string_view path);
[[nodiscard]] Result<void> requirePath(const OpenApiDefinition& definition, std::string_view path);

[[nodiscard]] Result<void> checkPathPart(const std::string& part);

struct NewChild
{
    std::string parentPath;
    std::string part;
    std::string replaced; // path of the subtree that will be gone from the tree; empty: none
};
[[nodiscard]] Result<void> checkNewChild(const OpenApiDefinition& definition, ApiKind kind, const NewChild& child);

// The names of a path's variables differ from each other.
[[nodiscard]] Result<void> checkVariables(std::string_view path);

} // namespace gw
