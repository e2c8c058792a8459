// The engine is made at start() and dropped at stop(). What each stage should serve is compared with what it serves
// after every edit; the difference is compiled in one job at a time on a worker, so quick edits coalesce.
#include "ui/session/gateway_session.h"

#include "gateway-engine/compile/compile.h"
#include "gateway-engine/trace/trace_store.h"
#include "ui/session/background.h"
#include "ui/session/deployments.h"
#include "ui/session/trace_feed.h"
#include "ui/session/workspace.h"

#include <QDateTime>
#include <QDir>
#include <QThread>

#include <algorithm>
#include <chrono>

namespace gw::ui {

namespace {

constexpr int defaultPort = 4780; // docs: the project's port
constexpr auto stopDeadline = std::chrono::milliseconds(500);
constexpr char loopback[] = "127.0.0.1";

// One API on one stage, as it should be served.
struct Target
{
    Deployments::Key key;
    std::shared_ptr<const Api> api;
    Stage stage;
    bool records = false; // the user's Deploy: recorded once it compiles
    bool isSameAs(const Target& other) const { return api == other.api && stage == other.stage; }
};

struct Compiled
{
    Target target;
    engine::Compilation result;
};

const Cow<Api>* findApi(const Project& project, ApiId id)
{
    const auto it =
        std::find_if(project.apis.begin(), project.apis.end(), [id](const Cow<Api>& api) { return api->id == id; });
    return it == project.apis.end() ? nullptr : &*it;
}

engine::EngineOptions engineOptions()
{
    engine::EngineOptions options;
    options.threads = std::clamp(QThread::idealThreadCount() / 2, 1, 4);
    return options;
}

QString describe(const engine::Trace& trace)
{
    return GatewaySession::tr("%1 %2 → %3: %4")
        .arg(QString::fromStdString(trace.method), QString::fromStdString(trace.path))
        .arg(trace.status)
        .arg(QString::fromStdString(trace.fault.reason));
}

} // namespace

struct GatewaySession::Impl
{
    Impl(GatewaySession* self, Workspace& project) : q(self), workspace(project) {}

    GatewaySession* q;
    Workspace& workspace;
    Deployments deployments;
    TraceFeed feed;
    std::shared_ptr<engine::TraceStore> store;
    std::unique_ptr<engine::Engine> engine;
    State state = State::Stopped;
    QString failure;
    int wantedPort = defaultPort;
    int actualPort = 0;
    std::string defaultApiId;
    std::map<ApiId, int> apiPorts;
    std::map<Deployments::Key, Target> serving; // compiled and given to the engine
    std::vector<Target> asked;                  // the user's deployments not compiled yet
    bool isCompiling = false;
    int project = 0; // changes when another project opens or the engine starts anew
    Background compiler;

