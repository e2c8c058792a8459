// Which route of an HTTP API answers a method and a path, and why (reference 2.1). Asked of the gateway's own route
// tree, so what is told here is what it does.
#pragma once

#include "core/api/project.h"

#include <QString>
#include <QStringList>

namespace gw::ui {

struct RouteTrial
{
    NodeRef route;          // empty: no route answers
    QString key;            // of the route
    QString why;            // a sentence
    QStringList passedOver; // keys of routes that match as well and come later, best first; at most five
    QStringList variables;  // "petId = 7"
};

[[nodiscard]] RouteTrial tryRoute(const Api& api, const QString& verb, const QString& path);

} // namespace gw::ui
