// GatewaySession: the embedded engine as the studio sees it: start and stop, what is deployed where, how many changes
// are not deployed yet, and the traces as they finish. Compiles off the GUI thread when it takes long.
#pragma once

#include "core/edit/diff.h"
#include "core/format/deployment_store.h"
#include "core/result.h"
#include "gateway-engine/compile/surroundings.h"
#include "gateway-engine/engine.h"
#include "gateway-engine/trace/trace.h"

#include <QObject>
#include <QString>
#include <QUrl>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace gw::engine {
class Access;
}

namespace gw::ui {

class AccessSession;
class BackendsSession;
class ConnectionsSession;
class ExecutionsSession;
class Workspace;

class GatewaySession final : public QObject
{
    Q_OBJECT

public:
    explicit GatewaySession(Workspace& workspace, QObject* parent = nullptr);
    ~GatewaySession() override;

    enum class State { Stopped, Running, Stopping, Failed };
    [[nodiscard]] State state() const;
    [[nodiscard]] QString failure() const; // why it is Failed, with the way out

    void setPort(int port);         // the project's port; 0 = any free one; takes effect at the next start
    [[nodiscard]] int port() const; // wanted while stopped, actual while running
    void start();                   // while stopping: as soon as it has stopped
    void stop(); // running requests get half a second, off the GUI thread; stateChanged() says when it is over

    // What methods are compiled against now; none unless it runs. Good beyond its stop: what has ended answers so.
    [[nodiscard]] std::optional<engine::Surroundings> surroundings() const;

    // Functions and servers behind the APIs, while the gateway runs.
    [[nodiscard]] BackendsSession& backends() const;
    // Who calls how often, as the pages see it, while the gateway runs.
    [[nodiscard]] AccessSession& accessSession() const;
    // The WebSocket connections that are open.
    [[nodiscard]] ConnectionsSession& connections() const;
    // State machines behind them; asks for the gateway to be started where they need it.
    [[nodiscard]] ExecutionsSession& executions() const;

    // Where an API's stage answers now ("http://127.0.0.1:4780/dev"); empty while stopped.
    [[nodiscard]] QUrl invokeUrl(ApiId api, StageId stage) const;

    // Where a custom domain answers now ("https://pets.localhost:49152/"); of "*.shop.localhost" one of its names.
    // Empty while it does not.
    [[nodiscard]] QUrl domainUrl(const DomainName& domain) const;

    // The stage that addresses are shown of and requests go to: what the user chose of the API, else its first;
    // nullptr: the API has none.
    [[nodiscard]] const Stage* chosenStage(const Api& api) const;
    void chooseStage(ApiId api, StageId stage);

    // Makes the draft the stage's deployment. The history stands in .gatewright/deployments.
    bool deploy(ApiId api, StageId stage, const QString& description = {});
    // Makes the definition of an earlier deployment the stage's again; recorded anew.
    bool rollBack(ApiId api, StageId stage, const QString& deploymentId, const QString& description = {});
    // Records the draft for the stage's canary and gives the id for its settings.
    [[nodiscard]] Result<QString> deployCanary(ApiId api, StageId stage, const QString& description = {});
    [[nodiscard]] std::vector<Deployment> deploymentsOf(ApiId api, StageId stage) const; // newest first
    [[nodiscard]] QString activeDeployment(ApiId api, StageId stage) const;              // its id; empty: none
    // Reads a deployment's snapshot; may be called on a worker.
    [[nodiscard]] std::function<Result<std::shared_ptr<const Api>>()> snapshotReader(ApiId api,
                                                                                     const QString& deploymentId) const;
    [[nodiscard]] Changes pendingChanges(ApiId api, StageId stage) const; // empty for auto-deploy stages
    [[nodiscard]] bool isDeployed(ApiId api, StageId stage) const;

    // The newest traces, oldest first, bounded; followed by traceFinished().
    [[nodiscard]] std::vector<engine::TracePtr> traces() const;
    // Since when: of older requests only the trace file knows.
    [[nodiscard]] std::chrono::system_clock::time_point tracesBegan() const;
    void clearTraces();
    void keepTrace(engine::TracePtr trace); // of a request that did not come through the engine (a test)
    [[nodiscard]] engine::EngineStatistics statistics() const;
    [[nodiscard]] QString traceFile() const; // the SQLite file traces go to; empty for lone files

signals:
    void stateChanged();
    void stageChosen();
    void domainsServed(); // the addresses of custom domains may have changed
    void deployed(gw::ApiId api, gw::StageId stage);
    void deploymentFailed(const gw::Diagnostics& diagnostics);
    void pendingChangesChanged();
    void tracesFinished(const std::vector<gw::engine::TracePtr>& traces); // on the GUI thread, in batches
    void logLine(const QString& line);                                    // what the log pane shows

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace gw::ui
