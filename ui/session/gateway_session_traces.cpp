// What is kept and told of the requests: traces in memory and in the project's file, the stages' logs, faults in a
// line.
#include "gateway-engine/trace/stage_log_sink.h"
#include "ui/session/gateway_session_impl.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QPointer>

#include <memory>
#include <utility>

namespace gw::ui {

namespace {

QString describe(const engine::Trace& trace)
{
    return GatewaySession::tr("%1 %2 → %3: %4")
        .arg(QString::fromStdString(trace.method), QString::fromStdString(trace.path))
        .arg(trace.status)
        .arg(QString::fromStdString(trace.fault.reason));
}

} // namespace

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

std::vector<engine::TracePtr> GatewaySession::traces() const
{
    return m_impl->feed.traces();
}

std::chrono::system_clock::time_point GatewaySession::tracesBegan() const
{
    return m_impl->feed.began();
}

void GatewaySession::clearTraces()
{
    m_impl->feed.clear();
}

void GatewaySession::keepTrace(engine::TracePtr trace)
{
    m_impl->feed.sink()->accept(std::vector{std::move(trace)});
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
