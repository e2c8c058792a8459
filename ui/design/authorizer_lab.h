// AuthorizerLab: the section of an authorizer's page where it is tried on a request: a token or headers as pasted, or a
// request that was traced; below it what came of it, step by step (reference 1.35, TestInvokeAuthorizer). What is
// pasted is kept nowhere.
#pragma once

#include "core/api/authorizer.h"
#include "core/api/ids.h"
#include "gateway-engine/trace/trace.h"
#include "ui/models/lab_sample.h"
#include "ui/session/authorizer_trial.h"
#include "ui/theme/theme.h"

#include <QTimer>
#include <QWidget>

#include <optional>
#include <vector>

class QBoxLayout;
class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;

namespace gw::ui {

class GatewaySession;
class LabReportView;
class RecentRequests;
class ToneLabel;
class Workspace;

class AuthorizerLab final : public QWidget
{
    Q_OBJECT

public:
    AuthorizerLab(Workspace& workspace, GatewaySession& gateway, const Theme& theme, QWidget* parent = nullptr);
    void showAuthorizer(ApiId api, const Authorizer& authorizer);
    void attempt();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildRequest(QBoxLayout& column);
    void buildSecrets(QBoxLayout& column);
    void buildButtons(QBoxLayout& column);
    void follow();
    void forgetShown();
    void showMethods();
    void showRunning();
    void chooseMethod(int index);
    void chooseTrace(const engine::TracePtr& trace);
    void tell(const QString& text, bool isProblem = false);
    [[nodiscard]] std::optional<TrialOrder> order();
    void finish(const TrialOutcome& outcome);
    void showEnd();
    void showWaiting(bool isWaiting);
    void forgetResults();
    void start();
    [[nodiscard]] const Api* api() const;

    Workspace& m_workspace;
    GatewaySession& m_gateway;
    const Theme& m_theme;
    ApiId m_api;
    Authorizer m_authorizer;
    std::vector<LabMethod> m_methods;
    AuthorizerTrial m_trial;
    bool m_isTriedByButton = false;
    QTimer m_slow; // an attempt that takes so long shows that it runs
    RecentRequests* m_trace = nullptr;
    QComboBox* m_method = nullptr;
    QLineEdit* m_path = nullptr;
    QWidget* m_tokenPart = nullptr;
    ToneLabel* m_tokenLabel = nullptr;
    QPlainTextEdit* m_token = nullptr;
    QPlainTextEdit* m_headers = nullptr;
    QPushButton* m_try = nullptr;
    QPushButton* m_cancel = nullptr;
    QPushButton* m_forget = nullptr;
    QPushButton* m_start = nullptr;
    QProgressBar* m_progress = nullptr;
    ToneLabel* m_state = nullptr;
    LabReportView* m_report = nullptr;
};

} // namespace gw::ui
