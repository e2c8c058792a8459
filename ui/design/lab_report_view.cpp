#include "ui/design/lab_report_view.h"

#include "ui/design/lab_table.h"
#include "ui/models/lab_text.h"
#include "ui/widgets/code_editor.h"
#include "ui/widgets/tone_label.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace gw::ui {

namespace {

constexpr int mostLines = 18; // of a text; more scroll

Tone toned(LabTone tone, Tone base)
{
    base.color = tone == LabTone::Good ? Color::Success : tone == LabTone::Bad ? Color::Danger : base.color;
    return base;
}

// As high as the text, up to a bound: the page scrolls, not each text on it.
void showText(CodeEditor& editor, const QString& text)
{
    editor.setPlainText(text);
    const int lines = std::clamp(int(text.count(QLatin1Char('\n'))) + 1, 2, mostLines);
    editor.setFixedHeight((lines + 1) * editor.fontMetrics().lineSpacing() + 2 * spacing::m);
}

CodeEditor* readOnlyCode(const Theme& theme, const QString& name)
{
    auto* editor = new CodeEditor(theme);
    editor->setLanguage(CodeEditor::Language::Json);
    editor->setReadOnly(true);
    editor->setTabChangesFocus(true);
    editor->setWordWrap(true);
    editor->setLineNumbersVisible(false);
    editor->setAccessibleName(name);
    return editor;
}

QVBoxLayout* columnOf(QWidget* part)
{
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacing::s);
    return column;
}

} // namespace

LabReportView::LabReportView(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_column(columnOf(this)), m_verdict(new ToneLabel(theme, tone::section)),
      m_reason(new ToneLabel(theme, tone::muted))
{
    m_column->setSpacing(spacing::l);
    m_verdict->setObjectName(QStringLiteral("labVerdict"));
    m_reason->setObjectName(QStringLiteral("labReason"));
    m_reason->setWordWrap(true);
    m_reason->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_column->addWidget(m_verdict);
    m_column->addWidget(m_reason);
    m_answer = addPart(tr("Answer to the caller"));
    m_answerText = addCode(m_answer, {}, tr("Answer to the caller"));
    m_answerText->setLanguage(CodeEditor::Language::Http);
    buildToken();
    buildSignature();
    buildFunction();
    m_caller = addPart(tr("Caller and context"));
    m_callerText = new ToneLabel(theme, tone::code);
    m_callerText->setObjectName(QStringLiteral("labCaller"));
    m_callerText->setTextFormat(Qt::PlainText);
    m_callerText->setWordWrap(true);
    m_callerText->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_caller->layout()->addWidget(m_callerText);
    m_policies = addPart(tr("Policies"));
}

QWidget* LabReportView::addPart(const QString& title)
{
    auto* part = new QWidget;
    columnOf(part)->addWidget(new ToneLabel(m_theme, tone::section, title));
    m_column->addWidget(part);
    return part;
}

CodeEditor* LabReportView::addCode(QWidget* part, const QString& title, const QString& name)
{
    auto* editor = readOnlyCode(m_theme, name);
    if (!title.isEmpty())
        part->layout()->addWidget(new ToneLabel(m_theme, tone::label, title));
    part->layout()->addWidget(editor);
    return editor;
}

void LabReportView::buildToken()
{
    m_token = addPart(tr("Token"));
    m_steps = new LabTable(m_theme, tr("Steps of the token"), {tr("Step"), tr("Outcome"), tr("What was found")});
    m_token->layout()->addWidget(m_steps);
    m_claims = addCode(m_token, tr("Header and claims, as they stand in the token"), tr("Header and claims"));
}

// In the order they are made of each other.
void LabReportView::buildSignature()
{
    m_signature = addPart(tr("Signature"));
    m_signatureSteps =
        new LabTable(m_theme, tr("Steps of the signature"), {tr("Step"), tr("Outcome"), tr("What was found")});
    m_signature->layout()->addWidget(m_signatureSteps);
    m_signedTexts = new QWidget;
    columnOf(m_signedTexts);
    m_signature->layout()->addWidget(m_signedTexts);
    m_canonical =
        addCode(m_signedTexts, tr("Canonical request: what the signature has to be of"), tr("Canonical request"));
    m_toSign =
        addCode(m_signedTexts, tr("String to sign: algorithm, time, scope, and the SHA-256 of the canonical request"),
                tr("String to sign"));
    m_signatures = addCode(m_signedTexts, tr("Signature: an HMAC of the string to sign with the secret access key"),
                           tr("Signatures"));
    for (CodeEditor* editor : {m_canonical, m_toSign, m_signatures})
        editor->setLanguage(CodeEditor::Language::Plain);
}

void LabReportView::showSignature(const engine::LabReport& report)
{
    m_signature->setVisible(report.signature.has_value());
    if (!report.signature)
        return;
    m_signatureSteps->setRows(signatureRows(report));
    m_signedTexts->setVisible(!report.signature->canonicalRequest.empty());
    showText(*m_canonical, QString::fromStdString(report.signature->canonicalRequest));
    showText(*m_toSign, QString::fromStdString(report.signature->stringToSign));
    showText(*m_signatures, signaturesText(report));
}

void LabReportView::buildFunction()
{
    m_function = addPart(tr("Function"));
    m_kept = new ToneLabel(m_theme, tone::muted);
    m_kept->setObjectName(QStringLiteral("labKept"));
    m_kept->setWordWrap(true);
    m_function->layout()->addWidget(m_kept);
    m_exchange = new QWidget;
    auto* row = new QHBoxLayout(m_exchange);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing::l);
    auto* sent = new QWidget;
    auto* answered = new QWidget;
    for (QWidget* side : {sent, answered}) {
        columnOf(side);
        row->addWidget(side, 1, Qt::AlignTop);
    }
    m_event = addCode(sent, tr("Event it was sent"), tr("Event the function was sent"));
    m_functionAnswer = addCode(answered, tr("Answered"), tr("What the function answered"));
    m_function->layout()->addWidget(m_exchange);
}

