#include "gateway-engine/integrations/route_authorizer_event.h"

#include "gateway-engine/integrations/event_parts.h"
#include "gateway-engine/integrations/route_event_parts.h"

namespace gw::engine {

namespace {

constexpr std::size_t usualRest = 2'048;

std::string joined(const std::vector<std::string>& values)
{
    std::string text;
    for (const std::string& value : values)
        text.append(text.empty() ? "" : ",").append(value);
    return text;
}

} // namespace

std::string routeAuthorizerEvent1(Exchange& x, const std::vector<std::string>& identity, std::string_view methodArn)
{
    const std::string source = joined(identity);
    EventWriter event(2 * x.request.headers.bytes() + usualRest, EmptyMap::Object);
    event.open();
    event.text("version", "1.0");
    event.text("type", "REQUEST");
    event.text("methodArn", methodArn);
    event.text("identitySource", source);
    event.text("authorizationToken", source);
    writeRequest(event, x, {});
    event.close();
    return event.take();
}

std::string routeAuthorizerEvent2(Exchange& x, const std::vector<std::string>& identity, std::string_view routeArn)
{
    EventWriter event(2 * x.request.headers.bytes() + usualRest, EmptyMap::Object);
    event.open();
    event.text("version", "2.0");
    event.text("type", "REQUEST");
    event.text("routeArn", routeArn);
    event.texts("identitySource", {identity.begin(), identity.end()});
    writeRoute(event, x);
    event.close();
    return event.take();
}

} // namespace gw::engine
