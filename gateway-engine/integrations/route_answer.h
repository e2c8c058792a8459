// What a function behind a route of an HTTP API may return, and what becomes of it (reference 2.4). Format 2.0 takes
// anything that is JSON: an object with statusCode is a response, all else is the body of one. Format 1.0 is as with
// REST APIs, but needs a statusCode and minds no other keys.
#pragma once

#include "gateway-engine/integrations/lambda_answer.h"
#include "gateway-engine/integrations/route_event.h"

#include <tl/expected.hpp>

#include <string>
#include <string_view>

namespace gw::engine {

// With its body decoded. The error says, for the trace, what is wrong; clients hear 500 only.
[[nodiscard]] tl::expected<Response, std::string> readRouteAnswer(std::string_view payload, PayloadFormat format);

class PassRouteAnswer final : public Stage
{
public:
    explicit PassRouteAnswer(PayloadFormat format) : m_format(format) {}
    [[nodiscard]] const char* name() const override { return "map_response"; }
    [[nodiscard]] Card card() const override { return Card::IntegrationResponse; }
    std::optional<Fault> run(Exchange& x) const override;

private:
    PayloadFormat m_format;
};

} // namespace gw::engine
