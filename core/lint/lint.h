// Lint: what is wrong or doubtful in a design. An ordered list of rules, a function each (rules_*.cpp); every finding
// has a stable rule id, a position where the source is known, and a hint.
#pragma once

#include "core/api/project.h"
#include "core/diagnostic.h"

#include <span>

namespace gw {

class Secrets;
class LintScope;    // one API under examination: core/lint/lint_scope.h
class ProjectScope; // the project as a whole: core/lint/project_scope.h

struct LintRule
{
    const char* id;                                      // "route-duplicate"
    const char* description;                             // one sentence for documentation and SARIF
    void (*check)(LintScope& scope) = nullptr;           // of an API
    void (*checkProject)(ProjectScope& scope) = nullptr; // of what stands beside APIs; neither: of a state
                                                         // machine, or of secrets
};

[[nodiscard]] std::span<const LintRule> lintRules();
[[nodiscard]] Diagnostics lint(const Project& project);
[[nodiscard]] Diagnostics lint(const Api& api);              // in the order of the file
[[nodiscard]] Diagnostics lintWhole(const Project& project); // what no API shows on its own
// A state machine's definition, and the functions it calls that the project does not have.
[[nodiscard]] Diagnostics lint(const StateMachine& machine, const Project& project);

// What is missing, doubtful or left over among the project's secrets; no value is ever quoted (secrets_lint.cpp).
[[nodiscard]] Diagnostics lintSecrets(const Project& project, const Secrets& secrets);

// What reading the files told, then what lint finds. A reference that leads nowhere is found by both and told once.
[[nodiscard]] Diagnostics withFindings(Diagnostics reading, const Diagnostics& findings);

} // namespace gw
