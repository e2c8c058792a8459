// What a request template overrides goes over what was mapped, last of all (reference 1.23).
#pragma once

#include "core/api/integration.h"
#include "gateway-engine/pipeline/exchange.h"

namespace gw::engine {

// What the mappings gave so far; a name may stand in `headers` and `query` several times.
struct MappedParameters
{
    StringMap& headers;
    StringMap& query;
    StringMap& path;
};

void applyRequestOverrides(Exchange& x, const MappedParameters& mapped);

} // namespace gw::engine
