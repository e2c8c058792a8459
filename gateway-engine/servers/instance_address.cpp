#include "gateway-engine/servers/instance_address.h"

#include "gateway-engine/integrations/endpoint_uri.h"

namespace gw::engine {

Result<InstanceAddress> parseInstanceAddress(std::string_view text)
{
    const bool hasScheme = text.find("://") != std::string_view::npos;
    const auto uri = EndpointUri::parse(hasScheme ? std::string(text) : "http://" + std::string(text));
    if (!uri)
        return fail(uri.error());
    auto place = uri->fill({});
    if (!place)
        return fail(place.error());
    if (!place->query.empty() || !uri->names().empty())
        return fail("\"" + std::string(text) + "\" holds more than an address and a path.",
                    "Write host:port, or http://host:port/path.");
    InstanceAddress address{std::move(place->endpoint), std::move(place->path)};
    while (address.basePath.ends_with('/'))
        address.basePath.pop_back();
    return address;
}

} // namespace gw::engine
