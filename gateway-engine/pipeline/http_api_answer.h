// What an HTTP API says itself (reference 2.8 and appendix A.5): short errors whose words nobody can change, and the
// request's one id. The sibling of gateway_response, which REST APIs have.
#pragma once

#include "gateway-engine/pipeline/exchange.h"
#include "gateway-engine/pipeline/fault.h"

#include <string_view>

namespace gw::engine {

inline constexpr std::string_view httpApiIdHeader = "apigw-requestid";

[[nodiscard]] std::string_view httpApiMessage(const Fault& fault); // "Not Found"
// {"message":"Not Found"}, but for the headers that every response has.
[[nodiscard]] Response httpApiError(const Fault& fault);
// No API, or no stage of it, answers at this address.
[[nodiscard]] Response notFoundResponse();

// apigw-requestid, which the client gets once, whatever the integration sends.
void addHttpApiHeaders(const Exchange& x, Response& response);

} // namespace gw::engine
