// Stage: one step of the pipeline. Stages are made at compile time, immutable, shared by all requests; they know
// nothing of each other.
#pragma once

#include "gateway-engine/pipeline/exchange.h"
#include "gateway-engine/pipeline/fault.h"
#include "gateway-engine/task.h"

#include <optional>

namespace gw::engine {

class Stage
{
public:
    virtual ~Stage() = default;
    [[nodiscard]] virtual const char* name() const = 0; // static text, as traces show it
    [[nodiscard]] virtual Card card() const = 0;        // the card that lights up
    // A fault ends the request. Must not throw.
    virtual Task<std::optional<Fault>> run(Exchange& x) const = 0;
};

} // namespace gw::engine
