#include "core/diagnostic.h"

#include <algorithm>
#include <utility>

namespace gw {

Diagnostic brokenRule(std::string rule, std::string message, std::string hint)
{
    Diagnostic d;
    d.rule = std::move(rule);
    d.message = std::move(message);
    d.hint = std::move(hint);
    return d;
}

bool hasErrors(const Diagnostics& diagnostics)
{
    return std::any_of(diagnostics.begin(), diagnostics.end(),
                       [](const Diagnostic& d) { return d.severity == Severity::Error; });
}

const char* severityName(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return "error";
    case Severity::Warning:
        return "warning";
    case Severity::Info:
        return "info";
    }
    return "error";
}

std::string toString(const Diagnostic& d)
{
    std::string text = d.file;
    if (d.position.line > 0) {
        text += ":" + std::to_string(d.position.line);
        if (d.position.column > 0)
            text += ":" + std::to_string(d.position.column);
    }
    if (!text.empty())
        text += ": ";
    text += severityName(d.severity);
    text += ": " + d.message;
    if (!d.rule.empty())
        text += " [" + d.rule + "]";
    return text;
}

} // namespace gw
