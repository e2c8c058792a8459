// The event of an HTTP API's function (reference 2.4, appendix A.3), in payload format 2.0 or 1.0, and the stage that
// builds it. Bodies are text only where their media type says so; there are no binary media types.
#pragma once

#include "gateway-engine/integrations/lambda_event.h"

#include <string>
#include <string_view>

namespace gw::engine {

enum class PayloadFormat { V1, V2 };

[[nodiscard]] std::string routeEvent(Exchange& x, PayloadFormat format);
[[nodiscard]] bool isTextBody(std::string_view contentType); // delivered as it is; everything else in Base64

class MapRouteEvent final : public Stage
{
public:
    MapRouteEvent(LambdaProxyDesign design, PayloadFormat format) : m_design(std::move(design)), m_format(format) {}
    [[nodiscard]] const char* name() const override { return "map_request"; }
    [[nodiscard]] Card card() const override { return Card::IntegrationRequest; }
    std::optional<Fault> run(Exchange& x) const override;

private:
    LambdaProxyDesign m_design;
    PayloadFormat m_format;
};

} // namespace gw::engine
