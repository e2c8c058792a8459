// Ids over a fresh reading of edited text: what stands where it stood keeps its id, so selection and diff survive.
#pragma once

#include "core/api/project.h"

namespace gw {

// Gives elements of `next` (a fresh reading) the ids that elements with the same path and verb have in `previous`. An
// element of `previous` that was renamed since it was read keeps the id of its old place: whatever `next` has at that
// place gets another, so no id is given twice. Takes time linear in the number of elements.
void keepIds(OpenApiDefinition& next, const OpenApiDefinition& previous);
// The same of routes, whose place is their key.
void keepIds(WebSocketApi& next, const WebSocketApi& previous);
// Of whatever kind both are; APIs of two kinds have nothing in common.
void keepIds(Api& next, const Api& previous);

} // namespace gw
