// GatewaySession, second half: what each stage should serve is compared with what it serves after every edit; the
// difference is compiled in one job at a time on a worker, so quick edits coalesce.
#include "ui/session/gateway_session_impl.h"
#include "ui/session/project_secrets.h"

#include <QDateTime>

#include <algorithm>
#include <functional>
#include <utility>

namespace gw::ui {

namespace {

std::string now()
{
    return QDateTime::currentDateTimeUtc().toString(Qt::ISODate).toStdString();
}

} // namespace

Compiled compileTarget(ServeTarget target)
{
    Compiled compiled{std::move(target), {}};
    if (compiled.target.reader) {
        Result<std::shared_ptr<const Api>> snapshot = std::exchange(compiled.target.reader, {})();
        if (!snapshot) {
            compiled.result.diagnostics.push_back(snapshot.error());
            return compiled;
        }
        compiled.target.api = std::move(*snapshot);
    }
    engine::StageDeployment deployment{compiled.target.deploymentId, {}, nullptr};
    std::shared_ptr<const Api> canary;
    Diagnostics diagnostics;
    if (compiled.target.canaryReader) {
        Result<std::shared_ptr<const Api>> released = std::exchange(compiled.target.canaryReader, {})();
        if (released)
            canary = std::move(*released);
        else // its variables apply all the same
            diagnostics.push_back(released.error());
    }
    if (canary) {
        deployment.canaryId = compiled.target.stage.canary->deploymentId;
        deployment.canary = canary.get();
    }
    compiled.result =
        engine::compile(*compiled.target.api, compiled.target.stage, deployment, compiled.target.surroundings);
    compiled.result.diagnostics.insert(compiled.result.diagnostics.begin(), diagnostics.begin(), diagnostics.end());
    return compiled;
}

const Cow<Api>* findApi(const Project& project, ApiId id)
{
    const auto it =
        std::find_if(project.apis.begin(), project.apis.end(), [id](const Cow<Api>& api) { return api->id == id; });
    return it == project.apis.end() ? nullptr : &*it;
}

bool GatewaySession::deploy(ApiId api, StageId stage, const QString& description)
{
    m_impl->workspace.settle();
    const Cow<Api>* draft = findApi(m_impl->workspace.project(), api);
    const Stage* place = draft ? (*draft)->findStage(stage) : nullptr;
    if (!place)
        return false;
    m_impl->asked.push_back({{api, stage}, draft->share(), *place, true, description.toStdString()});
    m_impl->update();
    return true;
}

bool GatewaySession::rollBack(ApiId api, StageId stage, const QString& deploymentId, const QString& description)
{
    const Cow<Api>* draft = findApi(m_impl->workspace.project(), api);
    const Stage* place = draft ? (*draft)->findStage(stage) : nullptr;
    if (!place)
        return false;
    const std::string id = deploymentId.toStdString();
    m_impl->asked.push_back({{api, stage},
                             draft->share(),
                             *place,
                             true,
                             description.toStdString(),
                             id,
                             m_impl->deployments.reader(**draft, id)});
    m_impl->update();
    return true;
}

Result<QString> GatewaySession::deployCanary(ApiId api, StageId stage, const QString& description)
{
    m_impl->workspace.settle();
    const Cow<Api>* draft = findApi(m_impl->workspace.project(), api);
    const Stage* place = draft ? (*draft)->findStage(stage) : nullptr;
    if (!place)
        return fail("This stage no longer exists.", "Undo its removal, or select another one.");
    const auto id =
        m_impl->deployments.deployCanary(draft->share(), *place, {now(), description.toStdString(), std::string()});
    if (!id)
        return fail(id.error());
    emit deployed(api, stage);
    return QString::fromStdString(*id);
}

std::vector<Deployment> GatewaySession::deploymentsOf(ApiId api, StageId stage) const
{
    const Api* draft = m_impl->workspace.project().find(api);
    const Stage* place = draft ? draft->findStage(stage) : nullptr;
    return place ? m_impl->deployments.history(api, *place) : std::vector<Deployment>();
}

QString GatewaySession::activeDeployment(ApiId api, StageId stage) const
{
    const Api* draft = m_impl->workspace.project().find(api);
    const Stage* place = draft ? draft->findStage(stage) : nullptr;
    const Deployment* active = place ? m_impl->deployments.active(api, *place) : nullptr;
    return active ? QString::fromStdString(active->id) : QString();
}

std::function<Result<std::shared_ptr<const Api>>()> GatewaySession::snapshotReader(ApiId api,
                                                                                   const QString& deploymentId) const
{
    const Api* draft = m_impl->workspace.project().find(api);
    return m_impl->deployments.reader(draft ? *draft : Api{}, deploymentId.toStdString());
}

Changes GatewaySession::pendingChanges(ApiId api, StageId stage) const
{
    const Cow<Api>* draft = findApi(m_impl->workspace.project(), api);
    const Stage* place = draft ? (*draft)->findStage(stage) : nullptr;
    return place ? m_impl->deployments.pending(**draft, *place) : Changes{};
}

bool GatewaySession::isDeployed(ApiId api, StageId stage) const
{
    const Cow<Api>* draft = findApi(m_impl->workspace.project(), api);
    const Stage* place = draft ? (*draft)->findStage(stage) : nullptr;
    return place && m_impl->deployments.served(*draft, *place) != nullptr;
}

// Gives the worker what is asked for and what is out of date; called again when it is done.
void GatewaySession::Impl::update()
{
    if (isCompiling)
        return;
    std::vector<ServeTarget> targets = std::exchange(asked, {});
    if (engine) {
        followBackends();
        undeployGone();
        const std::vector<ServeTarget> stale = outdated();
        targets.insert(targets.end(), stale.begin(), stale.end());
    }
    if (targets.empty())
        return;
    for (ServeTarget& target : targets) {
        nameDeployments(target);
        target.surroundingsVersion = surroundingsVersion;
        if (backends)
            target.surroundings = surroundings();
    }
    isCompiling = true;
    const auto compileAll = [targets = std::move(targets)] {
        std::vector<Compiled> compiled;
        for (const ServeTarget& target : targets)
            compiled.push_back(compileTarget(target));
        return compiled;
    };
    compiler.run(compileAll, [this, current = project](std::vector<Compiled> compiled) {
        isCompiling = false;
        if (current == project)
            compileDone(std::move(compiled));
        update();
    });
}

// Others deploy as well: the command line, another studio. What they deployed is served here too.
void GatewaySession::Impl::takeInDeployments()
{
    if (!workspace.hasProject() || !deployments.refresh(workspace.project()))
        return;
    emit q->logLine(GatewaySession::tr("Deployments changed on disk"));
    emit q->pendingChangesChanged();
    update();
}

// Which deployments the target is compiled from, as far as they are known before it is recorded.
void GatewaySession::Impl::nameDeployments(ServeTarget& target) const
{
    const Deployment* active = deployments.active(target.key.first, target.stage);
    if (active && !target.records && !target.stage.autoDeploy)
        target.deploymentId = active->id;
    if (target.stage.canary && !target.stage.canary->deploymentId.empty() && target.api)
        target.canaryReader = deployments.reader(*target.api, target.stage.canary->deploymentId);
}

std::vector<ServeTarget> GatewaySession::Impl::outdated() const
{
    std::vector<ServeTarget> stale;
    for (const Cow<Api>& api : workspace.project().apis) {
        for (const Stage& stage : api->stages) {
            const auto wanted = deployments.served(api, stage);
            if (!wanted)
                continue;
            ServeTarget target{{api->id, stage.id}, wanted, stage, false};
            target.surroundingsVersion = surroundingsVersion;
            const auto now = serving.find(target.key);
            if (now == serving.end() || !now->second.isSameAs(target))
                stale.push_back(target);
        }
    }
    return stale;
}

// Keys count for nothing until their values are read.
void GatewaySession::Impl::followAccess(Diagnostics& problems)
{
    const ProjectSecrets& secrets = workspace.secrets();
    if (!access || !secrets.isLoaded())
        return;
    const Diagnostics told = access->follow(workspace.project(), secrets.all());
    problems.insert(problems.end(), told.begin(), told.end());
}

// Functions, state machines and servers as they are designed now, who may call and how often. Quick: what takes time is
// begun, not waited for.
void GatewaySession::Impl::followBackends()
{
    const Project& design = workspace.project();
    if (design.aws != aws || design.backends != servers) {
        aws = design.aws;
        servers = design.backends;
        ++surroundingsVersion;
    }
    Diagnostics problems = backends->follow(design);
    followAccess(problems);
    if (std::exchange(accessVersion, access->version()) != access->version())
        ++surroundingsVersion;
    tellBehind(std::move(problems));
    followDomains();
}

engine::Surroundings GatewaySession::Impl::surroundings() const
{
    engine::Surroundings all = backends->surroundings();
    access->surround(all);
    return all;
}

std::optional<engine::Surroundings> GatewaySession::surroundings() const
{
    return m_impl->state == State::Running ? std::optional(m_impl->surroundings()) : std::nullopt;
}

// A half-typed definition is shown where it is typed, and among the problems. The log has each once, not with every
// edit.
void GatewaySession::Impl::tellBehind(Diagnostics problems)
{
    for (const Diagnostic& problem : problems)
        if (std::find(behindProblems.begin(), behindProblems.end(), problem) == behindProblems.end())
            emit q->logLine(QString::fromStdString(toString(problem)));
    behindProblems = std::move(problems);
}

void GatewaySession::Impl::undeployGone()
{
    std::erase_if(serving, [this](const auto& entry) {
        const ServeTarget& target = entry.second;
        const Cow<Api>* api = findApi(workspace.project(), target.key.first);
        const Stage* stage = api ? (*api)->findStage(target.key.second) : nullptr;
        if (stage && stage->name == target.stage.name && (*api)->apiId == target.api->apiId)
            return false;
        engine->undeploy(target.api->apiId, target.stage.name);
        return true;
    });
    followPorts();
}

void GatewaySession::Impl::compileDone(std::vector<Compiled> compiled)
{
    for (Compiled& one : compiled)
        publish(std::move(one));
}

void GatewaySession::Impl::publish(Compiled compiled)
{
    const ServeTarget& target = compiled.target;
    const QString name = QString::fromStdString(target.api->name);
    const QString stage = QString::fromStdString(target.stage.name);
    if (!compiled.result.program) {
        serving[target.key] = target; // not tried again before the next edit; the program before it serves on
        emit q->logLine(GatewaySession::tr("\"%1\" cannot be deployed to \"%2\"").arg(name, stage));
        emit q->deploymentFailed(compiled.result.diagnostics);
        return;
    }
    if (target.records && !record(target))
        return;
    if (engine) {
        engine->deploy(std::move(compiled.result.program));
        serving[target.key] = target;
    }
    emit q->logLine(GatewaySession::tr("Deployed \"%1\" to \"%2\"").arg(name, stage));
    emit q->deployed(target.key.first, target.key.second);
    if (target.records)
        emit q->pendingChangesChanged();
}

bool GatewaySession::Impl::record(const ServeTarget& target)
{
    const auto recorded = deployments.deploy(target.api, target.stage, {now(), target.description, target.restoredId});
    if (!recorded)
        emit q->deploymentFailed({recorded.error()});
    return recorded.has_value();
}

} // namespace gw::ui
