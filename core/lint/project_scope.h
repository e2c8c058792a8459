// What a lint rule about the project as a whole sees: functions, state machines, backends, AWS settings, and APIs
// beside each other. All of it stands in gatewright.yaml.
#pragma once

#include "core/lint/lint.h"

#include <string>

namespace gw {

class ProjectScope
{
public:
    ProjectScope(const Project& project, Diagnostics& findings) : m_project(project), m_findings(findings) {}
    ProjectScope(const ProjectScope&) = delete;
    ProjectScope& operator=(const ProjectScope&) = delete;

    [[nodiscard]] const Project& project() const { return m_project; }

    void begin(const LintRule& rule) { m_rule = &rule; }

    struct Finding
    {
        Severity severity = Severity::Error;
        std::string message;
        std::string hint;
    };
    void report(const Function& function, Finding finding);
    void report(const StateMachine& machine, Finding finding); // in the file of its definition
    void report(const Backend& backend, Finding finding);
    void report(const Api& api, Finding finding);
    void report(const NodeRef& node, const std::string& file, Finding finding);
    void report(const NodeRef& node, Finding finding); // in gatewright.yaml
    void reportAws(Finding finding);

private:
    const Project& m_project;
    Diagnostics& m_findings;
    const LintRule* m_rule = nullptr;
};

} // namespace gw
