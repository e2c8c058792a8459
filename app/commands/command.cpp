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

// The length of the UTF-8 sequence at the front of `text`, 0 when it is none (RFC 3629).
std::size_t sequenceLength(std::string_view text)
{
    const auto byte = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(0);
    if (first < 0x80)
        return 1;
    const std::size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || text.size() < length)
        return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte(i) & 0xc0) != 0x80)
            return 0;
    const bool isOverlong = (first == 0xe0 && byte(1) < 0xa0) || (first == 0xf0 && byte(1) < 0x90);
    const bool isSurrogate = first == 0xed && byte(1) > 0x9f;
    const bool isTooLarge = first == 0xf4 && byte(1) > 0x8f;
    return isOverlong || isSurrogate || isTooLarge ? 0 : length;
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

std::string asUtf8(std::string_view text)
{
    std::string valid;
    valid.reserve(text.size());
    while (!text.empty()) {
        const std::size_t length = sequenceLength(text);
        if (length == 0)
            valid += "\xef\xbf\xbd";
        else
            valid += text.substr(0, length);
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return valid;
}

} // namespace gw::cli
