// API Gateway's tree of path parts, derived from the paths of an API: what the studio's API tree shows.
#pragma once

#include "core/api/rest_api.h"

#include <string>
#include <vector>

namespace gw {

struct ResourceNode
{
    std::string pathPart;               // "pets", "{petId}", "{proxy+}"; "/" for the root
    std::string path;                   // full path
    ResourceId resource;                // none when the path is only implied by longer ones
    std::vector<ResourceNode> children; // in order of first appearance
};

[[nodiscard]] ResourceNode resourceTree(const OpenApiDefinition& definition);

// Path parts: "/pets/{id}" → {"pets", "{id}"}; "/" → {}. A trailing slash is kept as no part.
[[nodiscard]] std::vector<std::string> pathParts(std::string_view path);
[[nodiscard]] bool isVariablePart(std::string_view part);    // "{id}" or "{proxy+}"
[[nodiscard]] bool isGreedyPart(std::string_view part);      // "{proxy+}"
[[nodiscard]] std::string parentPath(std::string_view path); // "/pets/{id}" → "/pets"; "/" → ""
[[nodiscard]] std::string joinPath(std::string_view parent, std::string_view part);
// True for `path` itself and everything below it.
[[nodiscard]] bool isInSubtree(std::string_view path, std::string_view root);

} // namespace gw
