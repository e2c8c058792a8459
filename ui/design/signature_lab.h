// SignatureLab: the section at the end of an identity's page where a signed request is tried (reference 1.25, AWS_IAM):
// HTTP text or a curl command as pasted, or a request that was traced; below it canonical request, string to sign and
// signature as the gateway calculates them, each policy, and the answer a caller gets. What is pasted is kept nowhere,
// and no secret access key is shown.
#pragma once

#include "gateway-engine/trace/trace.h"
#include "ui/session/authorizer_trial.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <optional>
#include <vector>

class QComboBox;
class QPlainTextEdit;
class QPushButton;

namespace gw::ui {

class GatewaySession;
class LabReportView;
class RecentRequests;
class ToneLabel;
class Workspace;

class SignatureLab final : public QWidget
{
    Q_OBJECT

public:
    SignatureLab(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QWidget* parent = nullptr);
    void forgetShown(); // a report is of the identity as it was
    void attempt();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* buildChoices();
    QWidget* buildButtons();
    void follow();
    void showStages();
    void chooseTrace(const engine::TracePtr& chosen);
    void showRunning();
    void tell(const QString& text, bool isProblem = false);
    [[nodiscard]] std::optional<TrialOrder> order();
    void finish(const TrialOutcome& outcome);

    struct Place
    {
        ApiId api;
        StageId stage;
        QString name;
        bool operator==(const Place&) const = default;
    };

    Workspace& m_workspace;
    GatewaySession& m_gateway;
    const Theme& m_theme;
    AuthorizerTrial m_trial;
    std::vector<Place> m_places; // as the box lists them
    RecentRequests* m_trace = nullptr;
    QComboBox* m_stage = nullptr;
    QPlainTextEdit* m_request = nullptr;
    QPushButton* m_try = nullptr;
    QPushButton* m_start = nullptr;
    ToneLabel* m_state = nullptr;
    LabReportView* m_report = nullptr;
};

} // namespace gw::ui
