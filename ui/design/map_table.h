// The edits of a table of names and values (environment variables, environment properties, endpoints of services).
#pragma once

#include "core/api/integration.h"
#include "ui/design/table_editor.h"

#include <functional>

namespace gw::ui {

// Applies a change of the map under a name; gives the refusal in words, or nothing.
using ApplyMapChange = std::function<QString(const QString& name, const std::function<void(StringMap&)>& change)>;

// `thing` names a row in commands: "Variable". A name that is there already is refused.
[[nodiscard]] TableEditor::Edits mapTableEdits(ApplyMapChange apply, const QString& thing);

} // namespace gw::ui
