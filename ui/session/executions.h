// Executions: what the studio sees of the executions of the project's state machines (reference 4.2), and how it begins
// and ends one. The engine's Step Functions stand behind it; tests put recorded histories there.
#pragma once

#include "core/api/ids.h"
#include "core/diagnostic.h"
#include "core/json/value.h"

#include <QObject>
#include <QString>

#include <vector>

namespace gw::ui {

struct ExecutionRow
{
    QString arn;
    QString name;
    QString status;     // "RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED"
    double started = 0; // seconds since 1970
    double stopped = 0; // 0: runs
    bool operator==(const ExecutionRow&) const = default;
};

class Executions : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    // Why nothing can be started now, with the way out ("The gateway is stopped. …"); empty: it can.
    [[nodiscard]] virtual QString unavailable() const = 0;
    // Does what unavailable() asks for; changed() tells when it is done.
    virtual void makeAvailable() = 0;
    // With this input (JSON text). started() or startFailed() follows; an Express machine's execution is over then.
    virtual void start(StateMachineId machine, const QString& input) = 0;
    virtual void stop(const QString& arn) = 0;
    [[nodiscard]] virtual std::vector<ExecutionRow> executionsOf(StateMachineId machine) const = 0; // newest first
    // Its events as GetExecutionHistory gives them, oldest first, as far as it has come.
    [[nodiscard]] virtual json::Array history(const QString& arn) const = 0;

signals:
    void changed(); // executions began, went on or ended; at most a few times a second
    void started(const QString& arn);
    void startFailed(const gw::Diagnostic& diagnostic);
};

} // namespace gw::ui
