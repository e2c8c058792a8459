// Stage: a named place where an API is served, with its variables. A stage with autoDeploy serves every edit; one
// without serves the deployment (an immutable snapshot) that was last made to it.
#pragma once

#include "core/api/ids.h"
#include "core/api/integration.h"

#include <string>

namespace gw {

struct Stage {
    StageId id;
    std::string name = "dev"; // [A-Za-z0-9_-], at most 128 characters
    std::string description;
    bool autoDeploy = true;
    StringMap variables; // at most 100; key [A-Za-z0-9_] up to 64, value up to 512 characters
    bool operator==(const Stage&) const = default;
};

} // namespace gw
