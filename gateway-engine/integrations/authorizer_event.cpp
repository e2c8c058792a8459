#include "gateway-engine/integrations/authorizer_event.h"

#include "gateway-engine/compile/program.h"
#include "gateway-engine/integrations/event_parts.h"
#include "gateway-engine/integrations/socket_event.h"

namespace gw::engine {

std::string tokenAuthorizerEvent(std::string_view token, std::string_view methodArn)
{
    constexpr std::size_t rest = 80;
    EventWriter event(token.size() + methodArn.size() + rest);
    event.open();
    event.text("type", "TOKEN");
    event.text("authorizationToken", token);
    event.text("methodArn", methodArn);
    event.close();
    return event.take();
}

std::string requestAuthorizerEvent(Exchange& x, std::string_view methodArn)
{
    constexpr std::size_t usualRest = 2'048;
    EventWriter event(2 * x.request.headers.bytes() + usualRest, EmptyMap::Object);
    event.open();
    event.text("type", "REQUEST");
    event.text("methodArn", methodArn);
    if (x.socket)
        writeHandshake(event, x);
    else
        writeRequest(event, x, {});
    event.close();
    return event.take();
}

} // namespace gw::engine
