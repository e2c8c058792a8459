// Turns findings about the project into diagnostics.
#include "core/lint/project_scope.h"

namespace gw {

namespace {
constexpr char projectFile[] = "gatewright.yaml";
}

void ProjectScope::report(const NodeRef& node, const std::string& file, Finding finding)
{
    Diagnostic diagnostic;
    diagnostic.severity = finding.severity;
    diagnostic.rule = m_rule ? m_rule->id : "";
    diagnostic.file = file;
    diagnostic.node = node;
    diagnostic.message = std::move(finding.message);
    diagnostic.hint = std::move(finding.hint);
    m_findings.push_back(std::move(diagnostic));
}

void ProjectScope::report(const Function& function, Finding finding)
{
    report({{}, {}, {}, {}, function.id, {}, {}}, projectFile, std::move(finding));
}

void ProjectScope::report(const StateMachine& machine, Finding finding)
{
    report({{}, {}, {}, {}, {}, machine.id, {}}, machine.definitionUri, std::move(finding));
}

void ProjectScope::report(const Backend& backend, Finding finding)
{
    report({{}, {}, {}, {}, {}, {}, backend.id}, projectFile, std::move(finding));
}

void ProjectScope::report(const Api& api, Finding finding)
{
    report({api.id, {}, {}, {}}, projectFile, std::move(finding));
}

void ProjectScope::report(const NodeRef& node, Finding finding)
{
    report(node, projectFile, std::move(finding));
}

void ProjectScope::reportAws(Finding finding)
{
    report({}, projectFile, std::move(finding));
}

} // namespace gw
