// The engine is made at start() and dropped at stop(). What it serves is decided in gateway_session_deploy.cpp.
#include "ui/session/gateway_session.h"

#include "gateway-engine/trace/stage_log_sink.h"
#include "ui/session/gateway_backends.h"
#include "ui/session/gateway_session_impl.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QPointer>
#include <QThread>

#include <algorithm>
#include <chrono>
#include <utility>

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

QString describe(const engine::Trace& trace)
{
    return GatewaySession::tr("%1 %2 → %3: %4")
        .arg(QString::fromStdString(trace.method), QString::fromStdString(trace.path))
        .arg(trace.status)
        .arg(QString::fromStdString(trace.fault.reason));
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
    connect(&m_impl->feed, &TraceFeed::arrived, this, [this](const std::vector<engine::TracePtr>& traces) {
        m_impl->logFaults(traces);
        emit tracesFinished(traces);
    });
}

GatewaySession::~GatewaySession()
{
    m_impl->behind.attach(nullptr);
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
    m_impl->engine = std::make_unique<engine::Engine>(engineOptions());
    m_impl->backends->joinTo(*m_impl->engine);
    m_impl->engine->addTraceSink(m_impl->feed.sink());
    m_impl->openTraceFile();
    m_impl->openStageLogs();
    if (!m_impl->listen())
        return;
    m_impl->state = State::Running;
    m_impl->failure.clear();
    m_impl->behind.attach(std::make_shared<GatewayBackends>(*m_impl->backends, *m_impl->engine));
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
    m_impl->behind.attach(nullptr);
    const auto end = [engine = std::shared_ptr(std::move(m_impl->engine)),
                      backends = std::shared_ptr(std::move(m_impl->backends)),
                      store = std::move(m_impl->store)]() mutable {
        engine->stop(stopDeadline); // and with it the backends
        engine.reset();
        backends.reset();
        store.reset();
        return true;
    };
    m_impl->compiler.run(end, [this](bool) { m_impl->hasStopped(); });
    emit stateChanged();
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
    return true;
}

// After every edit. What cannot be opened is told; the rest serves on.
void GatewaySession::Impl::followPorts()
{
    table = engine::listenTable(workspace.project(), table.project, table);
    for (const Diagnostic& failure : engine->listen(table))
        emit q->logLine(QString::fromStdString(failure.message + ' ' + failure.hint));
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

// Told from the trace thread; by the time the line is shown the session may be gone, the pointer says so.
void GatewaySession::Impl::openStageLogs()
{
    const auto report = [session = QPointer<GatewaySession>(q)](const Diagnostic& diagnostic) {
        const QString line = QString::fromStdString(toString(diagnostic));
        QMetaObject::invokeMethod(
            qApp,
            [session, line] {
                if (session)
                    emit session->logLine(line);
            },
            Qt::QueuedConnection);
    };
    const QString folder = workspace.folder();
    if (!folder.isEmpty())
        engine->addTraceSink(std::make_shared<engine::StageLogSink>(folder.toStdString(), report));
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
    url.setScheme("http");
    url.setHost(own ? QString::fromStdString(own->host) : QString(loopback));
    url.setPort(own ? own->port : m_impl->actualPort);
    url.setPath('/' + QString::fromStdString(place->name));
    return url;
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

void GatewaySession::keepTrace(engine::TracePtr trace)
{
    m_impl->feed.sink()->accept({std::move(trace)});
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
