// Edits of an HTTP API's routes, by their keys (reference 2.1), as pure functions Project → Result<Project> like those
// of edits.h. A route's place is the path it names: no path needs another one to exist, and none stays behind empty.
#pragma once

#include "core/api/project.h"
#include "core/result.h"

#include <string>

namespace gw {

[[nodiscard]] Result<Project> createRoute(Project project, ApiId api, const std::string& routeKey);
// What the route is stays: its integration, authorization and id; settings of stages follow.
[[nodiscard]] Result<Project> renameRoute(Project project, ApiId api, MethodId route, const std::string& routeKey);
[[nodiscard]] Result<Project> duplicateRoute(Project project, ApiId api, MethodId route); // to the next free key
[[nodiscard]] Result<Project> deleteRoute(Project project, ApiId api, MethodId route);
// The $default route with an HTTP_PROXY integration to a URL, or a Lambda proxy to a function named by its name or ARN:
// what the service's quick create puts into an API.
[[nodiscard]] Result<Project> createDefaultRoute(Project project, ApiId api, const std::string& target);

} // namespace gw
