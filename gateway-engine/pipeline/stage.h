// Stage: one step of the pipeline. Stages are made at compile time, immutable, shared by all requests; they know
// nothing of each other. A fault ends the request.
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
    // Must not throw.
    [[nodiscard]] virtual std::optional<Fault> run(Exchange& x) const = 0;

    // Most stages are done at once, and a plain call costs a tenth of a coroutine. One that waits for somebody says so
    // (WaitingStage), and is awaited instead of run.
    [[nodiscard]] virtual bool waits() const { return false; }
    [[nodiscard]] virtual Task<std::optional<Fault>> wait(Exchange& x) const;
};

class WaitingStage : public Stage
{
public:
    [[nodiscard]] std::optional<Fault> run(Exchange& x) const final;
    [[nodiscard]] bool waits() const final { return true; }
    [[nodiscard]] Task<std::optional<Fault>> wait(Exchange& x) const override = 0;
};

} // namespace gw::engine
