// Scope: what the queries of a state can see: "$", "$$" and "$name" of JSONPath, "$states" and "$name" of JSONata
// (reference 4.2).
#pragma once

#include "gateway-engine/services.h"
#include "gateway-engine/states/variables.h"

#include <cstddef>
#include <functional>

namespace gw::engine::states {

class QueryEngine;

struct Scope
{
    const json::Value* input = nullptr;          // "$", "$states.input"
    const json::Value* result = nullptr;         // "$states.result"; null: there is none
    const json::Value* errorOutput = nullptr;    // "$states.errorOutput", of Catch
    std::function<const json::Value&()> context; // "$$", "$states.context"; made when first asked for
    const Variables* variables = nullptr;        // "$name"
    Services* services = nullptr;                // for States.UUID and States.MathRandom
    QueryEngine* queries = nullptr;              // null: no JSONata
    mutable std::size_t copiedBytes = 0;         // of all paths so far: bounded
};

} // namespace gw::engine::states
