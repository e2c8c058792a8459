// Builds the nodes of one API and tells which nodes of two builds are the same element.
#include "ui/models/api_tree.h"

#include "core/api/models.h"
#include "core/api/resource_tree.h"
#include "core/format/authorizer_scheme.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>
#include <functional>
#include <unordered_map>
#include <unordered_set>

namespace gw::ui {

namespace {

using ResourceIndex = std::unordered_map<ResourceId, const Resource*>;

QString tr(const char* text)
{
    return QCoreApplication::translate("gw::ui::ApiTree", text);
}

QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

TreeNode& append(TreeNode& parent, TreeItem item)
{
    auto node = std::make_unique<TreeNode>();
    node->item = std::move(item);
    node->parent = &parent;
    parent.children.push_back(std::move(node));
    return *parent.children.back();
}

void appendMethods(TreeNode& node, const Api& api, const Resource& resource)
{
    for (const Cow<Method>& method : resource.methods) {
        const std::string& hint = method->summary.empty() ? method->operationName : method->summary;
        append(node, {TreeKind::Method, NodeRef{api.id, resource.id, method->id, {}}, text(toString(method->verb)),
                      text(resource.path), text(hint), false});
    }
}

void appendResource(TreeNode& parent, const Api& api, const ResourceNode& resource, const ResourceIndex& index)
{
    const auto found = index.find(resource.resource);
    const bool isImplied = found == index.end();
    if (!isImplied && api.kind() == ApiKind::Http && resource.path == defaultRoutePath)
        return appendMethods(parent, api, *found->second); // the default route stands at no path
    TreeNode& node = append(parent, {TreeKind::Resource,
                                     NodeRef{api.id, resource.resource, {}, {}},
                                     text(resource.pathPart),
                                     text(resource.path),
                                     {},
                                     isImplied});
    node.anchor = resource.resource;
    if (!isImplied)
        appendMethods(node, api, *found->second);
    for (const ResourceNode& child : resource.children) {
        appendResource(node, api, child, index);
        if (!node.anchor && !node.children.empty())
            node.anchor = node.children.back()->anchor;
    }
}

// The root's children stand directly under the API; "/" itself only where it has something of its own.
void appendResources(TreeNode& node, const Api& api, const OpenApiDefinition& definition)
{
    ResourceIndex index;
    for (const Cow<Resource>& resource : definition.resources)
        index.emplace(resource->id, &*resource);
    ResourceNode root = resourceTree(definition);
    const auto children = std::move(root.children);
    root.children.clear();
    if (root.resource)
        appendResource(node, api, root, index);
    for (const ResourceNode& child : children)
        appendResource(node, api, child, index);
}

void appendAuthorizers(TreeNode& node, const Api& api, const OpenApiDefinition& definition)
{
    const NodeRef ref{api.id, {}, {}, {}};
    const auto authorizers = authorizersOf(definition);
    const QString none = authorizers.empty() ? tr("none yet") : QString();
    TreeNode& group = append(node, {TreeKind::AuthorizerGroup, ref, tr("Authorizers"), {}, none, false});
    for (const Authorizer& authorizer : authorizers)
        append(group, {TreeKind::Authorizer, ref, text(authorizer.name), {}, text(toString(authorizer.type)), false});
}

void appendModels(TreeNode& node, const Api& api, const OpenApiDefinition& definition)
{
    const auto count = modelNames(definition).size();
    append(node, {TreeKind::Models,
                  NodeRef{api.id, {}, {}, {}},
                  tr("Models"),
                  {},
                  count > 0 ? QString::number(count) : QString(),
                  false});
}

void appendGatewayResponses(TreeNode& node, const Api& api, const OpenApiDefinition& definition)
{
    const auto count = definition.gatewayResponses.size();
    append(node, {TreeKind::GatewayResponses,
                  NodeRef{api.id, {}, {}, {}},
                  tr("Gateway Responses"),
                  {},
                  count > 0 ? tr("%1 customised").arg(count) : QString(),
                  false});
}

// "AWS_PROXY · two-way"
QString hintOf(const WebSocketRoute& route)
{
    QStringList parts;
    if (route.integration)
        parts << text(toString(route.integration->type));
    if (route.isTwoWay())
        parts << tr("two-way");
    return parts.join(QStringLiteral(" · "));
}

// $connect, $disconnect and $default first, as every connection meets them; then the API's own keys, as the file has
// them.
void appendRoutes(TreeNode& node, const Api& api, const WebSocketApi& definition)
{
    const auto add = [&](const WebSocketRoute& route) {
        append(node, {TreeKind::Route, nodeOf(api.id, route.id), text(route.routeKey), {}, hintOf(route), false});
    };
    for (const char* key : {connectKey, disconnectKey, defaultKey})
        if (const WebSocketRoute* route = definition.findRoute(key))
            add(*route);
    for (const Cow<WebSocketRoute>& route : definition.routes)
        if (!route->isPredefined())
            add(*route);
}

void appendStages(TreeNode& node, const Api& api)
{
    TreeNode& group = append(node, {TreeKind::StageGroup, NodeRef{api.id, {}, {}, {}}, tr("Stages"), {}, {}, false});
    for (const Stage& stage : api.stages)
        append(group, {TreeKind::Stage,
                       NodeRef{api.id, {}, {}, stage.id},
                       text(stage.name),
                       {},
                       stage.autoDeploy ? tr("auto-deploy") : QString(),
                       false});
}

QString kindName(ApiKind kind)
{
    switch (kind) {
    case ApiKind::Rest:
        return tr("REST");
    case ApiKind::Http:
        return tr("HTTP");
    case ApiKind::WebSocket:
        return tr("WebSocket");
    }
    return {};
}

// A section says how many it holds, or that it is empty.
std::unique_ptr<TreeNode> section(TreeKind kind, const QString& name, std::size_t count)
{
    auto node = std::make_unique<TreeNode>();
    node->item = {kind, {}, name, {}, count > 0 ? QString::number(count) : tr("none yet"), false};
    return node;
}

// The section's rows, in the project's order.
template <typename T, typename Hint>
std::unique_ptr<TreeNode> elementSection(TreeKind group, TreeKind kind, const QString& name,
                                         const std::vector<Cow<T>>& elements, Hint hint)
{
    auto node = section(group, name, elements.size());
    for (const Cow<T>& each : elements)
        append(*node, {kind, nodeOf(each->id), text(each->name), {}, hint(*each), false});
    return node;
}

// "10/s", "10/s · 1000 a day"
QString hintOf(const UsagePlan& plan)
{
    QStringList parts;
    if (plan.throttle.rateLimit)
        parts << tr("%1/s").arg(*plan.throttle.rateLimit);
    if (plan.quota)
        parts << QString::number(plan.quota->limit) + QLatin1Char(' ') +
                     (plan.quota->period == QuotaPeriod::Day    ? tr("a day")
                      : plan.quota->period == QuotaPeriod::Week ? tr("a week")
                                                                : tr("a month"));
    return parts.join(QStringLiteral(" · "));
}

QString hintOf(const DomainName& domain)
{
    return domain.mappings.empty() && domain.rules.empty() ? tr("leads nowhere")
           : domain.tls.enabled                            ? QStringLiteral("https")
                                                           : QStringLiteral("http");
}

QString hintOf(const Function& function)
{
    return function.endpoint.empty() ? text(function.runtime) : tr("remote");
}

QString hintOf(const Backend& backend)
{
    if (const auto* url = std::get_if<UrlBackend>(&backend.target))
        return text(url->url);
    if (const auto* group = std::get_if<InstanceGroup>(&backend.target))
        return group->instances.size() == 1 ? tr("1 instance") : tr("%1 instances").arg(group->instances.size());
    return tr("application");
}

QString hintOf(const Identity& identity)
{
    return identity.policies.empty()       ? tr("no policy")
           : identity.policies.size() == 1 ? tr("1 policy")
                                           : tr("%1 policies").arg(identity.policies.size());
}

bool isResource(const TreeNode& node)
{
    return node.item.kind == TreeKind::Resource;
}

// What a node is known by among its siblings.
QString keyOf(const TreeNode& node)
{
    const NodeRef& ref = node.item.ref;
    switch (node.item.kind) {
    case TreeKind::Api:
        return QStringLiteral("a%1").arg(ref.api.value);
    case TreeKind::Method:
        return QStringLiteral("m%1").arg(ref.method.value);
    case TreeKind::Stage:
        return QStringLiteral("s%1").arg(ref.stage.value);
    case TreeKind::Route:
        return QStringLiteral("R%1").arg(ref.route.value);
    case TreeKind::Models:
        return QStringLiteral("d");
    case TreeKind::GatewayResponses:
        return QStringLiteral("w");
    case TreeKind::StageGroup:
        return QStringLiteral("g");
    case TreeKind::AuthorizerGroup:
        return QStringLiteral("U");
    case TreeKind::Authorizer:
        return QStringLiteral("u%1").arg(node.item.name);
    case TreeKind::ApiKeyGroup:
        return QStringLiteral("K");
    case TreeKind::UsagePlanGroup:
        return QStringLiteral("P");
    case TreeKind::IdentityGroup:
        return QStringLiteral("I");
    case TreeKind::DomainNameGroup:
        return QStringLiteral("D");
    case TreeKind::ClientCertificateGroup:
        return QStringLiteral("C");
    case TreeKind::WebAclGroup:
        return QStringLiteral("W");
    case TreeKind::UserPoolGroup:
        return QStringLiteral("O");
    case TreeKind::LocalIssuer:
        return QStringLiteral("J");
    case TreeKind::FunctionGroup:
        return QStringLiteral("F");
    case TreeKind::StateMachineGroup:
        return QStringLiteral("S");
    case TreeKind::BackendGroup:
        return QStringLiteral("B");
    case TreeKind::AwsSettings:
        return QStringLiteral("A");
    case TreeKind::Function:
        return QStringLiteral("f%1").arg(ref.function.value);
    case TreeKind::StateMachine:
        return QStringLiteral("c%1").arg(ref.stateMachine.value);
    case TreeKind::Backend:
        return QStringLiteral("b%1").arg(ref.backend.value);
    case TreeKind::ApiKey:
        return QStringLiteral("k%1").arg(ref.apiKey.value);
    case TreeKind::UsagePlan:
        return QStringLiteral("l%1").arg(ref.usagePlan.value);
    case TreeKind::Identity:
        return QStringLiteral("i%1").arg(ref.identity.value);
    case TreeKind::DomainName:
        return QStringLiteral("n%1").arg(ref.domainName.value);
    case TreeKind::ClientCertificate:
        return QStringLiteral("t%1").arg(ref.clientCertificate.value);
    case TreeKind::WebAcl:
        return QStringLiteral("x%1").arg(ref.webAcl.value);
    case TreeKind::UserPool:
        return QStringLiteral("o%1").arg(ref.userPool.value);
    case TreeKind::Resource:
        break;
    }
    return ref.resource ? QStringLiteral("r%1").arg(ref.resource.value) : QStringLiteral("p%1").arg(node.item.name);
}

using Key = std::function<QString(const TreeNode&)>; // empty: not to be paired this way

void pairBy(const Key& key, const std::unordered_set<const TreeNode*>& left, const TreeNodes& shown,
            const TreeNodes& wanted, std::vector<TreeNode*>& pairs)
{
    QHash<QString, TreeNode*> free;
    for (const auto& node : shown)
        if (left.contains(node.get()) && std::find(pairs.begin(), pairs.end(), node.get()) == pairs.end())
            if (const QString k = key(*node); !k.isEmpty())
                free.insert(k, node.get());
    for (std::size_t i = 0; i < wanted.size() && !free.isEmpty(); ++i)
        if (const QString k = key(*wanted[i]); !pairs[i] && !k.isEmpty())
            pairs[i] = free.take(k);
}

// Enough to have the same key; most rows after most edits are.
bool isSameElement(const TreeNode& a, const TreeNode& b)
{
    return a.item.kind == b.item.kind && a.item.ref == b.item.ref && a.item.name == b.item.name;
}

// An authorizer has no id beside its name: one that was renamed stands where it stood.
void pairRenamedAuthorizers(const TreeNodes& shown, const TreeNodes& wanted, std::vector<TreeNode*>& pairs)
{
    for (std::size_t i = 0; i < std::min(shown.size(), wanted.size()); ++i)
        if (!pairs[i] && wanted[i]->item.kind == TreeKind::Authorizer && shown[i]->item.kind == TreeKind::Authorizer &&
            std::find(pairs.begin(), pairs.end(), shown[i].get()) == pairs.end())
            pairs[i] = shown[i].get();
}

} // namespace

int TreeNode::row() const
{
    if (!parent)
        return 0;
    const auto it = std::find_if(parent->children.begin(), parent->children.end(),
                                 [this](const auto& child) { return child.get() == this; });
    return static_cast<int>(it - parent->children.begin());
}

std::unique_ptr<TreeNode> buildApiTree(const Api& api)
{
    auto node = std::make_unique<TreeNode>();
    node->item = {TreeKind::Api, NodeRef{api.id, {}, {}, {}}, text(api.name), {}, kindName(api.kind()), false};
    if (const OpenApiDefinition* definition = api.openApi()) {
        appendResources(*node, api, *definition);
        appendAuthorizers(*node, api, *definition);
        if (api.kind() == ApiKind::Rest)
            appendModels(*node, api, *definition);
        if (api.kind() == ApiKind::Rest)
            appendGatewayResponses(*node, api, *definition);
    }
    if (const auto* definition = std::get_if<WebSocketApi>(&api.definition))
        appendRoutes(*node, api, *definition);
    appendStages(*node, api);
    return node;
}

TreeNodes buildSections(const Project& project)
{
    TreeNodes sections;
    auto functions = section(TreeKind::FunctionGroup, tr("Functions"), project.functions.size());
    for (const Cow<Function>& each : project.functions)
        append(*functions, {TreeKind::Function,
                            NodeRef{{}, {}, {}, {}, each->id, {}, {}},
                            text(each->name),
                            {},
                            hintOf(*each),
                            false});
    auto machines = section(TreeKind::StateMachineGroup, tr("State Machines"), project.stateMachines.size());
    for (const Cow<StateMachine>& each : project.stateMachines)
        append(*machines, {TreeKind::StateMachine,
                           NodeRef{{}, {}, {}, {}, {}, each->id, {}},
                           text(each->name),
                           {},
                           text(toString(each->type)),
                           false});
    auto backends = section(TreeKind::BackendGroup, tr("Backends"), project.backends.size());
    for (const Cow<Backend>& each : project.backends)
        append(
            *backends,
            {TreeKind::Backend, NodeRef{{}, {}, {}, {}, {}, {}, each->id}, text(each->name), {}, hintOf(*each), false});
    sections.push_back(std::move(functions));
    sections.push_back(std::move(machines));
    sections.push_back(std::move(backends));
    sections.push_back(elementSection(TreeKind::ApiKeyGroup, TreeKind::ApiKey, tr("API Keys"), project.apiKeys,
                                      [](const ApiKey& key) { return key.enabled ? QString() : tr("disabled"); }));
    sections.push_back(elementSection(TreeKind::UsagePlanGroup, TreeKind::UsagePlan, tr("Usage Plans"),
                                      project.usagePlans, [](const UsagePlan& plan) { return hintOf(plan); }));
    sections.push_back(elementSection(TreeKind::IdentityGroup, TreeKind::Identity, tr("Identities"), project.identities,
                                      [](const Identity& identity) { return hintOf(identity); }));
    sections.push_back(elementSection(TreeKind::DomainNameGroup, TreeKind::DomainName, tr("Custom Domain Names"),
                                      project.domainNames, [](const DomainName& domain) { return hintOf(domain); }));
    sections.push_back(elementSection(TreeKind::ClientCertificateGroup, TreeKind::ClientCertificate,
                                      tr("Client Certificates"), project.clientCertificates,
                                      [](const ClientCertificate&) { return QString(); }));
    sections.push_back(
        elementSection(TreeKind::WebAclGroup, TreeKind::WebAcl, tr("Web ACLs"), project.webAcls, [](const WebAcl& acl) {
            return acl.rules.size() == 1 ? tr("1 rule") : tr("%1 rules").arg(acl.rules.size());
        }));
    sections.push_back(
        elementSection(TreeKind::UserPoolGroup, TreeKind::UserPool, tr("User Pools"), project.userPools,
                       [](const UserPool& pool) { return pool.isLocal() ? tr("local issuer") : text(pool.issuer); }));
    sections.push_back(section(TreeKind::LocalIssuer, tr("Local Issuer"), 0));
    sections.back()->item.hint = project.localIssuer->enabled ? tr("on") : tr("off");
    sections.push_back(section(TreeKind::AwsSettings, tr("AWS Settings"), 0));
    sections.back()->item.hint = text(project.aws.region);
    return sections;
}

std::vector<TreeNode*> pairTreeNodes(const TreeNodes& shown, const TreeNodes& wanted)
{
    std::vector<TreeNode*> pairs(wanted.size(), nullptr);
    std::size_t first = 0; // rows that stand where they stood need no look-up
    for (; first < std::min(shown.size(), wanted.size()) && isSameElement(*shown[first], *wanted[first]); ++first)
        pairs[first] = shown[first].get();
    QHash<QString, TreeNode*> byKey;
    for (std::size_t i = first; i < shown.size(); ++i)
        byKey.insert(keyOf(*shown[i]), shown[i].get());
    for (std::size_t i = first; i < wanted.size(); ++i)
        pairs[i] = byKey.take(keyOf(*wanted[i]));
    if (byKey.isEmpty() || std::find(pairs.begin(), pairs.end(), nullptr) == pairs.end())
        return pairs;
    const std::unordered_set<const TreeNode*> left(byKey.cbegin(), byKey.cend());

    // An implied resource became a real one (or the other way round): the same path part.
    pairBy([](const TreeNode& n) { return isResource(n) ? n.item.name : QString(); }, left, shown, wanted, pairs);
    pairRenamedAuthorizers(shown, wanted, pairs);
    // An implied resource was renamed: what lies below stayed.
    pairBy([](const TreeNode& n) { return n.item.isImplied && n.anchor ? QString::number(n.anchor.value) : QString(); },
           left, shown, wanted, pairs);
    return pairs;
}

} // namespace gw::ui
