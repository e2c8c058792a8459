// BackendsSession: functions and servers while the gateway runs, for the pages that show them. Its signals come on the
// GUI thread; while nothing runs there is nothing to see and commands do nothing.
#pragma once

#include "ui/session/running_backends.h"

#include <QObject>
#include <QString>

#include <memory>
#include <optional>

namespace gw::ui {

class BackendsSession final : public QObject
{
    Q_OBJECT

public:
    explicit BackendsSession(QObject* parent = nullptr);
    ~BackendsSession() override;

    // What runs from now on; null: nothing.
    void attach(std::shared_ptr<RunningBackends> backends);
    [[nodiscard]] bool isRunning() const { return m_backends != nullptr; }

    [[nodiscard]] std::optional<engine::FunctionStatus> function(const QString& name) const;
    [[nodiscard]] engine::FunctionLog::Lines functionLog(std::uint64_t after, const QString& name) const;
    // Gives a number that invoked() names; 0 when nothing runs.
    int invoke(const QString& name, const QString& event);

    [[nodiscard]] std::optional<engine::ServerStatus> server(const QString& name) const;
    [[nodiscard]] engine::ServerLogPage serverLog(const QString& name, std::uint64_t after) const;
    void start(const QString& name);
    void stop(const QString& name);
    void restart(const QString& name);

signals:
    void runningChanged();
    void functionsChanged();
    void functionLogGrew();
    void serversChanged();
    void serverLogGrew(const QString& name);
    void invoked(int number, const gw::ui::InvokeOutcome& outcome);

private:
    struct Guard;

    std::shared_ptr<RunningBackends> m_backends;
    std::shared_ptr<Guard> m_guard; // answers may come after this object is gone
    int m_invocations = 0;
    int m_attached = 0; // tells what still comes from former backends
};

} // namespace gw::ui
