// The engine is made at start() and dropped at stop(). What it serves is decided in gateway_session_deploy.cpp, where
// it is reached in gateway_session_addresses.cpp, what is kept of the requests in gateway_session_traces.cpp.
#include "ui/session/gateway_session.h"

#include "gateway-engine/crypto/local_authority.h"
#include "ui/session/gateway_backends.h"
#include "ui/session/gateway_session_impl.h"
#include "ui/session/gateway_states.h"
#include "ui/session/project_secrets.h"

#include <QThread>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <utility>

namespace gw::ui {

namespace {

constexpr auto stopDeadline = std::chrono::milliseconds(500);

// Endpoints and issuers may be this machine's own domains.
std::string trustedRoot()
{
    return engine::LocalAuthority::trustedRoot(engine::LocalAuthority::defaultFolder());
}

engine::EngineOptions engineOptions()
{
    engine::EngineOptions options;
    options.threads = std::clamp(QThread::idealThreadCount() / 2, 1, 4);
    options.trustedRoots = trustedRoot();
    return options;
}

// A lone file has no place for what is kept.
engine::BackendsOptions backendsOptions(const Workspace& workspace)
{
    const std::filesystem::path folder = workspace.folder().toStdString();
    return {folder, workspace.isLoneFile() ? std::filesystem::path() : folder / ".gatewright"};
}

engine::AccessOptions accessOptions(const Workspace& workspace)
{
    const engine::BackendsOptions folders = backendsOptions(workspace);
    return {folders.projectFolder, folders.stateFolder, trustedRoot()};
}

} // namespace

GatewaySession::GatewaySession(Workspace& workspace, QObject* parent)
    : QObject(parent), m_impl(std::make_unique<Impl>(this, workspace))
{
    connect(&workspace, &Workspace::opened, this, [this] { m_impl->projectOpened(); });
    connect(&m_impl->deploymentsWatch, &DeploymentsWatch::changed, this, [this] { m_impl->takeInDeployments(); });
    connect(&workspace, &Workspace::changed, this, [this] {
        m_impl->update();
        emit pendingChangesChanged();
    });
    connect(&workspace.secrets(), &ProjectSecrets::changed, this, [this] { m_impl->update(); });
    connect(&m_impl->calls, &AccessSession::failed, this, [this](const Diagnostic& problem) {
        emit logLine(QString::fromStdString(problem.message + ' ' + problem.hint));
    });
    m_impl->renewal.setSingleShot(true);
    connect(&m_impl->renewal, &QTimer::timeout, this, [this] {
        m_impl->domains.clear();
        m_impl->update();
    });
    connect(&m_impl->executions, &ExecutionsSession::gatewayWanted, this, &GatewaySession::start);
    connect(&m_impl->feed, &TraceFeed::arrived, this, [this](const std::vector<engine::TracePtr>& traces) {
        m_impl->logFaults(traces);
        m_impl->calls.noteRefusals(traces);
        emit tracesFinished(traces);
    });
}

GatewaySession::~GatewaySession()
{
    m_impl->detachPages();
    if (m_impl->engine)
        m_impl->engine->stop(stopDeadline);
}

void GatewaySession::Impl::projectOpened()
{
    const bool wasRunning = state == State::Running || startsAgain;
    q->stop();
    ++project;
    asked.clear();
    feed.clear();
    std::optional<std::filesystem::path> folder;
    if (!workspace.isLoneFile())
        folder = workspace.folder().toStdString();
    deployments.open(workspace.project(), folder);
    deploymentsWatch.watch(folder);
    emit q->pendingChangesChanged();
    if (wasRunning)
        q->start();
}

// --- Start and stop --------------------------------------------------------------------------------------------------

BackendsSession& GatewaySession::backends() const
{
    return m_impl->behind;
}

AccessSession& GatewaySession::accessSession() const
{
    return m_impl->calls;
}

ExecutionsSession& GatewaySession::executions() const
{
    return m_impl->executions;
}

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
    if (m_impl->state == State::Stopping) {
        m_impl->startsAgain = true; // the port is free when the engine has gone
        return;
    }
    ++m_impl->project;
    m_impl->serving.clear();
    m_impl->backends = std::make_unique<engine::Backends>(backendsOptions(m_impl->workspace));
    m_impl->access = std::make_shared<engine::Access>(accessOptions(m_impl->workspace));
    m_impl->accessVersion = 0;
    m_impl->domains.clear();
    m_impl->sites.clear();
    m_impl->engine = std::make_unique<engine::Engine>(engineOptions());
    m_impl->backends->joinTo(*m_impl->engine);
    m_impl->access->joinTo(*m_impl->engine);
    m_impl->engine->addTraceSink(m_impl->feed.sink());
    m_impl->openTraceFile();
    m_impl->openStageLogs();
    if (!m_impl->listen())
        return;
    m_impl->openIssuer();
    m_impl->state = State::Running;
    m_impl->failure.clear();
    m_impl->attachPages();
    emit logLine(tr("Gateway started on port %1").arg(m_impl->actualPort));
    emit stateChanged();
    m_impl->update();
}

