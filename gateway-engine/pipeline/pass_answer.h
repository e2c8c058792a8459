// PassAnswer: the answer of an HTTP API's endpoint or service as it goes to the client: status, headers and body as
// they are, but for the headers of the connection (reference 2.3). REST APIs rename some more (map_response.h).
#pragma once

#include "gateway-engine/pipeline/stage.h"

namespace gw::engine {

class PassAnswer final : public Stage
{
public:
    [[nodiscard]] const char* name() const override { return "map_response"; }
    [[nodiscard]] Card card() const override { return Card::IntegrationResponse; }
    std::optional<Fault> run(Exchange& x) const override;
};

// Without those of the connection, and those the transport writes itself.
void dropConnectionHeaders(Headers& headers);

} // namespace gw::engine
