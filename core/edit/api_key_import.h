// The API keys of a CSV file (core/format/api_key_csv.h) as one edit (reference 1.27). A key whose value is known takes
// the line's name, description and state and keeps its id; every other is new, under the id the import gave it. Names
// are unique in a project, though not with the service: a taken one gets a number behind it. Plans take their keys in.
#pragma once

#include "core/api/project.h"
#include "core/diagnostic.h"
#include "core/format/api_key_csv.h"
#include "core/result.h"

#include <vector>

namespace gw {

// Where a plan cannot take a key, such as one that has another plan for the same stage, `warnings` says so and the key
// comes without it. Values are no part of a project: they are for the secrets, under the keys' ids.
[[nodiscard]] Result<Project> addImportedKeys(Project project, const std::vector<ImportedApiKey>& keys,
                                              Diagnostics& warnings);

} // namespace gw
