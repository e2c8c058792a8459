// Edits of WebSocket APIs, as pure functions Project → Result<Project>, beside those of edits.h. Ids name routes;
// models and authorizers go by their names, and what names them follows a rename.
#pragma once

#include "core/api/project.h"
#include "core/result.h"

#include <optional>
#include <string>

namespace gw {

// Routes. A new one has no integration yet; settings of stages follow a rename and go with a route.
[[nodiscard]] Result<Project> createSocketRoute(Project project, ApiId api, const std::string& routeKey);
[[nodiscard]] Result<Project> renameRoute(Project project, ApiId api, RouteId route, const std::string& routeKey);
[[nodiscard]] Result<Project> duplicateRoute(Project project, ApiId api, RouteId route);
[[nodiscard]] Result<Project> deleteRoute(Project project, ApiId api, RouteId route);
[[nodiscard]] Result<Project> setRoute(Project project, ApiId api, WebSocketRoute route); // by id; all but the key
[[nodiscard]] Result<Project> setRouteIntegration(Project project, ApiId api, RouteId route,
                                                  std::optional<Integration> integration);
// Replies go to the client, or no longer: the expression and the $default route response together.
[[nodiscard]] Result<Project> setTwoWay(Project project, ApiId api, RouteId route, bool isTwoWay);
// "NONE", "AWS_IAM" or "CUSTOM" with an authorizer; of $connect alone.
[[nodiscard]] Result<Project> setRouteAuthorization(Project project, ApiId api, RouteId route,
                                                    const std::string& authorizationType,
                                                    const std::string& authorizer);

// The API as a whole. Expressions that cannot be read are refused.
[[nodiscard]] Result<Project> setRouteSelectionExpression(Project project, ApiId api, const std::string& expression);
[[nodiscard]] Result<Project> setApiKeySelectionExpression(Project project, ApiId api, const std::string& expression);

// Models
[[nodiscard]] Result<Project> createRouteModel(Project project, ApiId api, WebSocketModel model);
[[nodiscard]] Result<Project> setRouteModel(Project project, ApiId api, const std::string& name, WebSocketModel model);
[[nodiscard]] Result<Project> deleteRouteModel(Project project, ApiId api, const std::string& name);

// Authorizers
[[nodiscard]] Result<Project> createRouteAuthorizer(Project project, ApiId api, Authorizer authorizer);
[[nodiscard]] Result<Project> setRouteAuthorizer(Project project, ApiId api, const std::string& name,
                                                 Authorizer authorizer);
[[nodiscard]] Result<Project> deleteRouteAuthorizer(Project project, ApiId api, const std::string& name);

} // namespace gw
