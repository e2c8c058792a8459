#include "gateway-engine/compile/connections_url.h"

namespace gw::engine {

std::string connectionsUrl(const Project& project, int port)
{
    for (const Cow<Api>& api : project.apis)
        if (api->kind() == ApiKind::WebSocket && !api->stages.empty())
            return "http://127.0.0.1:" + std::to_string(port) + "/restapis/" + api->apiId + "/" +
                   api->stages.front().name + "/_user_request_";
    return {};
}

} // namespace gw::engine
