// HttpBackend: the call of HTTP and HTTP_PROXY integrations, and what its failures mean (reference 1.18).
#pragma once

#include "gateway-engine/pipeline/stage.h"

namespace gw::engine {

class HttpBackend final : public WaitingStage
{
public:
    [[nodiscard]] const char* name() const override { return "integrate"; }
    [[nodiscard]] Card card() const override { return Card::Integration; }
    Task<std::optional<Fault>> wait(Exchange& x) const override;
};

} // namespace gw::engine
