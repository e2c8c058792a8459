// ExecutionsSession: the executions of the project's state machines while the gateway runs. Its signals come on the GUI
// thread; while nothing runs there is nothing to see, and starting says so.
#pragma once

#include "ui/session/executions.h"
#include "ui/session/running_states.h"

#include <map>
#include <memory>

class QTimer;

namespace gw::ui {

class Workspace;

class ExecutionsSession final : public Executions
{
    Q_OBJECT

public:
    explicit ExecutionsSession(Workspace& workspace, QObject* parent = nullptr);
    ~ExecutionsSession() override;

    void attach(std::shared_ptr<RunningStates> states); // what runs from now on; null: nothing

    [[nodiscard]] QString unavailable() const override;
    void makeAvailable() override { emit gatewayWanted(); }
    void start(StateMachineId machine, const QString& input) override;
    void stop(const QString& arn) override;
    [[nodiscard]] std::vector<ExecutionRow> executionsOf(StateMachineId machine) const override;
    [[nodiscard]] json::Array history(const QString& arn) const override;

signals:
    void gatewayWanted(); // somebody wants to run something while nothing runs

private:
    struct Guard;
    struct History
    {
        json::Array events;
        std::int64_t last = 0;
    };
    void startDone(int status, const std::string& body);
    [[nodiscard]] std::function<void(std::function<void()>)> poster();

    Workspace& m_workspace;
    std::shared_ptr<RunningStates> m_states;
    std::shared_ptr<Guard> m_guard; // answers may come after this object is gone
    QTimer* m_timer;
    bool m_isStarting = false;                          // asked, not answered
    int m_attached = 0;                                 // tells what still comes from former ones
    mutable std::map<std::string, History> m_histories; // of those looked at lately
};

} // namespace gw::ui
