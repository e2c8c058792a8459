// The engine is made at start() and dropped at stop(). What it serves is decided in gateway_session_deploy.cpp, what is
// kept of the requests in gateway_session_traces.cpp.
#include "ui/session/gateway_session.h"

#include "gateway-engine/access/issuer/issuer_design.h"
#include "gateway-engine/compile/connections_url.h"
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

using namespace std::chrono_literals;

namespace gw::ui {

namespace {

constexpr auto stopDeadline = std::chrono::milliseconds(500);
constexpr char loopback[] = "127.0.0.1";

engine::EngineOptions engineOptions()
{
    engine::EngineOptions options;
    options.threads = std::clamp(QThread::idealThreadCount() / 2, 1, 4);
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
    return {folders.projectFolder, folders.stateFolder};
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

bool GatewaySession::Impl::listen()
{
    table = engine::listenTable(workspace.project(), {loopback, wantedPort});
    if (const Diagnostics failures = engine->listen(table); !failures.empty()) {
        failWith(failures.front());
        return false;
    }
    actualPort = engine->listening()->port;
    backends->setConnectionsUrl(engine::connectionsUrl(workspace.project(), actualPort));
    return true;
}

// Its keys are made by the first token, on a thread of the issuer's; they are secrets of the project.
void GatewaySession::Impl::openIssuer()
{
    access->issuer().setUrl(engine::issuerUrl(actualPort));
    access->issuer().onKeysChange([this, current = project](const std::vector<engine::SigningKeyChange>& changes) {
        QMetaObject::invokeMethod(q, [this, current, changes] {
            if (current != project)
                return;
            for (const engine::SigningKeyChange& change : changes)
                workspace.secrets().set(SecretKind::SigningKey, change.keyId, change.text);
        });
    });
}

// After every edit. What cannot be opened is told; the rest serves on.
void GatewaySession::Impl::followPorts()
{
    table = engine::listenTable(workspace.project(), table.project, table, sites);
    for (const Diagnostic& failure : engine->listen(table))
        emit q->logLine(QString::fromStdString(failure.message + ' ' + failure.hint));
    backends->setConnectionsUrl(engine::connectionsUrl(workspace.project(), actualPort));
}

// Certificates of custom domains; the authority's files and keys are worked with off the GUI thread.
void GatewaySession::Impl::followDomains()
{
    if (isMakingSites || workspace.project().domainNames == domains)
        return;
    domains = workspace.project().domainNames;
    isMakingSites = true;
    const auto make = [project = workspace.project(), folder = workspace.folder().toStdString()] {
        return engine::tlsSites(project, folder, engine::LocalAuthority::defaultFolder(),
                                std::chrono::system_clock::now());
    };
    certificates.run(make, [this, current = project](engine::TlsSites made) {
        isMakingSites = false;
        if (!engine)
            return;
        if (current == project) // else they are of a gateway that has stopped, and the next ones are made
            sitesMade(std::move(made));
        update();
    });
}

void GatewaySession::Impl::sitesMade(engine::TlsSites made)
{
    for (const Diagnostic& problem : made.diagnostics)
        if (std::find(domainProblems.begin(), domainProblems.end(), problem) == domainProblems.end())
            emit q->logLine(QString::fromStdString(toString(problem)));
    domainProblems = std::move(made.diagnostics);
    sites = std::move(made.sites);
    followPorts();
    if (made.renewal) {
        const auto wait = *made.renewal - std::chrono::system_clock::now();
        renewal.start(std::clamp(std::chrono::duration_cast<std::chrono::milliseconds>(wait),
                                 std::chrono::milliseconds(60'000), std::chrono::milliseconds(24h)));
    }
    if (const auto secure = engine->listeningSecurely())
        for (const Cow<DomainName>& domain : workspace.project().domainNames)
            if (domain->tls.enabled)
                emit q->logLine(GatewaySession::tr("\"%1\" answers at %2")
                                    .arg(QString::fromStdString(domain->name), q->domainUrl(*domain).toString()));
    emit q->domainsServed();
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

QUrl GatewaySession::domainUrl(const DomainName& domain) const
{
    if (m_impl->state != State::Running)
        return {};
    const auto place = domain.tls.enabled ? m_impl->engine->listeningSecurely() : m_impl->engine->listening();
    if (!place)
        return {};
    QUrl url;
    url.setScheme(domain.tls.enabled ? "https" : "http");
    url.setHost(QString::fromStdString(domain.name.starts_with('*') ? "www" + domain.name.substr(1) : domain.name));
    url.setPort(place->port);
    url.setPath("/");
    return url;
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

QUrl GatewaySession::invokeUrl(ApiId api, StageId stage) const
{
    const Cow<Api>* found = findApi(m_impl->workspace.project(), api);
    const Stage* place = found ? (*found)->findStage(stage) : nullptr;
    if (m_impl->state != State::Running || !place)
        return {};
    const auto own = m_impl->engine->listening((*found)->apiId);
    if (!own && (*found)->apiId != m_impl->table.defaultApiId)
        return {};
    QUrl url;
    url.setScheme((*found)->kind() == ApiKind::WebSocket ? "ws" : "http");
    url.setHost(own ? QString::fromStdString(own->host) : QString(loopback));
    url.setPort(own ? own->port : m_impl->actualPort);
    url.setPath('/' + QString::fromStdString(place->name));
    return url;
}

} // namespace gw::ui
