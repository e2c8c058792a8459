// LabReportView: what a lab found: the verdict, the steps of a token or a signature and what they are made of, what the
// function was sent and answered, who calls, each policy statement by statement, and the answer a caller gets.
#pragma once

#include "gateway-engine/access/authorizer_lab.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QVBoxLayout;

namespace gw::ui {

class CodeEditor;
class LabTable;
class ToneLabel;

class LabReportView final : public QWidget
{
    Q_OBJECT

public:
    explicit LabReportView(const Theme& theme, QWidget* parent = nullptr);
    void showReport(const engine::LabReport& report);

private:
    QWidget* addPart(const QString& title);
    CodeEditor* addCode(QWidget* part, const QString& title, const QString& name);
    void buildToken();
    void buildSignature();
    void showSignature(const engine::LabReport& report);
    void buildFunction();
    void showFunction(const engine::LabReport& report);
    void showPolicies(const engine::LabReport& report);
    void addPolicy(const engine::LabPolicy& policy, QVBoxLayout& column);

    const Theme& m_theme;
    QVBoxLayout* m_column;
    ToneLabel* m_verdict;
    ToneLabel* m_reason;
    QWidget* m_token = nullptr;
    LabTable* m_steps = nullptr;
    CodeEditor* m_claims = nullptr;
    QWidget* m_signature = nullptr;
    LabTable* m_signatureSteps = nullptr;
    QWidget* m_signedTexts = nullptr;
    CodeEditor* m_canonical = nullptr;
    CodeEditor* m_toSign = nullptr;
    CodeEditor* m_signatures = nullptr;
    QWidget* m_function = nullptr;
    ToneLabel* m_kept = nullptr;
    QWidget* m_exchange = nullptr;
    CodeEditor* m_event = nullptr;
    CodeEditor* m_functionAnswer = nullptr;
    QWidget* m_caller = nullptr;
    ToneLabel* m_callerText = nullptr;
    QWidget* m_policies = nullptr;
    QWidget* m_policyRows = nullptr; // of the report shown
    QWidget* m_answer = nullptr;
    CodeEditor* m_answerText = nullptr;
};

} // namespace gw::ui
