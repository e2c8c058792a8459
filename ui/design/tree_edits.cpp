// The commands of the API tree as edits of the project.
#include "ui/design/tree_edits.h"

#include "core/api/resource_tree.h"
#include "core/edit/diff.h"
#include "core/edit/edits.h"
#include "core/edit/edits_route.h"
#include "core/edit/edits_websocket.h"
#include "ui/design/method_facts.h"
#include "ui/session/workspace.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <functional>

namespace gw::ui {

namespace {

bool isPathTaken(const OpenApiDefinition& definition, const std::string& path)
{
    return std::any_of(definition.resources.begin(), definition.resources.end(),
                       [&](const Cow<Resource>& resource) { return isInSubtree(resource->path, path); });
}

void collectPaths(const ResourceNode& node, QStringList& paths)
{
    paths << QString::fromStdString(node.path);
    for (const ResourceNode& child : node.children)
        collectPaths(child, paths);
}

} // namespace

std::string freeName(const std::string& base, const std::function<bool(const std::string&)>& isTaken)
{
    std::string name = base;
    for (int i = 2; isTaken(name); ++i)
        name = base + "-" + std::to_string(i);
    return name;
}

TreeEdits::TreeEdits(Workspace& workspace, QObject* parent) : QObject(parent), m_workspace(workspace) {}

const OpenApiDefinition* TreeEdits::definitionOf(ApiId api) const
{
    const Api* found = m_workspace.project().find(api);
    return found ? found->openApi() : nullptr;
}

bool TreeEdits::isHttpApi(ApiId api) const
{
    const Api* found = m_workspace.project().find(api);
    return found && found->kind() == ApiKind::Http;
}

QString TreeEdits::pathFor(const TreeItem& item)
{
    return item.path.isEmpty() ? QStringLiteral("/") : item.path;
}

NodeRef TreeEdits::resourceAt(ApiId api, const std::string& path) const
{
    const OpenApiDefinition* definition = definitionOf(api);
    const Resource* resource = definition ? definition->findPath(path) : nullptr;
    return NodeRef{api, resource ? resource->id : ResourceId{}, {}, {}};
}

NodeRef TreeEdits::methodAt(ApiId api, const std::string& path, HttpVerb verb) const
{
    const OpenApiDefinition* definition = definitionOf(api);
    const Resource* resource = definition ? definition->findPath(path) : nullptr;
    if (resource)
        for (const Cow<Method>& method : resource->methods)
            if (method->verb == verb)
                return {api, resource->id, method->id, {}};
    return NodeRef{api, {}, {}, {}};
}

// The first element that the project has now and had not `before`.
NodeRef TreeEdits::addedBy(const Project& before) const
{
    for (const Change& change : diff(before, m_workspace.project()))
        if (change.kind == ChangeKind::Added)
            return change.node;
    return {};
}

NodeRef TreeEdits::newApi(ApiKind kind)
{
    const auto isTaken = [this](const std::string& name) { return m_workspace.project().findApi(name) != nullptr; };
    const std::string name = freeName("api", isTaken);
    if (!m_workspace.apply(tr("New API"), [=](Project p) { return createApi(std::move(p), kind, name); }))
        return {};
    const Api* api = m_workspace.project().findApi(name);
    return api ? NodeRef{api->id, {}, {}, {}} : NodeRef{};
}

NodeRef TreeEdits::newResource(const TreeItem& under)
{
    const ApiId api = under.ref.api;
    const OpenApiDefinition* definition = definitionOf(api);
    if (!definition)
        return {};
    const std::string parent = pathFor(under).toStdString();
    const std::string name =
        freeName("resource", [&](const std::string& n) { return isPathTaken(*definition, joinPath(parent, n)); });
    const Edit edit = [=](Project p) { return createResource(std::move(p), api, parent, name); };
    return m_workspace.apply(tr("New Resource"), edit) ? resourceAt(api, joinPath(parent, name)) : NodeRef{};
}

NodeRef TreeEdits::newMethod(const TreeItem& at, HttpVerb verb)
{
    const ApiId api = at.ref.api;
    const std::string path = pathFor(at).toStdString();
    const Edit edit = [=](Project p) { return createMethod(std::move(p), api, path, verb); };
    return m_workspace.apply(tr("New Method"), edit) ? methodAt(api, path, verb) : NodeRef{};
}

NodeRef TreeEdits::newStage(ApiId api)
{
    const Api* owner = m_workspace.project().find(api);
    if (!owner)
        return {};
    Stage stage;
    stage.autoDeploy = owner->stages.empty(); // the first one shows the work; further ones get releases
    if (owner->kind() == ApiKind::Http && !owner->findStage("$default"))
        stage.name = "$default";
    else
        stage.name = freeName("stage", [&](const std::string& name) { return owner->findStage(name) != nullptr; });
    const std::string name = stage.name;
    if (!m_workspace.apply(tr("New Stage"), [=](Project p) { return createStage(std::move(p), api, stage); }))
        return {};
    const Api* changed = m_workspace.project().find(api);
    const Stage* made = changed ? changed->findStage(name) : nullptr;
    return made ? NodeRef{api, {}, {}, made->id} : NodeRef{};
}

NodeRef TreeEdits::newFunction()
{
    const auto before = m_workspace.snapshot();
    Function function;
    function.name =
        freeName("function", [&](const std::string& name) { return before->findFunction(name) != nullptr; });
    const Edit edit = [=](Project p) { return createFunction(std::move(p), function); };
    return m_workspace.apply(tr("New Function"), edit) ? addedBy(*before) : NodeRef{};
}

std::function<Result<Project>(Project)> renamingFunction(const Workspace& workspace, FunctionId function,
                                                         const std::string& name)
{
    const Function* known = workspace.project().find(function);
    const bool isOnDisk = known && QFileInfo::exists(QDir(workspace.folder()).filePath(fromUtf8(known->codeUri)));
    const CodeFolder folder = isOnDisk ? CodeFolder::Stays : CodeFolder::FollowsName;
    return [=](Project project) { return renameFunction(std::move(project), function, name, folder); };
}

NodeRef TreeEdits::newStateMachine()
{
    const auto before = m_workspace.snapshot();
    StateMachine machine;
    machine.name =
        freeName("state-machine", [&](const std::string& name) { return before->findStateMachine(name) != nullptr; });
    const Edit edit = [=](Project p) { return createStateMachine(std::move(p), machine); };
    return m_workspace.apply(tr("New State Machine"), edit) ? addedBy(*before) : NodeRef{};
}

NodeRef TreeEdits::newBackend()
{
    const auto before = m_workspace.snapshot();
    Backend backend;
    backend.name = freeName("backend", [&](const std::string& name) { return before->findBackend(name) != nullptr; });
    backend.target = UrlBackend{"http://127.0.0.1:3000"};
    const Edit edit = [=](Project p) { return createBackend(std::move(p), backend); };
    return m_workspace.apply(tr("New Backend"), edit) ? addedBy(*before) : NodeRef{};
}

NodeRef TreeEdits::renameResourceItem(const TreeItem& item, const std::string& name)
{
    const ApiId api = item.ref.api;
    const std::string path = item.path.toStdString();
    const std::string part = name.starts_with('/') ? name.substr(1) : name;
    const Edit edit = [=](Project p) { return renameResource(std::move(p), api, path, part); };
    return m_workspace.apply(tr("Rename Resource"), edit) ? item.ref : NodeRef{};
}

NodeRef TreeEdits::rename(const TreeItem& item, const QString& newName)
{
    const std::string name = newName.toStdString();
    const ApiId api = item.ref.api;
    switch (item.kind) {
    case TreeKind::Api: {
        const Edit edit = [=](Project p) { return renameApi(std::move(p), api, name); };
        return m_workspace.apply(tr("Rename API"), edit) ? item.ref : NodeRef{};
    }
    case TreeKind::Resource:
        return renameResourceItem(item, name);
    case TreeKind::Stage: {
        const Api* owner = m_workspace.project().find(api);
        const Stage* old = owner ? owner->findStage(item.ref.stage) : nullptr;
        if (!old)
            return {};
        Stage stage = *old;
        stage.name = name;
        const Edit edit = [=](Project p) { return setStage(std::move(p), api, stage); };
        return m_workspace.apply(tr("Rename Stage"), edit) ? item.ref : NodeRef{};
    }
    case TreeKind::Function: {
        const Edit edit = renamingFunction(m_workspace, item.ref.function, name);
        return m_workspace.apply(tr("Rename Function"), edit) ? item.ref : NodeRef{};
    }
    case TreeKind::StateMachine: {
        const Edit edit = [=, id = item.ref.stateMachine](Project p) {
            return renameStateMachine(std::move(p), id, name);
        };
        return m_workspace.apply(tr("Rename State Machine"), edit) ? item.ref : NodeRef{};
    }
    case TreeKind::Backend: {
        const Edit edit = [=, id = item.ref.backend](Project p) { return renameBackend(std::move(p), id, name); };
        return m_workspace.apply(tr("Rename Backend"), edit) ? item.ref : NodeRef{};
    }
    case TreeKind::Route:
        return renameRoute(item, name);
    case TreeKind::Authorizer:
    case TreeKind::ApiKey:
    case TreeKind::UsagePlan:
    case TreeKind::Identity:
    case TreeKind::DomainName:
    case TreeKind::ClientCertificate:
    case TreeKind::WebAcl:
    case TreeKind::UserPool:
        return renameAccess(item, name);
    case TreeKind::Method:
    case TreeKind::AuthorizerGroup:
    case TreeKind::ApiKeyGroup:
    case TreeKind::UsagePlanGroup:
    case TreeKind::IdentityGroup:
    case TreeKind::DomainNameGroup:
    case TreeKind::ClientCertificateGroup:
    case TreeKind::WebAclGroup:
    case TreeKind::UserPoolGroup:
    case TreeKind::LocalIssuer:
    case TreeKind::Models:
    case TreeKind::GatewayResponses:
    case TreeKind::StageGroup:
    case TreeKind::FunctionGroup:
    case TreeKind::StateMachineGroup:
    case TreeKind::BackendGroup:
    case TreeKind::AwsSettings:
        break;
    }
    return {};
}

NodeRef TreeEdits::changeVerb(const TreeItem& method, HttpVerb verb)
{
    const NodeRef ref = method.ref;
    const Edit edit = [=](Project p) { return gw::changeVerb(std::move(p), ref.api, ref.method, verb); };
    return m_workspace.apply(tr("Change Verb"), edit) ? ref : NodeRef{};
}

NodeRef TreeEdits::duplicate(const TreeItem& item)
{
    const NodeRef ref = item.ref;
    const std::string path = item.path.toStdString();
    const auto before = m_workspace.snapshot();
    Edit edit;
    QString name;
    switch (item.kind) {
    case TreeKind::Api:
        name = tr("Duplicate API");
        edit = [=](Project p) { return duplicateApi(std::move(p), ref.api); };
        break;
    case TreeKind::Resource:
        name = tr("Duplicate Resource");
        edit = [=](Project p) { return duplicateResource(std::move(p), ref.api, path); };
        break;
    case TreeKind::Method:
        if (isHttpApi(ref.api)) {
            name = tr("Duplicate Route");
            edit = [=](Project p) { return gw::duplicateRoute(std::move(p), ref.api, ref.method); };
            break;
        }
        name = tr("Duplicate Method");
        edit = [=](Project p) { return duplicateMethod(std::move(p), ref.api, ref.method); };
        break;
    case TreeKind::Function:
        name = tr("Duplicate Function");
        edit = [=](Project p) { return duplicateFunction(std::move(p), ref.function); };
        break;
    case TreeKind::StateMachine:
        name = tr("Duplicate State Machine");
        edit = [=](Project p) { return duplicateStateMachine(std::move(p), ref.stateMachine); };
        break;
    case TreeKind::Backend:
        name = tr("Duplicate Backend");
        edit = [=](Project p) { return duplicateBackend(std::move(p), ref.backend); };
        break;
    case TreeKind::Route:
        return duplicateRoute(item);
    case TreeKind::Authorizer:
    case TreeKind::ApiKey:
    case TreeKind::UsagePlan:
    case TreeKind::Identity:
    case TreeKind::DomainName:
    case TreeKind::ClientCertificate:
    case TreeKind::WebAcl:
    case TreeKind::UserPool:
        return duplicateAccess(item);
    case TreeKind::Stage:
    case TreeKind::AuthorizerGroup:
    case TreeKind::ApiKeyGroup:
    case TreeKind::UsagePlanGroup:
    case TreeKind::IdentityGroup:
    case TreeKind::DomainNameGroup:
    case TreeKind::ClientCertificateGroup:
    case TreeKind::WebAclGroup:
    case TreeKind::UserPoolGroup:
    case TreeKind::LocalIssuer:
    case TreeKind::Models:
    case TreeKind::GatewayResponses:
    case TreeKind::StageGroup:
    case TreeKind::FunctionGroup:
    case TreeKind::StateMachineGroup:
    case TreeKind::BackendGroup:
    case TreeKind::AwsSettings:
        return {};
    }
    return m_workspace.apply(name, edit) ? addedBy(*before) : NodeRef{};
}

NodeRef TreeEdits::moveTo(const TreeItem& item, const QString& parentPath)
{
    const NodeRef ref = item.ref;
    const std::string path = item.path.toStdString();
    const std::string target = parentPath.toStdString();
    if (item.kind == TreeKind::Method) {
        const Edit edit = [=](Project p) { return moveMethod(std::move(p), ref.api, ref.method, target); };
        return m_workspace.apply(tr("Move Method"), edit) ? NodeRef{ref.api, {}, ref.method, {}} : NodeRef{};
    }
    const Edit edit = [=](Project p) { return moveResource(std::move(p), ref.api, path, target); };
    return item.kind == TreeKind::Resource && m_workspace.apply(tr("Move Resource"), edit) ? ref : NodeRef{};
}

bool TreeEdits::remove(const TreeItem& item)
{
    const NodeRef ref = item.ref;
    const std::string path = item.path.toStdString();
    switch (item.kind) {
    case TreeKind::Api:
        return m_workspace.apply(tr("Delete API"), [=](Project p) { return deleteApi(std::move(p), ref.api); });
    case TreeKind::Resource:
        return m_workspace.apply(tr("Delete Resource"),
                                 [=](Project p) { return deleteResource(std::move(p), ref.api, path); });
    case TreeKind::Method:
        if (isHttpApi(ref.api))
            return m_workspace.apply(tr("Delete Route"),
                                     [=](Project p) { return deleteRoute(std::move(p), ref.api, ref.method); });
        return m_workspace.apply(tr("Delete Method"),
                                 [=](Project p) { return deleteMethod(std::move(p), ref.api, ref.method); });
    case TreeKind::Stage:
        return m_workspace.apply(tr("Delete Stage"),
                                 [=](Project p) { return deleteStage(std::move(p), ref.api, ref.stage); });
    case TreeKind::Route:
        return m_workspace.apply(tr("Delete Route"),
                                 [=](Project p) { return deleteRoute(std::move(p), ref.api, ref.route); });
    case TreeKind::Function:
        return m_workspace.apply(tr("Delete Function"),
                                 [=](Project p) { return deleteFunction(std::move(p), ref.function); });
    case TreeKind::StateMachine:
        return m_workspace.apply(tr("Delete State Machine"),
                                 [=](Project p) { return deleteStateMachine(std::move(p), ref.stateMachine); });
    case TreeKind::Backend:
        return m_workspace.apply(tr("Delete Backend"),
                                 [=](Project p) { return deleteBackend(std::move(p), ref.backend); });
    case TreeKind::Authorizer:
    case TreeKind::ApiKey:
    case TreeKind::UsagePlan:
    case TreeKind::Identity:
    case TreeKind::DomainName:
    case TreeKind::ClientCertificate:
    case TreeKind::WebAcl:
    case TreeKind::UserPool:
        return removeAccess(item);
    case TreeKind::AuthorizerGroup:
    case TreeKind::ApiKeyGroup:
    case TreeKind::UsagePlanGroup:
    case TreeKind::IdentityGroup:
    case TreeKind::DomainNameGroup:
    case TreeKind::ClientCertificateGroup:
    case TreeKind::WebAclGroup:
    case TreeKind::UserPoolGroup:
    case TreeKind::LocalIssuer:
    case TreeKind::Models:
    case TreeKind::GatewayResponses:
    case TreeKind::StageGroup:
    case TreeKind::FunctionGroup:
    case TreeKind::StateMachineGroup:
    case TreeKind::BackendGroup:
    case TreeKind::AwsSettings:
        break;
    }
    return false;
}

std::vector<HttpVerb> TreeEdits::freeVerbs(const TreeItem& item) const
{
    std::vector<HttpVerb> verbs;
    if (!definitionOf(item.ref.api) || pathFor(item).toStdString() == defaultRoutePath)
        return verbs;
    for (const HttpVerb verb : allHttpVerbs)
        if (!methodAt(item.ref.api, pathFor(item).toStdString(), verb).method)
            verbs.push_back(verb);
    return verbs;
}

QStringList TreeEdits::moveTargets(const TreeItem& item) const
{
    const OpenApiDefinition* definition = definitionOf(item.ref.api);
    if (!definition)
        return {};
    QStringList paths;
    collectPaths(resourceTree(*definition), paths);
    const std::string own = item.path.toStdString();
    const auto isUseless = [&](const QString& path) {
        const std::string target = path.toStdString();
        if (item.kind == TreeKind::Method)
            return target == own;
        return isInSubtree(target, own) || target == parentPath(own);
    };
    paths.removeIf(isUseless);
    return paths;
}

} // namespace gw::ui
