// Parameter mappings of routes as people type them: what each side may be (reference 3.3), what is wrong with it in
// words, and what to offer.
#pragma once

#include "core/api/project.h"

#include <QString>
#include <QStringList>

namespace gw::ui {

// Nothing, or why it cannot be mapped, with the way out.
[[nodiscard]] QString routeTargetProblem(const QString& target);
[[nodiscard]] QString routeSourceProblem(const WebSocketRoute& route, const QString& source);
[[nodiscard]] QStringList routeTargets();
[[nodiscard]] QStringList routeSources(const WebSocketRoute& route);

// What is wrong with a selection expression in words, or nothing.
[[nodiscard]] QString selectionProblem(const QString& expression);

} // namespace gw::ui
