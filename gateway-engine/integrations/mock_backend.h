// MockBackend: no endpoint. The request template's output says the status; the answer has no body (reference 1.17).
#pragma once

#include "core/api/integration.h"
#include "gateway-engine/pipeline/stage.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gw::engine {

class MockBackend final : public Stage
{
public:
    explicit MockBackend(const StringMap& requestTemplates); // those that are plain text are read now, once

    [[nodiscard]] const char* name() const override { return "integrate"; }
    [[nodiscard]] Card card() const override { return Card::Integration; }
    std::optional<Fault> run(Exchange& x) const override;

private:
    [[nodiscard]] std::optional<int> statusOf(std::string_view output) const;

    struct Known
    {
        std::string output;
        std::optional<int> status;
    };
    std::vector<Known> m_known;
};

// The integer statusCode of a template's output; lenient, as the service is: {statusCode: 200} will do.
[[nodiscard]] std::optional<int> mockStatus(std::string_view output);

} // namespace gw::engine
