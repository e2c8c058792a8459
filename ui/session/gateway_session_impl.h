// The inside of GatewaySession, shared by gateway_session.cpp, gateway_session_addresses.cpp,
// gateway_session_deploy.cpp and gateway_session_traces.cpp.
#pragma once

#include "gateway-engine/access.h"
#include "gateway-engine/backends.h"
#include "gateway-engine/compile/compile.h"
#include "gateway-engine/compile/tls_sites.h"
#include "gateway-engine/trace/trace_store.h"
#include "ui/session/access_session.h"
#include "ui/session/backends_session.h"
#include "ui/session/background.h"
#include "ui/session/deployments.h"
#include "ui/session/deployments_watch.h"
#include "ui/session/executions_session.h"
#include "ui/session/gateway_session.h"
#include "ui/session/trace_feed.h"
#include "ui/session/workspace.h"

#include <QTimer>

#include <map>

namespace gw::ui {

inline constexpr int defaultPort = 4780; // docs: the project's port

// One API on one stage, as it should be served.
struct ServeTarget
{
    Deployments::Key key;
    std::shared_ptr<const Api> api;
    Stage stage;
    bool records = false; // the user's Deploy: recorded once it compiles
    std::string description = {};
    std::string restoredId = {};           // of the deployment that is rolled back to …
    Deployments::Reader reader = {};       // … which the worker reads in place of `api`
    std::string deploymentId = {};         // of `api`; empty for a draft
    Deployments::Reader canaryReader = {}; // of the stage's canary, when it has a deployment of its own
    int surroundingsVersion = 0;           // which surroundings it is compiled against
    engine::Surroundings surroundings = {};
    bool isSameAs(const ServeTarget& other) const
    {
        return api == other.api && stage == other.stage && surroundingsVersion == other.surroundingsVersion;
    }
};

struct Compiled
{
    ServeTarget target;
    engine::Compilation result;
};

// Reads and compiles; on the worker.
[[nodiscard]] Compiled compileTarget(ServeTarget target);

// nullptr when the project has no such API.
[[nodiscard]] const Cow<Api>* findApi(const Project& project, ApiId id);

struct GatewaySession::Impl
{
    Impl(GatewaySession* self, Workspace& project) : q(self), workspace(project) {}

    GatewaySession* q;
    Workspace& workspace;
    Deployments deployments;
    DeploymentsWatch deploymentsWatch;
    TraceFeed feed;
    mutable AccessSession calls;    // keys, plans, caches, for the pages
    mutable BackendsSession behind; // functions and servers, for the pages
    mutable ExecutionsSession executions{workspace};
    std::shared_ptr<engine::TraceStore> store;
    std::unique_ptr<engine::Backends> backends; // as long as the engine, which ends it
    std::shared_ptr<engine::Access> access;     // as long as the engine; the pages' questions hold it as well
    std::unique_ptr<engine::Engine> engine;
    AwsSettings aws;                      // of the surroundings in use
    std::vector<Cow<Backend>> servers;    // and the user's servers
    int accessVersion = 0;                // of access, as it was compiled against
    int surroundingsVersion = 0;          // changes with the three
    std::vector<Cow<DomainName>> domains; // whose certificates were asked for
    std::vector<engine::TlsSite> sites;   // what was given
    Diagnostics domainProblems;
    bool isMakingSites = false;
    QTimer renewal;             // of certificates
    Diagnostics behindProblems; // of what stands behind the APIs, as last told
    State state = State::Stopped;
    QString failure;
    int wantedPort = defaultPort;
    int actualPort = 0;
    engine::ListenTable table;                       // where the engine was told to listen
    std::map<ApiId, StageId> chosenStages;           // by the user
    std::map<Deployments::Key, ServeTarget> serving; // compiled and given to the engine
    std::vector<ServeTarget> asked;                  // the user's deployments not compiled yet
    bool isCompiling = false;
    bool startsAgain = false; // asked to start while stopping
    int project = 0;          // changes when another project opens or the engine starts anew
    Background compiler;
    Background certificates;

    void projectOpened();
    void takeInDeployments();
    [[nodiscard]] bool listen();
    void openIssuer();
    void followPorts();
    void followBackends();
    void followAccess(Diagnostics& problems);
    [[nodiscard]] engine::Surroundings surroundings() const;
    void followDomains();
    void sitesMade(engine::TlsSites made);
    void tellBehind(Diagnostics problems);
    void attachPages();
    void detachPages();
    void failWith(const Diagnostic& diagnostic);
    void hasStopped();
    void openTraceFile();
    void openStageLogs();
    void update();
    [[nodiscard]] std::vector<ServeTarget> outdated() const;
    void nameDeployments(ServeTarget& target) const;
    void undeployGone();
    void compileDone(std::vector<Compiled> compiled);
    void publish(Compiled compiled);
    bool record(const ServeTarget& target);
    void logFaults(const std::vector<engine::TracePtr>& traces);
};

} // namespace gw::ui
