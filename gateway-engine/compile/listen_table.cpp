// The table of a project. WebSocket APIs are not served yet and have no port.
#include "gateway-engine/compile/listen_table.h"

#include <algorithm>

namespace gw::engine {

ListenTable listenTable(const Project& project, const ListenAddress& address, const ListenTable& former)
{
    ListenTable table;
    table.project = address;
    const bool isFormerThere = std::any_of(project.apis.begin(), project.apis.end(),
                                           [&](const Cow<Api>& api) { return api->apiId == former.defaultApiId; });
    if (isFormerThere)
        table.defaultApiId = former.defaultApiId;
    else if (project.apis.size() == 1)
        table.defaultApiId = project.apis.front()->apiId;
    for (const Cow<Api>& api : project.apis) {
        if (!api->openApi() || api->apiId.empty())
            continue;
        const ListenAddress own{api->host.empty() ? address.host : api->host, api->port};
        const auto before = former.apis.find(api->apiId);
        const bool hasIt = before != former.apis.end() && before->second == own;
        if (project.apis.size() > 1 || api->port != 0 || hasIt)
            table.apis[api->apiId] = own;
    }
    return table;
}

} // namespace gw::engine
