// The resources and methods of a diff.
#pragma once

#include "core/edit/diff.h"

namespace gw {

// A project's history tells everything; a deployment holds the definition alone (reference 1.28: stage settings act at
// once, and the order of resources means nothing to the gateway).
enum class DiffScope { Everything, Definition };

// Appends what changed in `resources` and their methods.
void diffDefinitions(const OpenApiDefinition& before, const OpenApiDefinition& after, ApiId api, DiffScope scope,
                     Changes& changes);

} // namespace gw
