// Executions from recorded histories: they begin when asked, go on event by event as the test says.
#pragma once

#include "core/json/text.h"
#include "ui/session/executions.h"

#include <algorithm>

namespace gw::test {

class RecordedExecutions final : public ui::Executions
{
public:
    json::Array events;    // what the next execution will have
    std::size_t shown = 0; // of them so far
    QString why;           // unavailable()
    bool failsToStart = false;
    QStringList inputs; // of those started
    QStringList stopped;

    [[nodiscard]] QString unavailable() const override { return why; }
    void makeAvailable() override
    {
        why.clear();
        emit changed();
    }
    void start(StateMachineId machine, const QString& input) override
    {
        inputs << input;
        if (failsToStart) {
            Diagnostic error;
            error.message = "The input is refused.";
            emit startFailed(error);
            return;
        }
        const QString name = QStringLiteral("run-%1").arg(inputs.size());
        m_rows.insert(m_rows.begin(), {QStringLiteral("arn:") + name, name, QStringLiteral("RUNNING"), 1764363600, 0});
        m_machine = machine;
        emit started(m_rows.front().arn);
    }
    void stop(const QString& arn) override { stopped << arn; }
    [[nodiscard]] std::vector<ui::ExecutionRow> executionsOf(StateMachineId machine) const override
    {
        return machine == m_machine ? m_rows : std::vector<ui::ExecutionRow>();
    }
    [[nodiscard]] json::Array history(const QString&) const override
    {
        return {events.begin(), events.begin() + static_cast<std::ptrdiff_t>(std::min(shown, events.size()))};
    }
    void goOn(std::size_t to)
    {
        shown = std::min(to, events.size());
        if (shown == events.size() && !m_rows.empty()) {
            m_rows.front().stopped = events.back()["timestamp"].toDouble();
            m_rows.front().status = events.back()["type"].toString() == "ExecutionSucceeded"
                                        ? QStringLiteral("SUCCEEDED")
                                        : QStringLiteral("FAILED");
        }
        emit changed();
    }
    void forget() // the gateway stops
    {
        m_rows.clear();
        why = QStringLiteral("The gateway is stopped.");
        emit changed();
    }

private:
    std::vector<ui::ExecutionRow> m_rows;
    StateMachineId m_machine;
};

} // namespace gw::test