void GatewaySession::stop()
{
    m_impl->startsAgain = false;
    if (!m_impl->engine)
        return;
    m_impl->state = State::Stopping;
    m_impl->serving.clear();
    m_impl->detachPages();
    m_impl->tellBehind({});
    m_impl->domainProblems.clear();
    m_impl->renewal.stop();
    const auto end = [engine = std::shared_ptr(std::move(m_impl->engine)),
                      backends = std::shared_ptr(std::move(m_impl->backends)),
                      access = std::exchange(m_impl->access, nullptr), store = std::move(m_impl->store)]() mutable {
        engine->stop(stopDeadline); // and with it the backends
        engine.reset();
        backends.reset();
        access.reset(); // writes the usage of API keys
        store.reset();
        return true;
    };
    m_impl->compiler.run(end, [this](bool) { m_impl->hasStopped(); });
    emit stateChanged();
}

// What stands behind the APIs, for the pages that show it.
void GatewaySession::Impl::attachPages()
{
    calls.attach(access);
    behind.attach(std::make_shared<GatewayBackends>(*backends, *engine));
    executions.attach(std::make_shared<GatewayStates>(*backends, *engine));
}

void GatewaySession::Impl::detachPages()
{
    calls.attach(nullptr);
    behind.attach(nullptr);
    executions.attach(nullptr);
}

void GatewaySession::Impl::hasStopped()
{
    state = State::Stopped;
    emit q->logLine(GatewaySession::tr("Gateway stopped"));
    emit q->stateChanged();
    if (std::exchange(startsAgain, false))
        q->start();
}

void GatewaySession::Impl::failWith(const Diagnostic& diagnostic)
{
    engine.reset();
    access.reset();
    store.reset();
    state = State::Failed;
    failure = QString::fromStdString(diagnostic.message);
    failure += ' ' + (diagnostic.hint.empty() ? GatewaySession::tr("Choose another port, or 0 for any free one.")
                                              : QString::fromStdString(diagnostic.hint));
    emit q->logLine(GatewaySession::tr("Gateway did not start: %1").arg(failure));
    emit q->stateChanged();
}

const Stage* GatewaySession::chosenStage(const Api& api) const
{
    const auto chosen = m_impl->chosenStages.find(api.id);
    const Stage* stage = chosen == m_impl->chosenStages.end() ? nullptr : api.findStage(chosen->second);
    return stage || api.stages.empty() ? stage : &api.stages.front();
}

void GatewaySession::chooseStage(ApiId api, StageId stage)
{
    if (std::exchange(m_impl->chosenStages[api], stage) != stage)
        emit stageChosen();
}

} // namespace gw::ui