void LabReportView::showReport(const engine::LabReport& report)
{
    const LabVerdict verdict = labVerdict(report);
    m_verdict->setTone(toned(verdict.tone, tone::section));
    m_verdict->setText(verdict.text);
    m_reason->setText(verdict.reason);
    m_answer->setVisible(!report.isAllowed);
    showText(*m_answerText, answerText(report));
    m_token->setVisible(!report.tokenSteps.empty());
    m_steps->setRows(tokenRows(report));
    const QString claims = tokenText(report);
    showText(*m_claims, claims);
    showSignature(report);
    showFunction(report);
    const QString caller = callerText(report);
    m_caller->setVisible(!caller.isEmpty());
    m_callerText->setText(caller);
    showPolicies(report);
}

void LabReportView::showFunction(const engine::LabReport& report)
{
    const QString kept = functionText(report);
    m_function->setVisible(!kept.isEmpty());
    m_kept->setText(kept);
    m_exchange->setVisible(report.wasInvoked);
    showText(*m_event, prettyText(report.event));
    showText(*m_functionAnswer, prettyText(report.functionAnswer));
}

void LabReportView::showPolicies(const engine::LabReport& report)
{
    if (m_policyRows) {
        m_policyRows->hide();
        m_policyRows->deleteLater();
    }
    m_policyRows = new QWidget;
    QVBoxLayout* column = columnOf(m_policyRows);
    for (const engine::LabPolicy& policy : report.policies)
        addPolicy(policy, *column);
    m_policies->layout()->addWidget(m_policyRows);
    m_policyRows->show(); // layouts show what they are given a turn of the event loop later
    m_policies->setVisible(!report.policies.empty());
}

void LabReportView::addPolicy(const engine::LabPolicy& policy, QVBoxLayout& column)
{
    const LabPolicyText shown = policyText(policy);
    auto* title =
        new ToneLabel(m_theme, toned(shown.tone, tone::muted), shown.title + QStringLiteral(" · ") + shown.decision);
    title->setWordWrap(true);
    column.addWidget(title);
    auto* text = readOnlyCode(m_theme, shown.title);
    text->setLineNumbersVisible(true);
    showText(*text, shown.text);
    if (shown.firstLine > 0) {
        text->setTintedLines(shown.firstLine, shown.lastLine);
        text->revealLines(shown.firstLine, shown.lastLine);
    }
    column.addWidget(text);
    auto* table = new LabTable(m_theme, tr("Verdicts of %1").arg(shown.title),
                               {tr("Statement"), tr("Element"), tr("Value"), tr("Verdict")});
    table->setRows(shown.rows);
    connect(table, &LabTable::rowChosen, text, [text](const LabRow& row) {
        if (row.firstLine > 0)
            text->revealLines(row.firstLine, row.lastLine);
    });
    column.addWidget(table);
}

} // namespace gw::ui