    void projectOpened();
    [[nodiscard]] bool listen();
    [[nodiscard]] bool listenApi(const Api& api);
    void failWith(const Diagnostic& diagnostic);
    void openTraceFile();
    void update();
    [[nodiscard]] std::vector<Target> outdated() const;
    void undeployGone();
    void compileDone(std::vector<Compiled> compiled);
    void publish(Compiled compiled);
    bool record(const Target& target);
    void logFaults(const std::vector<engine::TracePtr>& traces);
};

GatewaySession::GatewaySession(Workspace& workspace, QObject* parent)
    : QObject(parent), m_impl(std::make_unique<Impl>(this, workspace))
{
    connect(&workspace, &Workspace::opened, this, [this] { m_impl->projectOpened(); });
    connect(&workspace, &Workspace::changed, this, [this] {
        m_impl->update();
        emit pendingChangesChanged();
    });
    connect(&m_impl->feed, &TraceFeed::arrived, this, [this](const std::vector<engine::TracePtr>& traces) {
        m_impl->logFaults(traces);
        emit tracesFinished(traces);
    });
}

GatewaySession::~GatewaySession()
{
    if (m_impl->engine)
        m_impl->engine->stop(stopDeadline);
}

void GatewaySession::Impl::projectOpened()
{
    const bool wasRunning = state == State::Running;
    if (wasRunning)
        q->stop();
    ++project;
    asked.clear();
    feed.clear();
    deployments.open(workspace.project(), workspace.isLoneFile()
                                              ? std::nullopt
                                              : std::optional(std::filesystem::path(workspace.folder().toStdString())));
    emit q->pendingChangesChanged();
    if (wasRunning)
        q->start();
}

// --- Start and stop --------------------------------------------------------------------------------------------------

GatewaySession::State GatewaySession::state() const
{
    return m_impl->state;
}

QString GatewaySession::failure() const
{
    return m_impl->failure;
}

void GatewaySession::setPort(int port)
{
    m_impl->wantedPort = port;
}

int GatewaySession::port() const
{
    return m_impl->state == State::Running ? m_impl->actualPort : m_impl->wantedPort;
}

void GatewaySession::start()
{
    if (m_impl->state == State::Running || !m_impl->workspace.hasProject())
        return;
    ++m_impl->project;
    m_impl->serving.clear();
    m_impl->apiPorts.clear();
    m_impl->engine = std::make_unique<engine::Engine>(engineOptions());
    m_impl->engine->addTraceSink(m_impl->feed.sink());
    m_impl->openTraceFile();
    if (!m_impl->listen())
        return;
    m_impl->state = State::Running;
    m_impl->failure.clear();
    emit logLine(tr("Gateway started on port %1").arg(m_impl->actualPort));
    emit stateChanged();
    m_impl->update();
}

void GatewaySession::stop()
{
    if (!m_impl->engine)
        return;
    m_impl->engine->stop(stopDeadline);
    m_impl->engine.reset();
    m_impl->store.reset();
    m_impl->serving.clear();
    m_impl->state = State::Stopped;
    emit logLine(tr("Gateway stopped"));
    emit stateChanged();
}

// A project with one API answers "/{stage}/…" on the project's port; with several, each has a port of its own as well.
bool GatewaySession::Impl::listen()
{
    const Project& design = workspace.project();
    defaultApiId = design.apis.size() == 1 ? design.apis.front()->apiId : std::string();
    const auto port = engine->listenProject(loopback, wantedPort, defaultApiId);
    if (!port) {
        failWith(port.error());
        return false;
    }
    actualPort = *port;
    for (const Cow<Api>& api : design.apis) {
        const bool needsPort = defaultApiId.empty() || api->port != 0;
        if (needsPort && !listenApi(*api))
            return false;
    }
    return true;
}

bool GatewaySession::Impl::listenApi(const Api& api)
{
    const auto port = engine->listenApi(api.apiId, api.host.empty() ? loopback : api.host, api.port);
    if (!port) {
        failWith(port.error());
        return false;
    }
    apiPorts[api.id] = *port;
    return true;
}

void GatewaySession::Impl::failWith(const Diagnostic& diagnostic)
{
    engine.reset();
    store.reset();
    state = State::Failed;
    failure = QString::fromStdString(diagnostic.message);
    failure += ' ' + (diagnostic.hint.empty() ? GatewaySession::tr("Choose another port, or 0 for any free one.")
                                              : QString::fromStdString(diagnostic.hint));
    emit q->logLine(GatewaySession::tr("Gateway did not start: %1").arg(failure));
    emit q->stateChanged();
}

void GatewaySession::Impl::openTraceFile()
{
    const QString file = q->traceFile();
    if (file.isEmpty())
        return;
    QDir().mkpath(QFileInfo(file).path());
    auto opened = engine::TraceStore::open(file.toStdString());
    if (!opened) {
        emit q->logLine(GatewaySession::tr("Traces are kept in memory only: %1")
                            .arg(QString::fromStdString(opened.error().message)));
        return;
    }
    store = std::move(*opened);
    engine->addTraceSink(store);
}

QUrl GatewaySession::invokeUrl(ApiId api, StageId stage) const
{
    const Cow<Api>* found = findApi(m_impl->workspace.project(), api);
    const Stage* place = found ? (*found)->findStage(stage) : nullptr;
    if (m_impl->state != State::Running || !place)
        return {};
    const auto own = m_impl->apiPorts.find(api);
    if (own == m_impl->apiPorts.end() && (*found)->apiId != m_impl->defaultApiId)
        return {};
    QUrl url;
    url.setScheme("http");
    url.setHost(own != m_impl->apiPorts.end() && !(*found)->host.empty() ? QString::fromStdString((*found)->host)
                                                                         : QString(loopback));
    url.setPort(own != m_impl->apiPorts.end() ? own->second : m_impl->actualPort);
    url.setPath('/' + QString::fromStdString(place->name));
    return url;
}

// --- Deployments -----------------------------------------------------------------------------------------------------

bool GatewaySession::deploy(ApiId api, StageId stage)
{
    const Cow<Api>* draft = findApi(m_impl->workspace.project(), api);
    const Stage* place = draft ? (*draft)->findStage(stage) : nullptr;
    if (!place)
        return false;
    m_impl->asked.push_back({{api, stage}, draft->share(), *place, true});
    m_impl->update();
    return true;
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
    std::vector<Target> targets = std::exchange(asked, {});
    if (engine) {
        undeployGone();
        const std::vector<Target> stale = outdated();
        targets.insert(targets.end(), stale.begin(), stale.end());
    }
    if (targets.empty())
        return;
    isCompiling = true;
    const auto compileAll = [targets = std::move(targets)] {
        std::vector<Compiled> compiled;
        for (const Target& target : targets)
            compiled.push_back({target, engine::compile(*target.api, target.stage)});
        return compiled;
    };
    compiler.run(compileAll, [this, current = project](std::vector<Compiled> compiled) {
        isCompiling = false;
        if (current == project)
            compileDone(std::move(compiled));
        update();
    });
}

std::vector<Target> GatewaySession::Impl::outdated() const
{
    std::vector<Target> stale;
    for (const Cow<Api>& api : workspace.project().apis) {
        for (const Stage& stage : api->stages) {
            const auto wanted = deployments.served(api, stage);
            if (!wanted)
                continue;
            const Target target{{api->id, stage.id}, wanted, stage, false};
            const auto now = serving.find(target.key);
            if (now == serving.end() || !now->second.isSameAs(target))
                stale.push_back(target);
        }
    }
    return stale;
}

void GatewaySession::Impl::undeployGone()
{
    std::erase_if(serving, [this](const auto& entry) {
        const Target& target = entry.second;
        const Cow<Api>* api = findApi(workspace.project(), target.key.first);
        const Stage* stage = api ? (*api)->findStage(target.key.second) : nullptr;
        if (stage && stage->name == target.stage.name && (*api)->apiId == target.api->apiId)
            return false;
        engine->undeploy(target.api->apiId, target.stage.name);
        return true;
    });
    for (const Cow<Api>& api : workspace.project().apis) {
        if (api->apiId != defaultApiId && !apiPorts.contains(api->id) && !listenApi(*api))
            return;
    }
}

void GatewaySession::Impl::compileDone(std::vector<Compiled> compiled)
{
    for (Compiled& one : compiled)
        publish(std::move(one));
}

void GatewaySession::Impl::publish(Compiled compiled)
{
    const Target& target = compiled.target;
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

bool GatewaySession::Impl::record(const Target& target)
{
    const std::string date = QDateTime::currentDateTimeUtc().toString(Qt::ISODate).toStdString();
    const auto recorded = deployments.deploy(target.api, target.stage, date);
    if (!recorded)
        emit q->deploymentFailed({recorded.error()});
    return recorded.has_value();
}

// --- Traces ----------------------------------------------------------------------------------------------------------

std::vector<engine::TracePtr> GatewaySession::traces() const
{
    return m_impl->feed.traces();
}

void GatewaySession::clearTraces()
{
    m_impl->feed.clear();
}

engine::EngineStatistics GatewaySession::statistics() const
{
    return m_impl->engine ? m_impl->engine->statistics() : engine::EngineStatistics{};
}

QString GatewaySession::traceFile() const
{
    if (!m_impl->workspace.hasProject() || m_impl->workspace.isLoneFile())
        return {};
    return QDir(m_impl->workspace.folder()).filePath(".gatewright/traces.sqlite");
}

void GatewaySession::Impl::logFaults(const std::vector<engine::TracePtr>& traces)
{
    for (const engine::TracePtr& trace : traces) {
        if (trace->hasFault)
            emit q->logLine(describe(*trace));
    }
}

} // namespace gw::ui
