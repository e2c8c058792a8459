// MockBackend: no endpoint. The request template's output says the status; the answer has no body (reference 1.17).
#pragma once

#include "gateway-engine/pipeline/stage.h"

#include <optional>
#include <string_view>

namespace gw::engine {

class MockBackend final : public Stage
{
public:
    [[nodiscard]] const char* name() const override { return "integrate"; }
    [[nodiscard]] Card card() const override { return Card::Integration; }
    std::optional<Fault> run(Exchange& x) const override;
};

// The integer statusCode of a template's output; lenient, as the service is: {statusCode: 200} will do.
[[nodiscard]] std::optional<int> mockStatus(std::string_view output);

} // namespace gw::engine
