// AuthorizerTrial: one attempt of the authorizer lab or the signature lab (reference 1.35, TestInvokeAuthorizer)
// against what the running gateway stands on. Functions are really invoked, so it happens away from the GUI thread.
#pragma once

#include "core/api/project.h"
#include "core/diagnostic.h"
#include "gateway-engine/access/authorizer_lab.h"
#include "gateway-engine/access/signature_lab.h"
#include "gateway-engine/compile/surroundings.h"
#include "ui/session/newest_run.h"

#include <QObject>

#include <memory>
#include <optional>
#include <string>

namespace gw::ui {

struct TrialOrder
{
    std::shared_ptr<const Api> api;
    Stage stage;
    std::string authorizer;
    engine::LabSample sample{};
    engine::Surroundings surroundings;
    std::optional<engine::SignedSample> signedRequest{}; // tries this one against `project`, and no authorizer
    Project project{};
};

// The report, or why there is none.
struct TrialOutcome
{
    std::shared_ptr<const engine::LabReport> report;
    std::optional<Diagnostic> error;
};

class AuthorizerTrial final : public QObject
{
    Q_OBJECT

public:
    explicit AuthorizerTrial(QObject* parent = nullptr);

    void run(TrialOrder order); // takes the place of one that runs
    void cancel();              // canceled() follows when one was running; nothing more is heard of it
    [[nodiscard]] bool isRunning() const { return m_run.isRunning(); }

signals:
    void finished(const gw::ui::TrialOutcome& outcome);
    void canceled();

private:
    NewestRun m_run;
};

} // namespace gw::ui
