#include "ui/models/lab_text.h"

#include "core/json/text.h"
#include "ui/models/json_text.h"

#include <QCoreApplication>

namespace gw::ui {

namespace {

using engine::auth::Decision;
using engine::auth::Effect;
using engine::auth::PolicyElement;
using engine::auth::StatementExplanation;
using engine::auth::StepOutcome;

QString tr(const char* text)
{
    return QCoreApplication::translate("gw::ui::LabText", text);
}

QString toQt(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

QString outcomeWords(StepOutcome outcome)
{
    switch (outcome) {
    case StepOutcome::Passed:
        return tr("Passed");
    case StepOutcome::Failed:
        return tr("Refused");
    case StepOutcome::NotReached:
        return tr("Not looked at");
    }
    return {};
}

LabTone toneOf(StepOutcome outcome)
{
    return outcome == StepOutcome::Passed   ? LabTone::Good
           : outcome == StepOutcome::Failed ? LabTone::Bad
                                            : LabTone::Plain;
}

struct Lines
{
    int first = 0;
    int last = 0;
};

Lines linesOf(const std::string& text, json::TextRange range)
{
    if (range.end <= range.begin || range.end > text.size())
        return {};
    return {json::positionOf(text, range.begin).line, json::positionOf(text, range.end - 1).line};
}

QString statementName(const StatementExplanation& statement)
{
    const QString effect = statement.effect == Effect::Allow ? QStringLiteral("Allow") : QStringLiteral("Deny");
    return statement.sid.empty()
               ? tr("Statement %1: %2").arg(statement.index + 1).arg(effect)
               : tr("Statement %1 (%2): %3").arg(statement.index + 1).arg(toQt(statement.sid), effect);
}

LabRow statementRow(const engine::LabPolicy& policy, const StatementExplanation& statement)
{
    const bool decides = policy.explanation.decidedBy == statement.index;
    const QString verdict = decides             ? tr("Applies, and decides")
                            : statement.applies ? tr("Applies, but another one decides")
                                                : tr("Does not apply");
    const LabTone tone = !statement.applies                  ? LabTone::Plain
                         : statement.effect == Effect::Allow ? LabTone::Good
                                                             : LabTone::Bad;
    const Lines lines = linesOf(policy.text, statement.range);
    return {{statementName(statement), {}, {}, verdict}, tone, lines.first, lines.last};
}

QString metWords(const PolicyElement& element)
{
    const QString reason = toQt(element.reason);
    if (!reason.isEmpty())
        return reason;
    return element.isMet ? tr("Met") : tr("Not met");
}

void addElement(const engine::LabPolicy& policy, const StatementExplanation& statement, const PolicyElement& element,
                std::vector<LabRow>& rows)
{
    const Lines around = linesOf(policy.text, statement.range);
    if (element.lines.empty() || !element.reason.empty())
        rows.push_back({{{}, toQt(element.name), {}, metWords(element)}, LabTone::Plain, around.first, around.last});
    for (const auto& line : element.lines) {
        Lines lines = linesOf(policy.text, line.range);
        if (lines.first == 0)
            lines = around;
        const QString words = line.matches ? tr("Matches") : tr("Does not match");
        const QString reason = toQt(line.reason);
        rows.push_back({{{},
                         toQt(element.name),
                         toQt(line.text),
                         reason.isEmpty() ? words + QLatin1Char('.') : words + QStringLiteral(": ") + reason},
                        LabTone::Plain,
                        lines.first,
                        lines.last});
    }
}

QString decisionWords(const engine::auth::PolicyExplanation& explanation)
{
    const auto by = explanation.decidedBy;
    switch (explanation.decision) {
    case Decision::Allow:
        return by ? tr("Allows the call, by statement %1.").arg(*by + 1) : tr("Allows the call.");
    case Decision::ExplicitDeny:
        return by ? tr("Denies the call, by statement %1.").arg(*by + 1) : tr("Denies the call.");
    case Decision::ImplicitDeny:
        return tr("Does not allow the call: no statement applies to it.");
    }
    return {};
}

std::vector<LabRow> rowsOf(const std::vector<engine::auth::VerificationStep>& steps)
{
    std::vector<LabRow> rows;
    for (const engine::auth::VerificationStep& step : steps)
        rows.push_back({{toQt(step.name), outcomeWords(step.outcome), toQt(step.text)}, toneOf(step.outcome)});
    return rows;
}

} // namespace

LabVerdict labVerdict(const engine::LabReport& report)
{
    if (report.isAllowed)
        return {tr("Allowed"), report.remark.empty() ? tr("The request goes on to the method.") : toQt(report.remark),
                LabTone::Good};
    const QString reason = toQt(report.reason);
    return {tr("Refused with %1").arg(report.answer.status),
            report.faultType.empty() ? reason : tr("%1 (%2)").arg(reason, toQt(report.faultType)), LabTone::Bad};
}

std::vector<LabRow> tokenRows(const engine::LabReport& report)
{
    return rowsOf(report.tokenSteps);
}

std::vector<LabRow> signatureRows(const engine::LabReport& report)
{
    return report.signature ? rowsOf(report.signature->steps) : std::vector<LabRow>();
}

QString signaturesText(const engine::LabReport& report)
{
    if (!report.signature || report.signature->given.empty())
        return {};
    const QString calculated = toQt(report.signature->calculated);
    return tr("given       %1").arg(toQt(report.signature->given)) + QLatin1Char('\n') +
           (calculated.isEmpty() ? tr("calculated  none: the project has no such access key")
                                 : tr("calculated  %1").arg(calculated));
}

QString tokenText(const engine::LabReport& report)
{
    QStringList parts;
    for (const json::Value* part : {&report.tokenHeader, &report.tokenClaims})
        if (!part->isNull())
            parts << jsonText(*part);
    return parts.join(QLatin1Char('\n'));
}

QString functionText(const engine::LabReport& report)
{
    if (report.signature || !isLambda(report.authorizer.type))
        return {};
    const QString result = toQt(report.result);
    const QString asked = report.wasInvoked ? tr("The function was invoked.") : tr("The function was not invoked.");
    return result.isEmpty() ? asked : asked + QLatin1Char(' ') + tr("Its result: %1.").arg(result);
}

QString callerText(const engine::LabReport& report)
{
    QStringList lines;
    if (!report.principalId.empty())
        lines << QStringLiteral("principalId: ") + toQt(report.principalId);
    if (report.context.isObject())
        for (const json::Member& member : report.context.asObject())
            lines << toQt(member.key) + QStringLiteral(": ") +
                         (member.value.isString() ? toQt(member.value.asString())
                                                  : toQt(json::writeJson(member.value)));
    return lines.join(QLatin1Char('\n'));
}

QString answerText(const engine::LabReport& report)
{
    if (report.isAllowed)
        return {};
    QStringList lines{tr("Status %1").arg(report.answer.status)};
    for (const engine::HeaderField field : report.answer.headers)
        lines << toQt(field.name) + QStringLiteral(": ") + toQt(field.value);
    lines << QString() << prettyText(report.answer.bodyText());
    return lines.join(QLatin1Char('\n'));
}

QString prettyText(const std::string& json)
{
    const QString text = toQt(json);
    const auto value = parseJsonText(text);
    return value && !value->isNull() ? jsonText(*value) : text;
}

LabPolicyText policyText(const engine::LabPolicy& policy)
{
    LabPolicyText shown;
    shown.title = toQt(policy.name);
    shown.text = toQt(policy.text);
    shown.decision = decisionWords(policy.explanation);
    shown.tone = policy.explanation.decision == Decision::Allow ? LabTone::Good : LabTone::Bad;
    for (const StatementExplanation& statement : policy.explanation.statements) {
        const LabRow row = statementRow(policy, statement);
        if (policy.explanation.decidedBy == statement.index) {
            shown.firstLine = row.firstLine;
            shown.lastLine = row.lastLine;
        }
        shown.rows.push_back(row);
        for (const PolicyElement& element : statement.elements)
            addElement(policy, statement, element, shown.rows);
    }
    return shown;
}

} // namespace gw::ui
