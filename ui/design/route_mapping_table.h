// RouteMappingTable: the parameter mappings of one side of a route as a table (reference 2.5). Anything can be typed;
// what the service would refuse is marked in its cell and told below.
#pragma once

#include "ui/design/method_form.h"
#include "ui/design/table_editor.h"
#include "ui/models/route_mappings.h"

namespace gw::ui {

// Applies a change under a name: MethodForm::change.
using ApplyMappingChange = std::function<QString(const QString& name, const MethodChange& change)>;

[[nodiscard]] TableEditor* makeRouteMappingTable(const Theme& theme, MappingSide side, ApplyMappingChange apply);
void showRouteMappings(TableEditor& table, MappingSide side, const Integration& integration,
                       const std::vector<std::string>& pathVariables);

} // namespace gw::ui
