// What the six cards say about a route of an HTTP API (reference 2): the same picture, with an HTTP API's words.
#pragma once

#include "core/api/project.h"
#include "ui/widgets/method_picture.h"

namespace gw::ui {

[[nodiscard]] MethodPictureContent describeRoute(const OpenApiDefinition& api, const std::string& path,
                                                 const Method& route, const QString& address);
[[nodiscard]] QString routePathText(const std::string& path); // "$default" for the default route's

} // namespace gw::ui
