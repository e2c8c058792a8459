// Output and input that all commands share.
#include "app/commands/command.h"

#include <ostream>

namespace gw::cli {

namespace {

const char* colorOf(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return "\033[1;31m";
    case Severity::Warning:
        return "\033[1;33m";
    case Severity::Info:
        return "\033[1;34m";
    }
    return "";
}

// "error: " stands once in the text of a diagnostic, between the place and the message.
std::string coloured(const Diagnostic& diagnostic)
{
    std::string text = toString(diagnostic);
    const std::string severity = std::string(severityName(diagnostic.severity)) + ": ";
    const auto at = text.find(severity, diagnostic.file.size());
    if (at != std::string::npos)
        text.replace(at, severity.size() - 1,
                     colorOf(diagnostic.severity) + severity.substr(0, severity.size() - 1) + "\033[0m");
    return text;
}

} // namespace

void print(std::ostream& stream, const Diagnostic& diagnostic, bool color)
{
    stream << (color ? coloured(diagnostic) : toString(diagnostic)) << '\n';
    if (!diagnostic.hint.empty())
        stream << "    " << diagnostic.hint << '\n';
}

void print(std::ostream& stream, const Diagnostics& diagnostics, bool color)
{
    for (const Diagnostic& diagnostic : diagnostics)
        print(stream, diagnostic, color);
}

void nameFiles(Diagnostics& diagnostics, const std::filesystem::path& root)
{
    for (Diagnostic& diagnostic : diagnostics) {
        const std::filesystem::path file(diagnostic.file);
        const bool isBelowRoot = !diagnostic.file.empty() && file.is_relative() && root != "." &&
                                 !diagnostic.file.starts_with(root.string() + "/");
        if (isBelowRoot)
            diagnostic.file = (root / file).string();
    }
}

Result<OpenedProject> openProjectForCommand(const std::string& path)
{
    Result<OpenedProject> opened = openProject(path);
    if (opened)
        nameFiles(opened->diagnostics, opened->files.root);
    return opened;
}

} // namespace gw::cli
