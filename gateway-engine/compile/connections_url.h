// Where functions of a project reach @connections, as the AWS SDK wants it in AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI
// (reference 0.1, 3.6): code that names no endpoint of its own posts to {this}/@connections/{id}.
#pragma once

#include "core/api/project.h"

#include <string>

namespace gw::engine {

// Of the project's first WebSocket API and its first stage, on the project's own port; empty: there is none. Functions of
// further ones build theirs of `requestContext`, as they do in the service.
[[nodiscard]] std::string connectionsUrl(const Project& project, int port);

} // namespace gw::engine
