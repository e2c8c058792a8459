// Lint's words beside fields.
#include "ui/design/field_findings.h"

namespace gw::ui {

void FieldFindings::bind(const std::string& rule, Field* field)
{
    m_rules[rule].field = field;
}

void FieldFindings::show(const Diagnostics& findings)
{
    std::map<std::string, QString> words;
    for (const Diagnostic& finding : findings)
        words.emplace(finding.rule, QString::fromStdString(finding.message + " " + finding.hint));
    for (auto& [rule, told] : m_rules) {
        const auto found = words.find(rule);
        const QString now = found == words.end() ? QString() : found->second;
        if (!now.isEmpty() || told.field->error() == told.words)
            told.field->showError(now);
        told.words = now;
    }
}

QString FieldFindings::after(const QString& refusal, const std::string& rule) const
{
    const auto found = m_rules.find(rule);
    return !refusal.isEmpty() || found == m_rules.end() ? refusal : found->second.words;
}

} // namespace gw::ui
