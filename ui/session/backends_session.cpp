// What the backends tell on their threads is posted to this object's; what comes from former ones is dropped.
#include "ui/session/backends_session.h"

#include <mutex>

namespace gw::ui {

struct BackendsSession::Guard
{
    std::mutex mutex;
    BackendsSession* session;
};

BackendsSession::BackendsSession(QObject* parent) : QObject(parent), m_guard(std::make_shared<Guard>())
{
    m_guard->session = this;
}

BackendsSession::~BackendsSession()
{
    {
        const std::lock_guard lock(m_guard->mutex);
        m_guard->session = nullptr;
    }
    if (m_backends)
        m_backends->listen({});
}

void BackendsSession::attach(std::shared_ptr<RunningBackends> backends)
{
    if (backends == m_backends)
        return;
    if (m_backends)
        m_backends->listen({});
    m_backends = std::move(backends);
    const int attached = ++m_attached;
    const auto post = [this, attached](auto told) {
        return [this, attached, told] {
            QMetaObject::invokeMethod(
                this,
                [this, attached, told] {
                    if (attached == m_attached)
                        told();
                },
                Qt::QueuedConnection);
        };
    };
    if (m_backends) {
        RunningBackends::Listener listener;
        listener.functionsChanged = post([this] { emit functionsChanged(); });
        listener.functionLogGrew = post([this] { emit functionLogGrew(); });
        listener.serversChanged = post([this] { emit serversChanged(); });
        listener.serverLogGrew = [this, post](const std::string& name) {
            post([this, name = QString::fromStdString(name)] { emit serverLogGrew(name); })();
        };
        m_backends->listen(std::move(listener));
    }
    emit runningChanged();
    emit functionsChanged();
    emit serversChanged();
}

std::optional<engine::FunctionStatus> BackendsSession::function(const QString& name) const
{
    if (!m_backends)
        return std::nullopt;
    const engine::FunctionStatuses statuses = m_backends->functions(); // outlives the loop
    for (const engine::FunctionStatus& status : *statuses)
        if (status.name == name.toStdString())
            return status;
    return std::nullopt;
}

engine::FunctionLog::Lines BackendsSession::functionLog(std::uint64_t after, const QString& name) const
{
    return m_backends ? m_backends->functionLog(after, name.toStdString()) : engine::FunctionLog::Lines{};
}

int BackendsSession::invoke(const QString& name, const QString& event)
{
    if (!m_backends)
        return 0;
    const int number = ++m_invocations;
    const auto done = [guard = m_guard, number](const InvokeOutcome& outcome) {
        const std::lock_guard lock(guard->mutex);
        if (BackendsSession* session = guard->session)
            QMetaObject::invokeMethod(
                session, [session, number, outcome] { emit session->invoked(number, outcome); }, Qt::QueuedConnection);
    };
    m_backends->invoke(name.toStdString(), event.toStdString(), done);
    return number;
}

std::optional<engine::ServerStatus> BackendsSession::server(const QString& name) const
{
    if (!m_backends)
        return std::nullopt;
    for (engine::ServerStatus& status : m_backends->servers())
        if (status.name == name.toStdString())
            return std::move(status);
    return std::nullopt;
}

engine::ServerLogPage BackendsSession::serverLog(const QString& name, std::uint64_t after) const
{
    return m_backends ? m_backends->serverLog(name.toStdString(), after) : engine::ServerLogPage{};
}

void BackendsSession::start(const QString& name)
{
    if (m_backends)
        m_backends->start(name.toStdString());
}

void BackendsSession::stop(const QString& name)
{
    if (m_backends)
        m_backends->stop(name.toStdString());
}

void BackendsSession::restart(const QString& name)
{
    if (m_backends)
        m_backends->restart(name.toStdString());
}

} // namespace gw::ui
