// Commands first, as nothing is typed yet; then what the design holds, then what happened lately.
#include "ui/shell/palette_entries.h"

#include "core/console/request_store.h"

#include <QCoreApplication>
#include <QDateTime>

namespace gw::ui {

namespace {

constexpr int maxTraces = 30;

QString tr(const char* text)
{
    return QCoreApplication::translate("gw::ui::CommandPalette", text);
}

void addActions(std::vector<PaletteEntry>& entries, const Actions& actions)
{
    for (const ActionSpec& spec : actionSpecs()) {
        QAction* action = actions[spec.id];
        if (!action->isEnabled() || spec.id == ActionId::Palette)
            continue;
        entries.push_back({action->text(),
                           {},
                           *spec.icon ? spec.icon : "command",
                           {},
                           action->shortcut().toString(QKeySequence::NativeText),
                           Actions::group(spec),
                           [action] { action->trigger(); }});
    }
}

void addApi(std::vector<PaletteEntry>& entries, const Api& api, const PaletteTargets& targets)
{
    const QString name = QString::fromStdString(api.name);
    NodeRef node;
    node.api = api.id;
    entries.push_back({name, {}, "api", {}, {}, tr("API"), [=, show = targets.showNode] { show(node); }});
    if (const auto* sockets = std::get_if<WebSocketApi>(&api.definition))
        for (const Cow<WebSocketRoute>& route : sockets->routes)
            entries.push_back({QString::fromStdString(route->routeKey),
                               name,
                               {},
                               QStringLiteral("WS"),
                               {},
                               tr("Route"),
                               [ref = nodeOf(api.id, route->id), show = targets.showNode] { show(ref); }});
    const OpenApiDefinition* definition = api.openApi();
    if (!definition)
        return;
    for (const Cow<Resource>& resource : definition->resources) {
        node.resource = resource->id;
        node.method = {};
        const QString path = QString::fromStdString(resource->path);
        entries.push_back(
            {path, name, "resource", {}, {}, tr("Resource"), [=, show = targets.showNode] { show(node); }});
        for (const Cow<Method>& method : resource->methods) {
            node.method = method->id;
            const std::string_view verb = toString(method->verb);
            entries.push_back({path,
                               method->summary.empty() ? name : QString::fromStdString(method->summary),
                               {},
                               QString::fromUtf8(verb.data(), qsizetype(verb.size())),
                               {},
                               tr("Method"),
                               [=, show = targets.showNode] { show(node); }});
        }
    }
}

void addBehindApis(std::vector<PaletteEntry>& entries, const Project& project, const PaletteTargets& targets)
{
    const auto add = [&](const std::string& name, const std::string& hint, const char* icon, const QString& group,
                         const NodeRef& node) {
        entries.push_back({QString::fromStdString(name),
                           QString::fromStdString(hint),
                           icon,
                           {},
                           {},
                           group,
                           [=, show = targets.showNode] { show(node); }});
    };
    for (const Cow<Function>& each : project.functions)
        add(each->name, each->description.empty() ? each->runtime : each->description, "function", tr("Function"),
            NodeRef{{}, {}, {}, {}, each->id, {}, {}});
    for (const Cow<StateMachine>& each : project.stateMachines)
        add(each->name, std::string(toString(each->type)), "state-machine", tr("State Machine"),
            NodeRef{{}, {}, {}, {}, {}, each->id, {}});
    for (const Cow<Backend>& each : project.backends)
        add(each->name, {}, "server", tr("Backend"), NodeRef{{}, {}, {}, {}, {}, {}, each->id});
    for (const Cow<ApiKey>& each : project.apiKeys)
        add(each->name, each->description, "key", tr("API Key"), nodeOf(each->id));
    for (const Cow<UsagePlan>& each : project.usagePlans)
        add(each->name, each->description, "clock", tr("Usage Plan"), nodeOf(each->id));
    for (const Cow<Identity>& each : project.identities)
        add(each->name, each->accessKeyId, "user", tr("Identity"), nodeOf(each->id));
    for (const Cow<DomainName>& each : project.domainNames)
        add(each->name, {}, "globe", tr("Custom Domain Name"), nodeOf(each->id));
    for (const Cow<ClientCertificate>& each : project.clientCertificates)
        add(each->name, each->description, "lock", tr("Client Certificate"), nodeOf(each->id));
    for (const Cow<WebAcl>& each : project.webAcls)
        add(each->name, each->description, "filter", tr("Web ACL"), nodeOf(each->id));
}

void addTraces(std::vector<PaletteEntry>& entries, const std::vector<engine::TracePtr>& traces,
               const PaletteTargets& targets)
{
    int count = 0;
    for (auto it = traces.rbegin(); it != traces.rend() && count < maxTraces; ++it, ++count) {
        const engine::Trace& trace = **it;
        const auto milliseconds =
            std::chrono::duration_cast<std::chrono::milliseconds>(trace.time.time_since_epoch()).count();
        const QString time = QDateTime::fromMSecsSinceEpoch(milliseconds).toString("HH:mm:ss");
        entries.push_back({QString::fromStdString(trace.path),
                           QString("%1 · %2").arg(trace.status).arg(time),
                           {},
                           QString::fromStdString(trace.method),
                           {},
                           tr("Trace"),
                           [id = QString::fromStdString(trace.requestId), show = targets.showTrace] { show(id); }});
    }
}

void flatten(const std::vector<console::RequestEntry>& entries, std::vector<SavedRequestRef>& flat)
{
    for (const console::RequestEntry& entry : entries) {
        if (entry.isFolder)
            flatten(entry.children, flat);
        else
            flat.push_back({entry.method, entry.path});
    }
}

} // namespace

std::vector<SavedRequestRef> savedRequests(const QString& projectFolder)
{
    std::vector<SavedRequestRef> flat;
    flatten(console::RequestStore(projectFolder).list(), flat);
    return flat;
}

std::vector<PaletteEntry> paletteEntries(const Actions& actions, const Project& project,
                                         const std::vector<engine::TracePtr>& traces,
                                         const std::vector<SavedRequestRef>& requests, const PaletteTargets& targets)
{
    std::vector<PaletteEntry> entries;
    addActions(entries, actions);
    for (const Cow<Api>& api : project.apis)
        addApi(entries, *api, targets);
    addBehindApis(entries, project, targets);
    for (const SavedRequestRef& request : requests)
        entries.push_back({request.path.section('/', -1),
                           request.path,
                           {},
                           request.method,
                           {},
                           tr("Request"),
                           [path = request.path, open = targets.openRequest] { open(path); }});
    addTraces(entries, traces, targets);
    return entries;
}

} // namespace gw::ui
