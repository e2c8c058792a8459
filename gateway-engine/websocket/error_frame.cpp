// Error frames.
#include "gateway-engine/websocket/error_frame.h"

#include "gateway-engine/pipeline/gateway_response.h"
#include "gateway-engine/pipeline/variables.h"

namespace gw::engine {

std::string errorFrameText(std::string_view message, std::string_view connectionId, std::string_view requestId)
{
    std::string text = "{\"message\": ";
    text += jsonQuoted(message);
    text.append(", \"connectionId\":\"").append(connectionId);
    text.append("\", \"requestId\":\"").append(requestId).append("\"}");
    return text;
}

std::string_view socketMessage(const Fault& fault)
{
    switch (fault.type) {
    case GatewayResponseType::BadRequestBody:
        return "Bad request body";
    case GatewayResponseType::IntegrationFailure:
    case GatewayResponseType::ApiConfigurationError:
        return "Internal server error";
    default:
        return faultMessage(fault);
    }
}

int handshakeStatus(const Fault& fault)
{
    constexpr int badGateway = 502;
    if (fault.status)
        return *fault.status;
    return fault.type == GatewayResponseType::IntegrationFailure ? badGateway : defaultStatus(fault.type);
}

} // namespace gw::engine
