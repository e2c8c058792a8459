// One message for people: what is wrong, where, and the way out. The same type serves the file readers, lint, edits,
// deployments, the problems pane and the command line.
#pragma once

#include "core/api/ids.h"

#include <string>
#include <vector>

namespace gw {

enum class Severity { Error, Warning, Info };

// A place in a text file. Lines and columns count from 1, columns in code points; 0 means "not known".
struct SourcePosition
{
    int line = 0;
    int column = 0;
    bool operator==(const SourcePosition&) const = default;
};

struct Diagnostic
{
    Severity severity = Severity::Error;
    std::string rule;        // stable id such as "route-duplicate" or "yaml-syntax"; empty for one-off errors
    std::string file;        // path as the user gave it; empty when there is no file
    SourcePosition position; // in `file`
    NodeRef node;            // the design element concerned; may be empty
    std::string message;     // what is wrong, naming the object in quotes
    std::string hint;        // the way out; may be empty

    bool operator==(const Diagnostic&) const = default;
};

using Diagnostics = std::vector<Diagnostic>;

// An error under the stable id of the rule that was broken.
[[nodiscard]] Diagnostic brokenRule(std::string rule, std::string message, std::string hint);

[[nodiscard]] bool hasErrors(const Diagnostics& diagnostics);
[[nodiscard]] const char* severityName(Severity severity); // "error", "warning", "info"

// `file:line:column: severity: message [rule]`, the form of `gatewright lint`. Parts that are not known are left out.
[[nodiscard]] std::string toString(const Diagnostic& diagnostic);

} // namespace gw
