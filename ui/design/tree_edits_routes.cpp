// The commands of the API tree for routes of WebSocket APIs.
#include "core/edit/edits_websocket.h"
#include "ui/design/tree_edits.h"
#include "ui/session/workspace.h"

namespace gw::ui {

namespace {

const WebSocketApi* socketApiOf(const Workspace& workspace, ApiId id)
{
    const Api* api = workspace.project().find(id);
    return api ? std::get_if<WebSocketApi>(&api->definition) : nullptr;
}

} // namespace

NodeRef TreeEdits::newRoute(ApiId api, const std::string& key)
{
    const WebSocketApi* definition = socketApiOf(m_workspace, api);
    if (!definition)
        return {};
    const std::string wanted =
        !key.empty() ? key : freeName("route", [&](const std::string& name) { return definition->findRoute(name); });
    if (!m_workspace.apply(tr("New Route"), [=](Project p) { return createSocketRoute(std::move(p), api, wanted); }))
        return {};
    const WebSocketApi* changed = socketApiOf(m_workspace, api);
    const WebSocketRoute* made = changed ? changed->findRoute(wanted) : nullptr;
    return made ? nodeOf(api, made->id) : NodeRef{};
}

NodeRef TreeEdits::renameRoute(const TreeItem& item, const std::string& name)
{
    const NodeRef ref = item.ref;
    const auto edit = [=](Project p) { return gw::renameRoute(std::move(p), ref.api, ref.route, name); };
    return m_workspace.apply(tr("Rename Route"), edit) ? ref : NodeRef{};
}

NodeRef TreeEdits::duplicateRoute(const TreeItem& item)
{
    const NodeRef ref = item.ref;
    const auto before = m_workspace.snapshot();
    const auto edit = [=](Project p) { return gw::duplicateRoute(std::move(p), ref.api, ref.route); };
    if (!m_workspace.apply(tr("Duplicate Route"), edit))
        return {};
    const Api* old = before->find(ref.api);
    const auto* earlier = old ? std::get_if<WebSocketApi>(&old->definition) : nullptr;
    if (const WebSocketApi* now = socketApiOf(m_workspace, ref.api); now && earlier)
        for (const Cow<WebSocketRoute>& route : now->routes)
            if (!earlier->find(route->id))
                return nodeOf(ref.api, route->id);
    return {};
}

} // namespace gw::ui
