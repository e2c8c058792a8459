// Parameter mappings of HTTP APIs as rows of tables (reference 2.5): what is done, to what, and with what value.
#pragma once

#include "core/api/integration.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace gw::ui {

enum class MappingSide { Request, Response };

struct RouteMapping
{
    QString status; // of the integration's answer; empty on the request side
    QString action; // "append", "overwrite", "remove"
    QString target; // "header.X", "querystring.x", "path", "statuscode"
    QString value;  // "$request.header.y", a text; empty for remove
    bool operator==(const RouteMapping&) const = default;
};

[[nodiscard]] QStringList mappingActions();
[[nodiscard]] QStringList mappingTargets(MappingSide side); // for completion
[[nodiscard]] QStringList mappingValues(MappingSide side, const std::vector<std::string>& pathVariables);

[[nodiscard]] std::vector<RouteMapping> requestMappings(const Integration& integration);
[[nodiscard]] std::vector<RouteMapping> responseMappings(const Integration& integration);
void putRequestMappings(Integration& integration, const std::vector<RouteMapping>& mappings);
void putResponseMappings(Integration& integration, const std::vector<RouteMapping>& mappings);

// Why the service would refuse a mapping, in words with the way out; nothing when it would not.
[[nodiscard]] QString mappingProblem(MappingSide side, const RouteMapping& mapping);

} // namespace gw::ui
