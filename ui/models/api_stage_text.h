// API stages as forms name them, "pets/dev", and their methods as throttles do, "/pets/{petId}/GET".
#pragma once

#include "core/api/project.h"

#include <QStringList>

#include <optional>
#include <string>
#include <utility>

namespace gw::ui {

[[nodiscard]] QString apiStageText(std::string_view api, std::string_view stage);
// { API, stage } of what apiStageText() gives.
[[nodiscard]] std::optional<std::pair<std::string, std::string>> apiStageFrom(const QString& text);

// Of REST APIs, and of HTTP APIs as well when `withHttp`.
[[nodiscard]] QStringList apiStages(const Project& project, bool withHttp);
// Of one API: "/pets/GET", "/GET" for the root.
[[nodiscard]] QStringList throttledMethods(const Api& api);

} // namespace gw::ui
